"""The inspector's figures as parts of the whole, the network's needs, and how single layers learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.machine.memory import FreeMemory
from gui.model.figure_rows import Figure, FigureRows, ShareBar
from gui.model.pace import Pace

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands


def figures(hands: Hands) -> dict[str, Figure]:
    rows = hands.page.inspector.findChild(FigureRows)
    assert isinstance(rows, FigureRows)
    return {figure.name: figure for figure in rows.figures}


def tick_trainable(hands: Hands) -> None:
    box = hands.page.inspector.learning.form.editor("trainable")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def test_a_layers_figures_are_parts_of_the_networks(hands: Hands) -> None:
    hands.document.select(("conv2",))
    shown = figures(hands)
    analysis = hands.document.analysis
    assert shown["Parameters"].share == pytest.approx(18_496 / analysis.parameters)
    assert shown["Multiply-adds"].share == pytest.approx(2_230_272 / analysis.multiply_adds)
    assert shown["Receptive field"].value == "8×8 px"
    assert shown["Receptive field"].share == pytest.approx(64 / 784)
    assert shown["Activations"].value == "1.89 MB per batch"
    bars = [bar for bar in hands.page.inspector.findChildren(ShareBar) if bar.isVisible()]
    assert len(bars) == 4


def test_the_batch_size_changes_what_the_activations_need(hands: Hands) -> None:
    hands.document.select(("conv2",))
    training = hands.document.training.model_copy(update={"batch_size": 128})
    hands.document.apply("Change Batch size", training=training)
    assert figures(hands)["Activations"].value == "3.78 MB per batch"


def test_the_network_says_what_it_needs_of_the_memory_that_is_free(hands: Hands) -> None:
    inspector = hands.page.inspector
    inspector.memory.latest = FreeMemory("Some GPU", 100 * 2**20)
    inspector.memory.changed.emit()
    figure = figures(hands)["Training memory"]
    assert figure.share is not None
    assert 0 < figure.share < 1
    assert "100 MB that are free on Some GPU" in figure.tip


def test_the_free_memory_of_this_machine_is_found_beside_the_window(hands: Hands, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: hands.page.inspector.memory.latest is not None, timeout=10_000)
    found = hands.page.inspector.memory.latest
    assert found is not None
    assert found.free > 2**20


def test_the_time_of_an_epoch_is_estimated_from_a_measured_speed(hands: Hands) -> None:
    assert figures(hands)["Time per epoch"].value == "after a first training"
    cost = hands.document.analysis.multiply_adds
    hands.page.inspector.show_pace(Pace(cost, 4_800.0))
    assert figures(hands)["Time per epoch"].value == "about 10 s"
    hands.page.inspector.show_pace(Pace(cost // 2, 4_800.0))
    assert figures(hands)["Time per epoch"].value == "about 20 s"


def test_freezing_a_layer_is_one_named_step(hands: Hands) -> None:
    hands.document.select(("linear1",))
    tick_trainable(hands)
    assert not hands.document.model["linear1"].learning.trainable
    assert hands.document.undo_stack.undoText() == "Change Trainable of linear1"
    hands.document.select(())
    assert figures(hands)["Parameters"].value == "225,034, 204,928 frozen"
    hands.document.undo_stack.undo()
    assert hands.document.model["linear1"].learning.trainable


def test_several_selected_layers_learn_alike_in_one_step(hands: Hands) -> None:
    hands.document.select(("conv1", "conv2", "linear1"))
    tick_trainable(hands)
    assert [name for name in hands.document.model.by_id if not hands.document.model[name].learning.trainable] == [
        "conv1",
        "conv2",
        "linear1",
    ]
    assert hands.document.undo_stack.count() == 1


def test_a_layer_without_weights_has_nothing_to_say_of_learning(hands: Hands) -> None:
    hands.document.select(("relu1",))
    assert not hands.page.inspector.learning.isVisible()
    hands.document.select(("conv1",))
    assert hands.page.inspector.learning.isVisible()


def test_first_weights_can_come_from_one_of_the_runs(hands: Hands) -> None:
    hands.page.inspector.learning.run_names = lambda: ("first", "second")
    hands.document.select(("conv1",))
    form = hands.page.inspector.learning.form
    form.focus_field("initialisation")
    form.editor("initialisation").setCurrentText("run")
    choice = form.editor("run")
    assert choice.isVisible()
    assert [choice.itemData(index) for index in range(choice.count())] == ["", "first", "second"]
    choice.setCurrentText("second")
    assert hands.document.model["conv1"].learning.run == "second"
