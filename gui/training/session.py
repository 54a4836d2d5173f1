"""The only bridge between a training job's thread and the widgets: one timer turns its events into Qt signals."""

from __future__ import annotations

import queue
import time
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.project import Project
from engine.runs.helm import KeptHelm
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.events import (
    CheckpointSaved,
    DownloadProgressed,
    EngineWarning,
    EpochCompleted,
    EvaluationProgressed,
    Event,
    Failure,
    HealthMeasured,
    HeldAtLastGood,
    JobState,
    Rewound,
    RunChanged,
    RunFinished,
    RunStarted,
    StateChanged,
    StepsCompleted,
    WayChosen,
)
from gui.training.job import Job, JobFactory, ResumeFactory, as_followed, as_let_go

if TYPE_CHECKING:
    from engine.runs.followed_weights import WeightsAt

TICK_MS = 33
_EVENTS_PER_TICK = 2_000
_SECONDS_PER_TICK = 0.006
_ENDS = ("completed", "cancelled", "failed")
_SIGNALS: dict[type[Event], str] = {
    DownloadProgressed: "downloadProgressed",
    EvaluationProgressed: "evaluationProgressed",
    EpochCompleted: "epochCompleted",
    CheckpointSaved: "checkpointSaved",
    EngineWarning: "warning",
    WayChosen: "wayChosen",
    Rewound: "rewound",
    RunChanged: "runChanged",
    HealthMeasured: "healthMeasured",
    HeldAtLastGood: "heldAtLastGood",
}
"""The signals that hand on events which change nothing of the session's state."""


