"""The overview in the corner: there when it is of use, and a way to go elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands


def test_it_hides_while_the_whole_network_is_on_view(hands: Hands) -> None:
    hands.canvas.fit()
    assert not hands.canvas.minimap.isVisible()
    hands.canvas.zoom_by(3.0)
    assert hands.canvas.minimap.isVisible()
    hands.canvas.fit()
    assert not hands.canvas.minimap.isVisible()


def test_a_click_goes_there_and_a_drag_goes_on(hands: Hands) -> None:
    hands.canvas.zoom_by(3.0)
    minimap = hands.canvas.minimap
    top = hands.scene.nodes["input"].pos().y()

    def height() -> float:
        return hands.canvas.mapToScene(hands.canvas.viewport().rect().center()).y()

    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, 6))
    upper = height()
    assert abs(upper - top) < 120
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, 6))
    QTest.mouseMove(minimap, QPoint(minimap.width() // 2, minimap.height() // 2))
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, minimap.height() // 2))
    assert height() > upper + 100


def test_a_person_can_do_without_it(hands: Hands) -> None:
    hands.canvas.zoom_by(3.0)
    hands.canvas.minimap.toggle()
    assert not hands.canvas.minimap.isVisible()
    hands.canvas.minimap.toggle()
    assert hands.canvas.minimap.isVisible()


def test_a_key_shows_and_hides_it(hands: Hands) -> None:
    hands.canvas.zoom_by(3.0)
    hands.press(Qt.Key.Key_M)
    assert not hands.canvas.minimap.isVisible()
    hands.press(Qt.Key.Key_M)
    assert hands.canvas.minimap.isVisible()


def test_it_gives_way_to_words_about_a_problem(hands: Hands) -> None:
    minimap, canvas = hands.canvas.minimap, hands.canvas
    hands.document.select(("relu2",))
    hands.page.editor.delete(heal=False)
    hands.page.editor.add("Linear", "conv1")
    note = hands.scene.notes["pool2"]
    canvas.reset_zoom()
    canvas.look_at(note.mapToScene(note.boundingRect().center()) - QPointF(canvas.width() / 3, canvas.height() / 3))
    minimap.repaint_nodes()
    assert minimap.isVisible()
    seen = canvas.mapFromScene(note.area(note.side)).boundingRect()
    assert canvas.rect().contains(seen.center())
    assert not minimap.geometry().intersects(seen)
    assert minimap.x() < canvas.width() / 2


def test_where_it_has_to_cover_nodes_it_covers_as_little_as_it_can(hands: Hands) -> None:
    minimap, canvas = hands.canvas.minimap, hands.canvas
    canvas.zoom_by(2.2 / canvas.zoom)  # a card is as wide as the canvas
    for side in (-1, 1):
        node = hands.scene.nodes["conv2"]
        canvas.look_at(node.sceneBoundingRect().center() + QPointF(side * 40, 0))
        minimap.repaint_nodes()
        middle = canvas.mapFromScene(node.pos()).x()
        assert minimap.isVisible()
        assert (minimap.geometry().center().x() < middle) == (side < 0), side
