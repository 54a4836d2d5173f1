"""After a crash the window offers to go on with the newest interrupted run, and never gets in the way with it."""

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.project import Project
from engine.runs.process import end_writing, this_process
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError, Text
from engine.training.events import Failure, RunFinished
from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.window.notice import NoticeBar
from tests.gui.runs.conftest import leave_checkpoint
from tests.gui.training.scripted import Events, JobMaker

MakeInterrupted = Callable[..., Run]


@pytest.fixture
def interrupted() -> MakeInterrupted:
    """Make a run whose process died in the middle, with a checkpoint."""

    def make(name: str, epochs: int = 3) -> Run:
        run = RunStore().create(Project.from_template("mlp"), name)
        writer = run.writer()
        writer.begin(load_dataset("mnist"), "AMD EPYC", "cpu", 225_034)
        writer.record(Events.steps(1, [1.0] * 100))
        for number in range(1, epochs + 1):
            writer.record(Events.epoch(number))
        end_writing(run.folder)
        dead = this_process().model_copy(update={"pid": 2**22 - 3, "created": 1.0})
        run.metadata_file.write_bytes(run.metadata().changed({"process": dead, "epochs_done": epochs}).to_json())
        leave_checkpoint(run)
        return run

    return make


@pytest.fixture
def scripted(window: MainWindow) -> JobMaker:
    """The window's session plays scripted jobs."""
    maker = JobMaker()
    window.session._job_factory, window.session._resume_factory = maker, maker.resume
    return maker


def look(window: MainWindow, qtbot: QtBot) -> None:
    window.resuming.look()
    qtbot.waitUntil(lambda: not window.resuming._finder.is_active, timeout=5_000)


