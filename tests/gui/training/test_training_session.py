"""The session between job and widgets: order, coalescing, every end, and that the end is never lost."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.text import NetwrightError, Text
from engine.training.events import EngineWarning, EvaluationProgressed, Failure, Outcome, RunFinished, StateChanged
from gui.training.session import TrainingSession
from tests.gui.training.scripted import Events, JobMaker

Drain = Callable[[TrainingSession], None]


class Recorder:
    """Everything a session told, in order."""

    def __init__(self, session: TrainingSession) -> None:
        self.told: list[tuple[str, Any]] = []
        for name in (
            "starting",
            "started",
            "stepsCompleted",
            "evaluationProgressed",
            "epochCompleted",
            "checkpointSaved",
            "warning",
            "stateChanged",
            "finished",
        ):
            getattr(session, name).connect(lambda value, name=name: self.told.append((name, value)))

    def names(self) -> list[str]:
        return [name for name, _ in self.told]

    def of(self, name: str) -> list[Any]:
        return [value for told, value in self.told if told == name]


@pytest.fixture
def recorder(session: TrainingSession) -> Recorder:
    return Recorder(session)


def test_a_run_is_told_in_the_order_of_its_events(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, recorder: Recorder, drain: Drain
) -> None:
    maker.script = [
        events.started(),
        events.steps(1, [2, 1]),
        events.steps(3, [0.5]),
        EvaluationProgressed("validation", 800, 1600),
        events.epoch(1),
        EngineWarning(Text("The batch is small.")),
        events.steps(4, [0.4]),
        events.finished(),
    ]
    session.start(project)
    drain(session)
    assert recorder.names() == [
        "starting",
        "stateChanged",
        "started",
        "stateChanged",
        "stepsCompleted",
        "evaluationProgressed",
        "epochCompleted",
        "warning",
        "stepsCompleted",
        "stateChanged",
        "finished",
    ]
    assert recorder.of("stateChanged") == ["preparing", "running", "completed"]


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tick that has time for all there is, however busy the machine."""
    monkeypatch.setattr("gui.training.session._SECONDS_PER_TICK", 60.0)


@pytest.mark.usefixtures("unhurried")
def test_steps_that_follow_each_other_come_as_one_signal(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, recorder: Recorder, drain: Drain
) -> None:
    maker.script = [events.started(), *(events.steps(1 + 10 * i, np.full(10, 0.1 * i)) for i in range(8))]
    session.start(project)
    session._tick()
    (batch,) = recorder.of("stepsCompleted")
    assert [event.first_step for event in batch] == list(range(1, 80, 10))


def test_a_flood_of_single_steps_takes_few_bounded_ticks_and_loses_nothing(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, recorder: Recorder
) -> None:
    maker.script = [events.started(epochs=1, steps=10_000)]
    maker.script += [events.steps(step, [1 / step]) for step in range(1, 10_001)]
    maker.script += [events.finished()]
    session.start(project)
    ticks = 0
    while session.is_active:
        before = len(recorder.of("stepsCompleted"))
        session._tick()
        ticks += 1
        assert len(recorder.of("stepsCompleted")) - before <= 1
    steps = [event.first_step for batch in recorder.of("stepsCompleted") for event in batch]
    assert steps == list(range(1, 10_001))
    assert ticks >= 5
    assert len(recorder.of("finished")) == 1


@pytest.mark.parametrize("outcome", ["completed", "cancelled", "failed"])
def test_every_end_is_told_once_and_frees_the_session_for_the_next_run(
    outcome: Outcome,
    session: TrainingSession,
    maker: JobMaker,
    events: type[Events],
    project: Project,
    recorder: Recorder,
    drain: Drain,
) -> None:
    for _ in range(2):
        maker.script = [events.started(), events.finished(outcome)]
        session.start(project)
        active = [session.is_active]
        drain(session)
        active.append(session.is_active)
        assert active == [True, False]
        assert session.state == outcome
        assert not session._timer.isActive()
    assert [event.outcome for event in recorder.of("finished")] == [outcome, outcome]


def test_the_timer_runs_only_while_a_job_lives(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, qtbot: QtBot
) -> None:
    assert not session._timer.isActive()
    maker.script = [events.started(), events.steps(1, [1.0])]
    session.start(project)
    with qtbot.waitSignal(session.stepsCompleted, timeout=1000):
        assert session._timer.isActive()
    with qtbot.waitSignal(session.finished, timeout=1000):
        maker.job.tell(events.finished())
    assert not session._timer.isActive()


@pytest.mark.usefixtures("unhurried")
def test_a_job_that_dies_without_a_word_ends_as_failed(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, recorder: Recorder
) -> None:
    maker.script = [events.started(), events.steps(1, [1.0])]
    session.start(project)
    maker.job.state = "failed"
    session._tick()
    assert recorder.of("stepsCompleted"), "what it said before is told first"
    session._tick()
    (end,) = recorder.of("finished")
    assert isinstance(end, RunFinished)
    assert end.failure is not None
    assert end.failure.kind == "unexpected"


def test_a_job_that_cannot_start_ends_as_failed_and_the_next_one_starts(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, recorder: Recorder, drain: Drain
) -> None:
    maker.fails_to_start = RuntimeError("no thread to be had")
    session.start(project)
    (end,) = recorder.of("finished")
    assert isinstance(end, RunFinished)
    assert isinstance(end.failure, Failure)
    assert "no thread to be had" in str(end.failure.text)
    assert "RuntimeError" in end.failure.details
    maker.fails_to_start = None
    maker.script = [events.started(), events.finished()]
    session.start(project)
    drain(session)
    assert session.state == "completed"


def test_starting_twice_is_refused(session: TrainingSession, maker: JobMaker, project: Project) -> None:
    session.start(project)
    with pytest.raises(NetwrightError, match="already running"):
        session.start(project)
    assert len(maker.jobs) == 1


def test_pausing_waits_for_the_jobs_word_and_resuming_does_not(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, drain: Drain
) -> None:
    maker.script = [events.started()]
    session.start(project)
    drain(session)
    session.pause()
    assert session.state == "pausing"
    drain(session)
    assert session.state == "paused"
    session.resume()
    assert session.state == "running"
    drain(session)
    assert session.state == "running"
    assert maker.job.calls == ["start", "pause", "resume"]


def test_the_late_word_of_a_pause_does_not_undo_a_resume(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, drain: Drain
) -> None:
    maker.script = [events.started()]
    session.start(project)
    drain(session)
    session.pause()
    session.resume()
    states: list[str] = []
    session.stateChanged.connect(states.append)
    drain(session)
    assert session.state == "running"
    assert states == []


def test_cancelling_tells_stopping_at_once_and_asks_the_job_once(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, drain: Drain
) -> None:
    maker.script = [events.started()]
    session.start(project)
    drain(session)
    session.cancel()
    maker.job.tell(StateChanged("running"))
    session.cancel()
    assert session.state == "stopping"
    assert maker.job.calls.count("cancel") == 1
    drain(session)
    assert session.state == "cancelled"


def test_stopping_for_good_tells_everything_that_was_still_in_the_queue(
    session: TrainingSession, maker: JobMaker, events: type[Events], project: Project, recorder: Recorder
) -> None:
    maker.script = [events.started(), *(events.steps(step, [0.1]) for step in range(1, 5_001))]
    session.start(project)
    assert session.stop_and_wait(1.0)
    assert not session.is_active
    assert sum(len(batch) for batch in recorder.of("stepsCompleted")) == 5_000
    assert recorder.names()[-1] == "finished"
    assert session.stop_and_wait(), "nothing to stop is fine"
