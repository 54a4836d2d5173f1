"""The pen that the keyboard holds."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui import theme

STEP, FINE_STEP = 0.05, 0.015
"""How far an arrow key moves, in units of the pad's shorter side."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class KeyPen:
    """Where the keyboard holds the pen, in pixels; nowhere while something else draws."""

    def __init__(self) -> None:
        self._place: QPointF | None = None

    @property
    def is_held(self) -> bool:
        return self._place is not None

    def put_away(self) -> None:
        """Another pen draws."""
        self._place = None

    def take(self, pad: QRectF) -> QPointF:
        """Where it is; in the middle of the pad where it was not held."""
        if self._place is None:
            self._place = pad.center()
        return self._place

    def step(self, pad: QRectF, key: Qt.Key, *, fine: bool) -> QPointF:
        """Move it by an arrow key, at most to the edge; returns where it is then."""
        length = min(pad.width(), pad.height()) * (FINE_STEP if fine else STEP)
        across, down = ARROWS[key]
        place = self.take(pad) + QPointF(across * length, down * length)
        self._place = QPointF(
            min(max(place.x(), pad.left()), pad.right()), min(max(place.y(), pad.top()), pad.bottom())
        )
        return self._place

    def paint(self, painter: QPainter, radius: float, *, down: bool) -> None:
        """A ring, filled while the pen is down."""
        if self._place is None:
            return
        colours = theme.current()
        painter.setPen(QPen(colours.colour("accent"), 2))
        painter.setBrush(colours.colour("accent", 0.25 if down else 0.0))
        painter.drawEllipse(self._place, radius, radius)
