"""A layer gets another name where it stands, by F2, the menu or the inspector; bad names are refused at the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from engine.model import edits
from engine.project import parse_project
from gui.model import menus

if TYPE_CHECKING:
    from gui.model.name_line import NameLine
    from tests.gui.model.conftest import Hands

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def open_line(hands: Hands, layer_id: str = "conv1") -> NameLine:
    """The line over a layer's name, opened by F2."""
    hands.click(layer_id)
    hands.press(Key.Key_F2)
    line = hands.canvas.renaming.line
    assert line is not None
    return line


def line_of(hands: Hands) -> NameLine | None:
    """A call, so that no type checker believes it stays as it is."""
    return hands.canvas.renaming.line


def rename(hands: Hands, layer_id: str, name: str) -> None:
    QTest.keyClicks(open_line(hands, layer_id), name)
    QTest.keyClick(open_line_now(hands), Key.Key_Return)


def open_line_now(hands: Hands) -> NameLine:
    line = line_of(hands)
    assert line is not None
    return line


def test_f2_lets_the_name_be_typed_over_where_it_stands(hands: Hands) -> None:
    line = open_line(hands)
    assert line.isVisible()
    assert line.hasFocus()
    assert line.selectedText() == "conv1"
    card = hands.scene.nodes["conv1"].sceneBoundingRect()
    assert hands.canvas.mapFromScene(card).boundingRect().adjusted(0, -6, 6, 6).contains(line.geometry())
    before, places = hands.document.model, {name: node.place for name, node in hands.scene.nodes.items()}
    looked_at = hands.canvas.mapToScene(0, 0)
    QTest.keyClicks(line, "stem")
    QTest.keyClick(line, Key.Key_Return)
    document = hands.document
    assert line_of(hands) is None
    assert hands.canvas.hasFocus()
    assert document.model == edits.rename_layer(before, "conv1", "stem")
    assert document.selection == ("stem",)
    assert document.undo_stack.undoText() == "Rename conv1 to stem"
    assert document.undo_stack.count() == 1
    assert hands.canvas.mapToScene(0, 0) == looked_at
    assert {name: node.place for name, node in hands.scene.nodes.items()} == {
        "stem" if name == "conv1" else name: place for name, place in places.items()
    }
    document.undo_stack.undo()
    assert document.model == before
    assert document.selection == ("conv1",)
    document.undo_stack.redo()
    assert document.selection == ("stem",)


def test_a_place_chosen_by_hand_is_kept(hands: Hands) -> None:
    hands.drag("relu1", hands.scene.nodes["relu1"].pos() + QPointF(320, 10))
    place = hands.document.layout["relu1"]
    rename(hands, "relu1", "bend")
    assert hands.document.layout["bend"] == place
    hands.document.undo_stack.undo()
    assert hands.document.layout["relu1"] == place


def test_the_whole_selection_stays(hands: Hands) -> None:
    hands.click("conv1")
    hands.click("relu1", CTRL)
    hands.press(Key.Key_F2)
    QTest.keyClicks(open_line_now(hands), "bend")
    QTest.keyClick(open_line_now(hands), Key.Key_Enter)
    assert hands.document.selection == ("conv1", "bend")


def test_escape_leaves_the_name_as_it_was(hands: Hands) -> None:
    line = open_line(hands)
    QTest.keyClicks(line, "stem")
    QTest.keyClick(line, Key.Key_Escape)
    assert line_of(hands) is None
    assert hands.canvas.hasFocus()
    assert "conv1" in hands.document.model
    assert hands.document.selection == ("conv1",)
    assert not hands.document.undo_stack.canUndo()


def test_a_click_elsewhere_takes_a_good_name(hands: Hands) -> None:
    QTest.keyClicks(open_line(hands), "stem")
    hands.click("relu1")
    assert line_of(hands) is None
    assert "stem" in hands.document.model
    assert hands.document.selection == ("relu1",)


def test_a_click_elsewhere_drops_a_bad_one(hands: Hands) -> None:
    QTest.keyClicks(open_line(hands), "relu1")
    hands.click("pool1")
    assert line_of(hands) is None
    assert "conv1" in hands.document.model
    assert not hands.document.undo_stack.canUndo()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("2conv", "no name"), ("class", "Python"), ("relu1", "already"), ("train", "train_"), ("a" * 61, "60")],
)
def test_a_bad_name_is_refused_in_words_while_it_is_typed(hands: Hands, typed: str, words: str) -> None:
    line = open_line(hands)
    QTest.keyClicks(line, typed)
    assert words in hands.canvas.hint.text()
    assert hands.canvas.hint.isVisible()
    assert line.property("invalid")
    QTest.keyClick(line, Key.Key_Return)
    assert line_of(hands) is line
    assert not hands.document.undo_stack.canUndo()
    line.selectAll()
    QTest.keyClicks(line, "stem")
    assert not hands.canvas.hint.isVisible()
    QTest.keyClick(line, Key.Key_Return)
    assert "stem" in hands.document.model


def test_an_empty_name_is_refused(hands: Hands) -> None:
    line = open_line(hands)
    QTest.keyClick(line, Key.Key_Delete)
    assert "needs a name" in hands.canvas.hint.text()
    QTest.keyClick(line, Key.Key_Return)
    assert line_of(hands) is line


