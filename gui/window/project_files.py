"""Opening, saving and starting projects, with the file dialogs and the title of the window."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.project import SUFFIX, Project, load_project, save_project
from engine.text import NetwrightError
from gui.model.document import ProjectDocument
from gui.window.notice import NoticeBar


class ProjectFiles(QObject):
    """Where the document comes from and goes to. Errors are told in the notice bar and change nothing."""

    titleChanged = Signal()  # noqa: N815 - Qt's naming of signals
    opened = Signal()

    def __init__(self, document: ProjectDocument, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._notices, self._window = document, notices, window
        document.undo_stack.cleanChanged.connect(self.titleChanged)

    @property
    def path(self) -> Path | None:
        """The file of the document, if it has one."""
        return self._document.path

    def title(self) -> str:
        """The document's name for the window's title; ``[*]`` is where Qt shows that it is unsaved."""
        name = self.path.stem if self.path else self._document.project.title
        return (name or self.tr("Untitled")) + "[*]"

    def new(self, template: str) -> None:
        """Start from a template."""
        self.adopt(Project.from_template(template))

    def adopt(self, project: Project, path: Path | None = None) -> None:
        """Show another project; ``path`` is its file, if it has one."""
        self._document.replace_project(project, path)
        self.titleChanged.emit()
        self.opened.emit()

    def open(self, path: Path | None = None) -> bool:
        """Open a project's file, asking for it where none is given; returns whether it was opened."""
        path = path or self._ask_for_file()
        if path is None:
            return False
        try:
            project = load_project(path)
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)
            return False
        self.adopt(project, path.absolute())
        return True

    def save(self) -> bool:
        """Write the document to its file, asking where there is none; returns whether it was written."""
        return self.save_as(self.path or self._ask_where())

    def save_as(self, path: Path | None) -> bool:
        """Write the document to a file and make it the document's."""
        if path is None:
            return False
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        try:
            save_project(self._document.project, path)
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)
            return False
        self._document.mark_saved(path.absolute())
        self.titleChanged.emit()
        return True

    def ask_and_save_as(self) -> bool:
        """Ask for a file and write the document to it."""
        return self.save_as(self._ask_where())

    def _ask_for_file(self) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open project"), self._folder(), self._filter())
        return Path(name) if name else None

    def _ask_where(self) -> Path | None:
        suggestion = str(Path(self._folder()) / f"{self._document.project.title or 'network'}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save project"), suggestion, self._filter())
        return Path(name) if name else None

    def _folder(self) -> str:
        return str(self.path.parent if self.path else Path.home())

    def _filter(self) -> str:
        return self.tr("Netwright projects ({pattern})").format(pattern=f"*{SUFFIX}")
