"""Brings in ``engine.data.reading`` (and with it NumPy and Pillow) without holding up the window."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.drawing.strokes import Point

if TYPE_CHECKING:
    from engine.data.reading import ReadDigit

_MODULE = "engine.data.reading"


class InkLoader(QObject):
    """Imports the module in a thread of its own at the first need and then says so with ``loaded``."""

    loaded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None

    def ready(self) -> bool:
        """Whether :meth:`read` answers at once."""
        return hasattr(sys.modules.get(_MODULE), "text_of")

    def start(self) -> None:
        """Begin to load; harmless where that has been done."""
        if self._thread is None and not self.ready():
            self._thread = threading.Thread(target=self._load, name="netwright-ink", daemon=True)
            self._thread.start()

    def read(self, strokes: list[list[Point]]) -> list[ReadDigit]:
        """The digits of the drawing as the network sees them (uint8 28×28 each); none of an empty one."""
        from engine.data.reading import read_strokes

        return read_strokes(strokes)

    def _load(self) -> None:
        import engine.data.reading  # noqa: F401

        # The window may have been closed meanwhile.
        with contextlib.suppress(RuntimeError):
            self.loaded.emit()
