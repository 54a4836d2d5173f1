"""A scripted job in place of the engine's: tests put events into it and look at what the widgets make of them."""

import queue
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.project import Project
from engine.runs.run import Run
from engine.training.events import (
    EpochCompleted,
    Event,
    JobState,
    Outcome,
    RunFinished,
    RunStarted,
    StateChanged,
    StepsCompleted,
)
from gui.training.history import RunHistory


class ScriptedJob:
    """Does what a test says; ``script`` is put into the queue at the start."""

    def __init__(self, project: Project, script: list[Event]) -> None:
        self.project = project
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.live = None
        self.state: JobState = "idle"
        self.calls: list[str] = []
        self.script = script
        self.fails_to_start: Exception | None = None
        self.refuses: Exception | None = None
        self.changes: list[Project] = []

    def start(self) -> None:
        self.calls.append("start")
        if self.fails_to_start is not None:
            raise self.fails_to_start
        self.state = "running"
        self.tell(*self.script)

    def pause(self) -> None:
        self.calls.append("pause")
        self.state = "paused"
        self.tell(StateChanged("paused"))

    def resume(self) -> None:
        self.calls.append("resume")
        self.state = "running"
        self.tell(StateChanged("running"))

    def cancel(self) -> None:
        self.calls.append("cancel")
        self.end("cancelled")

    def change(self, project: Project) -> None:
        self.calls.append("change")
        if self.refuses is not None:
            raise self.refuses
        self.changes.append(project)

    def join(self, timeout: float | None = None) -> bool:
        return self.state in ("completed", "cancelled", "failed")

    def tell(self, *events: Event) -> None:
        for event in events:
            self.events.put(event)
            if isinstance(event, RunFinished):
                self.state = event.outcome

    def end(self, outcome: Outcome) -> None:
        self.tell(RunFinished(outcome, 0, None, None, None, 1.0))


class JobMaker:
    """Makes :class:`ScriptedJob` and remembers them; ``script`` and ``fails_to_start`` go to the next one."""

    def __init__(self) -> None:
        self.jobs: list[ScriptedJob] = []
        self.script: list[Event] = []
        self.fails_to_start: Exception | None = None
        self.fails_to_resume: Exception | None = None

    def resume(self, run: Run) -> ScriptedJob:
        """As ``__call__``, for a session's ``resume_factory``."""
        if self.fails_to_resume is not None:
            raise self.fails_to_resume
        return self(run.project())

    def __call__(self, project: Project) -> ScriptedJob:
        job = ScriptedJob(project, self.script)
        job.fails_to_start = self.fails_to_start
        self.jobs.append(job)
        return job

    @property
    def job(self) -> ScriptedJob:
        return self.jobs[-1]


class Events:
    """Makes events of a run with sensible figures."""

    @staticmethod
    def started(
        epochs: int = 3, steps: int = 100, train: int = 6400, validation: int = 1600, resumed_after: int = 0
    ) -> RunStarted:
        folder = Path("runs/run-1")
        sizes = (epochs, steps, train, validation)
        return RunStarted("run-1", folder, *sizes, "cpu", "AMD EPYC", 225_034, resumed_after)

    @staticmethod
    def steps(
        first: int, losses: Sequence[float] | NDArray[np.floating], epoch: int = 1, rate: float = 2480.0
    ) -> StepsCompleted:
        values = np.asarray(losses, np.float32)
        return StepsCompleted(epoch, first, values, np.clip(1 - values / 3, 0, 1).astype(np.float32), rate)

    @staticmethod
    def epoch(number: int, steps: int = 100, loss: float = 0.2, best: bool = True) -> EpochCompleted:
        figures = (loss, 0.9, loss + 0.05, 0.95 + number / 1000, 20.0, 2400.0)
        return EpochCompleted(number, number * steps, *figures, best, learning_rate=0.001)

    @staticmethod
    def finished(outcome: Outcome = "completed", test_accuracy: float | None = 0.9903) -> RunFinished:
        return RunFinished(outcome, 3, 3, 0.0312, test_accuracy if outcome == "completed" else None, 80.0)


STEPS = 350


def make_history(events: type[Events], steps: int = STEPS, name: str = "run-1", seed: int = 0) -> RunHistory:
    noise = np.random.default_rng(seed).lognormal(0, 0.3, steps)
    losses = (2.2 * np.exp(-np.arange(steps) / 60) + 0.05) * noise
    history = RunHistory(name)
    history.started(events.started(epochs=4, steps=100))
    history.name = name
    for first in range(0, steps, 25):
        history.add_steps([events.steps(first + 1, losses[first : first + 25], epoch=first // 100 + 1)])
    for number in range(1, steps // 100 + 1):
        history.add_epoch(events.epoch(number, loss=0.4 / number))
    return history
