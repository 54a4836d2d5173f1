"""A splitter whose handle is a gap with a small grip, so that cards stay cards."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from gui import theme

_GAP = 9


class _Grip(QSplitterHandle):
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three dots, in the accent's colour under the pointer."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if self.underMouse() else colours.control_border))
        centre = QPointF(self.width() / 2, self.height() / 2)
        along = QPointF(6, 0) if self.orientation() == Qt.Orientation.Vertical else QPointF(0, 6)
        for place in (centre - along, centre, centre + along):
            painter.drawEllipse(place, 1.3, 1.3)


class CardSplitter(QSplitter):
    """Parts its widgets by a gap that can be dragged; none of them collapses."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(_GAP)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Grip(self.orientation(), self)
