"""Python's cyclic collection on the GUI thread only: on a worker thread it could destroy a QObject there."""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1_000
_FULL_EVERY = 60


class GarbageCollector(QObject):
    """Switches the automatic collection off; from :meth:`begin` on collects by a timer, all once a minute."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._collect)

    def _collect(self) -> None:
        self._turn += 1
        gc.collect(2 if self._turn % _FULL_EVERY == 0 else 1)

    def begin(self) -> None:
        """Everything is loaded: collect from now on, but never what lives now (torch alone has a million objects)."""
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Collect no more. The automatic collection stays off: threads may outlive the window."""
        self._timer.stop()
