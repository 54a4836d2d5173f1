"""What is below the ink and around it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui import theme

_ROUND = 9.0


def area(pad: QWidget) -> QRectF:
    """What of the pad is paper."""
    return pad.rect().toRectF().adjusted(1, 1, -1, -1)


def paint(painter: QPainter, place: QRectF, hint: str) -> None:
    """The paper, with a hint in its middle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour("pad"))
    painter.drawRoundedRect(place, _ROUND, _ROUND)
    if hint:
        painter.setPen(theme.current().colour("text_muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, hint)


def paint_edge(painter: QPainter, place: QRectF, *, focused: bool) -> None:
    """The line around the paper."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.current().colour("focus" if focused else "control_border"), 2 if focused else 1))
    painter.drawRoundedRect(place, _ROUND, _ROUND)


def paint_eraser(painter: QPainter, place: QPointF, radius: float) -> None:
    """The eraser where it is held down."""
    painter.setPen(QPen(theme.current().colour("control_border"), 1.5))
    painter.setBrush(theme.current().colour("surface", 0.8))
    painter.drawEllipse(place, radius, radius)
