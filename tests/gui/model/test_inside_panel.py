"""The tab that looks into the selected layer, by hand: what it shows is what the network holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from engine.evaluation import inside_service
from engine.model import edits
from engine.model.build import build
from engine.model.templates import template
from gui import theme
from gui.model.inside_panel import InsidePanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gui.main_window import MainWindow
    from tests.gui.model.conftest import Hands


def open_tab(side: Any) -> None:
    """Click on the third tab."""
    middle: QPoint = side.tabs.tabRect(2).center()
    QTest.mouseClick(side.tabs, Qt.MouseButton.LeftButton, pos=middle)


@pytest.fixture(autouse=True)
def few_images(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside_service, "DEAD_UNIT_IMAGES", 50)


@pytest.fixture
def looking(hands: Hands, qtbot: QtBot) -> Iterator[Hands]:
    """The tab is open on the first convolution, and the first test image is at hand."""
    hands.click("conv1")
    open_tab(hands.page.side)
    settle(hands, qtbot)
    yield hands
    hands.page.stop()


def panel(hands: Hands) -> InsidePanel:
    return hands.page.side.inside


def settle(hands: Hands, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: hands.page.example.label is not None, timeout=30_000)
    qtbot.waitUntil(lambda: panel(hands)._question is not None and panel(hands).is_settled, timeout=60_000)
    qtbot.waitUntil(lambda: not panel(hands)._look.isActive())


def test_it_shows_filters_weights_gradients_and_dead_units(looking: Hands) -> None:
    shown = panel(looking)
    network = build(looking.document.model, seed=looking.document.training.seed)
    weight = network.state_dict()["conv1.weight"].numpy()
    assert shown.filters.shown == (32, 1)
    now, image = theme.current(), shown.filters.images[0]
    assert (image.width(), image.height()) == (3, 3)
    row, column = np.unravel_index(weight[0, 0].argmax(), (3, 3))
    high = image.pixelColor(int(column), int(row))
    zero, most = QColor(now.output_zero), QColor(now.output_high)
    share = weight[0, 0].max() / np.abs(weight).max()
    assert high.red() == pytest.approx(zero.red() + (most.red() - zero.red()) * share, abs=3)
    assert shown.weights_plot.histogram is not None
    assert shown.weights_plot.histogram.counts.sum() == weight.size
    assert shown.weight_section.words.text().startswith("288 weights, norm ")
    assert "for the class 7, norm " in shown.gradient_section.words.text()
    (dead,) = shown.dead.figures
    assert " of 32 · " in dead.value
    assert "relu1" in shown.dead_section.words.text()
    assert "50 test images" in shown.dead_section.words.text()


def test_another_layer_and_another_example_are_looked_into(looking: Hands, qtbot: QtBot) -> None:
    shown = panel(looking)
    looking.click("conv2")
    settle(looking, qtbot)
    assert shown.filters.shown == (8, 8)
    assert "8 of 64 filters, each a row: 8 of its 32 channels" in shown.filter_section.words.text()
    before = shown.gradients_plot.histogram
    button = looking.page.findChild(QToolButton, "nextExampleButton")
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(looking, qtbot)
    assert shown.gradients_plot.histogram is not before
    assert "for the class 2, " in shown.gradient_section.words.text()
    looking.click("flatten1")
    settle(looking, qtbot)
    assert shown._message.text() == "This layer has no weights."
    assert not shown.weight_section.isVisible()
    assert not shown.dead_section.isVisible()


def test_an_edit_is_followed_and_a_broken_network_keeps_its_weights(looking: Hands, qtbot: QtBot) -> None:
    looking.document.apply("Change", model=edits.set_params(looking.document.model, "conv1", kernel_size=5))
    settle(looking, qtbot)
    assert panel(looking).filters.images[0].width() == 5
    looking.document.apply("Break", model=edits.set_params(looking.document.model, "linear1", in_features=7))
    settle(looking, qtbot)
    assert panel(looking).weights_plot.histogram is not None
    assert panel(looking).gradients_plot.histogram is None
    assert "None: " in panel(looking).gradient_section.words.text()


def test_learned_weights_are_shown_and_said(looking: Hands, qtbot: QtBot) -> None:
    assert panel(looking)._message.text() == "First weights, nothing learned yet"
    learned = build(looking.document.model, seed=77).state_dict()
    looking.page.set_weights(lambda: (1, learned), changing=False)
    settle(looking, qtbot)
    assert panel(looking)._message.text() == "Learned weights"
    found = panel(looking).weights_plot.histogram
    assert found is not None
    assert found.norm == pytest.approx(float(learned["conv1.weight"].norm()), rel=1e-4)


def test_the_example_goes_with_the_tab_unless_outputs_are_on(looking: Hands) -> None:
    page = looking.page
    assert page.example.isVisible()
    page.side.show_layer()
    assert not page.example.isVisible()
    looking.press(Qt.Key.Key_O)
    open_tab(page.side)
    page.side.show_layer()
    assert page.example.isVisible()


def test_nothing_is_looked_at_while_the_tab_is_hidden(looking: Hands, qtbot: QtBot) -> None:
    looking.page.side.show_code()
    assert not panel(looking)._look.isActive()
    looking.click("conv2")
    assert panel(looking)._question is None
    open_tab(looking.page.side)
    settle(looking, qtbot)
    assert panel(looking)._title.text() == "conv2"


def test_without_a_selection_it_asks_for_one(looking: Hands) -> None:
    looking.press(Qt.Key.Key_Escape)
    looking.document.select(())
    assert panel(looking)._message.text() == "Select a layer to look inside."
    assert not panel(looking).weight_section.isVisible()


def test_the_pictures_follow_the_theme(looking: Hands) -> None:
    image = panel(looking).filters.images[0]
    before = {image.pixelColor(x, y).name() for x in range(3) for y in range(3)}
    theme.set_theme("dark")
    after = {image.pixelColor(x, y).name() for x in range(3) for y in range(3)}
    assert before.isdisjoint(after)


def test_weights_are_followed_while_a_network_learns(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside_service, "SHARE", 1.0)
    training = window.document.training.model_copy(update={"epochs": 50, "limit_train": 500, "device": "cpu"})
    window.document.apply("", model=template("softmax-regression"), training=training)
    window.document.select(("linear1",))
    open_tab(window.build_page.side)
    shown = window.build_page.side.inside
    qtbot.waitUntil(lambda: shown.weights_plot.histogram is not None, timeout=60_000)
    qtbot.waitUntil(window.controls.train_button.isEnabled, timeout=60_000)
    QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    window.go_to("build")
    norms: list[float] = []

    def followed() -> bool:
        found = shown.weights_plot.histogram
        if found is not None and shown._message.text() == "Learned weights" and found.norm not in norms:
            norms.append(found.norm)
        return len(norms) >= 3

    qtbot.waitUntil(followed, timeout=120_000)
    window.session.cancel()
    qtbot.waitUntil(lambda: not window.session.is_active, timeout=60_000)
