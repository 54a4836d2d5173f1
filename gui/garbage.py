"""Python's cyclic collection on the GUI thread only: on a worker thread it could destroy a QObject there."""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1_000
_FULL_EVERY = 60


class GarbageCollector(QObject):
    """Switches the automatic collection off and collects by a timer: the young every second, all once a minute."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        self._turn += 1
        gc.collect(2 if self._turn % _FULL_EVERY == 0 else 1)

    @staticmethod
    def spare_what_is_loaded() -> None:
        """Take all that lives now out of later collections: modules stay anyhow, and torch brings a million objects."""
        gc.freeze()

    def stop(self) -> None:
        """Collect no more. The automatic collection stays off: threads may outlive the window."""
        self._timer.stop()
