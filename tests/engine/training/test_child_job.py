"""A run in a process of its own: the same bits and events as in a thread, and an end of that process costs the run."""

import os
import queue
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from engine.model.templates import template
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.child_job import ChildJob
from engine.training.dead_process import failure_of
from engine.training.events import (
    EpochCompleted,
    Event,
    RunChanged,
    RunFinished,
    RunStarted,
    StateChanged,
    StepsCompleted,
)
from engine.training.generations import checkpoints
from engine.training.spawning import SPARES
from tests.engine.training.conftest import PATIENCE, JobMaker, seconds_until
from tests.engine.training.test_resume import assert_same

E = TypeVar("E")

MakeChild = Callable[..., ChildJob]


def project(**settings: Any) -> Project:
    whole = Project.from_template("mnist-cnn")
    values = {"device": "cpu", "epochs": 1, "limit_train": 400, "tune": False, **settings}
    training = whole.training.model_validate({**whole.training.model_dump(), **values})
    return replace(whole, model=template("mlp"), training=training)


@pytest.fixture
def child(store: RunStore) -> Iterator[MakeChild]:
    made: list[ChildJob] = []

    def make(**settings: Any) -> ChildJob:
        made.append(ChildJob(project(**settings), store))
        return made[-1]

    yield make
    for job in made:
        job.cancel()
        assert job.join(60)


def next_of(job: ChildJob, kind: type[E]) -> E:
    while True:
        event = job.events.get(timeout=PATIENCE)
        if isinstance(event, kind):
            return event
        assert not isinstance(event, RunFinished), event


def to_end(job: ChildJob) -> list[Event]:
    """Every event up to the last one, after which there is none."""
    events: list[Event] = []
    while not events or not isinstance(events[-1], RunFinished):
        events.append(job.events.get(timeout=PATIENCE))
    assert job.join(60)
    with pytest.raises(queue.Empty):
        job.events.get_nowait()
    return events


@pytest.mark.skipif(not hasattr(signal, "SIGBUS"), reason="signals of POSIX")
def test_a_run_in_its_own_process_is_paused_looked_at_and_changed_and_its_crash_is_told_with_the_place(
    child: MakeChild,
) -> None:
    job = child(epochs=300, limit_train=4_000, batch_size=20)
    job.start()
    started = next_of(job, RunStarted)
    assert Run(started.folder).metadata().process.pid == job.pid != os.getpid()
    next_of(job, StepsCompleted)
    job.pause()
    while next_of(job, StateChanged).state != "paused":
        pass
    assert job.state == "paused"
    job.live.request()
    deadline = time.monotonic() + PATIENCE
    while (weights := job.live.latest()) is None or not weights.step:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert weights.state["linear1.weight"].shape == (256, 784)
    slower = replace(job.project, training=job.project.training.model_copy(update={"learning_rate": 1e-4}))
    job.change(slower)
    job.resume()
    changed = next_of(job, RunChanged)
    assert [change.name for change in changed.changes] == ["learning_rate"]
    next_of(job, EpochCompleted)
    assert job.pid is not None
    os.kill(job.pid, signal.SIGSEGV)
    end = to_end(job)[-1]
    assert isinstance(end, RunFinished)
    assert end.failure is not None
    assert str(end.failure.text) == "The training's process crashed (SIGSEGV)."
    assert "child_process.py" in end.failure.details  # the stacks that faulthandler printed


def test_a_killed_process_is_told_once_and_its_run_goes_on_in_one_that_waited_to_the_same_bits(
    child: MakeChild, make_job: JobMaker, store: RunStore
) -> None:
    settings = {"epochs": 8, "limit_train": 4_000, "batch_size": 20}
    undisturbed = make_job("mlp", **settings)
    assert undisturbed.run_to_end().outcome == "completed"
    job = child(**settings)
    job.pause()  # from its first step on: the spare takes its time to start, and the run might end meanwhile
    job.start()
    folder = next_of(job, RunStarted).folder
    while next_of(job, StateChanged).state != "paused":
        pass
    SPARES.keep()
    spare = SPARES._spare
    job.resume()
    seconds_until(lambda: bool(checkpoints(folder)), PATIENCE)
    assert job.pid is not None
    os.kill(job.pid, signal.SIGKILL)
    end = to_end(job)[-1]
    assert isinstance(end, RunFinished)
    assert end.outcome == job.state == "failed"
    assert end.failure is not None
    assert str(end.failure.text) == "The training's process was killed (SIGKILL)."
    assert str(end.failure.hint) == "Resume the run: it goes on from its newest checkpoint."
    assert end.epochs >= 1
    assert job.run is not None
    summary = job.run.summary()
    assert (summary.status, summary.resumable, str(summary.error)) == ("failed", True, str(end.failure.text))

    resumed = ChildJob.resuming(job.run, store)
    resumed.start()
    last = to_end(resumed)[-1]
    assert spare is not None
    assert resumed.pid == spare.process.pid  # the process that waited
    assert isinstance(last, RunFinished)
    assert last.outcome == "completed"
    assert undisturbed.run is not None
    assert_same(job.run, undisturbed.run)


def test_the_words_tell_what_ended_the_process_and_what_to_do(tmp_path: Path) -> None:
    lack = failure_of(-signal.SIGKILL, None, for_lack_of_memory=True)
    assert lack.kind == "out_of_memory"
    assert str(lack.text) == "Memory ran out, and the system killed the training's process (SIGKILL)."
    assert str(lack.hint) == "Choose a smaller batch or network, or close other programs."
    assert str(failure_of(-signal.SIGABRT, None).text) == "The training's process crashed (SIGABRT)."
    ended = failure_of(3, Run(tmp_path), "its last words")
    assert str(ended.text) == "The training's process ended with exit code 3 and without a word."
    assert str(ended.hint) == "Train again: no checkpoint was kept yet."
    assert ended.details == "its last words"


def test_a_run_that_is_let_go_outlives_its_listener_and_one_that_loses_it_stops_at_a_checkpoint(
    child: MakeChild, store: RunStore
) -> None:
    settings = {"epochs": 4, "limit_train": 2_000, "batch_size": 20}
    let_go, lost = child(**settings), child(**settings | {"epochs": 500})
    for job in (let_go, lost):
        job.start()
    folders = [next_of(job, RunStarted).folder for job in (let_go, lost)]
    next_of(lost, StepsCompleted)
    let_go.let_go()
    assert let_go.join(0)
    lost._close_commands()  # as the end of the window's process closes them
    assert lost.join(60)
    assert Run(folders[1]).summary().status == "cancelled"
    assert Run(folders[1]).summary().resumable
    deadline = time.monotonic() + PATIENCE
    while Run(folders[0]).summary().status == "running":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert Run(folders[0]).summary().status == "completed"
    assert Run(folders[0]).metadata().test_loss is not None