def press(window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_newest_interrupted_run_is_offered_and_goes_on_in_train(
    window: MainWindow, scripted: JobMaker, interrupted: MakeInterrupted, qtbot: QtBot
) -> None:
    interrupted("before")
    interrupted("newest")
    look(window, qtbot)
    assert window.notices.text() == "The run newest was interrupted after epoch 3 of 10."
    press(window, "noticeAction0")
    assert window.place == "train"
    assert window.session.resumed_run is not None
    assert window.session.resumed_run.name == "newest"
    assert window.document.network == Project.from_template("mlp").model
    assert window.notices.text() == ""
    assert window.train_page.hyperparameters.lock_note() == "Pause the run to change its hyperparameters."
    qtbot.waitUntil(lambda: window.train_page.history.loss.last == 100, timeout=5_000)
    scripted.job.tell(Events.started(resumed_after=100))
    window.session._tick()
    window.session.pause()
    window.session._tick()
    assert window.pending.difference is None
    window.session.stop_and_wait()


def test_a_run_interrupted_in_its_first_epoch_is_offered_too(
    window: MainWindow, scripted: JobMaker, interrupted: MakeInterrupted, qtbot: QtBot
) -> None:
    interrupted("young", epochs=0)
    look(window, qtbot)
    assert window.notices.text() == "The run young was interrupted in its first epoch."


def test_not_now_leaves_the_run_to_its_place_and_does_not_ask_for_it_again(
    window: MainWindow, scripted: JobMaker, interrupted: MakeInterrupted, qtbot: QtBot
) -> None:
    interrupted("once")
    look(window, qtbot)
    press(window, "noticeAction1")
    assert window.notices.text() == ""
    assert scripted.jobs == []
    look(window, qtbot)
    assert window.notices.text() == ""
    assert Preferences().text("declined_resume") == "once"
    assert RunStore().interrupted()[0].resumable
    interrupted("another")
    look(window, qtbot)
    assert window.notices.text().startswith("The run another was interrupted")


def test_the_offer_waits_for_another_notice_and_goes_when_a_training_begins(
    window: MainWindow, scripted: JobMaker, interrupted: MakeInterrupted, qtbot: QtBot
) -> None:
    interrupted("patient")
    window.notices.tell(lambda: "Last time a project was left unsaved.")
    look(window, qtbot)
    assert window.notices.text() == "Last time a project was left unsaved."
    window.notices.dismiss()
    assert window.notices.text().startswith("The run patient was interrupted")
    window.controls.train()
    assert window.notices.text() == ""
    scripted.job.end("cancelled")
    qtbot.waitUntil(lambda: not window.session.is_active)


def test_nothing_is_offered_where_nothing_was_interrupted(window: MainWindow, qtbot: QtBot) -> None:
    RunStore().create(Project.from_template(), "complete")
    look(window, qtbot)
    assert window.notices.text() == ""


def test_a_run_that_cannot_go_on_says_why_and_leaves_the_project_alone(
    window: MainWindow, scripted: JobMaker, interrupted: MakeInterrupted
) -> None:
    run, before = interrupted("stuck"), window.document.project
    scripted.fails_to_resume = NetwrightError("The run {run} cannot go on.", run="stuck")
    window.resuming.resume(run)
    assert window.notices.text() == "The run stuck cannot go on."
    assert window.document.project is before
    assert not window.session.is_active


def test_a_failed_run_that_left_a_checkpoint_is_resumed_from_its_message(
    window: MainWindow, scripted: JobMaker, interrupted: MakeInterrupted, qtbot: QtBot
) -> None:
    run = interrupted("full")
    started = Events.started()
    failure = Failure("disk_full", Text("The disk is full."), None, "")
    scripted.script = [
        type(started)(**{**{name: getattr(started, name) for name in started.__slots__}, "folder": run.folder}),
        RunFinished("failed", 1, 1, None, None, 1.0, failure),
    ]
    window.controls.train()
    qtbot.waitUntil(lambda: not window.session.is_active)
    button = window.findChild(QPushButton, "resumeFailedButton")
    assert button is not None
    qtbot.waitUntil(button.isVisible, timeout=5_000)
    scripted.script = []
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.session.resumed_run is not None
    assert window.session.resumed_run.folder == run.folder
    window.session.stop_and_wait()


def test_a_change_that_is_refused_on_another_place_is_told_there(
    window: MainWindow, scripted: JobMaker, qtbot: QtBot
) -> None:
    scripted.script = [Events.started()]
    window.controls.train()
    window.session._tick()
    window.session.pause()
    window.session._tick()
    window.go_to("build")
    window.document.apply("more", training=window.document.training.model_copy(update={"batch_size": 32}))
    scripted.job.refuses = NetwrightError("It does not fit.")
    QTest.mouseClick(window.controls.pause_button, Qt.MouseButton.LeftButton)
    assert window.session.state == "paused"
    assert window.notices.text() == "It does not fit."
    window.session.stop_and_wait()


KILLED = """
import time
from dataclasses import replace
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.job import TrainingJob

project = Project.from_template("mlp")
training = project.training.model_copy(update={"limit_train": 2_000, "epochs": 3_000, "device": "cpu", "tune": False})
job = TrainingJob(replace(project, training=training), RunStore(), "killed")
job.start()
time.sleep(600)
"""


def test_a_training_whose_process_was_killed_is_offered_and_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED])
    store = RunStore()
    try:
        qtbot.waitUntil(lambda: any(run.epochs_done >= 2 for run in store.list()), timeout=120_000)
    finally:
        process.kill()
        process.wait()
    look(window, qtbot)
    assert window.notices.text().startswith("The run killed was interrupted after epoch ")
    press(window, "noticeAction0")
    qtbot.waitUntil(lambda: window.session.run is not None, timeout=120_000)
    assert window.session.run is not None
    before = window.session.run.resumed_after
    assert before >= 2 * 25
    history = window.train_page.history
    qtbot.waitUntil(lambda: history.loss.last > before and history.loss.first == 1, timeout=60_000)
    assert np.isfinite(history.loss.raw).all()
    assert store.list()[0].status == "running"
    assert window.document.training.epochs == 3_000
    window.session.stop_and_wait()
    assert store.list()[0].status == "cancelled"


def test_what_waits_is_shown_in_turn_and_can_be_taken_back(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.dismiss()
    words = [lambda number=number: f"notice {number}" for number in range(4)]
    for each in words:
        bar.tell_when_free(each)
    assert bar.text() == "notice 0"
    bar.take_back(words[1])
    bar.dismiss()
    assert bar.text() == "notice 2"
    bar.take_back(words[2])
    assert bar.text() == "notice 3"
    bar.dismiss()
    assert bar.text() == ""
