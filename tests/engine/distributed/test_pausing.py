"""All processes of a run stand still and go on together, for as long as a person likes."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from engine.project import Project, save_project
from engine.runs.following import FollowedJob
from engine.runs.run import Run
from engine.training.events import Event, HeldAtLastGood, RunChanged, RunFinished, StateChanged, StepsCompleted
from tests.engine.distributed.ranks import PATIENCE, commanded, project_of, small_network, trained_by
from tests.engine.distributed.test_lost_processes import the_run, until

E = TypeVar("E", bound=Event)
SILENCE = 4.0
"""Seconds without a word after which a process of this run counts as lost."""


def endless() -> Project:
    return project_of(small_network("Dropout"), epochs=1000, augment_shift=2.0)


def next_of(job: FollowedJob, kind: type[E]) -> E:
    while not isinstance(event := job.events.get(timeout=PATIENCE), kind):
        assert not isinstance(event, RunFinished), event
    return event


@contextlib.contextmanager
def followed_run(project: Project, tmp_path: Path) -> Iterator[FollowedJob]:
    """A run of two processes, which is cancelled in the end."""
    file = tmp_path / "endless.json"
    save_project(project, file)
    processes = commanded(2, ["train", str(file)], tmp_path)
    found: list[Run] = []

    def has_begun() -> bool:
        found.extend(run for run in [the_run(tmp_path)] if run is not None and run.metadata().device)
        return bool(found)

    until(has_begun)
    job = FollowedJob(found[0], found[0].project())
    job.start()
    yield job
    job.cancel()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [1, 1], (tmp_path / "said-0").read_text()
    assert job.join(10)


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FollowedJob]:
    """A run of two processes, each of which waits for the other for a few seconds only."""
    monkeypatch.setenv("NETWRIGHT_PATIENCE", str(SILENCE))
    with followed_run(endless(), tmp_path) as job:
        yield job


def stand_still(job: FollowedJob) -> None:
    job.pause()
    while next_of(job, StateChanged).state != "paused":
        pass


def test_a_run_of_two_processes_stands_still_longer_than_they_wait_for_each_other_and_goes_on_changed(
    followed: FollowedJob, tmp_path: Path
) -> None:
    until(lambda: followed.may_steer)
    stand_still(followed)
    standing = len(followed.run.metrics().step_losses)
    time.sleep(1.25 * SILENCE)
    assert len(followed.run.metrics().step_losses) == standing
    followed.resume()
    assert next_of(followed, StepsCompleted).first_step == standing + 1

    stand_still(followed)
    training = followed.project.training.model_copy(update={"batch_size": 20, "learning_rate": 0.01})
    followed.change(replace(followed.project, training=training))
    followed.resume()
    changed = next_of(followed, RunChanged)
    assert {change.name: change.after for change in changed.changes} == {"batch_size": "20", "learning_rate": "0.01"}
    next_of(followed, StepsCompleted)
    stand_still(followed)
    followed.cancel()
    while not isinstance(end := followed.events.get(timeout=PATIENCE), RunFinished):
        pass
    assert end.outcome == "cancelled"

    losses = followed.run.metrics().step_losses
    assert np.isfinite(losses).all()
    undisturbed = replace(endless(), training=endless().training.model_copy(update={"epochs": end.epochs + 1}))
    (tmp_path / "undisturbed").mkdir()
    (expected,) = trained_by(2, [undisturbed], tmp_path / "undisturbed")
    assert np.array_equal(losses[: changed.step], np.array(expected.losses[: changed.step], np.float32))


def test_a_run_of_two_processes_waits_at_the_last_good_weights_where_the_loss_is_nan_and_goes_on_changed(
    tmp_path: Path,
) -> None:
    # With so large a rate the decay makes the weights nine times as large, and of the other sign, in each step.
    growing = project_of(small_network(), weight_decay=1.0, learning_rate=10.0, epochs=1000, on_not_finite="pause")
    with followed_run(growing, tmp_path) as job:
        until(lambda: job.may_steer)
        held = next_of(job, HeldAtLastGood)
        assert held.failure.kind == "not_finite"
        while next_of(job, StateChanged).state != "paused":
            pass
        training = growing.training.model_copy(update={"weight_decay": 0.0, "learning_rate": 0.01})
        job.change(replace(growing, training=training))
        job.resume()
        assert next_of(job, RunChanged).step == held.step
        steps = next_of(job, StepsCompleted)
        assert steps.first_step == held.step + 1
        assert np.isfinite(steps.losses).all()
        losses = job.run.metrics().step_losses
        assert np.isfinite(losses).all(), "the steps that were lost are not in the record"
        job.cancel()
