"""Whole runs on a GPU: recorded, stopped, resumed, watched, and short of memory."""

import threading
import time
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.model.build import Network
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.events import (
    EngineWarning,
    HealthMeasured,
    RunFinished,
    RunStarted,
    StepsCompleted,
    WayChosen,
)
from engine.training.health import HealthCheck
from engine.weights import load_weights
from tests.engine.training.conftest import JobMaker, WatchedJob

pytestmark = pytest.mark.gpu

SETTINGS: dict[str, Any] = {
    "device": "cuda",
    "epochs": 4,
    "limit_train": 10_000,
    "deterministic": True,
    "averaging": "ema",
    "schedule": "one_cycle",
}


def ways_of(job: WatchedJob) -> str:
    return " ".join(str(event.text) for event in job.of(WayChosen))


def losses_of(job: WatchedJob) -> list[float]:
    return [float(loss) for event in job.of(StepsCompleted) for loss in event.losses]


def best_of(job: WatchedJob) -> dict[str, Tensor]:
    assert job.run is not None
    return load_weights(job.run.best_weights)


def assert_same_weights(ours: WatchedJob, theirs: WatchedJob) -> None:
    expected = best_of(theirs)
    assert all(torch.equal(tensor, expected[name]) for name, tensor in best_of(ours).items())


def test_two_runs_in_one_process_have_the_same_bits(make_job: JobMaker) -> None:
    jobs = [make_job("mnist-cnn", **SETTINGS) for _ in range(2)]
    for job in jobs:
        assert job.run_to_end().outcome == "completed"
        assert "recorded as a CUDA graph" in ways_of(job)
    assert losses_of(jobs[0]) == losses_of(jobs[1])
    assert_same_weights(*jobs)


def test_a_resumed_run_has_the_bits_of_an_undisturbed_one(make_job: JobMaker, store: RunStore) -> None:
    undisturbed = make_job("mnist-cnn", **SETTINGS)
    undisturbed.run_to_end()
    stopped = make_job("mnist-cnn", **SETTINGS)
    stopped.start()
    stopped.wait_for(StepsCompleted)
    stopped.wait_for(StepsCompleted)
    stopped.cancel()
    assert stopped.run_to_end().outcome == "cancelled"
    assert stopped.run is not None
    job = WatchedJob(stopped.project, store, resumed=Run(stopped.run.folder))
    assert job.run_to_end().outcome == "completed"
    before = job.of(RunStarted)[0].resumed_after
    assert losses_of(stopped)[:before] + losses_of(job) == losses_of(undisturbed)
    assert_same_weights(job, undisturbed)


def test_looking_at_health_changes_no_bit(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed = make_job("mnist-cnn", **SETTINGS)
    undisturbed.run_to_end()
    due = iter([index % 3 == 1 for index in range(10_000)])
    monkeypatch.setattr(HealthCheck, "due", property(lambda self: next(due)))
    job = make_job("mnist-cnn", **SETTINGS)
    job.run_to_end()
    assert job.of(HealthMeasured)
    assert_same_weights(job, undisturbed)


def test_a_stop_is_heeded_within_a_tenth_of_a_second(make_job: JobMaker) -> None:
    seconds = []
    for _ in range(5):
        job = make_job("mnist-cnn", **{**SETTINGS, "epochs": 1000, "limit_train": None})
        job.start()
        job.wait_for(StepsCompleted)
        asked = time.perf_counter()
        job.cancel()
        while not isinstance(job.next_event(), RunFinished):
            pass
        seconds.append(time.perf_counter() - asked)
    assert sorted(seconds)[2] < 0.1, seconds


def test_others_use_the_gpu_and_see_the_newest_weights_while_steps_are_recorded(make_job: JobMaker) -> None:
    ended = threading.Event()
    worked: list[int] = []

    def compute() -> None:
        """As a predictor does it: memory is taken and freed all the time."""
        stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        with torch.cuda.stream(stream):
            while not ended.is_set():
                size = 1 << (18 + len(worked) % 8)
                worked.append(int(torch.ones(size, device="cuda").sum().item() == size))
                if len(worked) % 50 == 0:
                    torch.cuda.empty_cache()

    other = threading.Thread(target=compute)
    other.start()
    try:
        job = make_job("mnist-cnn", **SETTINGS)
        job.start()
        versions = set()
        while not isinstance(job.next_event(), RunFinished):
            job.live.request()
            latest = job.live.latest()
            if latest is not None:
                versions.add(latest.step)
                assert all(torch.isfinite(tensor).all() for tensor in latest.state.values())
    finally:
        ended.set()
        other.join()
    assert job.of(RunFinished)[0].outcome == "completed"
    assert "recorded as a CUDA graph" in ways_of(job)
    assert len(versions) > 3
    assert all(worked)
    undisturbed = make_job("mnist-cnn", **SETTINGS)
    undisturbed.run_to_end()
    assert_same_weights(job, undisturbed)


def test_when_memory_runs_out_batches_are_computed_in_parts(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    forward = Network.forward

    def limited(self: Network, *images: Tensor) -> Tensor:
        if self.training and len(images[0]) > 30:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory")
        return forward(self, *images)

    monkeypatch.setattr(Network, "forward", limited)
    job = make_job("mnist-cnn", **{**SETTINGS, "averaging": "none", "epochs": 1})
    assert job.run_to_end().outcome == "completed"
    assert "one step at a time" in ways_of(job)
    assert any("16 images" in str(event.text) for event in job.of(EngineWarning))
