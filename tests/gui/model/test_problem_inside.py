"""What is wrong inside of a block is found there: a click on its row or its note opens the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from engine.model import edits

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.model.conftest import Hands

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def grouped(hands: Hands, ids: tuple[str, ...], name: str) -> str:
    """Layers made a block of that name; the id of its use."""
    hands.document.select(ids)
    hands.press(Qt.Key.Key_G, CTRL)
    hands.page.blocks.rename("Block", name)
    return hands.document.selection[0]


@pytest.fixture
def broken(hands: Hands) -> Hands:
    """conv2 sits in Inner, which sits in Outer, and its window is larger than what comes in."""
    inner = grouped(hands, ("conv2", "relu2"), "Inner")
    grouped(hands, (inner, "pool2"), "Outer")
    hands.document.go_to_scope(("Outer", "Inner"))
    hands.document.apply("Break", model=edits.set_params(hands.document.model, "conv2", kernel_size=40))
    hands.document.go_to_scope(())
    hands.document.select(())
    QApplication.processEvents()
    return hands


def row_at(hands: Hands, row: int = 0) -> QPoint:
    view = hands.page.problems
    item = view.topLevelItem(row)
    assert item is not None
    return view.visualItemRect(item).topLeft() + QPoint(40, 8)


def scope(hands: Hands) -> tuple[str, ...]:
    return hands.document.scope


def chosen(hands: Hands) -> tuple[str, ...]:
    return hands.document.selection


def in_sight(hands: Hands, layer_id: str) -> bool:
    shown = hands.canvas.mapToScene(hands.canvas.viewport().rect()).boundingRect()
    return shown.contains(hands.scene.nodes[layer_id].sceneBoundingRect())


def test_a_row_leads_into_blocks_in_blocks_and_the_breadcrumb_back(broken: Hands) -> None:
    (problem,) = broken.document.analysis.problems
    assert problem.scope == ("Outer", "Inner")
    assert problem.inner == "conv2"
    QTest.mouseClick(broken.page.problems.viewport(), LEFT, pos=row_at(broken))
    assert scope(broken) == ("Outer", "Inner")
    assert broken.document.selection == ("conv2",)
    assert in_sight(broken, "conv2")
    assert broken.document.analysis.problems[0].layer == "conv2"
    crumb = broken.page.findChild(QToolButton, "breadcrumb0")
    assert isinstance(crumb, QToolButton)
    QTest.mouseClick(crumb, LEFT)
    assert scope(broken) == ()


def test_a_double_click_on_a_row_goes_no_further(broken: Hands, qtbot: QtBot) -> None:
    view = broken.page.problems.viewport()
    broken.document.go_to_scope(("Outer",))
    QTest.mouseClick(view, LEFT, pos=row_at(broken))
    assert scope(broken) == ("Outer", "Inner")
    broken.document.select(())
    QTest.mouseDClick(view, LEFT, pos=row_at(broken))
    assert broken.document.current is None
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(view, LEFT, pos=row_at(broken))
    assert chosen(broken) == ("conv2",)


def test_enter_on_a_row_leads_inside_too(broken: Hands) -> None:
    view = broken.page.problems
    view.setFocus()
    item = view.topLevelItem(0)
    assert item is not None
    view.setCurrentItem(item)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert scope(broken) == ("Outer", "Inner")
    assert broken.document.selection == ("conv2",)


def test_a_note_leads_inside_and_a_second_click_does_nothing_more(broken: Hands) -> None:
    use = next(layer.id for layer in broken.document.model if layer.type == "Block")
    note = broken.scene.notes[use]
    at = broken.at(note.area(note.side).center())
    QTest.mouseClick(broken.canvas.viewport(), LEFT, pos=at)
    QTest.mouseDClick(broken.canvas.viewport(), LEFT, pos=at)
    assert scope(broken) == ("Outer", "Inner")
    assert broken.document.selection == ("conv2",)
    assert in_sight(broken, "conv2")


def test_the_repair_on_the_note_stays_outside(broken: Hands) -> None:
    use = next(layer.id for layer in broken.document.model if layer.type == "Block")
    note = broken.scene.notes[use]
    broken.click(note.fix_centre())
    assert scope(broken) == ()
    assert broken.document.undo_stack.undoText() != "Break"
    assert broken.document.selection == (use,)


def test_a_problem_of_the_layer_itself_stays_where_one_is(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    hands.document.select(())
    note = hands.scene.notes["linear3"]
    hands.click(note.area(note.side).center())
    assert scope(hands) == ()
    assert hands.document.selection == ("linear3",)
