"""The engine's own job on the real MNIST through session, page and controls, and what Runs makes of it afterwards."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from gui.model.document import ProjectDocument
from gui.runs.page import RunsPage
from gui.training.controls import TrainingControls
from gui.training.page import TrainPage
from gui.training.session import TrainingSession

QUICK = TrainingConfig(epochs=2, limit_train=2_000, device="cpu", learning_rate=0.002)
LONG = QUICK.model_copy(update={"epochs": 5_000})


class Window(QWidget):
    """The parts of the main window that a training touches."""

    def __init__(self, training: TrainingConfig) -> None:
        super().__init__()
        self.store = RunStore()
        self.document = ProjectDocument(replace(Project.from_template("mlp"), training=training))
        self.session = TrainingSession(lambda project: TrainingJob(project, self.store))
        self.controls = TrainingControls(self.document, self.session)
        self.page = TrainPage(self.document, self.session)
        self.runs = RunsPage(self.store, self.session)
        layout = QVBoxLayout(self)
        for part in (self.controls, self.page):
            layout.addWidget(part)


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[list[Window]]:
    """Windows that a test made; their threads are ended after it."""
    windows: list[Window] = []
    yield windows
    for window in windows:
        window.session.stop_and_wait()
        window.page.stop()
        window.runs.stop()


def test_a_real_training_is_shown_kept_evaluated_and_opened_again(make_window: list[Window], qtbot: QtBot) -> None:
    window = Window(QUICK)
    make_window.append(window)
    qtbot.addWidget(window)
    qtbot.addWidget(window.runs)
    window.resize(1100, 800)
    window.show()
    with qtbot.waitSignal(window.session.finished, timeout=120_000) as end:
        QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    assert end.args[0].failure is None
    history = window.page.history
    assert len(history.loss) == 2 * 25
    assert np.isfinite(history.loss.raw).all()
    assert history.loss.raw[-5:].mean() < 0.7 < history.loss.raw[:3].mean()
    assert [epoch.epoch for epoch in history.epochs] == [1, 2]
    assert window.controls.progress.value() == 1000
    test_accuracy = end.args[0].test_accuracy
    assert test_accuracy > 0.7

    (summary,) = window.store.list()
    assert summary.status == "completed"
    run = window.store.open(summary.name)
    metadata = run.metadata()
    run.metadata_file.write_bytes(metadata.changed({"test_accuracy": None, "test_loss": None}).to_json())
    window.runs.show()
    qtbot.waitUntil(lambda: window.runs.table.selected() is not None, timeout=5_000)
    with qtbot.waitSignal(window.runs.evaluation.ended, timeout=60_000):
        QTest.mouseClick(window.runs.actions_row.evaluate_button, Qt.MouseButton.LeftButton)
    assert run.metadata().test_accuracy == pytest.approx(test_accuracy, abs=1e-9)
    assert f"test accuracy {test_accuracy * 100:.2f} %" in window.runs.evaluation.text()

    window.page.show_run(run)
    qtbot.waitUntil(lambda: window.page.history is not history, timeout=5_000)
    assert np.array_equal(window.page.history.loss.raw, history.loss.raw)


def test_pausing_resuming_and_stopping_a_real_training(make_window: list[Window], qtbot: QtBot) -> None:
    window = Window(LONG)
    make_window.append(window)
    qtbot.addWidget(window)
    window.show()
    session, controls = window.session, window.controls
    QTest.mouseClick(controls.train_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.page.history.loss) > 5, timeout=60_000)
    QTest.mouseClick(controls.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state == "paused", timeout=10_000)
    qtbot.wait(100)
    held = len(window.page.history.loss)
    qtbot.wait(200)
    assert len(window.page.history.loss) == held
    QTest.mouseClick(controls.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.page.history.loss) > held, timeout=10_000)
    with qtbot.waitSignal(session.finished, timeout=10_000) as end:
        QTest.mouseClick(controls.stop_button, Qt.MouseButton.LeftButton)
    assert end.args[0].outcome == "cancelled"
    (summary,) = window.store.list()
    assert summary.status == "cancelled"
    assert window.store.open(summary.name).best_weights.exists()


def test_cancelling_an_evaluation_keeps_the_run_as_it_was(make_window: list[Window], qtbot: QtBot) -> None:
    window = Window(QUICK.model_copy(update={"epochs": 1, "limit_train": 200}))
    make_window.append(window)
    qtbot.addWidget(window)
    qtbot.addWidget(window.runs)
    with qtbot.waitSignal(window.session.finished, timeout=120_000):
        window.controls.train()
    run = window.store.open(window.store.list()[0].name)
    before = run.metadata_file.read_bytes()
    window.runs.show()
    qtbot.waitUntil(lambda: window.runs.table.selected() is not None, timeout=5_000)
    bar = window.runs.evaluation
    with qtbot.waitSignal(bar.ended, timeout=60_000):
        QTest.mouseClick(window.runs.actions_row.evaluate_button, Qt.MouseButton.LeftButton)
        QTest.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    assert run.metadata_file.read_bytes() == before
    assert not bar.isVisible()
    assert window.runs.actions_row.evaluate_button.isEnabled()
