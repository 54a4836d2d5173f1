"""The buttons, the progress bar and the status line in every state of a run."""

from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.model.edits import disconnect
from engine.project import Project
from engine.text import Text
from engine.training.events import DownloadProgressed, EvaluationProgressed, Failure, RunFinished
from gui.model.document import ProjectDocument
from gui.training.controls import TrainingControls
from gui.training.estimate import ProgressEstimate, duration_text, time_left_text
from gui.training.session import TrainingSession
from tests.gui.training.scripted import Events, JobMaker

Drain = Callable[[TrainingSession], None]
Found = TypeVar("Found", bound=QWidget)


class Bar:
    """The controls of a window, found by the names that tests and assistive tools rely on."""

    def __init__(self, controls: QWidget) -> None:
        self.train = self._find(controls, QPushButton, "trainButton")
        self.pause = self._find(controls, QPushButton, "pauseButton")
        self.stop = self._find(controls, QPushButton, "stopButton")
        self.progress = self._find(controls, QProgressBar, "trainProgress")
        self.status = self._find(controls, QLabel, "statusLabel")

    @staticmethod
    def _find(controls: QWidget, kind: type[Found], name: str) -> Found:
        found = controls.findChild(kind, name)
        assert found is not None
        return found

    def enabled(self) -> tuple[bool, bool, bool]:
        return self.train.isEnabled(), self.pause.isEnabled(), self.stop.isEnabled()


@pytest.fixture
def document() -> ProjectDocument:
    return ProjectDocument()


@pytest.fixture
def controls(document: ProjectDocument, session: TrainingSession, qtbot: QtBot) -> TrainingControls:
    widget = TrainingControls(document, session)
    qtbot.addWidget(widget)
    widget.resize(700, 50)
    widget.show()
    return widget


@pytest.fixture
def bar(controls: TrainingControls) -> Bar:
    return Bar(controls)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_before_a_run_only_train_can_be_pressed(bar: Bar) -> None:
    assert bar.enabled() == (True, False, False)
    assert bar.status.text() == "Ready to train"
    assert bar.progress.text() == ""


def test_train_starts_the_documents_project_and_says_that_pytorch_is_loading(
    bar: Bar, maker: JobMaker, document: ProjectDocument, session: TrainingSession
) -> None:
    click(bar.train)
    assert maker.job.project is document.project
    assert session.state == "preparing"
    assert bar.status.text() == "Loading PyTorch…"
    assert bar.enabled() == (False, False, True)


def test_with_pytorch_loaded_the_wait_is_called_preparing(bar: Bar, controls: TrainingControls) -> None:
    controls.set_torch_loaded()
    click(bar.train)
    assert bar.status.text() == "Preparing…"


def test_the_buttons_follow_pause_resume_and_stop(
    bar: Bar, maker: JobMaker, events: type[Events], session: TrainingSession, drain: Drain
) -> None:
    maker.script = [events.started()]
    click(bar.train)
    drain(session)
    assert bar.enabled() == (False, True, True)
    assert bar.pause.text() == "Pause"
    click(bar.pause)
    assert bar.enabled() == (False, False, True)
    assert bar.status.text() == "Pausing…"
    drain(session)
    assert bar.enabled() == (False, True, True)
    assert bar.pause.text() == "Resume"
    assert bar.status.text() == "Paused"
    click(bar.pause)
    drain(session)
    assert bar.pause.text() == "Pause"
    click(bar.stop)
    assert bar.enabled() == (False, False, False)
    assert bar.status.text() == "Stopping…"
    drain(session)
    assert bar.enabled() == (True, False, False)
    assert bar.status.text() == "Stopped after 1 s; the run is kept"


