"""Everything on the canvas from the keyboard alone, and what a screen reader hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from engine.model.snippets import from_text

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


def selected(hands: Hands) -> tuple[str, ...]:
    """A call, so that no type checker believes the selection stays."""
    return hands.document.selection


def test_arrow_keys_walk_along_the_links(hands: Hands) -> None:
    seen = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_End, Key.Key_Home):
        hands.press(key)
        seen.append(hands.document.current)
    assert seen == ["input", "conv1", "relu1", "conv1", "output", "input"]


def test_arrow_keys_reach_layers_that_no_link_leads_to(hands: Hands) -> None:
    hands.document.select(("relu1",))
    hands.press(Key.Key_Delete, SHIFT)
    hands.page.editor.place({"conv1": (-400.0, 54.0)})
    hands.document.select(("pool1",))
    hands.press(Key.Key_Left)
    assert hands.document.current == "conv1"
    hands.press(Key.Key_Right)
    assert hands.document.current is not None
    assert hands.document.current != "conv1"


def test_shift_and_arrow_extend_the_selection(hands: Hands) -> None:
    hands.document.select(("conv1",))
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Down, SHIFT)
    assert selected(hands) == ("conv1", "relu1", "pool1")


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_closes_the_gap_and_selects_the_layer_above(hands: Hands, key: Key) -> None:
    before = hands.document.project
    hands.document.select(("relu1", "pool1"))
    hands.press(key)
    assert hands.document.model["conv2"].inputs == ("conv1",)
    assert selected(hands) == ("conv1",)
    assert hands.document.undo_stack.undoText() == "Delete 2 layers"
    hands.press(Key.Key_Z, CTRL)
    assert hands.document.project == before
    assert selected(hands) == ("relu1", "pool1")


def test_shift_delete_leaves_the_link_open(hands: Hands) -> None:
    hands.document.select(("relu1",))
    hands.press(Key.Key_Delete, SHIFT)
    assert hands.document.model["pool1"].inputs == ()
    assert hands.scene.nodes["pool1"].content.severity == "error"


def test_the_input_is_never_deleted_and_the_reason_is_told(hands: Hands) -> None:
    told: list[str] = []
    hands.page.refused.connect(told.append)
    hands.document.select(("input", "output"))
    hands.press(Key.Key_Delete)
    assert told == ["The input and the output cannot be deleted."]
    assert hands.canvas.hint.text() == told[0]
    assert hands.document.undo_stack.count() == 0


def test_alt_and_arrow_move_a_layer_along_its_chain(hands: Hands) -> None:
    before = hands.document.project
    hands.document.select(("pool1",))
    hands.press(Key.Key_Down, ALT)
    assert hands.order[2:5] == ["relu1", "conv2", "pool1"]
    ys = [hands.document.layout[name][1] for name in hands.order]
    assert ys == sorted(ys)
    hands.press(Key.Key_Up, ALT)
    assert hands.document.model == before.model
    assert hands.document.layout == before.layout


def test_layers_moved_in_a_free_layout_exchange_their_places(hands: Hands) -> None:
    hands.page.editor.place({"conv2": (500.0, 222.0)})
    places = {name: hands.document.layout[name] for name in ("pool1", "conv2")}
    hands.document.select(("pool1",))
    hands.press(Key.Key_Down, ALT)
    assert {hands.document.layout["pool1"], hands.document.layout["conv2"]} == set(places.values())


def test_copied_layers_are_json_text_and_paste_behind_the_selected_one(hands: Hands) -> None:
    before = hands.document.project
    hands.document.select(("conv2", "relu2"))
    hands.press(Key.Key_C, CTRL)
    assert [layer.type for layer in from_text(QGuiApplication.clipboard().text()).layers] == ["Conv2d", "ReLU"]
    hands.document.select(("pool2",))
    hands.press(Key.Key_V, CTRL)
    first, second = hands.document.selection
    assert hands.document.model[first].inputs == ("pool2",)
    assert hands.document.model[second].inputs == (first,)
    assert hands.document.model["flatten1"].inputs == (second,)
    hands.undo_all()
    assert hands.document.project == before


def test_pasting_something_else_is_refused_in_words(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("a shopping list")
    hands.press(Key.Key_V, CTRL)
    assert hands.canvas.hint.text() == "The clipboard holds no layers."
    assert hands.document.undo_stack.count() == 0


def test_cut_layers_can_be_pasted_elsewhere(hands: Hands) -> None:
    hands.document.select(("relu3",))
    hands.press(Key.Key_X, CTRL)
    assert "relu3" not in hands.document.model
    hands.document.select(("output",))
    hands.press(Key.Key_V, CTRL)
    assert hands.document.model["output"].inputs == hands.document.selection


def test_duplicates_stand_right_behind_their_originals(hands: Hands) -> None:
    hands.document.select(("relu1", "pool1"))
    hands.press(Key.Key_D, CTRL)
    first, second = hands.document.selection
    assert hands.order[2:7] == ["relu1", "pool1", first, second, "conv2"]
    assert hands.document.undo_stack.undoText() == "Duplicate layers"


def test_one_key_arranges_everything_anew(hands: Hands) -> None:
    before = hands.document.layout
    hands.page.editor.place({"relu1": (500.0, 900.0), "conv2": (-300.0, 0.0)})
    hands.press(Key.Key_L)
    assert hands.document.layout == before


def test_ctrl_a_selects_all_and_escape_none(hands: Hands) -> None:
    hands.press(Key.Key_A, CTRL)
    assert len(hands.document.selection) == 13
    hands.press(Key.Key_Escape)
    assert selected(hands) == ()


def test_two_layers_are_connected_from_the_keyboard_alone(hands: Hands) -> None:
    hands.document.select(("relu1",))
    hands.press(Key.Key_C)
    assert "press C again" in hands.canvas.hint.text()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_C)
    assert hands.document.model["conv2"].inputs == ("relu1",)
    hands.document.select(("relu3", "linear1"))
    hands.press(Key.Key_C)
    assert "loop" in hands.canvas.hint.text()


def test_assistive_tools_are_told_as_soon_as_the_selection_moves(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[QAccessible.Event] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.type()))
    hands.press(Key.Key_Home)
    assert set(told) == {QAccessible.Event.DescriptionChanged, QAccessible.Event.Announcement}


def test_enter_goes_to_the_settings_of_the_selected_layer(hands: Hands) -> None:
    hands.document.select(("linear1",))
    hands.press(Key.Key_Return)
    form = hands.page.inspector.form
    assert form is not None
    assert form.editor("out_features").hasFocus()


def test_undo_and_redo_work_by_key_and_name_their_step(hands: Hands) -> None:
    actions = hands.page.model_actions.actions
    assert actions["undo"].objectName() == "undoAction"
    assert not actions["undo"].isEnabled()
    hands.page.editor.add("Dropout", "relu3")
    after = hands.document.project
    assert actions["undo"].text() == "Undo: Add Dropout"
    hands.press(Key.Key_Z, CTRL)
    assert "dropout1" not in hands.document.model
    assert actions["redo"].text() == "Redo: Add Dropout"
    hands.press(Key.Key_Y, CTRL)
    assert hands.document.project == after
    hands.press(Key.Key_Z, CTRL)
    hands.press(Key.Key_Z, CTRL | SHIFT)
    assert hands.document.project == after


def test_a_screen_reader_hears_the_selected_layer(hands: Hands) -> None:
    assert hands.canvas.accessibleName() == "Network canvas"
    assert "none selected" in hands.canvas.accessibleDescription()
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Down)
    assert hands.canvas.accessibleDescription() == (
        "Conv2d conv1, 32 filters, 3 by 3, output 26 by 26 by 32, 320 parameters, no problem"
    )
    hands.page.editor.add("Linear")
    assert "flatten it first" in hands.canvas.accessibleDescription()


def test_only_the_layer_that_keys_act_on_wears_the_focus_ring(hands: Hands) -> None:
    hands.canvas.setFocus()
    hands.document.select(("conv1", "relu1"))
    assert [name for name, node in hands.scene.nodes.items() if node.has_focus] == ["relu1"]
    hands.page.palette_panel.search.setFocus()
    assert not any(node.has_focus for node in hands.scene.nodes.values())
    assert hands.scene.nodes["relu1"].selected


def test_the_canvas_itself_wears_the_focus_while_no_layer_is_selected(hands: Hands) -> None:
    hands.canvas.setFocus()
    hands.document.select(())
    frame = hands.canvas.focus_frame
    assert frame.isVisible()
    assert frame.geometry() == hands.canvas.rect()
    hands.press(Key.Key_Home)
    assert not frame.isVisible()
    hands.press(Key.Key_Escape)
    assert frame.isVisible()
    hands.page.palette_panel.search.setFocus()
    assert not frame.isVisible()
