"""Networks to start from: the gallery's entries and what opening one does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.library import Library, SavedTemplate
from engine.model.layout import arrange
from engine.model.templates import template, template_names, template_story, template_title
from engine.project import Project
from engine.text import NetwrightError
from gui.model.document import ProjectDocument
from gui.translation import say
from gui.window.notice import NoticeBar

if TYPE_CHECKING:
    from gui.window.gallery import Entry, Gallery


class Templates(QObject):
    """Opens the gallery. What is chosen becomes a new project that keeps the hyperparameters at hand.

    The person's own networks stand behind the ones that come with the program. Errors are told in the notice bar.
    """

    def __init__(
        self,
        document: ProjectDocument,
        adopt: Callable[[Project], None],
        notices: NoticeBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._adopt, self._notices, self._window = document, adopt, notices, window
        self._shelf = Library().templates

    def entries(self) -> list[Entry]:
        """Every network to start from."""
        from gui.window.gallery import Entry

        given = [
            Entry(name, say(template_title(name)), say(template_story(name)), template(name))
            for name in template_names()
        ]
        listing = self._shelf.listing()
        for found in listing.damaged:
            self._notices.tell_error(found.reason)
        return [*given, *(Entry(item.name, item.name, item.story, item.spec, own=True) for item in listing.items)]

    def choose(self) -> None:
        """Open the gallery."""
        from gui.window.gallery import Gallery

        gallery = Gallery(self.entries(), self._window)
        gallery.chosen.connect(self._open)
        gallery.deleteRequested.connect(lambda name: self._ask_to_forget(gallery, name))
        gallery.finished.connect(gallery.deleteLater)
        gallery.open()

    def _open(self, entry: Entry) -> None:
        project = self._document.project
        self._adopt(Project(entry.spec, arrange(entry.spec), project.training, project.dataset, entry.name))

    def keep(self) -> None:
        """Ask for a name under which the network at hand is kept for other projects to start from."""
        from gui.window.keep_template import KeepTemplateDialog

        dialog = KeepTemplateDialog(self._document.project.title, self._window)

        def save(name: str, story: str) -> None:
            try:
                self._shelf.save(SavedTemplate(name, self._document.network, story))
            except NetwrightError as error:
                dialog.refuse(say(error.text))
            else:
                dialog.accept()

        dialog.wanted.connect(save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_to_forget(self, gallery: Gallery, name: str) -> None:
        box = QMessageBox(gallery)
        box.setObjectName("forgetTemplateQuestion")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Forget “{name}”?").format(name=name))
        box.setInformativeText(self.tr("Projects that started from it stay as they are. This cannot be undone."))
        forget = box.addButton(self.tr("Forget"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)

        def delete() -> None:
            try:
                self._shelf.delete(name)
            except NetwrightError as error:
                self._notices.tell_error(error.text, error.hint)
            else:
                gallery.forget(name)

        forget.clicked.connect(delete)
        box.finished.connect(box.deleteLater)
        box.open()
