"""Pens for tests: real events, sent as the desktop sends them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Fractions = Sequence[tuple[float, float]]

SEVEN: Fractions = [(0.3, 0.2), (0.4, 0.2), (0.5, 0.2), (0.6, 0.2), (0.7, 0.2), (0.62, 0.4), (0.54, 0.6), (0.46, 0.85)]
BAR: Fractions = [(0.35, 0.5), (0.5, 0.5), (0.7, 0.5)]


def draw(pad: QWidget, stroke: Fractions, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Draw with a mouse button; the points are fractions of the pad."""
    places = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in stroke]
    QTest.mousePress(pad, button, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(pad, place)
    QTest.mouseRelease(pad, button, Qt.KeyboardModifier.NoModifier, places[-1])


def draw_with_pen(pad: QWidget, stroke: Fractions, pressures: Sequence[float], *, turned: bool = False) -> None:
    """Draw with a graphics tablet; a turned pen erases."""
    end = QPointingDevice.PointerType.Eraser if turned else QPointingDevice.PointerType.Pen
    device = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, end, QInputDevice.Capability.All, 1, 1)
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(stroke) - 2), QEvent.Type.TabletRelease]
    for kind, (x, y), pressure in zip(kinds, stroke, pressures, strict=True):
        place = QPointF(x * pad.width(), y * pad.height())
        event = QTabletEvent(
            kind, device, place, QPointF(pad.mapToGlobal(place)), pressure, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        )  # fmt: skip
        QApplication.sendEvent(pad, event)


def draw_with_finger(pad: QWidget, stroke: Fractions) -> None:
    """Draw on a touch screen."""
    device = QTest.createTouchDevice()
    places = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in stroke]
    QTest.touchEvent(pad, device).press(0, places[0]).commit()
    for place in places[1:]:
        QTest.touchEvent(pad, device).move(0, place).commit()
    QTest.touchEvent(pad, device).release(0, places[-1]).commit()
