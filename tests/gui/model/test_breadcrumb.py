"""The way into blocks: each step goes there, and the name of each block can be typed over where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from gui import theme, translation
from gui.model.overlays import CursorHint
from gui.model.palette_entries import BLOCK

if TYPE_CHECKING:
    from gui.model.name_line import NameLine
    from tests.gui.model.conftest import Hands

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def inside(hands: Hands) -> Hands:
    """conv2 and relu2 are Inner, which with pool2 is Outer; Inner is open and relu2 selected."""
    for ids, name in ((("conv2", "relu2"), "Inner"), (("block1", "pool2"), "Outer")):
        hands.document.select(ids)
        hands.press(Key.Key_G, CTRL)
        hands.page.blocks.rename("Block", name)
    hands.document.go_to_scope(("Outer", "Inner"))
    hands.document.select(("relu2",))
    hands.document.undo_stack.clear()
    QApplication.processEvents()
    return hands


def step(hands: Hands, name: str) -> QToolButton:
    """The button of a step, by its text."""
    buttons = hands.page.breadcrumb.findChildren(QToolButton)
    return next(found for found in buttons if found.text() == name and not found.isHidden())


def line(hands: Hands) -> NameLine | None:
    return hands.page.breadcrumb.line


def open_line(hands: Hands) -> NameLine:
    found = line(hands)
    assert found is not None
    return found


def complaint(hands: Hands) -> str:
    """What is said below the line, empty where nothing is."""
    around = hands.page.breadcrumb.parentWidget()
    assert around is not None
    found = [label.text() for label in around.findChildren(CursorHint, options=DIRECT) if label.isVisible()]
    return found[0] if found else ""


def test_a_double_click_on_the_open_block_renames_it(inside: Hands) -> None:
    document, before = inside.document, inside.document.project
    inside.canvas.zoom_by(1.5)
    zoom, looked_at = inside.canvas.zoom, inside.canvas.mapToScene(0, 0)
    QTest.mouseDClick(step(inside, "Inner"), LEFT)
    typed = open_line(inside)
    assert typed.hasFocus()
    assert typed.selectedText() == "Inner"
    QTest.keyClicks(typed, "Stem")
    QTest.keyClick(typed, Key.Key_Return)
    assert line(inside) is None
    assert document.scope == ("Outer", "Stem")
    assert document.selection == ("relu2",)
    assert (inside.canvas.zoom, inside.canvas.mapToScene(0, 0)) == (zoom, looked_at)
    assert document.undo_stack.undoText() == "Rename Inner to Stem"
    assert document.network_analysis.ok
    assert step(inside, "Stem").hasFocus()
    document.undo_stack.undo()
    assert document.project == before
    assert step(inside, "Inner").isVisible()
    assert document.selection == ("relu2",)


def test_f2_renames_an_outer_block_without_going_there(inside: Hands) -> None:
    outer = step(inside, "Outer")
    outer.setFocus()
    QTest.keyClick(outer, Key.Key_F2)
    QTest.keyClicks(open_line(inside), "Stage")
    QTest.keyClick(open_line(inside), Key.Key_Return)
    assert inside.document.scope == ("Stage", "Inner")
    palette = inside.page.palette_panel.list
    entries = [palette.item(row).data(int(Qt.ItemDataRole.UserRole)) for row in range(palette.count())]
    assert BLOCK + "Outer" not in entries


def test_the_menu_renames_and_opens(inside: Hands) -> None:
    outer = step(inside, "Outer")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), outer.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(outer, event)
    menu = inside.page.breadcrumb.findChild(QMenu, "breadcrumbMenu")
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Open", "Rename"]
    menu.close()
    assert [action.text() for action in inside.page.breadcrumb.menu(2).actions()] == ["Rename"]
    inside.page.breadcrumb.menu(1).actions()[1].trigger()
    assert open_line(inside).selectedText() == "Outer"
    QTest.keyClick(open_line(inside), Key.Key_Escape)
    inside.page.breadcrumb.menu(1).actions()[0].trigger()
    assert inside.document.scope == ("Outer",)


@pytest.mark.parametrize(("typed", "reason"), [("Outer", "already a block"), ("my block", "no name"), ("9", "no name")])
def test_a_bad_name_is_refused_in_words_beside_it(inside: Hands, typed: str, reason: str) -> None:
    QTest.mouseDClick(step(inside, "Inner"), LEFT)
    QTest.keyClicks(open_line(inside), typed)
    assert reason in complaint(inside)
    QTest.keyClick(open_line(inside), Key.Key_Return)
    assert line(inside) is not None
    QTest.keyClick(open_line(inside), Key.Key_Escape)
    assert line(inside) is None
    assert complaint(inside) == ""
    assert inside.document.scope == ("Outer", "Inner")
    assert not inside.document.undo_stack.canUndo()


def test_the_keyboard_elsewhere_takes_a_good_name_and_drops_a_bad_one(inside: Hands) -> None:
    QTest.mouseDClick(step(inside, "Inner"), LEFT)
    QTest.keyClicks(open_line(inside), "Outer")
    inside.canvas.setFocus()
    assert line(inside) is None
    QTest.mouseDClick(step(inside, "Inner"), LEFT)
    QTest.keyClicks(open_line(inside), "Stem")
    inside.canvas.setFocus()
    assert inside.document.scope == ("Outer", "Stem")
    assert inside.canvas.hasFocus()


def test_a_language_or_a_theme_chosen_meanwhile_leaves_the_name_as_it_is(inside: Hands) -> None:
    for change in (lambda: theme.set_theme("dark"), inside.document.leave_block):
        QTest.mouseDClick(step(inside, inside.document.scope[-1]), LEFT)
        QTest.keyClicks(open_line(inside), "Stem")
        change()
        assert line(inside) is None
        assert not inside.document.undo_stack.canUndo()


def test_the_way_itself_cannot_be_renamed(inside: Hands) -> None:
    network = step(inside, "Network")
    network.setFocus()
    QTest.keyClick(network, Key.Key_F2)
    assert line(inside) is None
    with translation.in_language("zh_CN"):
        QApplication.processEvents()
        assert step(inside, "Inner").isVisible()
