"""Python's cyclic collection on the GUI thread only: on a worker thread it could destroy a QObject there."""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1_000
_FULL_EVERY = 60
_MANY_MODULES = 50
"""So many modules imported since are frozen, too: walking what torch imports for the first training takes 0.2 s."""


class GarbageCollector(QObject):
    """Switches the automatic collection off; from :meth:`begin` on collects by a timer, all once a minute."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = self._modules = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._collect)

    def _collect(self) -> None:
        self._turn += 1
        if len(sys.modules) - self._modules > _MANY_MODULES:
            gc.collect(1)
            self._freeze()
        else:
            gc.collect(2 if self._turn % _FULL_EVERY == 0 else 1)

    def begin(self) -> None:
        """Everything is loaded: collect from now on, but never what lives now (torch alone has a million objects)."""
        self._freeze()
        self._timer.start()

    def _freeze(self) -> None:
        gc.freeze()
        self._modules = len(sys.modules)

    def stop(self) -> None:
        """Collect no more. The automatic collection stays off: threads may outlive the window."""
        self._timer.stop()
