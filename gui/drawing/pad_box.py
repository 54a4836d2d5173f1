"""Keeps the pad square, however its place is shaped, with its tools in a row below."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 8
LARGEST, SMALLEST = 1120, 140
"""A pad that is larger is too far for an arm; one that is smaller, too little for a digit."""


class PadBox(QWidget):
    """A square pad, as large as fits, and a row of tools as wide as the pad."""

    def __init__(self, pad: QWidget, tools: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pad, self._tools = pad, tools
        for child in (pad, tools):
            child.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def height_for(self, width: int) -> int:
        """The height at which the pad is as wide as ``width``."""
        return min(width, LARGEST) + GAP + self._tools.sizeHint().height()

    def width_for(self, height: int) -> int:
        """The width at which the pad uses that height."""
        return min(max(SMALLEST, height - GAP - self._tools.sizeHint().height()), LARGEST)

    def sizeHint(self) -> QSize:
        return QSize(280, self.height_for(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(SMALLEST, self._tools.minimumSizeHint().width()), self.height_for(SMALLEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        below = GAP + self._tools.sizeHint().height()
        side = max(1, min(self.width(), self.height() - below, LARGEST))
        row = min(self.width(), max(side, self._tools.minimumSizeHint().width()))
        self._pad.setGeometry((self.width() - side) // 2, 0, side, side)
        self._tools.setGeometry((self.width() - row) // 2, side + GAP, row, below - GAP)
        super().resizeEvent(event)
