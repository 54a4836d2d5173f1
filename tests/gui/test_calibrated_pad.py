"""In the window: a stored run is studied once somebody draws for it; its answers are calibrated and explained then."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from gui.main_window import MainWindow
from tests.gui.drawing.pens import BAR, SEVEN, draw
from tests.gui.shouting import shouting


def test_drawing_for_a_run_calibrates_it_and_shows_what_its_second_choice_takes(
    window: MainWindow, qtbot: QtBot
) -> None:
    training = TrainingConfig(epochs=1, limit_train=1500, validation_split=0.2, device="cpu", seed=1, tune=False)
    job = TrainingJob(replace(Project.from_template("mlp"), training=training), window.store)
    job.start()
    assert job.join(60)
    assert job.run is not None
    window.open_run(job.run)
    window.resize(1280, 800)
    window.go_to("draw")
    panel = window.draw_panel
    qtbot.waitUntil(lambda: panel.canvas.width() > 200)
    assert "calibrated" not in panel.source.text()
    assert panel.second.preview.image() is None
    draw(panel.canvas, SEVEN)
    assert "rests" in panel.second.words.text()
    qtbot.waitUntil(lambda: "calibrated" in panel.source.text(), timeout=30_000)
    assert "temperature" in panel.source.toolTip()
    qtbot.waitUntil(lambda: len(panel.neighbours.classes()) == 5, timeout=10_000)
    assert (job.run.folder / "calibration.json").is_file()

    qtbot.waitUntil(lambda: panel.second.choice is not None, timeout=30_000)
    choice, answer = panel.second.choice, panel.answer
    assert choice is not None
    assert answer is not None
    assert (choice.first, choice.second) == tuple((-answer.probabilities).argsort()[:2])
    assert choice.change is not None, "of a network that has learned so little everything is nearly something else"
    assert panel.second.heading.text() == f"Second choice: {choice.second}"
    assert f"{100 * choice.change.probability:.0f} % sure" in panel.second.words.text()
    colours = coloured(panel.second.preview.grab().toImage())
    assert ("orange" in panel.second.words.text(), "blue" in panel.second.words.text()) == colours
    with shouting():
        assert f"ANSWERS {choice.second}" in panel.second.words.text()

    draw(panel.canvas, BAR)
    assert panel.second.choice is None, "new ink takes away what was said of the drawing before"
    assert panel.second.preview.image() is None
    qtbot.waitUntil(lambda: panel.second.choice is not None, timeout=30_000)
    QTest.mouseClick(panel.tools.clear, Qt.MouseButton.LeftButton)
    assert panel.second.choice is None
    assert panel.second.heading.text() == "Second choice"

    window.answering.follow_untrained()
    assert "calibrated" not in panel.source.text()


def coloured(picture: QImage) -> tuple[bool, bool]:
    """Whether ink to add and ink to take away are seen: orange and blue on grey."""
    seen = [picture.pixelColor(x, y) for x in range(2, picture.width(), 2) for y in range(2, picture.height(), 2)]
    lean = [colour.red() - colour.blue() for colour in seen]
    return max(lean) > 20, min(lean) < -20
