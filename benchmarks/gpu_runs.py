"""Runs of the engine with the times of their events: how fast it trains on a GPU, and how soon it listens."""

import contextlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.model.spec import ModelSpec
from engine.project import Project
from engine.runs.store import RunStore
from engine.training import trainer
from engine.training.config import TrainingConfig
from engine.training.events import EpochCompleted, RunFinished, RunStarted, StepsCompleted, WayChosen
from engine.training.job import TrainingJob
from engine.training.runners import EagerSteps


@dataclass
class TimedRun:
    """A run and when its events came, in seconds after the start of the job."""

    began: float = 0.0
    first_step: float = 0.0
    """When the steps were recorded and the first of them was about to be taken."""
    trained: float = 0.0
    """When the last epoch was over."""
    finished: float = 0.0
    epochs: list[EpochCompleted] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    end: RunFinished | None = None

    @property
    def training_seconds(self) -> float:
        """All epochs with their validation and saving, without the recording before them."""
        return self.trained - self.first_step

    @property
    def epochs_seconds(self) -> float:
        """All epochs with the recording, which is part of the first one."""
        return sum(epoch.seconds for epoch in self.epochs)

    @property
    def test_accuracy(self) -> float:
        return (self.end.test_accuracy or 0.0) if self.end is not None else 0.0


def job_of(config: TrainingConfig, network: ModelSpec, store: RunStore) -> TrainingJob:
    """A job as a click on Train makes it."""
    return TrainingJob(replace(Project.from_template("mnist-cnn"), model=network, training=config), store)


def timed(config: TrainingConfig, network: ModelSpec, folder: Path) -> TimedRun:
    """Train once; raises :class:`RuntimeError` where it fails."""
    job = job_of(config, network, RunStore(folder))
    run, zero, stepped = TimedRun(), time.perf_counter(), False
    job.start()
    while not isinstance(event := job.events.get(), RunFinished):
        now = time.perf_counter() - zero
        if isinstance(event, RunStarted):
            run.began = run.first_step = now
        elif isinstance(event, WayChosen) and not stepped:
            run.first_step = now
            run.ways.append(str(event.text))
        elif isinstance(event, StepsCompleted):
            stepped = True
        elif isinstance(event, EpochCompleted):
            run.trained = now
            run.epochs.append(event)
    run.finished, run.end = time.perf_counter() - zero, event
    job.join()
    if event.outcome != "completed":
        raise RuntimeError(f"{event.outcome}: {event.failure.text if event.failure else ''}")
    return run


@contextlib.contextmanager
def one_by_one() -> Iterator[None]:
    """Let the engine launch every step by itself, for comparison."""

    def eager(setup: Any, step: Any, *_: Any) -> EagerSteps:
        return EagerSteps(setup, step)

    code: Any = trainer
    before, code.step_runner = code.step_runner, eager
    try:
        yield
    finally:
        code.step_runner = before


def seconds_to_stop(config: TrainingConfig, network: ModelSpec, folder: Path, trials: int) -> list[float]:
    """From a stop at some moment of a run to its very end, with everything saved."""
    found = []
    moments = random.Random(0)
    for _ in range(trials):
        job = _under_way(config, network, folder)
        time.sleep(moments.uniform(0, 0.05))
        asked = time.perf_counter()
        job.cancel()
        while not isinstance(job.events.get(), RunFinished):
            pass
        found.append(time.perf_counter() - asked)
        job.join()
    return found


def seconds_to_see(config: TrainingConfig, network: ModelSpec, folder: Path, trials: int) -> list[float]:
    """From asking for the weights of this moment to having them, while the network learns."""
    job = _under_way(config, network, folder)
    found = []
    for _ in range(trials):
        time.sleep(0.1)
        before = job.live.latest()
        asked = time.perf_counter()
        job.live.request()
        while job.live.latest() is before and time.perf_counter() - asked < 5:
            time.sleep(0.0005)
        found.append(time.perf_counter() - asked)
    job.cancel()
    job.join()
    return found


def _under_way(config: TrainingConfig, network: ModelSpec, folder: Path) -> TrainingJob:
    job = job_of(config.model_copy(update={"epochs": 100_000}), network, RunStore(folder))
    job.start()
    while not isinstance(event := job.events.get(), StepsCompleted):
        if isinstance(event, RunFinished):
            raise RuntimeError(f"{event.outcome}: {event.failure.text if event.failure else ''}")
    return job