def test_the_same_name_is_no_step(hands: Hands) -> None:
    QTest.keyClick(open_line(hands), Key.Key_Return)
    assert line_of(hands) is None
    assert not hands.document.undo_stack.canUndo()


def test_keys_in_the_line_do_nothing_to_the_canvas(hands: Hands) -> None:
    line = open_line(hands)
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_Backspace, Key.Key_L, Key.Key_C, Key.Key_Space):
        QTest.keyClick(line, key)
    assert hands.document.selection == ("conv1",)
    assert "conv1" in hands.document.model
    assert not hands.document.undo_stack.canUndo()


def test_the_line_follows_the_view_and_goes_with_the_layer(hands: Hands) -> None:
    line = open_line(hands, "conv2")
    before = line.geometry()
    hands.canvas.zoom_by(1.5)
    assert line.geometry() != before
    hands.document.apply("Gone", model=edits.delete_layers(hands.document.model, ["conv2"]))
    assert line_of(hands) is None


def test_the_line_stays_in_sight_at_every_zoom(hands: Hands) -> None:
    for factor in (0.2, 10.0):
        hands.canvas.zoom_by(factor)
        line = open_line_at_current(hands)
        assert hands.canvas.viewport().rect().contains(line.geometry())
        QTest.keyClick(line, Key.Key_Escape)


def open_line_at_current(hands: Hands) -> NameLine:
    hands.document.select(("linear2",))
    hands.press(Key.Key_F2)
    return open_line_now(hands)


def test_the_menu_has_it_too(hands: Hands) -> None:
    hands.click("conv1")
    menu = menus.of_layer(hands.canvas, "conv1")
    action = next(found for found in menu.actions() if found.objectName() == "renameAction")
    assert action.text() == "Rename"
    action.trigger()
    assert open_line_now(hands).selectedText() == "conv1"
    assert action in hands.page.actions_for_menu()
    hands.press(Key.Key_Escape)
    hands.document.select(())
    assert not action.isEnabled()


def test_a_layer_inside_a_block_is_renamed_wherever_the_block_is_used(hands: Hands) -> None:
    hands.document.select(("conv2", "relu2"))
    hands.press(Key.Key_G, CTRL)
    hands.document.open_block("Block")
    QApplication.processEvents()
    layout = dict(hands.document.layout)
    rename(hands, "conv2", "stem")
    rename(hands, "x", "image")
    document = hands.document
    assert document.network_analysis.ok
    assert {"stem", "image"} <= set(document.model.by_id)
    assert document.layout["stem"] == layout["conv2"]
    assert parse_project(document.project.to_json()) == document.project
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert "conv2" in document.model
    assert dict(document.layout) == layout


def test_a_layer_remembers_under_which_name_a_run_has_its_weights(hands: Hands) -> None:
    model = edits.set_learning(hands.document.model, "conv1", initialisation="run", run="earlier")
    hands.document.apply("From a run", model=model)
    rename(hands, "conv1", "stem")
    assert hands.document.model["stem"].learning.run_layer == "conv1"


def test_the_inspector_renames_too(hands: Hands) -> None:
    hands.click("conv1")
    field = hands.page.findChild(QLineEdit, "layerNameField")
    assert isinstance(field, QLineEdit)
    assert field.text() == "conv1"
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "stem")
    assert "conv1" in hands.document.model
    QTest.keyClick(field, Key.Key_Return)
    assert hands.document.undo_stack.undoText() == "Rename conv1 to stem"
    assert hands.document.selection == ("stem",)
    assert field.text() == "stem"
    assert field.hasFocus()
    hands.document.undo_stack.undo()
    assert field.text() == "conv1"


def test_the_inspector_explains_a_bad_name_and_falls_back(hands: Hands) -> None:
    hands.click("conv1")
    field, error = hands.page.findChild(QLineEdit, "layerNameField"), hands.page.findChild(QLabel, "layerNameError")
    assert isinstance(field, QLineEdit)
    assert isinstance(error, QLabel)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "relu1")
    assert error.text() == "There is already a layer named relu1."
    assert error.isVisible()
    QTest.keyClick(field, Key.Key_Return)
    assert "conv1" in hands.document.model
    hands.click("pool1")
    assert field.text() == "pool1"
    assert not error.isVisible()
    hands.click("conv1")
    assert field.text() == "conv1"


def test_a_name_half_typed_survives_what_else_happens(hands: Hands) -> None:
    hands.click("conv1")
    field = hands.page.findChild(QLineEdit, "layerNameField")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "ste")
    hands.document.set_free_memory(10**9)
    assert field.text() == "ste"
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == "conv1"


def test_several_selected_layers_have_no_field(hands: Hands) -> None:
    hands.document.select(("conv1", "relu1"))
    field = hands.page.findChild(QLineEdit, "layerNameField")
    assert isinstance(field, QLineEdit)
    assert not field.isVisible()
    hands.document.select(("relu1",))
    assert field.isVisible()


def test_a_screen_reader_hears_the_new_name_and_why_one_is_refused(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    line = open_line(hands)
    assert line.accessibleName() == "New name of conv1"
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    QTest.keyClicks(line, "relu1")
    assert heard == ["There is already a layer named relu1."]
    line.selectAll()
    QTest.keyClicks(line, "stem")
    QTest.keyClick(line, Key.Key_Return)
    assert heard[-1].startswith("Conv2d stem, ")
    assert hands.canvas.accessibleDescription().startswith("Conv2d stem, ")
