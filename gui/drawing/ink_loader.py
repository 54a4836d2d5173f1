"""Brings in ``engine.data.ink`` (and with it NumPy and Pillow) without holding up the window."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.drawing.strokes import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MODULE = "engine.data.ink"


class InkLoader(QObject):
    """Imports the ink module in a thread of its own at the first need and then says so with ``loaded``."""

    loaded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None

    def ready(self) -> bool:
        """Whether :meth:`render` answers at once."""
        return hasattr(sys.modules.get(_MODULE), "normalise_image")

    def start(self) -> None:
        """Begin to load; harmless where that has been done."""
        if self._thread is None and not self.ready():
            self._thread = threading.Thread(target=self._load, name="netwright-ink", daemon=True)
            self._thread.start()

    def render(self, strokes: list[list[Point]]) -> NDArray[np.uint8] | None:
        """The image of the drawing as the network sees it (uint8 28×28), ``None`` for an empty one."""
        from engine.data.ink import render_strokes

        return render_strokes(strokes)

    def _load(self) -> None:
        import engine.data.ink  # noqa: F401

        # The window may have been closed meanwhile.
        with contextlib.suppress(RuntimeError):
            self.loaded.emit()