def test_f5_trains_and_resumes_and_shift_f5_stops(
    bar: Bar,
    controls: TrainingControls,
    maker: JobMaker,
    events: type[Events],
    session: TrainingSession,
    drain: Drain,
    qtbot: QtBot,
) -> None:
    qtbot.waitExposed(controls)
    controls.activateWindow()
    qtbot.waitUntil(controls.isActiveWindow)
    maker.script = [events.started()]
    QTest.keyClick(controls, Qt.Key.Key_F5)
    drain(session)
    assert session.state == "running"
    session.pause()
    drain(session)
    QTest.keyClick(controls, Qt.Key.Key_F5)
    assert session.state == "running"
    QTest.keyClick(controls, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert session.state == "stopping"


def test_starting_by_keyboard_leaves_the_focus_where_space_does_not_stop_the_run(
    bar: Bar, controls: TrainingControls, maker: JobMaker, events: type[Events], session: TrainingSession, drain: Drain
) -> None:
    bar.train.setFocus()
    maker.script = [events.started()]
    QTest.keyClick(bar.train, Qt.Key.Key_Space)
    assert controls.focusWidget() is not bar.stop
    drain(session)
    assert controls.focusWidget() is bar.pause


def test_progress_counts_steps_and_validations_and_says_rate_and_time_left(
    bar: Bar, controls: TrainingControls, maker: JobMaker, events: type[Events], session: TrainingSession, drain: Drain
) -> None:
    maker.script = [events.started(epochs=2, steps=100, train=6400, validation=1920), events.steps(1, [1.0] * 50)]
    click(bar.train)
    drain(session)
    controls._show_words()
    total = 2 * (6400 + 1920 / 3)
    assert bar.progress.value() == pytest.approx(1000 * 3200 / total, abs=1)
    assert bar.progress.text() == f"Epoch 1 of 2 · {int(100 * 3200 / total)} %"
    assert bar.status.text() == "2,480 images/s · 4 s left"
    maker.job.tell(events.steps(51, [1.0] * 50), EvaluationProgressed("validation", 960, 1920))
    drain(session)
    controls._show_words()
    assert bar.progress.value() == pytest.approx(1000 * (6400 + 320) / total, abs=1)
    assert bar.status.text().startswith("Validating…")


def test_a_download_before_the_first_step_has_the_bar_to_itself(
    bar: Bar, controls: TrainingControls, maker: JobMaker, events: type[Events], session: TrainingSession, drain: Drain
) -> None:
    maker.script = [DownloadProgressed("resnet18", 15 * 2**20, 45 * 2**20)]
    click(bar.train)
    drain(session)
    controls._show_words()
    assert bar.status.text() == "Downloading the weights of resnet18: 15 of 45 MB"
    assert bar.progress.text() == "33 %"
    assert bar.progress.value() == 333
    assert bar.enabled() == (False, False, True)
    maker.job.tell(events.started(), events.steps(1, [1.0]))
    drain(session)
    assert bar.status.text() == "Starting…" or "images/s" in bar.status.text()
    assert bar.progress.text().startswith("Epoch 1 of")


def test_the_end_shows_what_came_of_it(
    bar: Bar, maker: JobMaker, events: type[Events], session: TrainingSession, drain: Drain
) -> None:
    maker.script = [events.started(), events.steps(1, [1.0] * 100), events.finished()]
    click(bar.train)
    drain(session)
    assert bar.progress.value() == 1000
    assert bar.status.text() == "Done in 1 min 20 s · test accuracy 99.03 %"
    failure = Failure("disk_full", Text("The disk is full."), None, "")
    maker.script = [events.started(), RunFinished("failed", 0, None, None, None, 1.0, failure)]
    click(bar.train)
    drain(session)
    assert bar.status.text() == "Failed: The disk is full."
    assert bar.progress.value() == 0


def test_a_wrong_network_disables_train_and_says_why(
    bar: Bar, document: ProjectDocument, maker: JobMaker, controls: TrainingControls
) -> None:
    source, target = document.model.links[3]
    document.apply("cut", model=disconnect(document.model, source, target))
    assert not document.analysis.ok
    assert not bar.train.isEnabled()
    assert bar.train.toolTip() == bar.status.text() != ""
    controls.train_or_resume()
    assert maker.jobs == []
    document.undo_stack.undo()
    assert bar.train.isEnabled()
    assert bar.status.text() == "Ready to train"


def test_every_control_has_an_accessible_name(controls: TrainingControls) -> None:
    for widget in [*controls.findChildren(QPushButton), *controls.findChildren(QProgressBar)]:
        assert widget.accessibleName(), widget.objectName()


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_time_left_runs_down_with_the_clock_and_never_jumps(project: Project, events: type[Events]) -> None:
    clock = Clock()
    estimate = ProgressEstimate(clock)
    estimate.started(events.started(epochs=10, steps=1000, train=64_000, validation=0))
    shown: list[float] = []
    step = 1
    for tick in range(400):
        rate = 6_400 if tick % 2 else 3_200  # the rate of single reports flickers
        estimate.stepped([events.steps(step, [1.0] * 5, rate=rate)])
        step += 5
        clock.now += 5 * 64 / 4_800
        left = estimate.seconds_left()
        assert left is not None
        shown.append(left)
    jumps = [abs(after - before) for before, after in pairwise(shown[50:])]
    assert max(jumps) < 1.0
    assert shown[-1] == pytest.approx((640_000 - step * 64) / 4_800, rel=0.15)


def test_a_pause_stops_the_clock_of_the_time_left(events: type[Events]) -> None:
    clock = Clock()
    estimate = ProgressEstimate(clock)
    estimate.started(events.started(epochs=10, steps=1000, train=64_000, validation=0))
    estimate.stepped([events.steps(1, [1.0] * 100)])
    before = estimate.seconds_left()
    estimate.held()
    clock.now += 3600
    assert estimate.seconds_left() == before
    estimate.went_on()
    clock.now += 10
    assert before is not None
    assert estimate.seconds_left() == pytest.approx(before - 10)


def test_the_first_validation_measures_what_the_others_will_cost(events: type[Events]) -> None:
    clock = Clock()
    estimate = ProgressEstimate(clock)
    estimate.started(events.started(epochs=2, steps=100, train=6_400, validation=6_400))
    estimate.stepped([events.steps(1, [1.0] * 100, rate=640.0)])
    estimate.evaluated(EvaluationProgressed("validation", 64, 6_400))
    clock.now += 10.0  # as long as an epoch: a validation image costs as much as a training image
    estimate.epoch_completed(events.epoch(1))
    assert estimate.progress == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s left"),
        (59.2, "59 s left"),
        (82, "1 min 20 s left"),
        (3599, "1 h 0 min left"),
        (7500, "2 h 5 min left"),
    ],
)
def test_time_left_is_told_in_two_units(seconds: float, words: str, project: Project) -> None:
    assert time_left_text(seconds) == words
    assert duration_text(80) == "1 min 20 s"
    assert duration_text(0.42) == "0.4 s"
    assert [duration_text(seconds) for seconds in (0, 3.0, 9.97, 12.4)] == ["0 s", "3 s", "10 s", "12 s"]
