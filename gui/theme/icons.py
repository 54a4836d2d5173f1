"""Line icons in the theme's colours, drawn at paint time: they follow the theme and stay sharp at every scaling.

button.setIcon(icon("play", "accent_text"))
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import manager

# Paths on a 24×24 grid; "fill:" parts are filled, all others are strokes with round ends.
_PATHS: dict[str, tuple[str, ...]] = {
    "play": ("fill:M8 5.2 L18.5 12 L8 18.8 Z",),
    "pause": ("fill:M7 5.5 H10.2 V18.5 H7 Z", "fill:M13.8 5.5 H17 V18.5 H13.8 Z"),
    "stop": ("fill:M6.5 6.5 H17.5 V17.5 H6.5 Z",),
    "undo": ("M9 14 L4.5 9.5 L9 5", "M4.5 9.5 H14 A5 5 0 0 1 14 19.5 H11"),
    "redo": ("M15 14 L19.5 9.5 L15 5", "M19.5 9.5 H10 A5 5 0 0 0 10 19.5 H13"),
    "eraser": (
        "M13.5 4.8 L19.7 11 L12 18.7 H8.2 L4.8 15.3 A1.6 1.6 0 0 1 4.8 13.2 Z",
        "M9.4 8.9 L15.6 15.1",
        "M8 18.7 H20",
    ),
    "trash": ("M5 7 H19", "M9.5 7 V4.5 H14.5 V7", "M6.8 7 L7.7 19.5 H16.3 L17.2 7", "M10.3 10.5 V16", "M13.7 10.5 V16"),
    "plus": ("M12 5.5 V18.5", "M5.5 12 H18.5"),
    "minus": ("M5.5 12 H18.5",),
    "close": ("M6.5 6.5 L17.5 17.5", "M17.5 6.5 L6.5 17.5"),
    "check": ("M5 12.8 L9.8 17.5 L19 7",),
    "file": ("M7 3.8 H13.5 L18 8.3 V20.2 H7 Z", "M13.2 4 V8.6 H17.8"),
    "folder": ("M3.8 18.5 V6 H9.5 L11.5 8.5 H20.2 V18.5 Z",),
    "save": ("M4.8 4.8 H16 L19.2 8 V19.2 H4.8 Z", "M8 5 V9.5 H14.5 V5", "M8 19 V13.5 H16 V19"),
    "copy": ("M8.8 8.8 H19.2 V19.2 H8.8 Z", "M15.2 8.5 V4.8 H4.8 V15.2 H8.5"),
    "download": ("M12 4.5 V15", "M7.5 10.8 L12 15.2 L16.5 10.8", "M5 19.5 H19"),
    "refresh": ("M19 12 A7 7 0 1 1 16.6 6.7", "M19.3 4 V8 H15.3"),
    "fit": ("M4.8 9 V4.8 H9", "M15 4.8 H19.2 V9", "M19.2 15 V19.2 H15", "M9 19.2 H4.8 V15"),
    "zoom_in": (
        "M10.8 4.8 A6 6 0 1 1 10.8 16.8 A6 6 0 1 1 10.8 4.8",
        "M15.2 15.2 L19.8 19.8",
        "M10.8 8.3 V13.3",
        "M8.3 10.8 H13.3",
    ),
    "zoom_out": ("M10.8 4.8 A6 6 0 1 1 10.8 16.8 A6 6 0 1 1 10.8 4.8", "M15.2 15.2 L19.8 19.8", "M8.3 10.8 H13.3"),
    "search": ("M10.8 4.8 A6 6 0 1 1 10.8 16.8 A6 6 0 1 1 10.8 4.8", "M15.2 15.2 L19.8 19.8"),
    "arrange": (
        "M8.5 3.8 H15.5 V8 H8.5 Z",
        "M3.8 16 H10 V20.2 H3.8 Z",
        "M14 16 H20.2 V20.2 H14 Z",
        "M12 8 V12 M6.9 16 V12 H17.1 V16",
    ),
    "network": (
        "fill:M5.5 6 m-2 0 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0",
        "fill:M5.5 18 m-2 0 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0",
        "fill:M18.5 12 m-2 0 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0",
        "M5.5 6 L18.5 12 L5.5 18",
    ),
    "link": (
        "M5.5 12 H18.5",
        "fill:M5 12 m-2 0 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0",
        "fill:M19 12 m-2 0 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0",
    ),
    "unlink": (
        "M5.5 12 H9",
        "M15 12 H18.5",
        "M10.5 15.5 L13.5 8.5",
        "fill:M5 12 m-2 0 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0",
        "fill:M19 12 m-2 0 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0",
    ),
    "chart": ("M4.5 4.5 V19.5 H19.5", "M7.5 8 C9.5 15 13 15.6 19 16"),
    "list": ("M8.5 6.5 H19.5", "M8.5 12 H19.5", "M8.5 17.5 H19.5", "M4.5 6.5 h.01 M4.5 12 h.01 M4.5 17.5 h.01"),
    "pen": ("M5 19 L6 15 L15.8 5.2 L18.8 8.2 L9 18 Z", "M13.6 7.4 L16.6 10.4"),
    "data": (
        "M5 6.5 C5 3.7 19 3.7 19 6.5 C19 9.3 5 9.3 5 6.5",
        "M5 6.5 V17.5 C5 20.3 19 20.3 19 17.5 V6.5",
        "M5 12 C5 14.8 19 14.8 19 12",
    ),
    "sliders": (
        "M4.5 7.5 H12 M16 7.5 H19.5",
        "M4.5 16.5 H8 M12 16.5 H19.5",
        "M14 5.3 A2.2 2.2 0 1 1 14 9.7 A2.2 2.2 0 1 1 14 5.3",
        "M10 14.3 A2.2 2.2 0 1 1 10 18.7 A2.2 2.2 0 1 1 10 14.3",
    ),
    "theme": ("M12 4.5 A7.5 7.5 0 1 1 12 19.5 A7.5 7.5 0 1 1 12 4.5", "fill:M12 4.5 A7.5 7.5 0 0 1 12 19.5 Z"),
    "language": (
        "M12 4.5 A7.5 7.5 0 1 1 12 19.5 A7.5 7.5 0 1 1 12 4.5",
        "M4.5 12 H19.5",
        "M12 4.5 C7.8 9 7.8 15 12 19.5 C16.2 15 16.2 9 12 4.5",
    ),
    "info": ("M12 4 A8 8 0 1 1 12 20 A8 8 0 1 1 12 4", "M12 11 V16.2", "M12 7.8 h.01"),
    "hint": ("M9 17 C9 14.5 6.5 13.4 6.5 9.8 A5.5 5.5 0 0 1 17.5 9.8 C17.5 13.4 15 14.5 15 17 Z", "M9.8 20 H14.2"),
    "warning": ("M12 4.5 L20.5 19 H3.5 Z", "M12 10 V14", "M12 16.6 h.01"),
    "error": ("M12 4 A8 8 0 1 1 12 20 A8 8 0 1 1 12 4", "M9.2 9.2 L14.8 14.8", "M14.8 9.2 L9.2 14.8"),
    "up": ("M12 19 V5.5", "M6.5 11 L12 5.5 L17.5 11"),
    "down": ("M12 5 V18.5", "M6.5 13 L12 18.5 L17.5 13"),
}


def icon_names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(_PATHS)


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon of that name in a colour of the theme (a field of :class:`gui.theme.Theme`)."""
    return QIcon(_ThemedIcon(name, colour))


class _ThemedIcon(QIconEngine):
    """Paints one drawing in the colour that the theme in force gives it."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        if name not in _PATHS:
            raise KeyError(name)
        self._name, self._colour = name, colour

    def clone(self) -> QIconEngine:
        return _ThemedIcon(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        theme = manager.current()
        colour = theme.text_disabled if mode is QIcon.Mode.Disabled else str(getattr(theme, self._colour))
        side = min(rect.width(), rect.height())
        square = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        _renderer(self._name, colour).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixels = size * scale
        pixmap = QPixmap(pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, pixels.width(), pixels.height()), mode, state)
        painter.end()
        return pixmap


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    parts = [
        f'<path d="{path.removeprefix("fill:")}" fill="{colour}" stroke="{colour}" stroke-width="1"/>'
        if path.startswith("fill:")
        else f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>'
        for path in _PATHS[name]
    ]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" '
        f'stroke-linecap="round" stroke-linejoin="round">{"".join(parts)}</svg>'
    )
    return QSvgRenderer(QByteArray(svg.encode()))
