"""The card beside the pointer that names a trial."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui import theme

_PADDING = 6
_DISTANCE = 12


def paint_hover_card(painter: QPainter, place: QPointF, bounds: QRectF, lines: Sequence[str]) -> None:
    """Paint the lines, the first one strong, beside a place and within bounds."""
    colours, metrics = theme.current(), painter.fontMetrics()
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _PADDING + 2
    card = QRectF(place.x() + _DISTANCE, place.y() + _DISTANCE, width, len(lines) * metrics.height() + 2 * _PADDING)
    if card.right() > bounds.right():
        card.moveRight(place.x() - _DISTANCE)
    if card.bottom() > bounds.bottom():
        card.moveBottom(place.y() - _DISTANCE)
    card.moveLeft(max(card.left(), bounds.left()))
    card.moveTop(max(card.top(), bounds.top()))
    painter.setPen(QColor(colours.control_border))
    painter.setBrush(QColor(colours.raised))
    painter.drawRoundedRect(card, 5, 5)
    for number, line in enumerate(lines):
        painter.setPen(QColor(colours.text_muted if number else colours.text))
        row = QRectF(card.left() + _PADDING, card.top() + _PADDING + number * metrics.height(), width, metrics.height())
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, line)
