"""Inserting, replacing and aligning without touching the mouse: a small palette opens where the layer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.model.layout import STEP_X
from gui.model.chooser import LayerChooser

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def chooser() -> LayerChooser:
    found = QApplication.activePopupWidget()
    assert isinstance(found, LayerChooser)
    return found


def choose(text: str) -> None:
    search = chooser().search
    if text.isascii():
        QTest.keyClicks(search, text)
    else:
        search.insert(text)  # as an input method does
    QTest.keyClick(search, Key.Key_Return)
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("key", [Key.Key_I, Key.Key_Insert])
def test_a_letter_a_name_and_enter_insert_behind_the_selected_layer(hands: Hands, key: Key) -> None:
    hands.document.select(("relu2",))
    hands.press(key)
    assert "relu2" in chooser().heading.text()
    choose("drop")
    assert hands.document.model["dropout1"].inputs == ("relu2",)
    assert hands.document.selection == ("dropout1",)
    assert hands.document.undo_stack.undoText() == "Add Dropout"


def test_shift_inserts_before(hands: Hands) -> None:
    hands.document.select(("relu2",))
    hands.press(Key.Key_I, SHIFT)
    choose("批归一化")
    added = hands.document.model[str(hands.document.current)]
    assert added.type == "BatchNorm2d"
    assert added.inputs == ("conv2",)
    assert hands.document.model["relu2"].inputs == (added.id,)


def test_a_selected_link_takes_what_is_chosen(hands: Hands) -> None:
    hands.document.select(())
    hands.scene.select_link(("conv1", "relu1"))
    hands.press(Key.Key_I)
    choose("bn")
    assert hands.document.model["relu1"].inputs != ("conv1",)


def test_with_nothing_selected_the_layer_lands_before_the_output(hands: Hands) -> None:
    hands.document.select(())
    hands.press(Key.Key_I)
    choose("dropout")
    assert hands.order[-2:] == ["dropout1", "output"]


def test_r_replaces_every_selected_layer_in_one_step_and_keeps_their_links(hands: Hands) -> None:
    before = hands.document.project
    hands.document.select(("relu1", "relu2", "relu3"))
    hands.press(Key.Key_R)
    choose("GELU")
    assert [hands.document.model[name].type for name in ("relu1", "relu2", "relu3")] == ["GELU"] * 3
    assert hands.document.model["relu2"].inputs == ("conv2",)
    assert hands.document.undo_stack.undoText() == "Replace 3 layers by GELU"
    hands.document.undo_stack.undo()
    assert hands.document.project == before


def test_the_input_cannot_be_replaced(hands: Hands) -> None:
    refused: list[str] = []
    hands.page.refused.connect(refused.append)
    hands.document.select(("input",))
    hands.press(Key.Key_R)
    choose("GELU")
    assert refused == ["The input and the output cannot be replaced."]


def test_escape_closes_it_and_changes_nothing(hands: Hands) -> None:
    hands.document.select(("relu1",))
    hands.press(Key.Key_R)
    QTest.keyClick(chooser(), Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert hands.document.undo_stack.count() == 0


def test_blocks_of_the_network_can_be_chosen_too(hands: Hands) -> None:
    hands.document.select(("conv2", "relu2", "pool2"))
    hands.press(Key.Key_G, CTRL)
    hands.document.select(("pool1",))
    hands.press(Key.Key_I)
    choose("block")
    assert hands.document.undo_stack.undoText() == "Add Block"
    assert [layer.type for layer in hands.document.model].count("Block") == 2


def test_selected_nodes_are_aligned_and_distributed_by_key(hands: Hands) -> None:
    hands.page.editor.place({"conv1": (900.0, 0.0), "relu1": (1300.0, 40.0), "pool1": (2100.0, 20.0)})
    hands.document.select(("conv1", "relu1", "pool1"))
    hands.press(Key.Key_R, CTRL | SHIFT)
    places = [hands.document.layout[name] for name in ("conv1", "relu1", "pool1")]
    assert [y for _, y in places] == [20, 20, 20]
    hands.press(Key.Key_D, CTRL | SHIFT)
    assert hands.document.layout["relu1"][0] == 1500
    assert hands.document.undo_stack.undoText() == "Distribute 3 layers"
    hands.press(Key.Key_C, CTRL | SHIFT)
    assert {hands.document.layout[name][0] for name in ("conv1", "relu1", "pool1")} == {1500}
    hands.document.undo_stack.undo()
    assert hands.document.layout["pool1"][0] - hands.document.layout["relu1"][0] >= STEP_X


def test_what_needs_several_layers_waits_for_them(hands: Hands) -> None:
    actions = hands.page.model_actions.actions
    for count, able in ((0, []), (1, []), (2, ["alignColumn", "alignRow"])):
        hands.document.select(("conv1", "relu1", "pool1")[:count])
        assert [name for name in ("alignColumn", "alignRow", "distribute") if actions[name].isEnabled()] == able
        assert actions["replace"].isEnabled() == (count > 0)
