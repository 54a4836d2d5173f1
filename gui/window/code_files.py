"""Code in and out of the window: the dialogs that open a network from code and write a training script."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.files import write_atomically
from engine.model.layout import arrange
from engine.model.spec import ModelSpec
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from gui.model.document import ProjectDocument
from gui.window.notice import NoticeBar
from gui.window.project_files import ProjectFiles

READABLE = (".py", ".onnx", ".json", ".keras")
"""Suffixes of files that hold a network in another form than a project's."""


class CodeFiles(QObject):
    """Opens networks from code and from other programs' files, and exports scripts. Errors go to the notice bar."""

    def __init__(self, document: ProjectDocument, files: ProjectFiles, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._files, self._notices, self._window = document, files, notices, window

    def open(self, path: Path | None = None) -> None:
        """Show what a file, or code yet to be pasted, would become; the person then opens it or not."""
        from gui.model.code_import import CodeImportDialog

        dialog = CodeImportDialog(self._window)
        dialog.opened.connect(self._adopt)
        dialog.finished.connect(dialog.deleteLater)
        if path is not None:
            dialog.show_file(path)
        dialog.open()

    def ask_and_open(self) -> None:
        """Ask for a file and show what it would become."""
        patterns = " ".join(f"*{suffix}" for suffix in READABLE)
        kinds = self.tr("Networks in code and other formats ({patterns})").format(patterns=patterns)
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a network"), "", kinds)
        if name:
            self.open(Path(name))

    def ask_and_export(self) -> None:
        """Ask for a file and write the training script to it."""
        title = self._document.project.title or "train"
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export training script"), f"{title}.py", self.tr("Python (*.py)")
        )
        if name:
            self.export(Path(name))

    def export(self, path: Path) -> bool:
        """Write one file that trains the network by itself; returns whether it was written."""
        from engine.export.script import training_script

        if path.suffix != ".py":
            path = path.with_name(path.name + ".py")
        try:
            write_atomically(path, training_script(self._document.project).encode())
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)
            return False
        except OSError as error:
            failure = NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} cannot be written: {reason}."),
                QT_TRANSLATE_NOOP("engine", "Choose another place or free some space; the project is unchanged."),
                file=str(path),
                reason=error.strerror or str(error),
            )
            self._notices.tell_error(failure.text, failure.hint)
            return False
        return True

    def _adopt(self, spec: ModelSpec, title: str) -> None:
        project = self._document.project
        self._files.adopt(Project(spec, arrange(spec), project.training, project.dataset, title))
