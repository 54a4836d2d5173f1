"""A project that learns from plain numbers in the window: rows are not taken for images, and drawing says why not."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import forget_dataset
from engine.data.importing import ImportSettings, import_data
from engine.data.public import places
from engine.model.mend import fix_all
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.job import TrainingJob
from gui.main_window import MainWindow
from gui.model.example_bar import ExampleBar
from tests.engine.data.measures import measured, write_table


@pytest.fixture
def measures(tmp_path: Path) -> Project:
    """A linear network for two classes of measured digits."""
    import_data(write_table(tmp_path / "shapes.csv", *measured((0, 1), 40)), ImportSettings("shapes"))
    project = replace(Project.from_template("softmax-regression"), dataset="shapes")
    training = project.training.model_copy(update={"epochs": 2, "batch_size": 8, "device": "cpu", "tune": False})
    return replace(project, model=fix_all(project.model, project.context()), training=training)


def texts(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel)}


def test_rows_go_through_the_layers_a_drawing_is_refused_with_words_and_training_goes_on(
    measures: Project, window: MainWindow, qtbot: QtBot
) -> None:
    job = TrainingJob(measures, RunStore(), "numbers")
    job.start()
    job.join()
    window.open_run(window.store.open("numbers"))
    window.go_to("draw")
    pad = window.findChild(QWidget, "digitCanvas")
    assert pad is not None
    qtbot.waitUntil(lambda: pad.width() > 0)
    middle, height = pad.width() // 2, pad.height()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, height // 5))
    for y in range(height // 5, height * 4 // 5, 6):
        QTest.mouseMove(pad, QPoint(middle, y))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, height * 4 // 5))
    qtbot.waitUntil(lambda: "This network takes 10 numbers, not images." in texts(window), timeout=20_000)

    window.go_to("build")
    outputs = window.findChild(QToolButton, "layerOutputsButton")
    assert outputs is not None
    qtbot.waitUntil(lambda: outputs.width() > 0)
    QTest.mouseClick(outputs, Qt.MouseButton.LeftButton)
    example = window.findChild(QFrame, "exampleBar")
    assert example is not None
    words = {f"Test example 1: {name} (10 numbers)" for name in ("ring", "stroke")}
    qtbot.waitUntil(lambda: bool(words & texts(example)), timeout=20_000)
    qtbot.waitUntil(lambda: "Learned weights" in texts(example), timeout=20_000)

    train = window.findChild(QPushButton, "trainButton")
    assert train is not None
    with qtbot.waitSignal(window.session.finished, timeout=60_000) as ended:
        QTest.mouseClick(train, Qt.MouseButton.LeftButton)
    assert ended.args[0].outcome == "completed"
    window.document.undo_stack.setClean()


@pytest.fixture
def nothing_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "_USUAL_ROOTS", ())
    monkeypatch.chdir(tmp_path)
    forget_dataset("kmnist")


@pytest.mark.usefixtures("nothing_found")
def test_examples_of_a_dataset_that_is_not_here_say_how_it_comes(qtbot: QtBot) -> None:
    bar = ExampleBar("kmnist")
    qtbot.addWidget(bar)
    bar.open()
    qtbot.waitUntil(lambda: any("Kuzushiji-MNIST is not here yet" in text for text in texts(bar)), timeout=5_000)
    bar.stop()
