"""Downloads of published datasets, each beside the GUI thread; they go on while another dataset is looked at."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.training.background import BackgroundTask, Handle


@dataclass(frozen=True, slots=True)
class DownloadState:
    """How a download stands: bytes so far and of all, 0 while that is not known, or why it ended."""

    active: bool
    done: int = 0
    total: int = 0
    error: Exception | None = None


def _get(name: str, handle: Handle) -> bool:
    from engine.data.public.getting import get_dataset

    return get_dataset(name, handle.progress, handle.should_stop)


class DatasetDownloads(QObject):
    """``changed(name)`` follows every change, ``arrived(name)`` comes when a dataset is newly here."""

    changed = Signal(str)
    arrived = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[str, BackgroundTask] = {}
        self._states: dict[str, DownloadState] = {}

    def state(self, name: str) -> DownloadState:
        """How the dataset's download stands."""
        return self._states.get(name, DownloadState(active=False))

    def start(self, name: str) -> None:
        """Download a dataset, unless that is under way; what came before is not downloaded again."""
        task = self._tasks.get(name)
        if task is None:
            task = self._tasks[name] = BackgroundTask("download-dataset", self)
            task.progressed.connect(lambda done, total: self._set(name, DownloadState(True, done, total)))
            task.done.connect(lambda whole: self._ended(name, whole))
            task.failed.connect(lambda error: self._set(name, DownloadState(False, error=error)))
        if not task.is_active:
            task.start(lambda handle: _get(name, handle))
            self._set(name, DownloadState(active=True))

    def cancel(self, name: str) -> None:
        """Ask the download to end; what came is kept for the next one."""
        if name in self._tasks:
            self._tasks[name].ask_to_stop()

    def stop(self) -> None:
        """End all threads."""
        for task in self._tasks.values():
            task.give_up()
        for task in self._tasks.values():
            task.stop_and_wait()

    def _ended(self, name: str, whole: object) -> None:
        self._set(name, DownloadState(active=False))
        if whole:
            self.arrived.emit(name)

    def _set(self, name: str, state: DownloadState) -> None:
        self._states[name] = state
        self.changed.emit(name)
