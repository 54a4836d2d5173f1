"""Real outputs beside the nodes: on request, renewed by edits, with learned weights where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.model import edits
from engine.model.build import build
from gui.model.output_item import OutputItem, colour_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gui.model.conftest import Hands


@pytest.fixture
def looking(hands: Hands, qtbot: QtBot) -> Iterator[Hands]:
    """Outputs are on, and the first test image's have come."""
    button = hands.page.findChild(QToolButton, "layerOutputsButton")
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(hands, qtbot)
    yield hands
    hands.page.stop()


def settle(hands: Hands, qtbot: QtBot) -> None:
    outputs = hands.page.outputs
    qtbot.waitUntil(lambda: bool(outputs.shown) and not outputs._look.isActive(), timeout=30_000)


def strips(hands: Hands) -> dict[str, OutputItem]:
    found = {}
    for name, node in hands.scene.nodes.items():
        for child in node.childItems():
            if isinstance(child, OutputItem) and child.isVisible():
                found[name] = child
    return found


def test_every_node_shows_its_output_for_the_first_test_image(looking: Hands) -> None:
    shown = strips(looking)
    assert set(shown) == set(looking.document.model.by_id) - {"output"}
    assert shown["conv1"].shown_maps == 8
    image = load_dataset("mnist").test_images[0, 0]
    given = looking.page.outputs.shown["input"].values[0]
    assert np.corrcoef(given.ravel(), image.ravel())[0, 1] > 0.999
    assert "26×26×32" in shown["conv1"].toolTip()
    assert "The first 8 of 32 channels" in shown["conv1"].toolTip()


def test_an_edit_renews_what_lies_below_it(looking: Hands, qtbot: QtBot) -> None:
    before = dict(looking.page.outputs.shown)
    model = edits.set_params(looking.document.model, "conv2", kernel_size=1)
    looking.document.apply("Change", model=model)
    settle(looking, qtbot)
    after = looking.page.outputs.shown
    np.testing.assert_array_equal(after["pool1"].values, before["pool1"].values)
    assert after["conv2"].values.shape != before["conv2"].values.shape


def test_a_broken_network_shows_outputs_down_to_the_error(looking: Hands, qtbot: QtBot) -> None:
    model = edits.set_params(looking.document.model, "linear1", in_features=7)
    looking.document.apply("Break", model=model)
    settle(looking, qtbot)
    assert "flatten1" in strips(looking)
    assert "linear1" not in strips(looking)


def test_the_next_example_goes_through(looking: Hands, qtbot: QtBot) -> None:
    before = looking.page.outputs.shown["input"].values
    button = looking.page.findChild(QToolButton, "nextExampleButton")
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(looking, qtbot)
    assert not np.array_equal(looking.page.outputs.shown["input"].values, before)


def test_learned_weights_are_shown_and_said(looking: Hands, qtbot: QtBot) -> None:
    said: list[str] = []
    looking.page.outputs.told.connect(lambda sentence, _learned: said.append(sentence))
    learned = build(looking.document.model, seed=77).state_dict()
    before = looking.page.outputs.shown["conv1"].values
    looking.page.outputs.set_weights(lambda: (1, learned))
    settle(looking, qtbot)
    assert said[-1] == "Learned weights"
    assert not np.array_equal(looking.page.outputs.shown["conv1"].values, before)


def test_inside_a_block_its_own_layers_show_what_they_make_of_the_example(looking: Hands, qtbot: QtBot) -> None:
    outer = looking.page.outputs.shown["relu2"].values
    looking.document.select(("conv2", "relu2"))
    looking.page.blocks.group()
    settle(looking, qtbot)
    looking.document.open_block("Block")
    settle(looking, qtbot)
    assert set(strips(looking)) == {"x", "conv2", "relu2"}
    np.testing.assert_array_equal(looking.page.outputs.shown["relu2"].values, outer)
    looking.document.leave_block()
    settle(looking, qtbot)
    assert "conv1" in strips(looking)


def test_switched_off_nothing_is_left_on_the_canvas(looking: Hands) -> None:
    QTest.keyClick(looking.canvas, Qt.Key.Key_O)
    assert strips(looking) == {}
    assert not looking.page.example.isVisible()
    assert not looking.page.outputs._look.isActive()


def test_zero_is_the_paper_and_the_extremes_are_the_colours_furthest_from_it() -> None:
    table = colour_table()
    assert len(table) == 256
    assert len({table[1], table[128], table[255]}) == 3
