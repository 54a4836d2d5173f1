"""Files dropped anywhere onto the window: projects and networks are opened, runs imported, all else is data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from engine.project import SUFFIX
from engine.runs.archive import SUFFIX as RUN_SUFFIX
from gui.window.code_files import READABLE

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def dropped_paths(data: QMimeData) -> list[Path]:
    """The folders and files of this machine that are dragged; nothing where something else is."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DroppedFiles(QObject):
    """Takes what the widgets below the pointer did not take."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and not isinstance(event, (QDragEnterEvent, QDragMoveEvent)):
            paths = dropped_paths(event.mimeData())
            if paths:
                event.acceptProposedAction()
                # Whoever dragged it waits until the drop has been dealt with.
                QTimer.singleShot(0, self, lambda: self._open(paths))
                return True
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)) and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            return True
        return False

    def _open(self, paths: list[Path]) -> None:
        """Import every run among these; of anything else the first one is opened."""
        runs = [path for path in paths if path.suffix.lower() == RUN_SUFFIX and path.is_file()]
        others = [path for path in paths if path not in runs]
        if others:
            self._open_one(others[0])
        if runs:
            self._window.go_to("runs")
            self._window.others.runs_place.show_tab("runs")
            self._window.runs_page.files.import_files(runs)

    def _open_one(self, path: Path) -> None:
        suffix = path.suffix.lower()
        if path.is_file() and suffix == SUFFIX:
            self._window.files.open(path)
        elif path.is_file() and suffix in READABLE:
            self._window.code_files.open(path)
        else:
            self._window.import_data(path)
