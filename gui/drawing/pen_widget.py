"""Mouse, finger and the pen of a tablet as one pen."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class PenWidget(QWidget):
    """Turns events into :meth:`pen_down`, :meth:`pen_moved` and :meth:`pen_up`, with places in pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def pointer_taken(self) -> None:
        """Something that points is about to draw."""

    def pen_down(self, place: QPointF, pressure: float = 1.0, *, erase: bool = False, tapered: bool = False) -> None:
        """The pen touches the pad; ``tapered`` ink feels the hand's speed."""

    def pen_moved(self, place: QPointF, pressure: float = 1.0) -> None:
        """The pen moves, down or not."""

    def pen_up(self, place: QPointF | None = None) -> None:
        """The pen is lifted, after a last move to ``place``."""

    def _pointer_down(
        self, place: QPointF, pressure: float = 1.0, *, erase: bool = False, tapered: bool = False
    ) -> None:
        self.pointer_taken()
        self.pen_down(place, pressure, erase=erase, tapered=tapered)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in _BUTTONS:
            self._pointer_down(event.position(), erase=event.button() is Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton):
            self.pen_moved(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in _BUTTONS:
            self.pen_up(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind is QEvent.Type.TabletPress:
            turned = event.pointerType() is QPointingDevice.PointerType.Eraser
            self._pointer_down(event.position(), _pressure(event), erase=turned, tapered=True)
        elif kind is QEvent.Type.TabletMove:
            self.pen_moved(event.position(), _pressure(event))
        elif kind is QEvent.Type.TabletRelease:
            # A lifted pen has no pressure left: the last point stays as thick as it was.
            self.pen_up()
        event.accept()

    def event(self, event: QEvent) -> bool:
        return self._touch(event) if isinstance(event, QTouchEvent) else super().event(event)

    def _touch(self, event: QTouchEvent) -> bool:
        points = event.points()
        kind = event.type()
        if kind is QEvent.Type.TouchCancel or not points:
            self.pen_up()
        elif kind is QEvent.Type.TouchBegin:
            self._pointer_down(points[0].position())
        elif kind is QEvent.Type.TouchUpdate:
            self.pen_moved(points[0].position())
        else:
            self.pen_up(points[0].position())
        event.accept()
        return True


def _pressure(event: QTabletEvent) -> float:
    """From 0 to 1; all of it where the device does not feel any."""
    device = event.pointingDevice()
    feels = device is None or device.hasCapability(QInputDevice.Capability.Pressure)
    return event.pressure() if feels else 1.0
