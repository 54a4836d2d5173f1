"""A run of a person's own images in the window: its classes on the bars, its images as examples, its training."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.data.importing import ImportSettings, import_data
from engine.model.mend import fix_all
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.job import TrainingJob
from gui.drawing.bars import PredictionBars
from gui.main_window import MainWindow


@pytest.fixture
def ones_and_zeros(tmp_path: Path) -> Project:
    """A linear network for two classes of imported digits."""
    mnist = load_dataset("mnist")
    for label, name in ((0, "ring"), (1, "stroke")):
        folder = tmp_path / "own" / name
        folder.mkdir(parents=True)
        for number, image in enumerate(mnist.train_images[mnist.train_labels == label][:60, 0]):
            Image.fromarray(image).save(folder / f"{number}.png")
    import_data(tmp_path / "own", ImportSettings("own"))
    project = replace(Project.from_template("softmax-regression"), dataset="own")
    training = project.training.model_copy(update={"epochs": 5, "batch_size": 8, "device": "cpu", "tune": False})
    return replace(project, model=fix_all(project.model, project.context()), training=training)


def test_a_run_of_own_images_answers_with_its_own_classes_and_shows_its_own_examples(
    ones_and_zeros: Project, window: MainWindow, qtbot: QtBot
) -> None:
    job = TrainingJob(ones_and_zeros, RunStore(), "mine")
    job.start()
    job.join()
    bars = window.findChild(PredictionBars, "predictionBars")
    pad = window.findChild(QWidget, "digitCanvas")
    assert bars is not None
    assert pad is not None
    assert len(bars.classes()) == 10
    window.open_run(window.store.open("mine"))
    assert bars.classes() == ("ring", "stroke")
    window.go_to("draw")
    middle, height = pad.width() // 2, pad.height()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, height // 5))
    for y in range(height // 5, height * 4 // 5, 6):
        QTest.mouseMove(pad, QPoint(middle, y))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, height * 4 // 5))
    qtbot.waitUntil(lambda: bars.winner() == 1, timeout=20_000)
    answer = window.findChild(QLabel, "predictedDigit")
    assert answer is not None
    qtbot.waitUntil(lambda: answer.text() == "stroke", timeout=5_000)

    window.go_to("build")
    outputs = window.findChild(QToolButton, "layerOutputsButton")
    assert outputs is not None
    qtbot.waitUntil(lambda: outputs.width() > 0)  # the place has just been shown
    QTest.mouseClick(outputs, Qt.MouseButton.LeftButton)
    example = window.findChild(QFrame, "exampleBar")
    assert example is not None
    words = {f"Test image 1: {name}" for name in ("ring", "stroke")}
    qtbot.waitUntil(lambda: bool(words & {label.text() for label in example.findChildren(QLabel)}), timeout=20_000)

    train = window.findChild(QPushButton, "trainButton")
    assert train is not None
    with qtbot.waitSignal(window.session.finished, timeout=60_000) as ended:
        QTest.mouseClick(train, Qt.MouseButton.LeftButton)
    assert ended.args[0].outcome == "completed"
    window.document.undo_stack.setClean()
