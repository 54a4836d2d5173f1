"""The bars: any number of classes, the winner in front, and never behind the network."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui import theme
from gui.drawing.bars import PredictionBars

SEVEN = [0.001, 0.002, 0.003, 0.004, 0.0, 0.0, 0.0, 0.98, 0.005, 0.005]


@pytest.fixture
def bars(qtbot: QtBot) -> PredictionBars:
    widget = PredictionBars()
    qtbot.addWidget(widget)
    widget.resize(260, 240)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def pixels(bars: PredictionBars, colour: str) -> int:
    image = bars.grab().toImage()
    wanted = QColor(colour)
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_description_reads_class_and_percentage(bars: PredictionBars) -> None:
    bars.set_probabilities(SEVEN)
    assert bars.accessibleDescription() == "7: 98 %"
    bars.set_probabilities(None)
    assert bars.accessibleDescription() == "No answer"


def test_the_winner_stands_out_once_the_answer_is_shown(bars: PredictionBars, qtbot: QtBot) -> None:
    winner = theme.current().bar_winner
    assert pixels(bars, winner) == 0
    bars.set_probabilities(SEVEN)
    qtbot.waitUntil(lambda: bars._shown == SEVEN, timeout=2000)
    assert bars.winner() == 7
    assert pixels(bars, winner) > 500


def test_bars_grow_with_the_probability(bars: PredictionBars, qtbot: QtBot) -> None:
    filled = []
    for value in (0.25, 0.5, 1.0):
        rest = (1 - value) / 9
        bars.set_probabilities([value] + [rest] * 9)
        qtbot.waitUntil(lambda: not bars._timer.isActive(), timeout=2000)
        filled.append(pixels(bars, theme.current().bar_winner))
    assert filled[0] < filled[1] < filled[2]
    assert filled[2] == pytest.approx(2 * filled[1], rel=0.15)


@pytest.mark.parametrize("count", [1, 2, 26, 100])
def test_any_number_of_classes(bars: PredictionBars, count: int) -> None:
    names = [f"class {k}" for k in range(count)]
    bars.set_classes(names)
    bars.set_probabilities([1 / count] * count)
    assert bars.winner() == 0
    assert bars.minimumSizeHint().height() >= 12 * count
    assert bars.accessibleDescription().startswith("class 0: ")
    assert not bars.grab().isNull()


def test_new_classes_empty_the_bars(bars: PredictionBars) -> None:
    bars.set_probabilities(SEVEN)
    bars.set_classes(("cat", "dog"))
    assert bars.probabilities() is None
    with pytest.raises(ValueError, match="expected 2 probabilities, received 10"):
        bars.set_probabilities(SEVEN)


def test_theme_repaints_the_bars(bars: PredictionBars) -> None:
    assert pixels(bars, theme.LIGHT.bar_track) > 500
    theme.set_theme("dark")
    try:
        assert pixels(bars, theme.DARK.bar_track) > 500
    finally:
        theme.set_theme("light")
