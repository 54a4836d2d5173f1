"""What is said of an answer: second choices, doubt, and the most similar training images."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.evaluation.explaining.second_choice import SecondChoice, StrokeLeftOut
from engine.evaluation.insight import DigitAnswer, Doubt, Neighbour
from gui.drawing import DrawPanel
from tests.gui.drawing.pens import SEVEN, draw
from tests.gui.shouting import shouting

MNIST = load_dataset("mnist")


@pytest.fixture
def panel(qtbot: QtBot) -> DrawPanel:
    widget = DrawPanel()
    qtbot.addWidget(widget)
    widget.resize(900, 640)
    widget.show()
    qtbot.waitExposed(widget)
    draw(widget.canvas, SEVEN)
    qtbot.waitUntil(lambda: widget.image() is not None)
    return widget


def answer(seven: float, one: float, doubt: Doubt = "", neighbours: int = 0) -> DigitAnswer:
    rest = (1 - seven - one) / 8
    probabilities = np.full(10, rest, dtype=np.float32)
    probabilities[[7, 1]] = seven, one
    found = tuple(Neighbour(MNIST.train_images[k], int(MNIST.train_labels[k])) for k in range(neighbours))
    return DigitAnswer(probabilities, doubt, found)


def test_second_choice_is_named_where_it_is_worth_saying(panel: DrawPanel) -> None:
    panel.show_answers([answer(0.9, 0.09)])
    assert panel.message.text() == "90.0 % sure, else 1 (9.0 %)"
    panel.show_answers([answer(0.999, 0.0005)])
    assert panel.message.text() == "99.9 % sure"


def test_doubt_is_said_and_the_best_guess_still_shown(panel: DrawPanel) -> None:
    panel.show_answers([answer(0.5, 0.3, "unsure")])
    assert panel.message.text() == "I am not sure: 50.0 %, or 1 with 30.0 %"
    assert panel.digit.text() == "7"
    panel.show_answers([answer(0.99, 0.001, "unlike")])
    assert panel.message.text() == "This does not look like a digit; 7 comes nearest"
    assert panel.digit.text() == "7"
    assert panel.digit.property("role") == "display-doubtful"
    panel.show_answers([answer(0.99, 0.001)])
    assert panel.digit.property("role") == "display"


def test_other_classes_than_digits_are_spoken_of_otherwise(panel: DrawPanel) -> None:
    panel.show_answers([DigitAnswer(np.array([0.9, 0.1], np.float32), "unlike")], ("cat", "dog"))
    assert panel.message.text() == "This looks like nothing that the network learned from; cat comes nearest"


def test_most_similar_training_images_stand_under_the_bars_with_their_classes(panel: DrawPanel) -> None:
    empty = panel.neighbours.grab().toImage()
    panel.show_answers([answer(0.9, 0.09, neighbours=5)])
    assert panel.neighbours.isVisible()
    assert panel.neighbours.classes() == ("5", "0", "4", "1", "9")
    assert panel.neighbours.accessibleDescription() == "5, 0, 4, 1, 9"
    assert panel.neighbours.grab().toImage() != empty
    panel.canvas.clear()
    assert panel.neighbours.classes() == ()
    assert panel.neighbours.grab().toImage() == empty


def test_that_nothing_small_was_found_is_said_and_which_stroke_to_leave_out(panel: DrawPanel) -> None:
    card = panel.second
    card.show_choice(SecondChoice(7, 1, None, 0.0, StrokeLeftOut(1, 0.934)), tuple("0123456789"), 2)
    assert card.heading.text() == "Second choice: 1"
    assert card.words.text() == (
        "No small change was found that makes the network answer 1. Without stroke 2 of 2: 1, 93 %."
    )
    assert card.preview.image() is None
    with shouting():
        assert card.words.text().startswith("NO SMALL CHANGE WAS FOUND")
    for reason in ("first", "second"):
        card.show_error(reason)
        assert card.words.text() == f"The change cannot be looked for: {reason}"
    assert card.heading.text() == "Second choice"


def test_where_there_is_little_room_pad_and_bars_have_it(panel: DrawPanel, qtbot: QtBot) -> None:
    def shaped(width: int, height: int, room: bool) -> bool:
        panel.resize(width, height)  # again, once the layout has learned of its new direction
        shown = (panel.second.isVisible(), panel.neighbours.isVisible())
        return panel.size() == QSize(width, height) and shown == (room, room)

    for place in ((2400, 1300, True), (320, 620, False), (320, 1100, True), (900, 640, True)):
        qtbot.waitUntil(partial(shaped, *place), timeout=2000)
        bars = panel.bars.rect().translated(panel.bars.mapTo(panel, panel.bars.rect().topLeft()))
        assert panel.rect().contains(bars)
        assert panel.bars.height() >= panel.bars.minimumSizeHint().height()


def test_a_large_place_is_used_by_the_pad_and_what_stands_beside_it(panel: DrawPanel, qtbot: QtBot) -> None:
    sizes = {}
    for width, height in ((1256, 610), (2536, 1330)):
        panel.resize(width, height)
        qtbot.wait(50)
        sizes[width] = panel.canvas.width(), panel.preview.width(), panel.second.preview.width(), panel.bars.height()
    small, large = sizes.values()
    assert large[0] > 1.7 * small[0]
    assert large[1] > 1.5 * small[1]
    assert large[1] == large[2]
    assert large[3] > 1.5 * small[3]
