"""Play, pause and stop, drawn in the colours of the theme."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF

from gui import theme

Shape = Literal["play", "pause", "stop"]
_SIZE = 16
_RATIO = 3.0


def icon(shape: Shape, colour: str) -> QIcon:
    """The shape in a colour of the theme, and in that of disabled text while its button is disabled."""
    colours = theme.current()
    made = QIcon()
    made.addPixmap(_draw(shape, QColor(colour)), QIcon.Mode.Normal)
    made.addPixmap(_draw(shape, QColor(colours.text_disabled)), QIcon.Mode.Disabled)
    return made


def _draw(shape: Shape, colour: QColor) -> QPixmap:
    pixmap = QPixmap(round(_SIZE * _RATIO), round(_SIZE * _RATIO))
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if shape == "play":
        painter.drawPolygon(QPolygonF([QPointF(4, 2.5), QPointF(13.5, 8), QPointF(4, 13.5)]))
    elif shape == "pause":
        painter.drawRoundedRect(QRectF(3.5, 3, 3.2, 10), 1, 1)
        painter.drawRoundedRect(QRectF(9.3, 3, 3.2, 10), 1, 1)
    else:
        painter.drawRoundedRect(QRectF(3.5, 3.5, 9, 9), 1.5, 1.5)
    painter.end()
    return pixmap
