"""In a large window, such as before a class, formulas and pictures are larger, too."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui import fonts

_PLAIN_SIZE = QSize(1280, 800)
"""Up to it words have the size that they have elsewhere."""
_LARGEST = 1.7


def grow_with(page: QWidget, *widgets: QWidget) -> None:
    """Give widgets of a page a font as large as the page allows."""
    growth = min(page.width() / _PLAIN_SIZE.width(), page.height() / _PLAIN_SIZE.height(), _LARGEST)
    font = fonts.scaled(page.font(), max(1.0, round(growth, 1)))
    for widget in widgets:
        if widget.font() != font:
            widget.setFont(font)
