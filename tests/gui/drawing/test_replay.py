"""The replay: the drawing once more, in the same order and time, until somebody wants to go on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.drawing import DrawPanel
from gui.drawing.replay import LONGEST_PAUSE, schedule
from gui.drawing.strokes import PenStroke
from tests.gui.drawing.pens import BAR, SEVEN, draw, draw_with_pen


@pytest.fixture
def panel(qtbot: QtBot) -> DrawPanel:
    widget = DrawPanel()
    qtbot.addWidget(widget)
    widget.resize(420, 700)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def draw_slowly(panel: DrawPanel, qtbot: QtBot) -> None:
    draw(panel.canvas, SEVEN)
    qtbot.wait(120)
    draw(panel.canvas, BAR)
    qtbot.waitUntil(lambda: panel.image() is not None)


def test_points_come_as_they_were_drawn_and_long_rests_are_shortened() -> None:
    first = PenStroke(0.1, [(0, 0, 1), (1, 0, 1)], [5.0, 5.5])
    second = PenStroke(0.1, [(0, 1, 1), (1, 1, 1)], [15.5, 16.5])
    at = [time for time, _, _ in schedule((second, first))]
    assert at == pytest.approx([0, 0.5, 0.5 + LONGEST_PAUSE, 1.5 + LONGEST_PAUSE])


def test_replay_draws_the_same_again_and_the_answer_follows(panel: DrawPanel, qtbot: QtBot) -> None:
    draw_slowly(panel, qtbot)
    strokes, image, picture = panel.canvas.strokes(), panel.image(), panel.canvas.grab().toImage()
    images: list[object] = []
    panel.imageChanged.connect(images.append)
    counts: set[int] = set()
    panel.canvas.strokesChanged.connect(lambda: counts.add(len(panel.canvas.strokes())))
    QTest.mouseClick(panel.tools.replay, Qt.MouseButton.LeftButton)
    assert panel.canvas.is_replaying
    qtbot.waitUntil(lambda: not panel.canvas.is_replaying, timeout=5000)
    assert counts >= {1, 2}
    assert len(images) >= 2
    assert panel.canvas.strokes() == strokes
    assert image is not None
    now = panel.image()
    assert now is not None
    assert now.tobytes() == image.tobytes()
    assert panel.canvas.grab().toImage() == picture


def test_replay_can_be_stopped_and_shows_all_again(panel: DrawPanel, qtbot: QtBot) -> None:
    draw_slowly(panel, qtbot)
    strokes = panel.canvas.strokes()
    panel.canvas.setFocus()
    ways: tuple[Callable[[], None], ...] = (
        panel.tools.replay.click,
        lambda: QTest.keyClick(panel.canvas, Qt.Key.Key_Escape),
    )
    for stop in ways:
        QTest.keyClick(panel.canvas, Qt.Key.Key_R)
        assert panel.tools.replay.accessibleName() == "Stop the replay"
        assert len(panel.canvas.strokes()) == 1
        stop()
        assert panel.tools.replay.accessibleName() == "Replay the drawing"
        assert panel.canvas.strokes() == strokes


def test_drawing_ends_the_replay_and_loses_nothing(panel: DrawPanel, qtbot: QtBot) -> None:
    draw_slowly(panel, qtbot)
    panel.canvas.replay()
    draw(panel.canvas, [(0.1, 0.9), (0.9, 0.9)])
    assert not panel.canvas.is_replaying
    assert len(panel.canvas.strokes()) == 3


def test_a_replay_is_no_step_to_take_back(panel: DrawPanel, qtbot: QtBot) -> None:
    draw_slowly(panel, qtbot)
    panel.canvas.replay()
    qtbot.waitUntil(lambda: not panel.canvas.is_replaying, timeout=5000)
    panel.canvas.undo_stroke()
    assert len(panel.canvas.strokes()) == 1


def test_nothing_can_be_replayed_on_an_empty_pad(panel: DrawPanel) -> None:
    assert not panel.tools.replay.isEnabled()
    panel.canvas.replay()
    assert not panel.canvas.is_replaying


def test_strokes_carry_time_and_pressure(panel: DrawPanel, qtbot: QtBot) -> None:
    draw_slowly(panel, qtbot)
    draw_with_pen(panel.canvas, [(0.1, 0.9), (0.5, 0.9), (0.9, 0.9)], [0.2, 0.8, 0.0])
    seven, bar, pen = panel.canvas.pen_strokes()
    assert seven.times == sorted(seven.times)
    assert bar.times[0] - seven.times[-1] >= 0.1
    assert [pressure for _, _, pressure in pen.points] == pytest.approx([0.2, 0.8])
    assert pen.tapered
    assert not seven.tapered
    assert pen.speed(1) > 0


def test_hiding_the_pad_ends_the_replay(panel: DrawPanel, qtbot: QtBot) -> None:
    draw_slowly(panel, qtbot)
    panel.canvas.replay()
    panel.hide()
    assert not panel.canvas.is_replaying
