"""How a plot feels in the hand: wheel, box, pan and double click. Only :mod:`gui.training.plot_view` imports this."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal

_STRAIGHT_PX = 12
_WHEEL_BASE = 1.0015


class CurveBox(pg.ViewBox):  # type: ignore[misc]
    """The plotting area.

    * Wheel: zoom along the steps around the pointer; with Ctrl along the values; sideways: move along the steps.
    * Drag with the left button: zoom into a box, or into a strip when the drag is straight.
    * Drag with the right or middle button, or with Shift: move. Over an axis: move along that axis.
    * Double click: everything.
    """

    zoomed = Signal(bool, bool)  # whether a person changed the range of the steps, of the values
    fitted = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.disableAutoRange()
        self.setDefaultPadding(0)

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        """Zoom around the pointer, along one axis."""
        event.accept()
        horizontal = event.orientation() == Qt.Orientation.Horizontal
        values = axis == 1 or (axis is None and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        if horizontal and not values:
            (left, right), _ = self.viewRange()
            self.translateBy(x=-event.delta() / 120 * (right - left) / 12)
            self.zoomed.emit(True, False)
            return
        factor = _WHEEL_BASE ** -event.delta()
        centre = self.mapToView(self.mapFromScene(event.scenePos()))
        if values:
            self.scaleBy(y=factor, center=centre)
        else:
            self.scaleBy(x=factor, center=centre)
        self.zoomed.emit(not values, values)

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Draw a zoom box, or move."""
        event.accept()
        left = event.button() == Qt.MouseButton.LeftButton
        if axis is None and left and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._drag_box(event)
            return
        before, now = self.mapToView(event.lastPos()), self.mapToView(event.pos())
        shift = before - now
        along_x, along_y = axis in (None, 0), axis in (None, 1)
        self.translateBy(x=shift.x() if along_x else None, y=shift.y() if along_y else None)
        self.zoomed.emit(along_x, along_y)

    def mouseClickEvent(self, event: Any) -> None:
        """A double click shows everything again."""
        if event.double():
            event.accept()
            self.fitted.emit()

    def _drag_box(self, event: Any) -> None:
        area = self.boundingRect()
        start, end = event.buttonDownPos(), event.pos()
        wide, high = abs(end.x() - start.x()), abs(end.y() - start.y())
        along_x, along_y = wide >= _STRAIGHT_PX, high >= _STRAIGHT_PX
        box = QRectF(start, end).normalized()
        if not along_x:
            box.setLeft(area.left())
            box.setRight(area.right())
        if not along_y:
            box.setTop(area.top())
            box.setBottom(area.bottom())
        box = box.intersected(area)
        if not event.isFinish():
            self.rbScaleBox.setVisible(along_x or along_y)
            self.updateScaleBox(box.topLeft(), box.bottomRight())
            return
        self.rbScaleBox.hide()
        if (along_x or along_y) and not box.isEmpty():
            corners = self.mapToView(box.topLeft()), self.mapToView(box.bottomRight())
            self.setRange(rect=QRectF(*corners).normalized(), padding=0)
            self.zoomed.emit(along_x, along_y)
