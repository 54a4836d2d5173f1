"""The eraser: exact cuts, one step for each movement, and what a hand does with it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.drawing.canvas import ERASER, DigitCanvas
from gui.drawing.erasing import without_circle
from gui.drawing.strokes import Drawing
from gui.drawing.tools import PadTools
from tests.gui.drawing.pens import BAR, SEVEN, Fractions, draw, draw_with_pen

LINE: Fractions = [(0.1, 0.5), (0.9, 0.5)]


@pytest.fixture
def pad(qtbot: QtBot) -> DigitCanvas:
    canvas = DigitCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(300, 300)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas


def rub(pad: DigitCanvas, way: Fractions) -> None:
    draw(pad, way, Qt.MouseButton.RightButton)


def test_a_line_is_cut_exactly_at_the_circle() -> None:
    assert without_circle([(0, 0), (10, 0)], 5, 0, 2) == [(0, pytest.approx(0.3)), (pytest.approx(0.7), 1)]
    assert without_circle([(0, 0), (10, 0)], 5, 3, 2) is None
    assert without_circle([(0, 0), (10, 0)], 5, 0, 20) == []
    assert without_circle([(0, 0)], 0.5, 0, 1) == []
    assert without_circle([(0, 0)], 2, 0, 1) is None


@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=2, max_size=12),
    st.floats(-1, 1),
    st.floats(-1, 1),
    st.floats(0.01, 0.5),
)
def test_nothing_is_left_inside_the_circle_and_nothing_outside_is_lost(
    points: list[tuple[float, float]], x: float, y: float, radius: float
) -> None:
    spans = without_circle(points, x, y, radius)
    spans = [(0.0, len(points) - 1.0)] if spans is None else spans
    for index in range(len(points) - 1):
        for share in (0.13, 0.5, 0.77):
            place = index + share
            (a, b), (c, d) = points[index], points[index + 1]
            away = math.hypot(a + (c - a) * share - x, b + (d - b) * share - y)
            if abs(away - radius) > 1e-6:
                assert any(first <= place <= last for first, last in spans) == (away > radius)


def test_right_button_cuts_a_stroke_in_two_and_undo_mends_it(pad: DigitCanvas) -> None:
    draw(pad, LINE)
    rub(pad, [(0.5, 0.4), (0.5, 0.6)])
    left, right = pad.strokes()
    reach = ERASER + pad.brush / 2
    assert left[-1][0] == pytest.approx(-reach, abs=0.005)
    assert right[0][0] == pytest.approx(reach, abs=0.005)
    pad.undo_stroke()
    assert len(pad.strokes()) == 1
    pad.redo_stroke()
    assert len(pad.strokes()) == 2


def test_one_movement_of_the_eraser_is_one_step_however_fast_it_is(pad: DigitCanvas) -> None:
    for x in (0.2, 0.5, 0.8):
        draw(pad, [(x, 0.2), (x, 0.8)])
    before = pad.strokes()
    rub(pad, [(0.05, 0.5), (0.95, 0.5)])  # two places only: what lies between is erased as well
    assert len(pad.strokes()) == 6
    pad.undo_stroke()
    assert pad.strokes() == before


def test_rubbing_where_nothing_is_takes_no_step(pad: DigitCanvas) -> None:
    draw(pad, LINE)
    rub(pad, [(0.1, 0.1), (0.9, 0.1)])
    pad.undo_stroke()
    assert pad.is_empty()


def test_crumbs_are_swept_away(pad: DigitCanvas) -> None:
    draw(pad, LINE)
    end = 0.9 - ERASER - pad.brush / 2 - 0.01
    rub(pad, [(end, 0.5), (end, 0.5)])
    assert len(pad.strokes()) == 1


def test_eraser_button_and_key_choose_it_for_the_left_button(pad: DigitCanvas, qtbot: QtBot) -> None:
    tools = PadTools(pad)
    qtbot.addWidget(tools)
    draw(pad, SEVEN)
    QTest.mouseClick(tools.eraser, Qt.MouseButton.LeftButton)
    draw(pad, [(0.55, 0.1), (0.55, 0.9)])
    assert len(pad.strokes()) > 1
    pad.setFocus()
    QTest.keyClick(pad, Qt.Key.Key_E)
    assert not tools.eraser.isChecked()
    count = len(pad.strokes())
    draw(pad, BAR)
    assert len(pad.strokes()) == count + 1


def test_the_other_end_of_a_tablets_pen_erases(pad: DigitCanvas) -> None:
    draw_with_pen(pad, [(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)], [0.5, 0.5, 0.0])
    draw_with_pen(pad, [(0.3, 0.4), (0.3, 0.5), (0.3, 0.6)], [0.5, 0.5, 0.0], turned=True)
    assert len(pad.strokes()) == 2


def test_keyboard_erases(pad: DigitCanvas) -> None:
    draw(pad, LINE)
    pad.setFocus()
    QTest.keyClick(pad, Qt.Key.Key_E)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    assert len(pad.strokes()) == 2


def test_a_new_stroke_ends_what_could_be_redone() -> None:
    drawing = Drawing()
    for x in (0.0, 0.1):
        drawing.begin((x, 0, 1), 0.1)
    assert drawing.undo()
    drawing.begin((0.3, 0, 1), 0.1)
    assert not drawing.can_redo
    assert not drawing.redo()


def test_redo_key_and_button_bring_back_what_was_taken_back(pad: DigitCanvas, qtbot: QtBot) -> None:
    tools = PadTools(pad)
    qtbot.addWidget(tools)
    pad.activateWindow()
    pad.setFocus()
    draw(pad, SEVEN)
    draw(pad, BAR)
    assert not tools.redo.isEnabled()
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.strokes()) == 1
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(pad.strokes()) == 2
    QTest.mouseClick(tools.redo, Qt.MouseButton.LeftButton)
    assert pad.is_empty()
    assert not tools.redo.isEnabled()


def test_eraser_leaves_no_ink_where_it_went(pad: DigitCanvas) -> None:
    draw(pad, LINE)
    rub(pad, [(0.5, 0.5), (0.5, 0.5)])
    picture = pad.grab().toImage()
    assert picture.pixelColor(QPoint(150, 150)).lightness() > 200
    assert picture.pixelColor(QPoint(60, 150)).lightness() < 80
