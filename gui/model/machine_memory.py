"""The memory free for a training, looked up beside the GUI thread."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.machine.memory import FreeMemory, free_memory
from gui.training.background import BackgroundTask

FRESH_SECONDS = 5.0


class MachineMemory(QObject):
    """``changed`` comes when :attr:`latest` is another; ``device`` gives the device that a training would ask for."""

    changed = Signal()

    def __init__(self, device: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._device = device
        self._asked = ""
        self._looked = 0.0
        self.latest: FreeMemory | None = None
        self._task = BackgroundTask("memory", self)
        self._task.done.connect(self._found)

    def look(self) -> None:
        """Look again where the last look is no longer fresh; returns at once."""
        device = self._device()
        fresh = time.monotonic() - self._looked < FRESH_SECONDS and device == self._asked
        if not fresh and not self._task.is_active:
            self._asked, self._looked = device, time.monotonic()
            self._task.start(lambda _handle: free_memory(device))

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def _found(self, found: object) -> None:
        if isinstance(found, FreeMemory) and self._differs(found):
            self.latest = found
            self.changed.emit()

    def _differs(self, found: FreeMemory) -> bool:
        """Whether it is worth telling: another device, or a twentieth more or less."""
        known = self.latest
        return known is None or found.device != known.device or abs(found.free - known.free) > known.free / 20
