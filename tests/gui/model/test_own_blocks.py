"""The person's own blocks: kept from one network, offered in every other, renamed and removed in the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidgetItem, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.library import Library
from engine.model import edits
from engine.project import Project
from gui.model.document import ProjectDocument
from gui.model.page import BuildPage
from gui.model.palette_entries import BLOCK, SAVED
from tests.gui.model.test_canvas_mouse import drop

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def grouped(hands: Hands) -> Hands:
    """The second convolution with what follows it is a block."""
    hands.document.select(("conv2", "relu2", "pool2"))
    hands.press(Key.Key_G, CTRL)
    return hands


def item(page: BuildPage, entry: str) -> QListWidgetItem | None:
    palette = page.palette_panel.list
    rows = (palette.item(row) for row in range(palette.count()))
    return next((found for found in rows if found.data(int(Qt.ItemDataRole.UserRole)) == entry), None)


def keep(hands: Hands) -> QPushButton:
    button = hands.page.findChild(QPushButton, "saveBlockButton")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return button


def menu_of(page: BuildPage, entry: str) -> QMenu:
    found, palette = item(page, entry), page.palette_panel.list
    assert found is not None
    palette.setCurrentItem(found)
    QApplication.sendEvent(
        palette.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, title: str) -> None:
    action = next(action for action in menu.actions() if action.text() == title)
    assert action.isEnabled()
    action.trigger()
    menu.close()


def type_name(page: BuildPage, name: str, qtbot: QtBot) -> None:
    editor = page.palette_panel.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, name)
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.wait(20)


def test_a_kept_block_is_offered_in_every_other_network_and_window(grouped: Hands, qtbot: QtBot) -> None:
    button = keep(grouped)
    assert button.text() == "Kept in my palette"
    assert not button.isEnabled()
    assert item(grouped.page, SAVED + "Block") is not None
    other = BuildPage(ProjectDocument(Project.from_template("lenet-5")))
    qtbot.addWidget(other)
    found = item(other, SAVED + "Block")
    assert found is not None
    other.palette_panel.list.setCurrentItem(found)
    QTest.keyClick(other.palette_panel.list, Key.Key_Return)
    assert list(other.document.network.block_named) == ["Block"]
    assert other.document.undo_stack.undoText() == "Add Block"
    other.document.undo_stack.undo()
    assert other.document.network.blocks == ()


def test_a_kept_block_can_be_dragged_onto_a_link(grouped: Hands) -> None:
    keep(grouped)
    link = grouped.scene.link_between("pool1", "block1")
    assert link is not None
    drop(grouped, SAVED + "Block", link.middle)
    added = grouped.document.current
    assert added is not None
    assert grouped.document.model["block1"].inputs == (added,)
    assert len(grouped.document.network.blocks) == 1, "the same definition is not taken twice"


def test_a_changed_block_is_kept_beside_the_former_one(grouped: Hands) -> None:
    button = keep(grouped)
    grouped.document.open_block("Block")
    grouped.document.apply("Filters", model=edits.set_params(grouped.document.model, "conv2", out_channels=7))
    grouped.document.leave_block()
    assert button.isEnabled()
    assert button.text() == "Keep in my palette"
    keep(grouped)
    assert [kept.name for kept in Library().blocks.listing().items] == ["Block", "Block 2"]


def test_f2_renames_a_block_of_the_network_where_it_is_used_too(grouped: Hands, qtbot: QtBot) -> None:
    palette, found = grouped.page.palette_panel.list, item(grouped.page, BLOCK + "Block")
    assert found is not None
    palette.setFocus()
    palette.setCurrentItem(found)
    QTest.keyClick(palette, Key.Key_F2)
    type_name(grouped.page, "Stage", qtbot)
    assert grouped.document.model["block1"].params.block == "Stage"  # type: ignore[attr-defined]
    assert item(grouped.page, BLOCK + "Stage") is not None
    assert item(grouped.page, BLOCK + "Block") is None


def test_a_name_that_cannot_be_is_refused_and_the_old_one_comes_back(grouped: Hands, qtbot: QtBot) -> None:
    refused: list[str] = []
    grouped.page.refused.connect(refused.append)
    choose(menu_of(grouped.page, BLOCK + "Block"), "Rename")
    type_name(grouped.page, "no name", qtbot)
    assert len(refused) == 1
    found = item(grouped.page, BLOCK + "Block")
    assert found is not None
    assert found.text() == "Block"


def test_a_kept_block_is_renamed_in_the_palette(grouped: Hands, qtbot: QtBot) -> None:
    keep(grouped)
    choose(menu_of(grouped.page, SAVED + "Block"), "Rename")
    type_name(grouped.page, "My stage", qtbot)
    assert [kept.name for kept in Library().blocks.listing().items] == ["My stage"]
    assert item(grouped.page, SAVED + "My stage") is not None


def test_a_kept_block_is_removed_after_a_question(grouped: Hands) -> None:
    keep(grouped)
    choose(menu_of(grouped.page, SAVED + "Block"), "Remove from my palette…")
    box = grouped.page.window().findChild(QMessageBox, "forgetBlockQuestion")
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == "Remove").click()
    assert item(grouped.page, SAVED + "Block") is None
    assert Library().blocks.listing().items == ()
    assert "block1" in grouped.document.model, "the network keeps its copy"


def test_a_definition_leaves_the_network_only_when_nothing_uses_it(grouped: Hands) -> None:
    menu = menu_of(grouped.page, BLOCK + "Block")
    remove = next(action for action in menu.actions() if action.text() == "Remove from this network")
    assert not remove.isEnabled()
    menu.close()
    grouped.document.select(("block1",))
    grouped.press(Key.Key_Delete)
    assert len(grouped.document.network.blocks) == 1
    choose(menu_of(grouped.page, BLOCK + "Block"), "Remove from this network")
    assert not list(grouped.document.network.blocks)
    assert grouped.document.undo_stack.undoText() == "Remove the block Block"
    grouped.document.undo_stack.undo()
    assert item(grouped.page, BLOCK + "Block") is not None


def test_the_palette_opens_a_block(grouped: Hands) -> None:
    choose(menu_of(grouped.page, BLOCK + "Block"), "Open")
    assert grouped.document.scope == ("Block",)


def test_a_block_of_another_window_is_refused_in_words(hands: Hands) -> None:
    refused: list[str] = []
    hands.page.refused.connect(refused.append)
    drop(hands, BLOCK + "Elsewhere", QPointF(0, 0))
    assert refused == ["This network has no block named Elsewhere."]
    assert hands.document.undo_stack.count() == 0


def test_a_block_kept_by_another_window_is_found_on_looking_again(hands: Hands, grouped: Hands) -> None:
    other = grouped.page.blocks.own
    assert not list(other.names)
    network = grouped.document.network
    type(other)().keep(network, "Block")
    assert not list(other.names)
    other.look_again()
    assert list(other.names) == ["Block"]
    assert item(grouped.page, SAVED + "Block") is not None


def test_search_knows_the_names_people_bring_along(hands: Hands) -> None:
    search, palette = hands.page.palette_panel.search, hands.page.palette_panel.list

    def shown(text: str) -> list[str]:
        search.setText(text)
        rows = (palette.item(row) for row in range(palette.count()))
        return [row.text() for row in rows if not row.isHidden() and row.flags() & Qt.ItemFlag.ItemIsEnabled]

    for text, wanted in {
        "Dense": "Linear", "fc": "Linear", "全连接": "Linear", "skip": "Add", "残差": "Add", "concat": "Concatenate",
        "拼接": "Concatenate", "卷积": "Conv2d", "Swish": "SiLU", "BN": "BatchNorm2d", "self-attention":
        "MultiheadAttention", "resize": "Upsample", "随机失活": "Dropout", "展平": "Flatten",
    }.items():  # fmt: skip
        assert wanted in shown(text), text


def test_a_damaged_file_among_ones_own_blocks_is_named_and_the_others_are_there(grouped: Hands, qtbot: QtBot) -> None:
    keep(grouped)
    shelf = Library().blocks.folder
    (shelf / "broken.json").write_text("{")
    page = BuildPage(ProjectDocument())
    qtbot.addWidget(page)
    refused: list[str] = []
    page.refused.connect(refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert "broken.json" in refused[0]
    assert item(page, SAVED + "Block") is not None
