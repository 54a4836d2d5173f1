"""The problem list: always there, a click goes to the layer, a button repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui import theme
from gui.model.problem_list import ProblemList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.model.conftest import Hands


def rows(hands: Hands) -> list[str]:
    view = hands.page.problems
    found = [view.topLevelItem(row) for row in range(view.topLevelItemCount())]
    return [item.text(0) for item in found if item is not None]


def test_a_sound_network_has_no_rows_and_says_so(hands: Hands) -> None:
    view = hands.page.findChild(ProblemList, "problemList")
    assert view is not None
    assert view.isVisible()
    assert rows(hands) == []
    assert view.accessibleDescription() == "No problems"


def test_each_problem_is_a_row_that_names_its_layer(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    assert rows(hands) == ["linear3: expects [features], receives an image 26×26×32: flatten it first"]
    assert hands.page.problems.accessibleDescription() == "1 problem"


def test_a_click_selects_the_layer_and_brings_it_into_view(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    hands.document.select(())
    hands.canvas.zoom_by(3)
    hands.canvas.centre_on("output")
    view = hands.page.problems
    item = view.topLevelItem(0)
    assert item is not None
    at = view.visualItemRect(item).topLeft()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at + view.rect().center() / 8)
    assert hands.document.selection == ("linear3",)
    shown = hands.canvas.mapToScene(hands.canvas.viewport().rect()).boundingRect()
    assert shown.intersects(hands.scene.nodes["linear3"].sceneBoundingRect())


def test_the_button_of_a_row_repairs_in_one_named_step(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    before = hands.document.project
    button = hands.page.problems.button(0)
    assert button is not None
    assert button.text() == "Insert Flatten"
    button.click()
    assert hands.document.model["linear3"].inputs == ("flatten2",)
    assert hands.document.undo_stack.undoText() == "Insert Flatten"
    hands.document.undo_stack.undo()
    assert hands.document.project == before


def test_the_list_grows_with_its_rows_and_shrinks_again(hands: Hands) -> None:
    small = hands.page.problems.height()
    hands.document.select(("relu1", "relu2", "relu3"))
    hands.page.editor.delete(heal=False)
    assert len(rows(hands)) >= 3
    assert hands.page.problems.height() > small + 2 * hands.page.problems.row_height() - 4
    hands.undo_all()
    assert hands.page.problems.height() == small


def test_enter_on_a_row_goes_there_too(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    hands.document.select(())
    view = hands.page.problems
    view.setFocus()
    view.setCurrentItem(view.topLevelItem(0))  # type: ignore[arg-type]
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert hands.document.selection == ("linear3",)


# Fix all


def break_it(hands: Hands) -> None:
    hands.document.select(("relu1", "relu2"))
    hands.page.editor.delete(heal=False)
    hands.page.editor.add("Linear", "conv1")


def test_fix_all_is_offered_while_there_are_errors_and_says_how_many(hands: Hands) -> None:
    bar = hands.page.problems.bar
    assert not bar.isVisible()
    break_it(hands)
    errors = sum(problem.severity == "error" for problem in hands.document.analysis.problems)
    assert errors >= 2
    assert bar.isVisible()
    assert bar.words == f"{errors} errors keep the network from being trained"
    assert bar.button.objectName() == "fixAllButton"
    assert bar.button.text() == f"Fix all ({errors})"


def test_fix_all_mends_the_network_in_one_step_and_says_what_it_did(hands: Hands) -> None:
    break_it(hands)
    before = hands.document.project
    steps = hands.document.undo_stack.count()
    QTest.mouseClick(hands.page.problems.bar.button, Qt.MouseButton.LeftButton)
    assert hands.document.analysis.ok
    assert hands.document.undo_stack.count() == steps + 1
    assert hands.document.undo_stack.undoText() == "Fix all"
    bar = hands.page.problems.bar
    assert bar.isVisible()
    assert bar.words.startswith("Made ")
    assert "Insert Flatten" in bar.accessibleDescription()
    assert not bar.button.isVisible()
    hands.document.undo_stack.undo()
    assert hands.document.project == before
    assert bar.words.endswith("errors keep the network from being trained")


def test_what_was_done_stays_until_the_next_change(hands: Hands) -> None:
    hands.page.editor.add("Conv2d", "flatten1")
    hands.page.problems.fix_all()
    assert hands.page.problems.bar.words == "Made 1 repair: Move conv3 before flatten1"
    assert hands.document.undo_stack.undoText() == "Move conv3 before flatten1"
    hands.page.editor.add("Dropout", "relu1")
    assert not hands.page.problems.bar.isVisible()


def test_fix_all_works_from_the_keyboard(hands: Hands, qtbot: QtBot) -> None:
    break_it(hands)
    view = hands.page.problems
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert hands.document.analysis.ok
    hands.document.undo_stack.undo()
    view.bar.button.setFocus()
    QTest.keyClick(view.bar.button, Qt.Key.Key_Space)
    assert hands.document.analysis.ok
    qtbot.waitUntil(view.hasFocus)


def test_fix_all_reaches_what_is_around_the_open_block(hands: Hands) -> None:
    hands.document.select(("conv1", "relu1"))
    hands.page.blocks.group()
    hands.page.editor.add("Linear", "pool1")
    hands.document.open_block("Block")
    assert hands.page.problems.bar.words == "1 error keeps the network from being trained"
    hands.page.problems.fix_all()
    assert hands.document.network_analysis.ok
    assert hands.document.scope == ("Block",)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_bar_takes_the_place_of_no_row(hands: Hands, name: str) -> None:
    theme.set_theme(name)  # type: ignore[arg-type]
    break_it(hands)
    view = hands.page.problems
    item = view.topLevelItem(0)
    assert item is not None
    top = view.viewport().mapTo(view, view.visualItemRect(item).topLeft())
    assert top.y() >= view.bar.geometry().bottom()
    assert view.height() >= view.bar.height() + min(len(rows(hands)), 4) * view.row_height()
