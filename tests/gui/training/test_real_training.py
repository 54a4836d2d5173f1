"""The engine's own job on the real MNIST through session, page and controls, and what Runs makes of it afterwards."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.model.edits import delete_layers, set_params
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from gui.model.document import ProjectDocument
from gui.runs.page import RunsPage
from gui.training.controls import TrainingControls
from gui.training.history import RunHistory
from gui.training.page import TrainPage
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession

QUICK = TrainingConfig(epochs=2, limit_train=2_000, device="cpu", learning_rate=0.002)
LONG = QUICK.model_copy(update={"epochs": 5_000})


class Window(QWidget):
    """The parts of the main window that a training touches."""

    def __init__(self, training: TrainingConfig) -> None:
        super().__init__()
        self.store = RunStore()
        self.document = ProjectDocument(replace(Project.from_template("mlp"), training=training))
        self.session = TrainingSession(
            lambda project: TrainingJob(project, self.store),
            resume_factory=lambda run: TrainingJob.resuming(run, self.store),
        )
        self.pending = PendingChanges(self.document, self.session)
        self.controls = TrainingControls(self.document, self.session, self.pending)
        self.page = TrainPage(self.document, self.session, self.pending)
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


def test_a_real_training_is_shown_kept_and_opened_again(make_window: list[Window], qtbot: QtBot) -> None:
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
    assert end.args[0].test_accuracy > 0.7

    (summary,) = window.store.list()
    assert summary.status == "completed"
    run = window.store.open(summary.name)
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


def test_a_real_training_is_changed_while_paused_and_goes_on_with_what_was_edited(
    make_window: list[Window], qtbot: QtBot
) -> None:
    window = Window(LONG)
    make_window.append(window)
    qtbot.addWidget(window)
    window.show()
    session = window.session

    def history() -> RunHistory:
        return window.page.history

    QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(history().loss) > 5, timeout=60_000)
    pause(window, qtbot)
    held = history().loss.last
    window.document.apply(
        "change",
        training=window.document.training.model_copy(update={"learning_rate": 0.01, "epochs": 4_000}),
        model=set_params(window.document.model, "linear2", out_features=64),
    )
    assert "Keep what they learned: linear1. Start anew: linear2, linear3." in window.page.changes.text()
    with qtbot.waitSignal(session.runChanged, timeout=30_000) as told:
        QTest.mouseClick(window.controls.pause_button, Qt.MouseButton.LeftButton)
    names = {change.name for change in told.args[0].changes}
    assert names == {"learning_rate", "epochs", "linear2", "linear3"}
    qtbot.waitUntil(lambda: history().loss.last > held + 5, timeout=30_000)
    assert history().epoch_count == 4_000
    assert [(mark.kind, mark.step) for mark in history().marks] == [("changed", held)]
    assert session.project is window.document.project
    with qtbot.waitSignal(session.finished, timeout=30_000):
        session.cancel()
    run = window.store.open(window.store.list()[0].name)
    assert run.project().training.learning_rate == 0.01
    window.page.show_run(run)
    before = history()
    qtbot.waitUntil(lambda: history() is not before, timeout=10_000)
    assert [(mark.kind, mark.step) for mark in history().marks] == [("changed", held)]


def test_a_real_training_that_explodes_is_held_and_goes_on_with_a_tenth(
    make_window: list[Window], qtbot: QtBot
) -> None:
    window = Window(LONG.model_copy(update={"optimizer": "sgd", "learning_rate": 10.0, "on_not_finite": "pause"}))
    linear_only = delete_layers(window.document.model, ["relu1", "relu2"])  # nothing bounds it, so it explodes
    window.document.apply("linear", model=linear_only)
    make_window.append(window)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.session.heldAtLastGood, timeout=60_000) as held:
        QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.state == "paused", timeout=10_000)
    assert window.page.history.loss.last == held.args[0].step
    assert window.page.banner.text().startswith("Paused at the last good weights\nThe loss is ")
    tenth = window.findChild(QPushButton, "useTenthButton")
    assert tenth is not None
    with qtbot.waitSignal(window.session.runChanged, timeout=30_000) as told:
        QTest.mouseClick(tenth, Qt.MouseButton.LeftButton)
    assert [(change.name, change.before, change.after) for change in told.args[0].changes] == [
        ("learning_rate", "10", "1")
    ]
    assert window.document.training.learning_rate == 1.0
    window.session.stop_and_wait()


def test_a_real_training_that_was_stopped_is_resumed_with_its_earlier_curve(
    make_window: list[Window], qtbot: QtBot
) -> None:
    window = Window(LONG)
    make_window.append(window)
    qtbot.addWidget(window)
    window.show()
    session = window.session
    QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.page.history.loss) > 30, timeout=60_000)
    with qtbot.waitSignal(session.finished, timeout=30_000):
        QTest.mouseClick(window.controls.stop_button, Qt.MouseButton.LeftButton)
    first = window.page.history
    (summary,) = window.store.list()
    assert summary.resumable
    session.resume_run(window.store.open(summary.name))
    assert window.page.history is not first
    qtbot.waitUntil(lambda: session.run is not None, timeout=60_000)
    assert session.run is not None
    resumed_after = session.run.resumed_after
    assert 0 < resumed_after <= first.loss.last
    qtbot.waitUntil(lambda: window.page.history.loss.last > resumed_after + 5, timeout=60_000)
    history = window.page.history
    assert history.loss.first == 1
    assert np.array_equal(history.loss.raw[:resumed_after], first.loss.raw[:resumed_after])
    assert [(mark.kind, mark.step) for mark in history.marks] == [("resumed", resumed_after)]
    assert np.isfinite(history.loss.raw).all()
    with qtbot.waitSignal(session.finished, timeout=30_000):
        session.cancel()


def pause(window: Window, qtbot: QtBot) -> None:
    QTest.mouseClick(window.controls.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.state == "paused", timeout=10_000)