class TrainingSession(QObject):
    """Starts jobs one after the other and tells their events in order on the GUI thread.

    ``state`` is one of ``idle preparing running pausing paused stopping completed cancelled failed``. Consecutive
    :class:`StepsCompleted` come as one ``stepsCompleted`` with a list; ``ticked`` follows whatever a tick has told, so
    that pictures are drawn once per tick. ``finished`` comes exactly once per start, even if the job's thread dies, and
    also when the run is let go of: then :attr:`is_let_go` says that it goes on elsewhere.
    """

    starting = Signal(object)  # the Project, before anything else is told
    downloadProgressed = Signal(object)  # noqa: N815 - Qt's naming of signals
    started = Signal(object)
    stepsCompleted = Signal(list)  # noqa: N815
    evaluationProgressed = Signal(object)  # noqa: N815
    epochCompleted = Signal(object)  # noqa: N815
    checkpointSaved = Signal(object)  # noqa: N815
    warning = Signal(object)
    wayChosen = Signal(object)  # noqa: N815
    rewound = Signal(object)
    runChanged = Signal(object)  # noqa: N815
    healthMeasured = Signal(object)  # noqa: N815
    heldAtLastGood = Signal(object)  # noqa: N815
    stateChanged = Signal(str)  # noqa: N815
    steeringChanged = Signal(bool)  # noqa: N815 - whether the run that is followed can be paused and stopped from here
    finished = Signal(object)
    ticked = Signal()

    def __init__(
        self, job_factory: JobFactory, parent: QObject | None = None, resume_factory: ResumeFactory | None = None
    ) -> None:
        super().__init__(parent)
        self._job_factory, self._resume_factory = job_factory, resume_factory
        self._job: Job | None = None
        self._state = "idle"
        self._run: RunStarted | None = None
        self._project: Project | None = None
        self._next_project: Project | None = None
        self._resumed_run: Run | None = None
        self._held: HeldAtLastGood | None = None
        self._helm: KeptHelm | None = None
        self._may_steer = True
        self._let_go = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def state(self) -> str:
        return self._state

    @property
    def is_active(self) -> bool:
        """Whether a job lives: from the start until its ``finished`` was told."""
        return self._job is not None

    @property
    def job(self) -> Job | None:
        """The living job; its ``live`` weights feed the drawing pad."""
        return self._job

    @property
    def run(self) -> RunStarted | None:
        """How the newest job's run began; ``None`` until it told."""
        return self._run

    @property
    def project(self) -> Project | None:
        """What the newest job trains, with what was changed on the way."""
        return self._project

    @property
    def resumed_run(self) -> Run | None:
        """The stored run that the newest job goes on with; ``None`` where it began a new one."""
        return self._resumed_run

    @property
    def is_following(self) -> bool:
        """Whether the living job is one of another process, which is followed from its run's folder."""
        return as_followed(self._job) is not None

    @property
    def weights_at(self) -> WeightsAt | None:
        """How far the weights had learned that are known of the run that is followed; ``None`` before any are."""
        followed = as_followed(self._job)
        return None if followed is None else followed.weights_at

    @property
    def may_steer(self) -> bool:
        """Whether the run can be paused, changed and stopped from here: one that another window steers cannot."""
        return self._may_steer

    @property
    def can_let_go(self) -> bool:
        """Whether the living job's run can go on without this window."""
        return as_let_go(self._job) is not None

    @property
    def is_let_go(self) -> bool:
        """Whether the newest job ended here alone, and its run goes on."""
        return self._let_go

    @property
    def held(self) -> HeldAtLastGood | None:
        """Why the job paused by itself, until it goes on or ends."""
        return self._held

    def start(self, project: Project) -> None:
        """Start training. A job that cannot start ends as failed, by the same signals as any other failure.

        :raises NetwrightError: while another job lives.
        """
        self.refuse_a_second_job()
        self._begin(project, None, lambda: self._job_factory(project))

    def resume_run(self, run: Run, adopt: Callable[[Project], None] = lambda project: None) -> None:
        """Go on with a stored run, in its folder, from its newest checkpoint.

        ``adopt`` is called with the run's project once it is sure that the run can go on, before anything is told.

        :raises NetwrightError: while another job lives, and where nothing can be resumed; nothing happened then.
        """
        self.refuse_a_second_job()
        if self._resume_factory is None:
            raise RuntimeError("this session was made without a way to resume runs")
        job = self._resume_factory(run)
        adopt(job.project)
        self._begin(job.project, run, lambda: job)

    def follow(self, job: Job, adopt: Callable[[Project], None] = lambda project: None) -> None:
        """Follow a run that another process trains; ``adopt`` as for :meth:`resume_run`.

        :raises NetwrightError: while another job lives.
        """
        self.start_job(job, adopt)

    def start_job(self, job: Job, adopt: Callable[[Project], None] = lambda project: None) -> None:
        """Start a job that was made elsewhere; ``adopt`` as for :meth:`resume_run`.

        :raises NetwrightError: while another job lives.
        """
        self.refuse_a_second_job()
        adopt(job.project)
        self._begin(job.project, None, lambda: job)

    def let_go(self) -> None:
        """Let the run go on without this window, which hears nothing more of it."""
        job = as_let_go(self._job)
        if job is not None:
            job.let_go()
            self._let_go = True
            self._finish(RunFinished("cancelled", 0, None, None, None, 0.0))

    def refuse_a_second_job(self) -> None:
        """Raise :class:`NetwrightError` while a job lives."""
        if self._job is not None:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "A training is already running."),
                hint=QT_TRANSLATE_NOOP("engine", "Stop it before starting the next one."),
            )

    def _begin(self, project: Project, resumed_run: Run | None, make: Callable[[], Job]) -> None:
        self._project, self._next_project, self._run = project, None, None
        self._resumed_run, self._held, self._let_go = resumed_run, None, False
        self.starting.emit(project)
        try:
            self._job = make()
            self._set_steering(not self.is_following)
            self._set_state("preparing")
            self._job.start()
        except Exception as error:  # whatever it is, the window shows it and lives on
            self._finish(_failed(error))
            return
        self._timer.start()

    def change(self, project: Project) -> None:
        """Let the rest of a paused run follow this project, from :meth:`resume` on; ``runChanged`` tells when it does.

        :raises NetwrightError: with what cannot be changed; while the run is not paused.
        """
        if self._job is None or self._state != "paused":
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "Only a paused training can be changed."),
                hint=QT_TRANSLATE_NOOP("engine", "Press Pause first."),
            )
        self._job.change(project)
        self._next_project = project

    def pause(self) -> None:
        """Ask the job to hold after the step under way."""
        if self._job is not None and self._state == "running" and self._may_steer:
            self._set_state("pausing")
            self._job.pause()

    def resume(self) -> None:
        """Let a paused job go on."""
        if self._job is not None and self._state in ("paused", "pausing") and self._may_steer:
            self._held = None
            self._job.resume()
            self._set_state("running")

    def cancel(self) -> None:
        """Ask the job to stop after the step under way and keep its run."""
        if self._job is not None and self._state != "stopping" and self._may_steer:
            self._set_state("stopping")
            self._job.cancel()

    def stop_and_wait(self, seconds: float = 15.0) -> bool:
        """Stop the living job, wait for its thread and tell everything it still said; for closing the window.

        Returns whether the thread ended in time.
        """
        if self._job is None:
            return True
        job = self._job
        self.cancel()
        ended = job.join(seconds)
        while self._job is job and self._drain(budget=None):
            pass
        if self._job is job and ended:
            self._finish(_died())
        return ended

    def _tick(self) -> None:
        job = self._job
        if job is None:
            return
        over = job.state in _ENDS and job.join(0)  # asked before draining: what it said last is then in the queue
        told = self._drain(budget=_SECONDS_PER_TICK)
        if (followed := as_followed(self._job)) is not None:
            self._set_steering(followed.may_steer)
        if over and not told and self._job is job:
            self._finish(_died())

    def _drain(self, budget: float | None) -> bool:
        """Tell what is in the queue, within a budget in seconds; returns whether there was anything."""
        job = self._job
        if job is None:
            return False
        deadline = None if budget is None else time.perf_counter() + budget
        steps: list[StepsCompleted] = []
        told = False
        for _ in range(_EVENTS_PER_TICK):
            try:
                event = job.events.get_nowait()
            except queue.Empty:
                break
            told = True
            if isinstance(event, StepsCompleted):
                steps.append(event)
            else:
                steps = self._flush(steps)
                self._tell(event)
            if self._job is not job or (deadline is not None and time.perf_counter() > deadline):
                break
        self._flush(steps)
        if told:
            self.ticked.emit()
        return told

    def _flush(self, steps: list[StepsCompleted]) -> list[StepsCompleted]:
        if steps:
            self.stepsCompleted.emit(steps)
        return []

    def _tell(self, event: Event) -> None:
        match event:
            case RunStarted():
                self._run = event
                if not self.is_following:
                    self._helm = KeptHelm(event.folder)
                self.started.emit(event)
                if self._state == "preparing":
                    self._set_state("running")
            case StateChanged():
                self._follow(event.state)
            case RunFinished():
                self._finish(event)
            case _:
                if isinstance(event, RunChanged):
                    self._project, self._next_project = self._next_project or self._project, None
                elif isinstance(event, HeldAtLastGood):
                    self._held = event if self._state != "stopping" else None
                getattr(self, _SIGNALS[type(event)]).emit(event)

    def _follow(self, state: JobState) -> None:
        """Take over the job's state, unless a person asked for more in the meantime; ends come with RunFinished."""
        if state in _ENDS or state == "idle" or self._state == "stopping":
            return
        if self._state == "pausing" and state == "running":
            return
        if state == "paused" and self._state == "running":
            # Resumed before the word of the pause came through the queue; the word of going on follows it.
            job = self._job
            if job is not None and job.state != "paused":
                return
        self._set_state(state)

    def _finish(self, event: RunFinished) -> None:
        self._timer.stop()
        self._job = self._held = None
        if self._helm is not None:
            self._helm.let_go()
            self._helm = None
        self._set_steering(True)
        self._set_state(event.outcome)
        self.finished.emit(event)

    def _set_steering(self, may_steer: bool) -> None:
        if may_steer != self._may_steer:
            self._may_steer = may_steer
            self.steeringChanged.emit(may_steer)

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.stateChanged.emit(state)


def _failed(error: Exception) -> RunFinished:
    text = error.text if isinstance(error, NetwrightError) else _unexpected(error)
    hint = error.hint if isinstance(error, NetwrightError) else None
    details = "".join(traceback.format_exception(error))
    return RunFinished("failed", 0, None, None, None, 0.0, Failure("unexpected", text, hint, details))


def _unexpected(error: Exception) -> Text:
    return Text(
        QT_TRANSLATE_NOOP("engine", "The training could not start: {kind}: {message}"),
        {"kind": type(error).__name__, "message": str(error)},
    )


def _died() -> RunFinished:
    text = Text(QT_TRANSLATE_NOOP("engine", "The training thread ended without a word."))
    hint = Text(QT_TRANSLATE_NOOP("engine", "Train again; if it happens again, please report it with the log."))
    return RunFinished("failed", 0, None, None, None, 0.0, Failure("unexpected", text, hint, ""))
