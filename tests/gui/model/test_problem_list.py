"""The problem list: always there, a click goes to the layer, a button repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.model.problem_list import ProblemList

if TYPE_CHECKING:
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
