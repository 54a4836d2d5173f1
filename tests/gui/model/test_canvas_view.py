"""Zooming, panning and fitting the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def wheel(hands: Hands, turn: int, keys: Qt.KeyboardModifier, at: QPoint) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(hands.canvas.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hands.canvas.viewport(), event)


def test_ctrl_wheel_zooms_about_the_cursor(hands: Hands) -> None:
    at = QPoint(200, 150)
    before, zoom = hands.canvas.mapToScene(at), hands.canvas.zoom
    wheel(hands, 120, CTRL, at)
    after = hands.canvas.mapToScene(at)
    assert hands.canvas.zoom == pytest.approx(zoom * 1.2)
    assert (after - before).manhattanLength() < 3


def test_the_plain_wheel_scrolls(hands: Hands) -> None:
    before, zoom = hands.canvas.mapToScene(QPoint(0, 0)), hands.canvas.zoom
    wheel(hands, -120, Qt.KeyboardModifier.NoModifier, QPoint(200, 150))
    assert hands.canvas.mapToScene(QPoint(0, 0)).y() > before.y() + 30
    assert hands.canvas.zoom == zoom


def test_zoom_stays_within_its_limits(hands: Hands) -> None:
    for _ in range(40):
        wheel(hands, 120, CTRL, QPoint(200, 150))
    assert hands.canvas.zoom == pytest.approx(3)
    for _ in range(60):
        wheel(hands, -120, CTRL, QPoint(200, 150))
    assert hands.canvas.zoom == pytest.approx(0.1)


def test_the_middle_button_pans(hands: Hands) -> None:
    before = hands.canvas.mapToScene(QPoint(0, 0))
    start = hands.canvas.mapToScene(QPoint(300, 300))
    hands.drag(start, hands.canvas.mapToScene(QPoint(260, 330)), Qt.MouseButton.MiddleButton)
    moved = hands.canvas.mapToScene(QPoint(0, 0)) - before
    assert moved.x() * hands.canvas.zoom == pytest.approx(40, abs=2)
    assert moved.y() * hands.canvas.zoom == pytest.approx(-30, abs=2)


def test_space_and_drag_pans_and_moves_no_layer(hands: Hands) -> None:
    before = hands.canvas.mapToScene(QPoint(0, 0))
    hands.canvas.setFocus()
    QTest.keyPress(hands.canvas, Qt.Key.Key_Space)
    start = hands.canvas.mapToScene(QPoint(300, 300))
    hands.drag(start, hands.canvas.mapToScene(QPoint(340, 300)))
    QTest.keyRelease(hands.canvas, Qt.Key.Key_Space)
    assert hands.canvas.mapToScene(QPoint(0, 0)).x() < before.x() - 30
    assert hands.document.undo_stack.count() == 0
    assert hands.document.selection == ()


def test_fitting_shows_every_node(hands: Hands) -> None:
    wheel(hands, 1200, CTRL, QPoint(10, 10))
    hands.press(Qt.Key.Key_F)
    shown = hands.canvas.mapToScene(hands.canvas.viewport().rect()).boundingRect()
    assert all(shown.contains(node.sceneBoundingRect()) for node in hands.scene.nodes.values())


def test_the_reference_network_is_readable_in_a_small_canvas(hands: Hands) -> None:
    hands.canvas.setParent(None)
    hands.canvas.resize(560, 560)
    hands.canvas.show()
    hands.canvas.fit()
    assert hands.canvas.zoom >= 0.78
    hands.canvas.resize(2560, 1440)
    hands.canvas.fit()
    assert hands.canvas.zoom <= 1.3
    hands.canvas.setParent(hands.page)


def test_pinching_zooms_about_the_fingers(hands: Hands) -> None:
    at = QPointF(200, 150)
    before, zoom = hands.canvas.mapToScene(at.toPoint()), hands.canvas.zoom
    for grown in (0.1, 0.1, -0.05):
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            QPointingDevice.primaryPointingDevice(),
            2,
            at,
            at,
            QPointF(hands.canvas.viewport().mapToGlobal(at.toPoint())),
            grown,
            QPointF(),
        )
        QApplication.sendEvent(hands.canvas.viewport(), event)
    assert hands.canvas.zoom == pytest.approx(zoom * 1.1 * 1.1 * 0.95)
    assert (hands.canvas.mapToScene(at.toPoint()) - before).manhattanLength() < 3


def test_two_fingers_scroll_by_as_many_pixels_as_they_move(hands: Hands) -> None:
    hands.canvas.zoom_by(2.0)
    before = hands.canvas.mapToScene(QPoint(0, 0))
    at = QPointF(200, 150)
    event = QWheelEvent(
        at,
        QPointF(hands.canvas.viewport().mapToGlobal(at.toPoint())),
        QPoint(14, -30),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(hands.canvas.viewport(), event)
    moved = (hands.canvas.mapToScene(QPoint(0, 0)) - before) * hands.canvas.zoom
    assert moved.x() == pytest.approx(-14, abs=1.5)
    assert moved.y() == pytest.approx(30, abs=1.5)


def test_from_afar_layers_are_still_selected_dragged_and_seen(hands: Hands) -> None:
    hands.canvas.zoom_by(0.3 / hands.canvas.zoom)
    assert hands.scene.is_far

    def picture() -> QImage:
        QApplication.processEvents()
        return hands.canvas.viewport().grab().toImage()

    plain = picture()
    hands.click("conv2")
    assert hands.document.selection == ("conv2",)
    marked = picture()
    assert marked != plain
    hands.drag("conv2", hands.scene.nodes["conv2"].pos() + QPointF(420, 0))
    assert hands.document.layout["conv2"][0] > 300
    assert picture() != marked
    hands.canvas.zoom_by(1 / hands.canvas.zoom)
    assert not hands.scene.is_far


def test_a_fitted_network_stays_fitted_when_the_window_shrinks_though_the_device_was_found_since(hands: Hands) -> None:
    hands.canvas.fit()
    hands.document.set_free_memory(8 * 2**30)
    before = hands.canvas.zoom
    hands.page.resize(hands.page.width(), hands.page.height() * 2 // 3)
    QApplication.processEvents()
    assert hands.canvas.zoom < before


def test_an_edited_network_keeps_its_zoom_when_the_window_shrinks(hands: Hands) -> None:
    hands.canvas.fit()
    hands.page.editor.add("ReLU", "conv1")
    before = hands.canvas.zoom
    hands.page.resize(hands.page.width(), hands.page.height() * 2 // 3)
    QApplication.processEvents()
    assert hands.canvas.zoom == before
