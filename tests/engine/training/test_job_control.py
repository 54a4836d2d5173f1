"""Pause, resume, cancel: at any moment, at once, and nothing learned is lost."""

import threading
import time

import pytest
from torch import Tensor

from engine.data.batches import ResidentImages
from engine.runs.store import RunStore
from engine.training import setup as preparation
from engine.training.events import (
    EpochCompleted,
    EvaluationProgressed,
    RunStarted,
    StateChanged,
    StepsCompleted,
)
from engine.training.step import Batch, TrainingStep
from engine.weights import load_weights
from tests.engine.training.conftest import JobMaker, WatchedJob, seconds_until

LATENCY = 0.5
"""Seconds: 0.1 as promised, and a bound for the step under way and the final save on a machine busy with other things.

That no step and no evaluation batch follows a cancel is tested exactly, without a clock, below.
"""


def cancel_and_time(job: WatchedJob) -> float:
    began = time.perf_counter()
    job.cancel()
    seconds_until(lambda: job.state == "cancelled")
    return time.perf_counter() - began


def test_cancelling_acts_at_the_steps_end_and_keeps_the_weights(make_job: JobMaker, store: RunStore) -> None:
    job = make_job("mnist-cnn", limit_train=None, epochs=10)
    job.start()
    job.wait_for(StepsCompleted)
    assert cancel_and_time(job) < LATENCY
    end = job.run_to_end()
    assert (end.outcome, end.epochs, end.best_epoch, end.test_accuracy) == ("cancelled", 0, None, None)
    run = store.open(job.of(RunStarted)[0].run)
    assert run.summary().status == "cancelled"
    weights = load_weights(run.best_weights)
    layers = ("conv1", "conv2", "linear1", "linear2")
    assert set(weights) == {f"{layer}.{kind}" for layer in layers for kind in ("weight", "bias")}
    assert all(weight.is_contiguous() for weight in weights.values())
    assert len(run.metrics().step_losses) == sum(len(event.losses) for event in job.of(StepsCompleted))


def test_cancelling_during_validation_keeps_the_best_checkpoint(make_job: JobMaker, store: RunStore) -> None:
    job = make_job("mnist-cnn", limit_train=20_000, validation_split=0.9, batch_size=1000, epochs=5)
    job.start()
    job.wait_for(EpochCompleted)
    run = store.open(job.of(RunStarted)[0].run)
    seconds_until(run.best_weights.exists)
    best = run.best_weights.read_bytes()
    progress = job.wait_for(EvaluationProgressed)
    assert progress.split == "validation"
    assert progress.done < progress.total / 2
    assert cancel_and_time(job) < LATENCY
    end = job.run_to_end()
    assert (end.outcome, end.epochs, end.best_epoch) == ("cancelled", 1, 1)
    assert run.best_weights.read_bytes() == best
    assert run.summary().epochs_done == 1


def test_cancelling_during_the_final_test_keeps_the_last_state(make_job: JobMaker, store: RunStore) -> None:
    job = make_job("mnist-cnn", limit_train=100)
    job.start()
    job.wait_for(EpochCompleted)
    run = store.open(job.of(RunStarted)[0].run)
    job.wait_for(EvaluationProgressed, lambda event: event.split == "test")
    assert cancel_and_time(job) < LATENCY
    end = job.run_to_end()
    assert (end.outcome, end.epochs, end.test_accuracy) == ("cancelled", 1, None)
    assert run.best_weights.exists()


def test_no_step_follows_a_cancel(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0
    step = TrainingStep.take

    def counted(self: TrainingStep, batch: Batch, number: int, rate_factor: float) -> None:
        nonlocal taken
        taken += 1
        step(self, batch, number, rate_factor)
        if taken == 3:
            job.cancel()

    monkeypatch.setattr(TrainingStep, "take", counted)
    job = make_job(limit_train=10_000)
    assert job.run_to_end().outcome == "cancelled"
    assert taken == 3
    assert sum(len(event.losses) for event in job.of(StepsCompleted)) == 3


def test_no_evaluation_batch_follows_a_cancel(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0
    batch = ResidentImages.batch

    def counted(self: ResidentImages, start: int, stop: int) -> tuple[Tensor, Tensor]:
        nonlocal taken
        taken += 1
        if taken == 2:
            job.cancel()
        return batch(self, start, stop)

    monkeypatch.setattr(ResidentImages, "batch", counted)
    job = make_job("mnist-cnn", limit_train=4000, validation_split=0.9)
    assert job.run_to_end().outcome == "cancelled"
    assert taken == 2
    assert job.of(EpochCompleted) == []


def test_a_paused_job_stands_still_and_goes_on_where_it_was(make_job: JobMaker) -> None:
    job = make_job("mlp", epochs=3)
    job.start()
    job.pause()
    assert job.wait_for(StateChanged).state == "paused"
    assert job.state == "paused"
    live = job.live.latest()
    time.sleep(0.2)
    assert job.events.empty()
    assert live is job.live.latest()
    job.resume()
    assert job.wait_for(StateChanged).state == "running"
    end = job.run_to_end()
    assert end.outcome == "completed"
    assert [event.epoch for event in job.of(EpochCompleted)] == [1, 2, 3]


def test_a_pause_shows_every_step_and_the_newest_weights(make_job: JobMaker) -> None:
    job = make_job("mlp", limit_train=None)
    job.start()
    job.wait_for(StepsCompleted)
    job.pause()
    job.wait_for(StateChanged)
    live = job.live.latest()
    assert live is not None
    assert live.step == sum(len(event.losses) for event in job.of(StepsCompleted))


def test_a_pause_costs_no_speed_and_no_time(make_job: JobMaker) -> None:
    job = make_job()
    job.pause()
    job.start()
    job.wait_for(StateChanged)
    time.sleep(1.0)
    job.resume()
    job.run_to_end()
    assert job.of(EpochCompleted)[0].seconds < 1.0


def test_cancelling_while_paused_works(make_job: JobMaker) -> None:
    job = make_job("mlp")
    job.start()
    job.pause()
    job.wait_for(StateChanged)
    assert cancel_and_time(job) < LATENCY
    assert job.run_to_end().outcome == "cancelled"


def test_pausing_and_cancelling_during_validation(make_job: JobMaker) -> None:
    job = make_job("mnist-cnn", limit_train=20_000, validation_split=0.9, batch_size=2000)
    job.start()
    job.wait_for(EvaluationProgressed)
    job.pause()
    job.wait_for(StateChanged)
    assert cancel_and_time(job) < LATENCY
    end = job.run_to_end()
    assert (end.outcome, end.epochs) == ("cancelled", 0)
    assert job.run is not None
    assert job.run.best_weights.exists()


def test_cancelling_before_the_start_leaves_no_run(make_job: JobMaker, store: RunStore) -> None:
    job = make_job()
    job.cancel()
    end = job.run_to_end()
    assert end.outcome == "cancelled"
    assert job.seen == [end]
    assert store.list() == []


def test_cancelling_during_preparation_works(
    make_job: JobMaker, store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparing, go_on = threading.Event(), threading.Event()
    load = preparation.load_dataset  # type: ignore[attr-defined]

    def slow(name: str) -> object:
        preparing.set()
        assert go_on.wait(30)
        return load(name)

    monkeypatch.setattr(preparation, "load_dataset", slow)
    job = make_job()
    job.start()
    assert preparing.wait(30)
    assert job.state == "preparing"
    job.cancel()
    go_on.set()
    end = job.run_to_end()
    assert end.outcome == "cancelled"
    assert job.seen == [end]
    assert store.list() == []
