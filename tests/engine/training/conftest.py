"""Jobs on real MNIST, small enough for seconds, and a patient reader of their events."""

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.events import Event, RunFinished
from engine.training.job import TrainingJob

E = TypeVar("E")

PATIENCE = 60.0
"""Seconds without any event after which a test gives up."""


class WatchedJob(TrainingJob):
    """A job that remembers the events a test has read."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.seen: list[Event] = []

    def next_event(self) -> Event:
        event = self.events.get(timeout=PATIENCE)
        self.seen.append(event)
        return event

    def wait_for(self, kind: type[E], where: Callable[[E], bool] = lambda event: True) -> E:
        """Read up to the next event of that kind."""
        while True:
            event = self.next_event()
            if isinstance(event, kind) and where(event):
                return event
            assert not isinstance(event, RunFinished), f"the run ended before a {kind.__name__}: {event}"

    def run_to_end(self) -> RunFinished:
        """Start the job if it is idle, read every event, and make sure that the end is the end."""
        if self.state == "idle":
            self.start()
        while not isinstance(event := self.next_event(), RunFinished):
            pass
        assert self.join(10)
        with pytest.raises(queue.Empty):
            self.events.get_nowait()
        assert sum(isinstance(one, RunFinished) for one in self.seen) == 1
        assert self.state == event.outcome
        return event

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.seen if isinstance(event, kind)]


JobMaker = Callable[..., WatchedJob]


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


@pytest.fixture
def make_job(store: RunStore) -> Iterator[JobMaker]:
    """Make a job: a template's name or a spec, and hyperparameters; whatever still runs is cancelled at the end."""
    made: list[WatchedJob] = []

    def make(model: str | ModelSpec = "softmax-regression", folder: Path | None = None, **settings: Any) -> WatchedJob:
        project = Project.from_template("mnist-cnn")
        spec = template(model) if isinstance(model, str) else model
        values = {"device": "cpu", "epochs": 1, "limit_train": 400, "tune": False, **settings}
        training = project.training.model_validate({**project.training.model_dump(), **values})
        made.append(WatchedJob(replace(project, model=spec, training=training), store, folder=folder))
        return made[-1]

    yield make
    for job in made:
        job.cancel()
        assert job.join(30)


def seconds_until(condition: Callable[[], bool], limit: float = 30.0) -> float:
    """How long it took until the condition held."""
    began = time.perf_counter()
    while not condition():
        assert time.perf_counter() - began < limit, "it never came true"
        time.sleep(0.001)
    return time.perf_counter() - began
