"""Every gesture of the mouse on the canvas, made with real events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui.model.mime import layer_mime

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ESCAPE = Qt.Key.Key_Escape


def selected(hands: Hands) -> tuple[str, ...]:
    """A call, so that no type checker believes the selection stays."""
    return hands.document.selection


def drop(hands: Hands, type_name: str, place: QPointF, let_go: bool = True) -> None:
    """Drag a layer type over the canvas to a place, and let it go there."""
    data, at = layer_mime(type_name), hands.canvas.mapFromScene(place)
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    viewport = hands.canvas.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(at, copy, data, left, none))
    if let_go:
        QApplication.sendEvent(viewport, QDropEvent(QPointF(at), copy, data, left, none))


def popup(qapp: QApplication) -> QMenu:
    menu = qapp.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def submenu(menu: QMenu, title: str) -> QMenu:
    found = next(action.menu() for action in menu.actions() if action.text() == title)
    assert isinstance(found, QMenu)
    return found


def choose(menu: QMenu, *titles: str) -> None:
    for title in titles[:-1]:
        menu = submenu(menu, title)
    next(action for action in menu.actions() if action.text() == titles[-1]).trigger()


# Selecting


def test_a_click_selects_a_layer_and_a_click_beside_it_selects_none(hands: Hands) -> None:
    hands.click("conv1")
    assert selected(hands) == ("conv1",)
    hands.click(QPointF(-350, 0))
    assert selected(hands) == ()


def test_ctrl_click_adds_to_the_selection_and_takes_out_again(hands: Hands) -> None:
    hands.click("conv1")
    hands.click("relu1", CTRL)
    assert selected(hands) == ("conv1", "relu1")
    hands.click("conv1", CTRL)
    assert selected(hands) == ("relu1",)


def test_a_rubber_band_selects_what_it_touches_and_escape_gives_back(hands: Hands) -> None:
    hands.click("output")
    scene = hands.scene
    start = scene.nodes["conv1"].pos() + QPointF(-220, 0)
    end = scene.nodes["pool1"].pos() + QPointF(0, 5)
    hands.drag(start, end, release=False)
    assert set(hands.document.selection) == {"conv1", "relu1", "pool1"}
    hands.press(ESCAPE)
    assert selected(hands) == ("output",)
    hands.drag(start, end)
    assert set(hands.document.selection) == {"conv1", "relu1", "pool1"}


def test_a_double_click_on_a_layer_goes_to_its_settings(hands: Hands) -> None:
    QTest.mouseClick(hands.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hands.at("conv2"))
    QTest.mouseDClick(hands.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hands.at("conv2"))
    form = hands.page.inspector.form
    assert form is not None
    assert form.editor("out_channels").hasFocus()


# Linking


def test_shift_click_connects_the_selected_layer_to_the_clicked_one(hands: Hands) -> None:
    hands.click("relu1")
    hands.click("conv2", SHIFT)
    assert hands.document.model["conv2"].inputs == ("relu1",)
    assert hands.document.undo_stack.undoText() == "Connect relu1 to conv2"
    assert selected(hands) == ("relu1",)


def test_dragging_from_an_output_to_an_input_links_the_two(hands: Hands) -> None:
    before = hands.document.project
    hands.drag(hands.output_port("relu1"), hands.input_port("conv2"))
    assert hands.document.model["conv2"].inputs == ("relu1",)
    hands.undo_all()
    assert hands.document.project == before


def test_a_link_that_would_close_a_loop_is_refused_with_its_reason_beside_the_cursor(hands: Hands) -> None:
    hands.drag(hands.output_port("relu2"), "conv1", release=False)
    assert "loop" in hands.canvas.hint.text()
    assert hands.canvas.hint.isVisible()
    QTest.mouseRelease(hands.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hands.at("conv1"))
    assert hands.document.undo_stack.count() == 0
    assert "loop" in hands.canvas.hint.text()


def test_a_link_drawn_into_the_empty_canvas_comes_to_nothing(hands: Hands) -> None:
    hands.drag(hands.output_port("relu2"), QPointF(-300, 100))
    assert hands.document.undo_stack.count() == 0


def test_taking_a_link_off_its_port_and_dropping_it_elsewhere_removes_it(hands: Hands) -> None:
    hands.drag(hands.input_port("conv2") + QPointF(0, 3), QPointF(-300, 100))
    assert hands.document.model["conv2"].inputs == ()
    assert hands.document.undo_stack.undoText() == "Disconnect pool1 from conv2"


def test_taking_a_link_off_its_port_and_dropping_it_on_another_layer_moves_it(hands: Hands) -> None:
    before = hands.document.model
    hands.drag(hands.input_port("conv2") + QPointF(0, 3), "flatten1")
    assert hands.document.model["conv2"].inputs == ()
    assert hands.document.model["flatten1"].inputs == ("pool1",)
    hands.document.undo_stack.undo()
    assert hands.document.model == before


def test_escape_abandons_a_link_being_drawn(hands: Hands) -> None:
    hands.drag(hands.output_port("relu1"), "conv2", release=False)
    hands.press(ESCAPE)
    QTest.mouseRelease(hands.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hands.at("conv2"))
    assert hands.document.undo_stack.count() == 0


def test_a_clicked_link_is_selected_and_delete_removes_it(hands: Hands) -> None:
    hands.page.editor.place({"relu1": (400.0, 300.0)})
    link = hands.scene.link_between("conv1", "relu1")
    assert link is not None
    hands.click(link.middle)
    assert hands.scene.selected_link == ("conv1", "relu1")
    hands.press(Qt.Key.Key_Delete)
    assert hands.document.model["relu1"].inputs == ()


# Moving


def test_dragging_a_layer_sideways_keeps_it_where_it_was_put_in_one_undo_step(hands: Hands) -> None:
    before = hands.document.project
    hands.drag("relu1", hands.scene.nodes["relu1"].pos() + QPointF(200, 40))
    x, y = hands.document.layout["relu1"]
    assert x == pytest.approx(300, abs=3)
    assert y == pytest.approx(before.layout["relu1"][1] + 40, abs=3)
    assert hands.document.undo_stack.count() == 1
    assert hands.document.model == before.model
    hands.document.undo_stack.undo()
    assert hands.document.project == before
    assert hands.scene.nodes["relu1"].x() == 0


def test_all_selected_layers_are_dragged_together(hands: Hands) -> None:
    hands.document.select(("relu1", "pool1"))
    before = dict(hands.document.layout)
    hands.drag("pool1", hands.scene.nodes["pool1"].pos() + QPointF(150, 0))
    moved = {name for name, place in hands.document.layout.items() if place != before[name]}
    assert moved == {"relu1", "pool1"}


def test_dragging_a_layer_onto_a_link_splices_it_in(hands: Hands) -> None:
    before = hands.document.project
    link = hands.scene.link_between("linear1", "relu3")
    assert link is not None
    grab = hands.scene.nodes["relu2"].pos() + QPointF(-100, 0)
    hands.drag(grab, link.middle + QPointF(-100, 0), release=False)
    assert link.landing
    QTest.mouseRelease(hands.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hands.at(link.middle + QPointF(-100, 0)))
    assert hands.order[5:11] == ["pool2", "flatten1", "linear1", "relu2", "relu3", "linear2"]
    assert hands.document.undo_stack.undoText() == "Move relu2"
    hands.undo_all()
    assert hands.document.project == before


def test_a_layer_let_go_near_its_slot_snaps_back(hands: Hands) -> None:
    hands.drag("relu1", hands.scene.nodes["relu1"].pos() + QPointF(-112, 4))
    assert hands.document.undo_stack.count() == 0
    assert hands.scene.nodes["relu1"].y() == hands.document.layout["relu1"][1]


def test_escape_puts_dragged_layers_back(hands: Hands) -> None:
    hands.drag("relu1", QPointF(300, 200), release=False)
    assert hands.scene.nodes["relu1"].x() > 100
    hands.press(ESCAPE)
    assert hands.scene.nodes["relu1"].x() == 0
    assert hands.document.undo_stack.count() == 0


def test_a_dragged_layer_aligns_with_the_column_of_its_neighbours(hands: Hands) -> None:
    hands.page.editor.place({"relu1": (300.0, 0.0)})
    hands.drag("relu1", QPointF(-105, 820))
    assert hands.document.layout["relu1"][0] == 0


# From the palette


def test_a_layer_dropped_on_a_link_lands_between_its_ends(hands: Hands) -> None:
    before = hands.document.project
    link = hands.scene.link_between("conv2", "relu2")
    assert link is not None
    drop(hands, "BatchNorm2d", link.middle, let_go=False)
    assert link.landing
    ghost = hands.canvas.dropping.ghost
    assert ghost.isVisible()
    assert ghost.pos() == link.middle
    drop(hands, "BatchNorm2d", link.middle)
    assert hands.order[4:7] == ["conv2", hands.document.selection[0], "relu2"]
    assert not ghost.isVisible()
    hands.undo_all()
    assert hands.document.project == before


def test_a_layer_dropped_on_the_empty_canvas_lands_before_the_output(hands: Hands) -> None:
    drop(hands, "Dropout", QPointF(-330, 50))
    assert hands.order[-2:] == ["dropout1", "output"]


def test_a_layer_dropped_on_the_empty_canvas_lands_behind_the_selected_layer(hands: Hands) -> None:
    hands.click("pool1")
    drop(hands, "Dropout", QPointF(-330, 50))
    assert hands.document.model["conv2"].inputs == ("dropout1",)


def test_a_layer_dropped_on_the_lower_half_of_a_layer_lands_behind_it(hands: Hands) -> None:
    drop(hands, "Dropout", hands.scene.nodes["relu3"].pos() + QPointF(60, 8))
    assert hands.document.model["dropout1"].inputs == ("relu3",)


def test_leaving_the_canvas_takes_the_ghost_away(hands: Hands) -> None:
    drop(hands, "Dropout", QPointF(0, 100), let_go=False)
    QApplication.sendEvent(hands.canvas.viewport(), QDragLeaveEvent())
    assert not hands.canvas.dropping.ghost.isVisible()
    assert not any(link.landing for link in hands.scene.links.values())


def test_the_plus_on_a_hovered_link_offers_layers_to_insert(hands: Hands, qapp: QApplication) -> None:
    link = hands.scene.link_between("pool2", "flatten1")
    assert link is not None
    hands.hover(link.middle)
    assert link.hovered
    hands.click(link.plus)
    choose(popup(qapp), "Regularisation", "Dropout")
    popup(qapp).close()
    assert hands.document.model["flatten1"].inputs == ("dropout1",)


# Menus


def open_menu(hands: Hands, place: QPointF | str) -> None:
    at = hands.at(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, hands.canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(hands.canvas.viewport(), event)


def test_the_menu_of_a_layer_inserts_before_and_after_it(hands: Hands, qapp: QApplication) -> None:
    open_menu(hands, "relu1")
    choose(popup(qapp), "Insert before", "Normalisation", "BatchNorm2d")
    popup(qapp).close()
    added = hands.document.selection[0]
    assert hands.document.model["relu1"].inputs == (added,)
    open_menu(hands, "relu1")
    choose(popup(qapp), "Insert after", "Regularisation", "Dropout")
    popup(qapp).close()
    assert hands.document.model["dropout1"].inputs == ("relu1",)


def test_the_menu_of_a_layer_in_error_begins_with_its_repairs(hands: Hands, qapp: QApplication) -> None:
    hands.page.editor.add("Linear", "relu1")
    open_menu(hands, "linear3")
    choose(popup(qapp), "Insert Flatten")
    popup(qapp).close()
    assert hands.document.model["linear3"].inputs == ("flatten2",)


def test_the_menu_of_the_canvas_chooses_what_the_bars_measure(hands: Hands, qapp: QApplication) -> None:
    assert hands.scene.nodes["conv2"].share > 0.8
    open_menu(hands, QPointF(-330, 50))
    choose(popup(qapp), "Bars show", "Parameters")
    popup(qapp).close()
    assert hands.scene.nodes["linear1"].share > 0.9


# Problems


def test_a_note_beside_a_layer_says_what_is_wrong_and_its_button_repairs_it(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    note = hands.scene.notes["linear3"]
    assert note.isVisible()
    assert "flatten it first" in hands.scene.nodes["linear3"].content.message
    hands.click(note.fix_centre())
    assert hands.document.model["linear3"].inputs == ("flatten2",)
    assert "linear3" not in hands.scene.notes


def test_a_note_without_room_leaves_its_words_to_the_card(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    y = hands.document.layout["linear3"][1]
    hands.page.editor.place({"pool1": (330.0, y), "conv2": (-330.0, y)})
    assert not hands.scene.notes["linear3"].isVisible()
    assert hands.scene.nodes["linear3"].speaks
    hands.page.editor.place({"pool1": (330.0, y + 200)})
    assert hands.scene.notes["linear3"].isVisible()
    assert not hands.scene.nodes["linear3"].speaks
