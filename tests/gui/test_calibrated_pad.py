"""In the window: a stored run is studied once somebody draws for it, and its answers are calibrated from then on."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from gui.main_window import MainWindow
from tests.gui.drawing.pens import SEVEN, draw


def test_drawing_for_a_run_calibrates_it_and_names_similar_training_images(window: MainWindow, qtbot: QtBot) -> None:
    training = TrainingConfig(epochs=1, limit_train=1500, validation_split=0.2, device="cpu", seed=1, tune=False)
    job = TrainingJob(replace(Project.from_template("mlp"), training=training), window.store)
    job.start()
    assert job.join(60)
    assert job.run is not None
    window.open_run(job.run)
    window.go_to("draw")
    panel = window.draw_panel
    qtbot.waitUntil(lambda: panel.canvas.width() > 200)
    assert "calibrated" not in panel.source.text()
    draw(panel.canvas, SEVEN)
    qtbot.waitUntil(lambda: "calibrated" in panel.source.text(), timeout=30_000)
    assert "temperature" in panel.source.toolTip()
    qtbot.waitUntil(lambda: len(panel.neighbours.classes()) == 5, timeout=10_000)
    assert (job.run.folder / "calibration.json").is_file()
    window.answering.follow_untrained()
    assert "calibrated" not in panel.source.text()
