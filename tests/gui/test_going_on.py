"""Runs that outlive the window, runs of other processes, and a process that dies: the window lives on and tells."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.runs.followed_weights import WeightsAt
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.child_job import ChildJob
from engine.training.events import Event, RunFinished
from engine.training.generations import checkpoints
from gui.main_window import MainWindow
from gui.preferences import Preferences
from tests.gui.training.scripted import Events, ScriptedJob

PATIENCE = 90_000


class FollowedScript(ScriptedJob):
    """A scripted job of a run that another process trains."""

    def __init__(self, project: Project, script: list[Event]) -> None:
        super().__init__(project, script)
        self.may_steer = False
        self.weights_at: WeightsAt | None = None

    def let_go(self) -> None:
        self.calls.append("let go")


def small(epochs: int) -> Project:
    project = Project.from_template("mlp")
    values = {"device": "cpu", "epochs": epochs, "limit_train": 4_000, "batch_size": 20, "tune": False}
    return replace(project, training=project.training.model_copy(update=values))


def press(window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert found is not None
    return found


@pytest.fixture
def another(qtbot: QtBot) -> Callable[[], MainWindow]:
    def open_window() -> MainWindow:
        window = MainWindow()
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    return open_window


def test_a_run_goes_on_without_the_window_and_is_found_followed_and_stopped_by_the_next_one(
    window: MainWindow, another: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window.files.adopt(small(2_000))
    window.go_to("train")
    with qtbot.waitSignal(window.session.stepsCompleted, timeout=PATIENCE):
        press(window, "trainButton")
    assert window.session.run is not None
    run = Run(window.session.run.folder)
    assert not window.close()
    box = window.findChild(QMessageBox, "closeWhileTrainingDialog")
    assert box is not None
    press(window, "goOnWithoutWindowButton")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
    assert Preferences().text("let_go") == str(run.folder)
    qtbot.waitUntil(lambda: run.metadata().resumed == 1, timeout=PATIENCE)
    assert run.metadata().process.pid != os.getpid()

    second = another()
    second.going_on.look()
    with qtbot.waitSignal(second.session.stepsCompleted, timeout=PATIENCE):
        pass
    assert second.session.is_following
    assert second.document.project.training.epochs == 2_000
    qtbot.waitUntil(lambda: second.session.may_steer, timeout=PATIENCE)
    third = another()
    third.going_on.follow(run)
    with qtbot.waitSignal(third.session.warning, timeout=PATIENCE) as told:
        pass
    assert "Another window steers this run" in str(told.args[0].text)
    assert not third.controls.stop_button.isEnabled()
    assert third.close()
    second.go_to("train")
    press(second, "stopButton")
    qtbot.waitUntil(lambda: not second.session.is_active, timeout=PATIENCE)
    assert run.summary().status == "cancelled"
    assert second.train_page.history.last_step == len(run.metrics().step_losses)
    assert Preferences().text("let_go") == ""


def test_a_killed_process_costs_the_run_alone_and_resume_goes_on_in_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.files.adopt(small(3))
    window.go_to("train")
    with qtbot.waitSignal(window.session.stepsCompleted, timeout=PATIENCE):
        action(window, "trainInProcessAction").trigger()
    job = window.session.job
    assert isinstance(job, ChildJob)
    assert job.pid is not None
    assert job.run is not None
    folder = job.run.folder
    qtbot.waitUntil(lambda: bool(checkpoints(folder)), timeout=PATIENCE)
    with qtbot.waitSignal(window.session.finished, timeout=PATIENCE):
        os.kill(job.pid, signal.SIGKILL)
    assert "The training's process was killed (SIGKILL)." in window.controls.status.text()
    qtbot.waitUntil(window.train_page.banner.isVisible, timeout=PATIENCE)
    resume = window.findChild(QPushButton, "resumeFailedButton")
    assert resume is not None
    qtbot.waitUntil(resume.isVisible, timeout=PATIENCE)
    with qtbot.waitSignal(window.session.finished, timeout=PATIENCE) as ended:
        press(window, "resumeFailedButton")
        assert not isinstance(window.session.job, ChildJob)  # the process was for one run
    assert isinstance(ended.args[0], RunFinished)
    assert ended.args[0].outcome == "completed"


def test_a_run_that_another_window_steers_is_watched_until_it_is_let_go_of(window: MainWindow) -> None:
    job = FollowedScript(Project.from_template("mlp"), [Events.started(), Events.steps(1, [2.0] * 50)])
    session, controls = window.session, window.controls
    session.follow(job)
    session._tick()
    assert session.state == "running"
    assert not controls.pause_button.isEnabled()
    assert not controls.stop_button.isEnabled()
    assert controls.status.text().endswith("watched only")
    assert window.draw_panel.source.text() == "Run that is followed"
    job.weights_at = WeightsAt(40, None)
    job.tell(Events.steps(51, [2.0]))
    session._tick()
    assert window.draw_panel.source.text() == "Run that is followed: step 40 of 300"
    job.weights_at = WeightsAt(50, 1)
    job.tell(Events.steps(52, [2.0]))
    session._tick()
    assert window.draw_panel.source.text() == "Run that is followed, epoch 1: step 50 of 300"
    session.cancel()
    assert job.calls == ["start"]
    job.may_steer = True
    session._tick()
    assert controls.pause_button.isEnabled()
    session.pause()
    session._tick()
    assert job.calls == ["start", "pause"]
    action(window, "stopFollowingAction").trigger()
    assert job.calls[-1] == "let go"
    assert not session.is_active
    assert controls.status.text() == "The run goes on without this window"


def test_another_run_under_way_is_offered_and_one_that_ended_meanwhile_is_told(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RunStore()
    ended = store.create(Project.from_template("mlp"), "ended")
    ended.metadata_file.write_bytes(
        ended.metadata().changed({"status": "completed", "test_accuracy": 0.98, "epochs_done": 10}).to_json()
    )
    running = store.create(Project.from_template("mlp"), "running")
    running.writer()
    window.preferences.remember(let_go=str(ended.folder))
    window.going_on.look()
    qtbot.waitUntil(lambda: window.notices.text() != "", timeout=PATIENCE)
    assert window.notices.text() == ("The run ended went on without the window and is complete: test accuracy 98.00 %.")
    assert Preferences().text("let_go") == ""
    window.notices.dismiss()
    assert window.notices.text() == "The run running is under way in another process."
    followed: list[Run] = []
    monkeypatch.setattr(window.going_on, "follow", followed.append)
    press(window, "noticeAction0")
    assert [run.name for run in followed] == ["running"]


def test_preferences_for_the_process_are_kept_and_stand_in_both_menus(window: MainWindow) -> None:
    action(window, "prefer-in_process").trigger()
    action(window, "prefer-keeps_going").trigger()
    assert action(window, "prefer-in_process") in window.controls.ways_button.menu().actions()
    assert isinstance(window.jobs.make(small(1)), ChildJob)
    assert Preferences().text("train_in_process") == "yes"
    assert Preferences().text("train_on_after_closing") == "yes"
