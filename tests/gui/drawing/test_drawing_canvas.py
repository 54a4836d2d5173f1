"""The pad: ink follows mouse, pen, finger and keyboard, and can be taken back."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui import theme
from gui.drawing.canvas import DigitCanvas
from tests.gui.drawing.pens import BAR, SEVEN, draw, draw_with_finger, draw_with_pen


@pytest.fixture
def pad(qtbot: QtBot) -> DigitCanvas:
    canvas = DigitCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(300, 300)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas


def shot(pad: DigitCanvas) -> QImage:
    return pad.grab().toImage()


def ink_pixels(image: QImage) -> int:
    ink, paper = QColor(theme.current().ink).lightness(), QColor(theme.current().pad).lightness()
    inside = (
        image.pixelColor(x, y).lightness() for x in range(8, image.width() - 8) for y in range(8, image.height() - 8)
    )
    return sum(abs(value - ink) < abs(value - paper) for value in inside)


def test_mouse_draws_a_stroke_where_it_moves(pad: DigitCanvas) -> None:
    draw(pad, SEVEN)
    (stroke,) = pad.strokes()
    assert len(stroke) == len(SEVEN)
    assert stroke[0][:2] == pytest.approx((0.3 - 0.5, 0.2 - 0.5), abs=0.005)
    assert stroke[-1][:2] == pytest.approx((0.46 - 0.5, 0.85 - 0.5), abs=0.005)
    assert shot(pad).pixelColor(150, 60) == QColor(theme.current().ink)
    assert shot(pad).pixelColor(60, 200) == QColor(theme.current().pad)


def test_bare_click_is_a_dot_even_with_a_trembling_hand(pad: DigitCanvas) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(pad, QPoint(101, 100))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(101, 101))
    assert [len(stroke) for stroke in pad.strokes()] == [1]
    assert shot(pad).pixelColor(100, 100) == QColor(theme.current().ink)


def test_change_is_told_at_most_once_for_each_event(pad: DigitCanvas, qtbot: QtBot) -> None:
    heard: list[int] = []
    pad.strokesChanged.connect(lambda: heard.append(len(pad.strokes()[-1])))
    draw(pad, SEVEN)
    assert heard == list(range(1, len(SEVEN) + 1))


def test_other_buttons_do_not_draw(pad: DigitCanvas) -> None:
    QTest.mousePress(pad, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(pad, QPoint(150, 150))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, QPoint(150, 150))
    assert pad.is_empty()


def test_what_is_shown_while_drawing_stays_when_the_pen_is_lifted(pad: DigitCanvas) -> None:
    places = [QPoint(round(300 * x), round(300 * y)) for x, y in SEVEN]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(pad, place)
    during = ink_pixels(shot(pad))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])
    assert ink_pixels(shot(pad)) == during > 1000
    pad._redraw()  # the same from the points alone
    assert abs(ink_pixels(shot(pad)) - during) < 20


def test_pen_draws_thicker_where_it_presses(pad: DigitCanvas) -> None:
    line = [(0.1 + 0.1 * k, 0.5) for k in range(9)]
    draw_with_pen(pad, line, [0.1, 0.1, 0.1, 0.1, 0.5, 1.0, 1.0, 1.0, 1.0])
    image = shot(pad)

    def thickness(x: int) -> int:
        return sum(image.pixelColor(x, y).lightness() < 128 for y in range(10, 290))

    assert 0 < thickness(75) < 0.7 * thickness(225)
    assert pad.strokes()[0][0][2] == pytest.approx(0.1)


def test_finger_draws(pad: DigitCanvas) -> None:
    draw_with_finger(pad, BAR)
    assert len(pad.strokes()) == 1
    assert ink_pixels(shot(pad)) > 500


def test_undo_takes_back_one_stroke_and_brings_back_a_cleared_drawing(pad: DigitCanvas) -> None:
    draw(pad, SEVEN)
    one = shot(pad)
    draw(pad, BAR)
    pad.undo_stroke()
    assert len(pad.strokes()) == 1
    assert ink_pixels(shot(pad)) == pytest.approx(ink_pixels(one), abs=20)
    pad.clear()
    assert pad.is_empty()
    pad.undo_stroke()
    assert len(pad.strokes()) == 1
    pad.undo_stroke()
    assert pad.is_empty()
    assert not pad.can_undo()


def test_undo_key_is_the_pads_while_it_has_the_focus(pad: DigitCanvas, qtbot: QtBot) -> None:
    pad.activateWindow()
    pad.setFocus()
    draw(pad, SEVEN)
    draw(pad, BAR)
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.strokes()) == 1
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.is_empty()


def test_keyboard_draws(pad: DigitCanvas) -> None:
    pad.setFocus()
    QTest.keyClick(pad, Qt.Key.Key_Up)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    for _ in range(4):
        QTest.keyClick(pad, Qt.Key.Key_Down)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    QTest.keyClick(pad, Qt.Key.Key_Left)
    (stroke,) = pad.strokes()
    assert len(stroke) == 5
    assert stroke[-1][1] - stroke[0][1] == pytest.approx(0.2, abs=0.01)


def test_resizing_keeps_the_drawing_in_proportion(pad: DigitCanvas) -> None:
    draw(pad, SEVEN)
    before, share = pad.strokes(), ink_pixels(shot(pad)) / 300**2
    pad.resize(QSize(600, 600))
    assert pad.strokes() == before
    assert ink_pixels(shot(pad)) / 600**2 == pytest.approx(share, rel=0.1)


def test_theme_repaints_pad_and_ink(pad: DigitCanvas) -> None:
    draw(pad, SEVEN)
    assert shot(pad).pixelColor(150, 60).lightness() < 80
    theme.set_theme("dark")
    try:
        assert shot(pad).pixelColor(150, 60).lightness() > 200
        assert shot(pad).pixelColor(60, 200) == QColor(theme.DARK.pad)
    finally:
        theme.set_theme("light")


def test_ink_beside_the_pad_stays_on_its_edge(pad: DigitCanvas) -> None:
    draw(pad, [(0.5, 0.5), (1.6, 0.5), (-0.4, 1.7)])
    assert all(abs(x) <= 0.5 and abs(y) <= 0.5 for x, y, _ in pad.strokes()[0])


def test_pad_says_what_it_is(pad: DigitCanvas) -> None:
    assert pad.objectName() == "digitCanvas"
    assert pad.accessibleName()
    assert "Space" in pad.accessibleDescription()
