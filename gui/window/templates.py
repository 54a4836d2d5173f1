"""Networks to start from: the gallery's entries and what opening one does."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.model.layout import arrange
from engine.model.templates import template, template_names, template_story, template_title
from engine.project import Project
from gui.model.document import ProjectDocument
from gui.translation import say
from gui.window.gallery import Entry, Gallery


class Templates(QObject):
    """Opens the gallery. What is chosen becomes a new project that keeps the hyperparameters at hand."""

    def __init__(self, document: ProjectDocument, adopt: Callable[[Project], None], window: QWidget) -> None:
        super().__init__(window)
        self._document, self._adopt, self._window = document, adopt, window

    def entries(self) -> list[Entry]:
        """Every network to start from."""
        return [
            Entry(name, say(template_title(name)), say(template_story(name)), template(name))
            for name in template_names()
        ]

    def choose(self) -> None:
        """Open the gallery."""
        gallery = Gallery(self.entries(), self._window)
        gallery.chosen.connect(self._open)
        gallery.finished.connect(gallery.deleteLater)
        gallery.open()

    def _open(self, entry: Entry) -> None:
        project = self._document.project
        self._adopt(Project(entry.spec, arrange(entry.spec), project.training, project.dataset, entry.name))
