"""One's own network in the lesson's window: layers, units, weights and what follows from another example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from engine.lesson.formula import plain
from engine.model.edits import set_params

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.lesson.own_network import Stage, Walk
    from gui.lesson.own_page import OwnPage
    from gui.lesson.window import LessonWindow

Key = Qt.Key


@pytest.fixture
def page(lesson_window: LessonWindow, qtbot: QtBot) -> OwnPage:
    """Computed on the first test image of real MNIST."""
    page = lesson_window.own
    lesson_window.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.walk is not None, timeout=60_000)
    return page


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def walk_of(page: OwnPage) -> Walk:
    assert page.walk is not None
    return page.walk


def go_to(page: OwnPage, qtbot: QtBot, phase: str, layer: str) -> Stage:
    """Choose a phase and a layer as a person does, and wait for the unit's formula."""
    click(page.transport.phase_buttons[phase])  # type: ignore[index]
    stages = walk_of(page).stages
    row = next(row for row, stage in enumerate(stages) if stage.layer == layer)
    page.layers.setCurrentRow(row)
    qtbot.waitUntil(lambda: page.detail is not None, timeout=20_000)
    return stages[row]


def test_it_answers_for_the_right_class_of_the_example(page: OwnPage) -> None:
    assert page.example.label == 7
    assert page.answer.currentText() == "7"
    assert walk_of(page).label == 7
    assert page.layers.count() == len(walk_of(page).stages) + 1
    assert "First weights" in page.status.text()


def test_a_click_on_a_cell_shows_that_units_formula_with_its_numbers(page: OwnPage, qtbot: QtBot) -> None:
    stage = go_to(page, qtbot, "forward", "conv2")
    unit = (3, 5, 7)
    place = page.picture.area_of(unit).center().toPoint()
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.unit == unit)
    assert page.detail is not None
    assert page.detail.forward.value == stage.output[unit]
    lines = [plain(line) for line in page.panel.formulas[0].formulas]
    assert "283 more" in lines[1]
    assert "unit [3, 5, 7]" in page.figures.text()
    assert page.picture.unit == unit


def test_going_back_shows_the_gradient_and_the_chosen_weight(page: OwnPage, qtbot: QtBot) -> None:
    stage = go_to(page, qtbot, "backward", "linear2")
    assert page.detail is not None
    assert page.detail.backward.value == stage.gradient[page.detail.unit]
    assert len(page.panel.formulas) == 2
    first = page.detail.weight
    assert page.weight.count() == 5
    page.weight.setCurrentIndex(3)
    qtbot.waitUntil(lambda: page.detail is not None)
    assert first is not None
    assert page.detail is not None
    assert page.detail.weight is not None
    assert page.detail.weight.value != first.value
    assert plain(page.panel.formulas[1].formulas[0]) == plain(page.detail.weight.lines[0])


def test_the_update_ends_in_the_new_weight(page: OwnPage, qtbot: QtBot) -> None:
    go_to(page, qtbot, "update", "conv1")
    assert page.transport.phase_buttons["update"].isChecked()
    detail = page.detail
    assert detail is not None
    assert detail.weight is not None
    assert detail.update is not None
    rate = page.document.training.learning_rate
    assert detail.update.value == detail.terms[0].factor - rate * detail.weight.value
    assert "←" in plain(page.panel.formulas[1].formulas[0])


def test_next_walks_through_every_layer_the_loss_and_back(page: OwnPage, qtbot: QtBot) -> None:
    seen = []
    for _ in range(len(walk_of(page).stages) + 2):
        seen.append(page.panel.heading.text())
        click(page.transport.next_button)
    assert seen[0] == "Forward pass: input"
    assert "Forward pass: Loss" in seen
    assert seen[-1].startswith("Backward pass: ")


def test_another_example_and_another_answer_change_the_loss(page: OwnPage, qtbot: QtBot) -> None:
    first = walk_of(page)
    page.answer.setCurrentIndex(2)
    qtbot.waitUntil(lambda: walk_of(page) is not first, timeout=20_000)
    second = walk_of(page)
    assert second.loss != first.loss
    assert np.allclose(second.probabilities, first.probabilities)
    page.example.step(1)
    qtbot.waitUntil(lambda: walk_of(page) is not second, timeout=20_000)
    assert not np.allclose(walk_of(page).probabilities, first.probabilities)
    assert walk_of(page).label == page.example.label


def test_it_follows_the_document_and_says_why_it_cannot(page: OwnPage, qtbot: QtBot) -> None:
    document = page.document
    last = next(layer.id for layer in reversed(document.network.layers) if layer.type == "Linear")
    document.apply("", model=set_params(document.network, last, in_features=3))
    qtbot.waitUntil(lambda: page.status.property("role") == "error", timeout=20_000)
    assert last in page.status.text()
    assert page.layers.count() == 0
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: page.walk is not None, timeout=20_000)
    assert page.status.property("role") == "muted"


def test_units_are_reached_by_keys(page: OwnPage, qtbot: QtBot) -> None:
    go_to(page, qtbot, "forward", "linear2")
    before = page.picture.unit
    page.picture.setFocus()
    QTest.keyClick(page.picture, Key.Key_Down)
    assert page.picture.unit == ((before[0] + 1) % 10,)
    QTest.keyClick(page.picture, Key.Key_Right)
    assert page.panel.heading.text() == "Forward pass: Loss"


def test_the_loss_shows_softmax_and_its_logarithm(page: OwnPage) -> None:
    page.layers.setCurrentRow(page.layers.count() - 1)
    first, second = page.panel.formulas
    assert plain(first.formulas[0]).startswith("p₇ = ")
    assert plain(second.formulas[0]) == "L = −ln(p₇)"


def test_a_unit_that_cannot_be_looked_at_says_so_and_the_rest_stays(
    page: OwnPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.lesson import own_unit

    def broken(*_arguments: object) -> None:
        raise RuntimeError("no such derivative")

    go_to(page, qtbot, "forward", "conv1")
    monkeypatch.setattr(own_unit, "unit_detail", broken)
    page.layers.setCurrentRow(2)
    qtbot.waitUntil(lambda: "no such derivative" in page.status.text(), timeout=20_000)
    assert page.walk is not None
    monkeypatch.undo()
    go_to(page, qtbot, "forward", "pool1")
    assert page.status.property("role") == "muted"
