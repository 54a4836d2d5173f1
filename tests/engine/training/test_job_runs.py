"""A run from the first event to the last: their order, what they say, what is on the disk afterwards."""

import pickle
import threading
from itertools import pairwise

import numpy as np
import pytest

from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import (
    CheckpointSaved,
    EngineWarning,
    EpochCompleted,
    EvaluationProgressed,
    RunFinished,
    RunStarted,
    StepsCompleted,
)
from tests.engine.training.conftest import JobMaker


def test_a_run_tells_its_story_in_order_and_keeps_it(make_job: JobMaker, store: RunStore) -> None:
    job = make_job(epochs=2, batch_size=32)
    end = job.run_to_end()

    assert end.outcome == "completed", end.failure
    assert end.epochs == 2
    assert end.test_accuracy is not None
    assert end.test_accuracy > 0.5
    started = job.seen[0]
    assert isinstance(started, RunStarted)
    assert (started.train_images, started.validation_images, started.steps_per_epoch) == (320, 80, 10)
    assert started.device == "cpu"
    assert started.device_name
    assert started.parameters == 7850
    steps = job.of(StepsCompleted)
    assert steps[0].first_step == 1
    for before, after in pairwise(steps):
        assert after.first_step == before.first_step + len(before.losses)
    assert sum(len(event.losses) for event in steps) == 20
    assert all(event.losses.dtype == np.float32 and event.images_per_second > 0 for event in steps)
    assert [event.epoch for event in job.of(EpochCompleted)] == [1, 2]
    last_epoch = job.of(EpochCompleted)[-1]
    assert last_epoch.step == 20
    evaluated = job.of(EvaluationProgressed)
    assert {event.split for event in evaluated} == {"validation", "test"}
    assert (evaluated[-1].done, evaluated[-1].total) == (10_000, 10_000)

    run = store.open(started.run)
    assert run.folder == started.folder
    metrics = run.metrics()
    assert metrics.step_losses.tolist() == np.concatenate([event.losses for event in steps]).tolist()
    assert metrics.step_accuracies.tolist() == np.concatenate([event.accuracies for event in steps]).tolist()
    assert [epoch["validation_loss"] for epoch in metrics.epochs] == [
        event.validation_loss for event in job.of(EpochCompleted)
    ]
    summary = run.summary()
    assert (summary.status, summary.epochs_done, summary.test_accuracy) == ("completed", 2, end.test_accuracy)
    saved = job.of(CheckpointSaved)
    assert {event.file for event in saved if event.best} == {run.best_weights}
    newest = [event for event in saved if not event.best][-1]
    assert newest.epoch == 2
    assert newest.file.exists()
    assert run.best_weights.exists()
    assert run.project().training == job.project.training
    assert run.project().model == job.project.model


def test_events_can_be_pickled(make_job: JobMaker) -> None:
    job = make_job(batch_size=500)
    job.run_to_end()
    copies = [pickle.loads(pickle.dumps(event)) for event in job.seen]
    assert [type(copy) for copy in copies] == [type(event) for event in job.seen]
    assert copies[-1] == job.seen[-1]
    assert any(isinstance(event, EngineWarning) for event in copies)


def test_train_figures_are_means_over_the_epochs_images(make_job: JobMaker) -> None:
    job = make_job(validation_split=0.0, limit_train=100, batch_size=64)
    job.run_to_end()
    losses = np.concatenate([event.losses for event in job.of(StepsCompleted)]).astype(float)
    accuracies = np.concatenate([event.accuracies for event in job.of(StepsCompleted)]).astype(float)
    epoch = job.of(EpochCompleted)[0]
    sizes = np.array([64, 36])
    assert epoch.train_loss == pytest.approx((losses * sizes).sum() / 100)
    assert epoch.train_accuracy == pytest.approx((accuracies * sizes).sum() / 100)


def test_without_a_validation_split_the_lowest_train_loss_is_the_best(make_job: JobMaker) -> None:
    job = make_job(validation_split=0.0, epochs=3, limit_train=200)
    end = job.run_to_end()
    epochs = job.of(EpochCompleted)
    assert all(epoch.validation_loss is None and epoch.validation_accuracy is None for epoch in epochs)
    losses = [epoch.train_loss for epoch in epochs]
    assert end.best_epoch == 1 + losses.index(min(losses))
    assert end.test_loss is not None


def test_a_batch_larger_than_the_training_images_is_clamped_with_a_warning(make_job: JobMaker) -> None:
    job = make_job(batch_size=1000, limit_train=100)
    end = job.run_to_end()
    assert end.outcome == "completed"
    assert isinstance(job.seen[0], RunStarted)
    assert job.seen[0].steps_per_epoch == 1
    assert any("1000" in str(warning.text) for warning in job.of(EngineWarning))


def test_a_run_of_two_images_works(make_job: JobMaker) -> None:
    assert make_job(limit_train=2).run_to_end().outcome == "completed"


def test_the_worker_is_a_thread_of_low_priority(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import sys

    if sys.platform != "linux":
        pytest.skip("only Linux has a niceness for each thread")
    found: dict[str, int] = {}
    from engine.training import setup

    build = setup.build  # type: ignore[attr-defined]

    def spy(*arguments: object, **keywords: object) -> object:
        found["niceness"] = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        found["thread"] = threading.get_ident()
        return build(*arguments, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(setup, "build", spy)
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    make_job(limit_train=50).run_to_end()
    assert found["thread"] != threading.get_ident()
    assert found["niceness"] > before
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_a_job_starts_once(make_job: JobMaker) -> None:
    job = make_job(limit_train=50)
    assert job.state == "idle"
    assert job.join(0)
    job.start()
    with pytest.raises(NetwrightError):
        job.start()
    assert job.run_to_end().outcome == "completed"


def test_a_run_can_have_a_folder_of_its_own(make_job: JobMaker, store: RunStore) -> None:
    folder = store.root.parent / "elsewhere" / "my run"
    job = make_job(folder=folder, limit_train=50)
    job.run_to_end()
    assert job.run is not None
    assert job.run.folder == folder
    assert store.open(folder).summary().status == "completed"
    assert store.list() == []


def test_the_weights_of_the_moment_come_on_demand(make_job: JobMaker) -> None:
    job = make_job(epochs=100_000)
    job.start()
    job.wait_for(StepsCompleted)
    first = job.live.latest()
    assert first is not None
    job.live.request()
    while (newer := job.live.latest()) is not None and newer.version == first.version:
        job.wait_for(StepsCompleted)
    assert newer is not None
    assert newer.step > first.step
    assert set(newer.state) == {"linear1.weight", "linear1.bias"}
    kept = newer.state["linear1.weight"].clone()
    job.wait_for(EpochCompleted)
    assert newer.state["linear1.weight"].equal(kept)
    assert not newer.state["linear1.weight"].equal(first.state["linear1.weight"])
    job.cancel()
    assert isinstance(job.run_to_end(), RunFinished)
