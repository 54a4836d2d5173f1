"""Downloads of pretrained weights, each beside the GUI thread, and how they stand."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from engine.model.pretrained.download import checked_file, fetch, is_here
from engine.model.pretrained.families import families
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from gui.training.background import BackgroundTask


@dataclass(frozen=True, slots=True)
class WeightsState:
    """How one family's weights stand; ``done`` and ``total`` are bytes, ``error`` is there where ``kind`` is failed."""

    kind: Literal["installed", "missing", "coming", "failed"]
    done: int
    total: int
    error: NetwrightError | None = None


class WeightDownloads(QObject):
    """Fetches weights when asked to. ``changed(family)`` follows every change, ``arrived(family)`` a whole file."""

    changed = Signal(str)
    arrived = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[str, BackgroundTask] = {}
        self._checks: dict[str, BackgroundTask] = {}
        self._progress: dict[str, tuple[int, int]] = {}
        self._errors: dict[str, NetwrightError] = {}

    def state(self, family: str) -> WeightsState:
        """How the family's weights stand; quick."""
        weights = families()[family].weights
        size = 0 if weights is None else weights.size
        if self._is_coming(family):
            return WeightsState("coming", *self._progress.get(family, (0, size)))
        if family in self._errors:
            return WeightsState("failed", 0, size, self._errors[family])
        return WeightsState("installed" if is_here(family) else "missing", 0, size)

    def look(self, family: str) -> None:
        """Read the file that is there, if one is, whether it is the right one."""
        if families()[family].in_the_box or self._is_coming(family) or not is_here(family):
            return
        check = self._checks.get(family)
        if check is None:
            check = self._checks[family] = BackgroundTask("check-weights", self)
            check.done.connect(lambda _file: self._is_intact(family))
            check.failed.connect(lambda error: self._failed(family, error))
        if not check.is_active:
            check.start(lambda _handle: checked_file(family))

    def start(self, family: str) -> None:
        """Fetch the family's weights, unless that is under way; a damaged file is replaced."""
        if self._is_coming(family):
            return
        task = self._tasks.get(family)
        if task is None:
            task = self._tasks[family] = BackgroundTask("fetch-weights", self)
            task.progressed.connect(lambda done, total: self._came(family, done, total))
            task.done.connect(lambda whole: self._ended(family, bool(whole)))
            task.failed.connect(lambda error: self._failed(family, error))
        self._errors.pop(family, None)
        self._progress.pop(family, None)
        task.start(lambda handle: fetch(family, handle.progress, handle.should_stop))
        self.changed.emit(family)

    def cancel(self, family: str) -> None:
        """Give the download up; :attr:`changed` follows when nothing of it is left."""
        if family in self._tasks:
            self._tasks[family].ask_to_stop()

    def stop(self) -> None:
        """End the threads."""
        for task in (*self._tasks.values(), *self._checks.values()):
            task.stop_and_wait()

    def _is_coming(self, family: str) -> bool:
        return family in self._tasks and self._tasks[family].is_active

    def _came(self, family: str, done: int, total: int) -> None:
        self._progress[family] = (done, total)
        if self._is_coming(family):
            self.changed.emit(family)

    def _ended(self, family: str, whole: bool) -> None:
        self.changed.emit(family)
        if whole:
            self.arrived.emit(family)

    def _is_intact(self, family: str) -> None:
        if self._errors.pop(family, None) is not None:
            self.changed.emit(family)

    def _failed(self, family: str, error: Exception) -> None:
        if not isinstance(error, NetwrightError):
            error = NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The weights of {family} did not come: {kind}: {message}"),
                family=family,
                kind=type(error).__name__,
                message=str(error)[:300],
            )
        self._errors[family] = error
        self.changed.emit(family)
