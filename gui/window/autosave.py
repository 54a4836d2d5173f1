"""What was not saved is kept beside the runs, so that neither a crash nor closing the window loses it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from engine.lazy import lazy_module
from engine.project import Project, load_project, save_project
from engine.text import NetwrightError
from gui.model.document import ProjectDocument

if TYPE_CHECKING:
    import psutil
else:
    psutil = lazy_module("psutil")

DELAY_MS = 1_500


class Autosave(QObject):
    """Writes the unsaved project shortly after the last edit; one file for each living program."""

    def __init__(self, document: ProjectDocument, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._folder = document, folder
        self._file = folder / f"unsaved-{os.getpid()}.netwright"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.write)
        document.undo_stack.indexChanged.connect(self._timer.start)
        document.undo_stack.cleanChanged.connect(self._timer.start)

    def write(self) -> None:
        """Write the project where it differs from its file; otherwise there is nothing to keep."""
        self._timer.stop()
        try:
            if self._document.undo_stack.isClean():
                self._file.unlink(missing_ok=True)
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            save_project(self._document.project, self._file)
        except (OSError, NetwrightError):
            return  # a full disk must not interrupt the person; the next edit tries again

    def left_behind(self) -> Path | None:
        """The newest project that a program no longer running has left unsaved."""
        try:
            found = sorted(self._folder.glob("unsaved-*.netwright"), key=lambda path: path.stat().st_mtime)
        except OSError:
            return None
        for path in reversed(found):
            owner = path.stem.removeprefix("unsaved-")
            mine = owner == str(os.getpid())
            if not mine and not (owner.isdigit() and psutil.pid_exists(int(owner))):
                return path
        return None

    @staticmethod
    def take(path: Path) -> Project:
        """Read a project that was left behind and remove its file; raises :class:`NetwrightError`."""
        project = load_project(path)
        path.unlink(missing_ok=True)
        return project
