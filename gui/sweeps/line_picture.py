"""Thousands of lines as one picture that grows a little at every frame, so that no frame waits for all of them.

Lines are one pixel of the screen wide: for a wider one that is smooth Qt needs fifteen times as long.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

FRAME_MS = 12
_BUDGET_S = 0.006
"""Seconds of a frame that go into lines."""
_TOGETHER = 16
"""Lines between two looks at the clock."""

Line = tuple[QPolygonF, QColor]
"""Where a line goes, and its colour."""


class LinePicture(QObject):
    """Paints lines in the order given; ``grown`` comes after each part of them."""

    grown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self._done = 0
        self._picture: QPixmap | None = None
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._paint_some)

    @property
    def picture(self) -> QPixmap | None:
        """As many lines as are painted yet."""
        return self._picture

    @property
    def is_whole(self) -> bool:
        """Whether every line is painted."""
        return self._done >= len(self._lines)

    def begin(self, lines: Sequence[Line], size: QSize, ratio: float) -> None:
        """Paint these lines instead, into a picture of ``size`` at a scaling of ``ratio``."""
        self._lines, self._done = lines, 0
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        self._picture = picture
        self._paint_some()

    def add(self, lines: Sequence[Line]) -> None:
        """Paint these above the others."""
        self._lines = [*self._lines[self._done :], *lines]
        self._done = 0
        self._paint_some()

    def _paint_some(self) -> None:
        picture, count = self._picture, len(self._lines)
        if picture is None or self._done >= count:
            self._timer.stop()
            return
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        until = time.perf_counter() + _BUDGET_S
        while self._done < count and time.perf_counter() < until:
            for polygon, colour in self._lines[self._done : self._done + _TOGETHER]:
                painter.setPen(QPen(colour, 0))
                painter.drawPolyline(polygon)
            self._done = min(self._done + _TOGETHER, count)
        painter.end()
        if self._done < count:
            self._timer.start()
        else:
            self._timer.stop()
        self.grown.emit()
