"""The program's own icons: strokes on a 20×20 grid, drawn in any colour and sharp at every scaling."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from gui import theme

GRID = 20.0
"""Side of the square on which every icon is drawn."""

# As in SVG: M moves, L draws a line, C a Bézier curve; O draws a circle (centre x, y, radius), R a rectangle
# (x, y, width, height). A layer category's name is the name of its icon.
_STROKES = {
    "undo": "M7.5 4 L4 7.5 L7.5 11 M4 7.5 L11.5 7.5 C18 7.5 18 16 11.5 16 L8 16",
    "redo": "M12.5 4 L16 7.5 L12.5 11 M16 7.5 L8.5 7.5 C2 7.5 2 16 8.5 16 L12 16",
    "delete": "M3.5 6 L16.5 6 M7.5 6 L7.5 3.5 L12.5 3.5 L12.5 6 M8.5 9 L8.5 13.5 M11.5 9 L11.5 13.5 "
    "M5.2 6 L6 16.5 L14 16.5 L14.8 6",
    "fit": "M3.5 7.5 L3.5 3.5 L7.5 3.5 M12.5 3.5 L16.5 3.5 L16.5 7.5 M16.5 12.5 L16.5 16.5 L12.5 16.5 "
    "M7.5 16.5 L3.5 16.5 L3.5 12.5",
    "zoom-in": "O8.5 8.5 5.5 M12.6 12.6 L17 17 M6 8.5 L11 8.5 M8.5 6 L8.5 11",
    "zoom-out": "O8.5 8.5 5.5 M12.6 12.6 L17 17 M6 8.5 L11 8.5",
    "arrange": "R6.5 2.5 7 5 R2.5 12.5 7 5 R10.5 12.5 7 5 M10 7.5 L10 10 M6 12.5 L6 10 L14 10 L14 12.5",
    "duplicate": "M12.5 7 L12.5 3.5 L3.5 3.5 L3.5 12.5 L7 12.5 R7 7 9.5 9.5",
    "group": "R2.5 2.5 15 15 R5.5 5.5 4 4 R10.5 10.5 4 4",
    "expand": "M8.5 8.5 L3 3 M3 7 L3 3 L7 3 M11.5 11.5 L17 17 M17 13 L17 17 L13 17 M11.5 8.5 L17 3 M13 3 L17 3 L17 7 "
    "M8.5 11.5 L3 17 M3 13 L3 17 L7 17",
    "enter": "M3.5 3.5 L3.5 9 C3.5 11.5 5 12.5 7 12.5 L16 12.5 M12 8.5 L16 12.5 L12 16.5",
    "pen": "M4 16 L5 12.5 L13.2 4.3 L15.7 6.8 L7.5 15 L4 16 M11.4 6.1 L13.9 8.6",
    "eraser": "M11.3 3.8 L16.6 9.1 L10.2 15.5 L7 15.5 L3.9 12.4 L3.9 11.2 L11.3 3.8 M7.7 7.4 L13 12.7 "
    "M7 15.5 L16.5 15.5",
    "tag": "M3.5 3.5 L9.5 3.5 L16.5 10.5 L10.5 16.5 L3.5 9.5 L3.5 3.5 O7 7 1.1",
    "picture": "R3 4 14 12 O7.2 8 1.4 M3 14 L7.5 10.8 L10 13 L13 9.5 L17 13.2",
    "camera": "R2.5 6 15 10.5 O10 11.2 3 M6.5 6 L8 3.5 L12 3.5 L13.5 6",
    "replay": "M6.5 4 L15.5 10 L6.5 16 L6.5 4",
    "stop": "R5 5 10 10",
    "vary": "M3 6 L9 6 M13 6 L17 6 O11 6 2 M3 14 L5 14 M9 14 L17 14 O7 14 2",
    "check": "M4 10.5 L8.2 14.7 L16 6",
    "error": "O10 10 7 M10 6.2 L10 10.8 M10 13.7 L10 13.8",
    "warning": "M10 3 L17.5 16.5 L2.5 16.5 L10 3 M10 8 L10 11.6 M10 13.9 L10 14",
    "hint": "O10 10 7 M10 9.3 L10 13.8 M10 6.3 L10 6.4",
    "wrench": "M12.2 9.9 L6 16.1 C4.6 17.3 2.7 15.4 3.9 14 L10.1 7.8 C9.2 4.6 11.8 2.2 14.8 3 L12.4 5.4 L12.9 7.1 "
    "L14.6 7.6 L17 5.2 C17.8 8.2 15.4 10.8 12.2 9.9",
    "plus": "M10 4 L10 16 M4 10 L16 10",
    "chevron-left": "M12 5 L7 10 L12 15",
    "chevron-right": "M8 5 L13 10 L8 15",
    "chevron-down": "M5 8 L10 13 L15 8",
    "search": "O8.5 8.5 5.5 M12.6 12.6 L17 17",
    "export": "M10 12.5 L10 3 M6.5 6.5 L10 3 L13.5 6.5 M3.5 11 L3.5 16.5 L16.5 16.5 L16.5 11",
    "download": "M10 3 L10 12.5 M6.5 9 L10 12.5 L13.5 9 M3.5 11 L3.5 16.5 L16.5 16.5 L16.5 11",
    "open": "M2.5 15.5 L2.5 4.5 L7.5 4.5 L9.5 6.8 L16 6.8 L16 9 M2.5 15.5 L5 9 L18 9 L15.5 15.5 L2.5 15.5",
    "code": "M7 5.5 L2.5 10 L7 14.5 M13 5.5 L17.5 10 L13 14.5",
    "frozen": "M10 2.5 L10 17.5 M3.5 6.2 L16.5 13.8 M3.5 13.8 L16.5 6.2 M7.5 3.8 L10 6.2 L12.5 3.8 "
    "M7.5 16.2 L10 13.8 L12.5 16.2",
    "outputs": "R2.5 4 6.5 6.5 R11 4 6.5 6.5 M3 16.5 L3 13.5 M7 16.5 L7 14.5 M11 16.5 L11 12.8 "
    "M15 16.5 L15 14 M2.5 16.5 L17.5 16.5",
    "ports": "O14 10 3.2 M3 10 L10.5 10 M7.4 7 L10.5 10 L7.4 13",
    "dense": "M5.4 5 L14.6 4 M5.4 5 L14.7 9.4 M5.2 6 L15 14.8 M5.2 14 L15 5.2 M5.4 15 L14.7 10.6 M5.4 15 L14.6 16 "
    "O4 5 1.5 O4 15 1.5 O16 4 1.5 O16 10 1.5 O16 16 1.5",
    "convolution": "R3.5 3.5 13 13 M3.5 10 L16.5 10 M10 3.5 L10 16.5 M6.75 3.5 L6.75 10 M3.5 6.75 L10 6.75",
    "pooling": "M3 4 L17 4 L12 10 L12 16 L8 16 L8 10 L3 4",
    "activation": "M3 14.5 L9.5 14.5 L16.5 4.5",
    "normalisation": "M2.5 15.5 C8 15.5 7.5 4.5 10 4.5 C12.5 4.5 12 15.5 17.5 15.5",
    "regularisation": "O5.5 5.5 2.2 O14.5 14.5 2.2 M12.5 3.5 L16.5 7.5 M16.5 3.5 L12.5 7.5 M3.5 12.5 L7.5 16.5 "
    "M7.5 12.5 L3.5 16.5",
    "merge": "M4 3.5 L4 6 C4 9.5 10 8.5 10 11.5 M16 3.5 L16 6 C16 9.5 10 8.5 10 11.5 "
    "L10 16.5 M7.2 13.7 L10 16.5 L12.8 13.7",
    "attention": "O10 10 2.4 M2.5 10 C5.5 4.5 14.5 4.5 17.5 10 C14.5 15.5 5.5 15.5 2.5 10",
    "recurrent": "M5 6.2 C8.2 2.6 14.2 3.4 16.2 8 M16.6 4.2 L16.2 8 L12.6 7.2 M15 13.8 C11.8 17.4 5.8 16.6 3.8 12 "
    "M3.4 15.8 L3.8 12 L7.4 12.8",
    "pretrained": "M10 3 L18 7 L10 11 L2 7 L10 3 M5.5 8.8 L5.5 13.2 C7.5 15.4 12.5 15.4 14.5 13.2 L14.5 8.8 "
    "M17 7.6 L17 13",
    "block": "R6.5 6.5 10.5 10.5 M3.5 13.5 L3.5 3.5 L13.5 3.5",
    "star": "M10.0 2.9 L12.1 7.9 L17.4 8.3 L13.3 11.8 L14.6 17.0 "
    "L10.0 14.2 L5.4 17.0 L6.7 11.8 L2.6 8.3 L7.9 7.9 L10.0 2.9",
    "shape": "R3 3.5 6 6 M3 6.5 L9 6.5 M6 3.5 L6 9.5 M3 15.8 L17 15.8 M12 6.5 L15.3 6.5 L15.3 11.8 "
    "M13.1 9.6 L15.3 11.8 L17.5 9.6",
}
_FILLED = {"star-filled": "star"}
"""Icons whose strokes are filled."""
_SHARPNESS = 3
"""Pixels per unit: enough for a scaling of 300 %; Qt scales down where there are fewer."""


@lru_cache
def drawing(name: str) -> QPainterPath:
    """The strokes of an icon on the 20×20 grid."""
    path = QPainterPath()
    words = _STROKES[_FILLED.get(name, name)].replace("M", " M ").replace("L", " L ").replace("C", " C ")
    tokens = words.replace("O", " O ").replace("R", " R ").split()
    position = 0
    while position < len(tokens):
        command = tokens[position]
        count = {"M": 2, "L": 2, "C": 6, "O": 3, "R": 4}[command]
        numbers = [float(token) for token in tokens[position + 1 : position + 1 + count]]
        position += count + 1
        if command == "M":
            path.moveTo(*numbers)
        elif command == "L":
            path.lineTo(*numbers)
        elif command == "C":
            path.cubicTo(*numbers)
        elif command == "O":
            path.addEllipse(QPointF(numbers[0], numbers[1]), numbers[2], numbers[2])
        else:
            path.addRoundedRect(QRectF(*numbers), 1.0, 1.0)
    return path


def paint(painter: QPainter, name: str, target: QRectF, colour: QColor | str, width: float = 1.5) -> None:
    """Draw an icon into a square; ``width`` is the stroke's, in units of the 20×20 grid."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(target.topLeft())
    painter.scale(target.width() / GRID, target.height() / GRID)
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(colour) if name in _FILLED else Qt.BrushStyle.NoBrush)
    painter.drawPath(drawing(name))
    painter.restore()


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 20) -> QPixmap:
    """An icon as a picture of ``size`` device-independent pixels."""
    made = _empty(size)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return made


def icon(name: str, colour: str | None = None, size: int = 20) -> QIcon:
    """An icon in the text colour of the theme of now (its disabled look too); make it anew when the theme changes."""
    now = theme.current()
    return _icon(name, colour or now.text, now.text_disabled, size)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, size: int) -> QIcon:
    made = QIcon()
    made.addPixmap(pixmap(name, colour, size), QIcon.Mode.Normal)
    made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


def dot(colour: str, size: int = 16) -> QIcon:
    """A filled dot, to tell a category."""
    made = _empty(size)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(size / 2, size / 2), size * 0.28, size * 0.28)
    painter.end()
    return QIcon(made)


def _empty(size: int) -> QPixmap:
    made = QPixmap(size * _SHARPNESS, size * _SHARPNESS)
    made.setDevicePixelRatio(_SHARPNESS)
    made.fill(Qt.GlobalColor.transparent)
    return made
