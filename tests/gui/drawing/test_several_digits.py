"""Several digits on one pad: each is answered and marked, one of them is looked at, all are read."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.evaluation.insight import DigitAnswer
from gui import theme
from gui.drawing import DrawPanel
from tests.gui.drawing.pens import BAR, SEVEN, Fractions, draw

ONE: Fractions = [(0.12, 0.3), (0.12, 0.45), (0.12, 0.6)]
SEVEN_BESIDE: Fractions = [(0.55, 0.3), (0.75, 0.3), (0.62, 0.62)]
BAR_BESIDE: Fractions = [(0.58, 0.46), (0.74, 0.46)]


@pytest.fixture
def panel(qtbot: QtBot) -> DrawPanel:
    widget = DrawPanel()
    qtbot.addWidget(widget)
    widget.resize(420, 800)
    widget.show()
    qtbot.waitExposed(widget)
    draw(widget.canvas, BAR)
    qtbot.waitUntil(lambda: widget.image() is not None)
    widget.canvas.clear()
    return widget


def answers(*digits: int) -> list[DigitAnswer]:
    return [DigitAnswer(np.where(np.arange(10) == digit, 0.91, 0.01).astype(np.float32)) for digit in digits]


def draw_17(panel: DrawPanel) -> None:
    draw(panel.canvas, ONE)
    draw(panel.canvas, SEVEN_BESIDE)
    draw(panel.canvas, BAR_BESIDE)


def test_all_digits_are_asked_for_at_once_and_read_from_left_to_right(panel: DrawPanel) -> None:
    asked: list[np.ndarray] = []
    panel.imagesChanged.connect(asked.append)
    draw_17(panel)
    assert asked[-1].shape == (2, 28, 28)
    panel.show_answers(answers(1, 7))
    assert panel.reading_line.text.text() == "17"
    assert panel.reading_line.isVisible()


def test_bars_show_the_digit_drawn_last_until_another_is_clicked_on(panel: DrawPanel) -> None:
    draw_17(panel)
    panel.show_answers(answers(1, 7))
    assert panel.digit.text() == "7"
    seven = panel.image()
    side = panel.canvas.width()
    QTest.mouseClick(
        panel.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(0.12 * side), side // 2)
    )
    assert panel.digit.text() == "1"
    assert len(panel.canvas.strokes()) == 3, "the click chose a digit and drew no dot"
    one = panel.image()
    assert one is not None
    assert seven is not None
    assert one.tobytes() != seven.tobytes()
    panel.canvas.setFocus()
    QTest.keyClick(panel.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert panel.digit.text() == "7"


def test_a_stroke_that_begins_on_another_digit_is_drawn_from_there(panel: DrawPanel) -> None:
    draw_17(panel)
    draw(panel.canvas, [(0.12, 0.62), (0.2, 0.62), (0.25, 0.62)])
    assert len(panel.canvas.strokes()) == 4
    assert panel.canvas.strokes()[-1][0][0] == pytest.approx(0.12 - 0.5, abs=0.01)


def test_one_digit_has_neither_marks_nor_a_line_to_copy(panel: DrawPanel) -> None:
    draw(panel.canvas, SEVEN)
    panel.show_answers(answers(7))
    before = panel.canvas.grab().toImage()
    assert not panel.reading_line.isVisible()
    panel.show_answers(answers(2))
    assert panel.canvas.grab().toImage() == before


def test_digits_are_marked_with_their_answers(panel: DrawPanel) -> None:
    draw_17(panel)
    panel.show_answers(answers(1, 7))
    picture = panel.canvas.grab().toImage()
    accent = QColor(theme.current().accent)
    marked = [x for x in range(picture.width()) for y in range(picture.height()) if picture.pixelColor(x, y) == accent]
    assert min(marked) > 0.5 * picture.width(), "the bracket of the chosen digit"


def test_what_is_read_can_be_copied(panel: DrawPanel) -> None:
    draw_17(panel)
    panel.show_answers(answers(1, 7))
    QTest.mouseClick(panel.reading_line.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "17"
    panel.show_answers(answers(4, 7))
    panel.canvas.setFocus()
    QTest.keyClick(panel.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "47"


def test_answers_to_another_number_of_digits_are_not_shown(panel: DrawPanel) -> None:
    draw_17(panel)
    panel.show_answers(answers(5))
    assert panel.digit.text() == ""
    assert panel.reading_line.text.text() == "··"


def test_undo_brings_back_the_single_digit(panel: DrawPanel) -> None:
    draw_17(panel)
    panel.canvas.undo_stroke()
    panel.canvas.undo_stroke()
    panel.show_answers(answers(1))
    assert panel.digit.text() == "1"
    assert not panel.reading_line.isVisible()
