"""Blocks by mouse and keyboard: grouped, opened, edited inside, repeated, renamed, reused, copied and written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from engine.model import edits
from gui.model.palette_entries import BLOCK

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def grouped(hands: Hands) -> Hands:
    """The second convolution with what follows it is a block."""
    hands.document.select(("conv2", "relu2", "pool2"))
    hands.press(Qt.Key.Key_G, CTRL)
    return hands


def use_of(hands: Hands) -> str:
    return next(layer.id for layer in hands.document.network if layer.type == "Block")


def scope(hands: Hands) -> tuple[str, ...]:
    """A call, so that no type checker believes the scope stays."""
    return hands.document.scope


def entries(hands: Hands) -> list[str]:
    palette = hands.page.palette_panel.list
    return [str(palette.item(row).data(int(Qt.ItemDataRole.UserRole))) for row in range(palette.count())]


def test_ctrl_g_makes_a_block_of_the_selection_and_lets_it_be_named_at_once(grouped: Hands) -> None:
    document = grouped.document
    assert document.undo_stack.undoText() == "Group into a block"
    assert document.selection == (use_of(grouped),)
    name = grouped.page.findChild(QLineEdit, "blockNameField")
    assert isinstance(name, QLineEdit)
    assert name.selectedText() == "Block"
    QTest.keyClicks(name, "Stage")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert list(document.network.block_named) == ["Stage"]
    assert document.analysis.ok
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert "conv2" in document.model


def test_a_double_click_opens_the_block_and_the_breadcrumb_leads_back(grouped: Hands) -> None:
    use = use_of(grouped)
    QTest.mouseDClick(grouped.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, grouped.at(use))
    assert scope(grouped) == ("Block",)
    assert set(grouped.scene.nodes) == {"x", "conv2", "relu2", "pool2", "output"}
    assert grouped.scene.nodes["conv2"].content.shape == "11×11×64"
    crumb = grouped.page.findChild(QToolButton, "breadcrumb0")
    assert isinstance(crumb, QToolButton)
    QTest.mouseClick(crumb, Qt.MouseButton.LeftButton)
    assert scope(grouped) == ()
    assert use in grouped.scene.nodes


def test_the_keyboard_goes_in_and_out(grouped: Hands) -> None:
    grouped.press(Qt.Key.Key_Down, CTRL)
    assert scope(grouped) == ("Block",)
    grouped.press(Qt.Key.Key_Up, CTRL)
    assert scope(grouped) == ()
    grouped.press(Qt.Key.Key_Down, CTRL)
    grouped.press(Qt.Key.Key_Escape)
    assert scope(grouped) == ()


def test_an_edit_inside_changes_every_place_that_uses_the_block(grouped: Hands) -> None:
    document = grouped.document
    before = document.network_analysis.parameters
    document.open_block("Block")
    document.select(("conv2",))
    form = grouped.page.inspector.form
    assert form is not None
    form.editor("out_channels").setValue(32)
    assert scope(grouped) == ("Block",)
    assert document.network_analysis.parameters < before
    document.leave_block()
    assert grouped.scene.nodes[use_of(grouped)].content.shape == "5×5×32"


def test_undo_goes_to_the_block_in_which_the_step_was_made(grouped: Hands) -> None:
    document = grouped.document
    document.open_block("Block")
    grouped.page.editor.add("Dropout", "relu2")
    document.leave_block()
    document.undo_stack.undo()
    assert scope(grouped) == ("Block",)
    assert "dropout1" not in document.model
    document.undo_stack.undo()
    assert scope(grouped) == ()
    assert "conv2" in document.model


def test_a_block_stands_several_times_by_its_repeat_count(grouped: Hands) -> None:
    document = grouped.document
    document.open_block("Block")
    document.apply("Same", model=edits.set_params(document.model, "conv2", padding="same", out_channels=32))
    document.select(("pool2",))
    grouped.press(Qt.Key.Key_Delete)
    document.leave_block()
    document.select((use_of(grouped),))
    grouped.press(Qt.Key.Key_BracketRight, CTRL)
    grouped.press(Qt.Key.Key_BracketRight, CTRL)
    assert grouped.scene.nodes[use_of(grouped)].content.summary.endswith("×3")
    assert document.network_analysis.ok


def test_the_palette_offers_the_networks_blocks_but_never_inside_themselves(grouped: Hands) -> None:
    assert BLOCK + "Block" in entries(grouped)
    grouped.document.open_block("Block")
    assert BLOCK + "Block" not in entries(grouped)


def test_a_block_from_the_palette_is_one_more_use(grouped: Hands) -> None:
    grouped.page.editor.add(BLOCK + "Block", "pool1")
    uses = [layer for layer in grouped.document.model if layer.type == "Block"]
    assert len(uses) == 2
    assert grouped.document.undo_stack.undoText() == "Add Block"
    assert len(grouped.document.network.blocks) == 1


def test_copied_uses_bring_their_definition_into_another_network(grouped: Hands) -> None:
    grouped.document.select((use_of(grouped),))
    grouped.press(Qt.Key.Key_C, CTRL)
    assert '"blocks"' in QGuiApplication.clipboard().text()
    grouped.page.document.replace_project(type(grouped.document.project).from_template("lenet-5"))
    grouped.press(Qt.Key.Key_V, CTRL)
    assert list(grouped.document.network.block_named) == ["Block"]


def test_pasting_a_block_into_itself_is_refused(grouped: Hands) -> None:
    grouped.document.select((use_of(grouped),))
    grouped.press(Qt.Key.Key_C, CTRL)
    grouped.document.open_block("Block")
    refused: list[str] = []
    grouped.page.refused.connect(refused.append)
    before = grouped.document.project
    grouped.press(Qt.Key.Key_V, CTRL)
    assert refused == ["The block Block cannot contain itself."]
    assert grouped.document.project is before


def test_expanding_writes_the_layers_out_again(grouped: Hands) -> None:
    grouped.document.select((use_of(grouped),))
    button = grouped.page.findChild(QPushButton, "expandBlockButton")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert {"conv2", "relu2", "pool2"} <= set(grouped.document.model.by_id)
    assert set(grouped.document.selection) == {"conv2", "relu2", "pool2"}


def test_a_selection_with_two_outputs_is_refused_with_the_reason(hands: Hands) -> None:
    refused: list[str] = []
    hands.page.refused.connect(refused.append)
    hands.document.select(("conv1", "pool1"))
    hands.press(Qt.Key.Key_G, CTRL)
    assert len(refused) == 1
    assert "one output" in refused[0]
    assert not hands.document.network.blocks


def test_a_name_that_is_taken_or_none_is_refused_and_the_old_one_stays(grouped: Hands) -> None:
    refused: list[str] = []
    grouped.page.refused.connect(refused.append)
    name = grouped.page.findChild(QLineEdit, "blockNameField")
    assert isinstance(name, QLineEdit)
    name.selectAll()
    QTest.keyClicks(name, "two words")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert "is no name for a block" in refused[0]
    assert name.text() == "Block"


def test_training_stays_possible_while_a_block_is_open_and_looks_at_the_whole(grouped: Hands) -> None:
    grouped.document.open_block("Block")
    assert grouped.document.network_analysis.ok
    assert grouped.document.analysis.problems == ()


def test_shift_click_goes_to_the_next_free_port(hands: Hands) -> None:
    editor, document = hands.page.editor, hands.document
    editor.add("Add", "relu1")
    for source in ("conv1", "input"):
        hands.click(source)
        hands.click("add1", SHIFT)
    assert document.model["add1"].inputs == ("relu1", "conv1", "input")
    hands.click("conv1")
    hands.click("add1", SHIFT)
    assert document.undo_stack.count() == 3, "it reads that layer already"


def test_a_screen_reader_hears_where_one_is(grouped: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    grouped.press(Qt.Key.Key_Return, CTRL)
    grouped.press(Qt.Key.Key_Up, CTRL)
    assert [words for words in told if "block1" not in words and "layers" not in words] == [
        "Inside the block Block",
        "The whole network",
    ]


def test_p_gives_the_open_block_another_input_and_delete_takes_it_away(grouped: Hands) -> None:
    document, use = grouped.document, use_of(grouped)
    before = document.project
    document.open_block("Block")
    grouped.press(Qt.Key.Key_P)
    assert document.undo_stack.undoText() == "Add an input to Block"
    (port,) = document.selection
    assert document.model[port].type == "BlockInput"
    assert port in grouped.scene.nodes
    assert not document.network_analysis.ok, "a link is missing where the block is used"
    document.leave_block()
    grouped.click("relu1")
    grouped.click(use, SHIFT)
    assert document.model[use].inputs == ("pool1", "relu1")
    document.open_block("Block")
    document.select((port,))
    grouped.press(Qt.Key.Key_Delete)
    assert scope(grouped) == ("Block",)
    document.leave_block()
    assert document.model[use].inputs == ("pool1",)
    assert document.project.model == before.model
    document.undo_stack.undo()
    assert scope(grouped) == ("Block",)
    assert port in document.model


def test_the_last_input_stays(grouped: Hands) -> None:
    refused: list[str] = []
    grouped.page.refused.connect(refused.append)
    grouped.document.open_block("Block")
    grouped.document.select(("x",))
    grouped.press(Qt.Key.Key_Delete)
    assert refused == ["A block keeps one port at least."]
