"""Batches computed in parts: the same gradient, whether it was asked for or memory ran out."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.model.build import Network
from engine.training.events import EngineWarning, RunStarted, StepsCompleted
from tests.engine.training.conftest import JobMaker, WatchedJob


def losses_of(job: WatchedJob) -> list[float]:
    end = job.run_to_end()
    assert end.outcome == "completed", end.failure
    return [float(loss) for event in job.of(StepsCompleted) for loss in event.losses]


def little_memory(monkeypatch: pytest.MonkeyPatch, images: int, kind: type[Exception]) -> list[int]:
    """Let a network fail as memory does when it computes more images at once; returns what was computed at once."""
    forward, seen = Network.forward, list[int]()

    def limited(self: Network, *received: Tensor) -> Tensor:
        if self.training:
            if len(received[0]) > images:
                raise kind("[enforce fail] DefaultCPUAllocator: can't allocate memory")
            seen.append(len(received[0]))
        return forward(self, *received)

    monkeypatch.setattr(Network, "forward", limited)
    return seen


SETTINGS: dict[str, Any] = {"limit_train": 500, "batch_size": 100, "epochs": 2, "clip_norm": 1.0}


@pytest.mark.parametrize("settings", [{}, {"class_weights": "balanced"}, {"loss": "focal"}, {"mixup": 0.3}])
def test_parts_give_the_losses_of_the_whole(make_job: JobMaker, settings: dict[str, Any]) -> None:
    whole = losses_of(make_job("mlp", **SETTINGS, **settings))
    parts = losses_of(make_job("mlp", **SETTINGS, **settings, micro_batch=30))
    assert parts == pytest.approx(whole, rel=2e-4)


def test_accumulated_batches_are_one_larger_batch(make_job: JobMaker) -> None:
    whole = make_job("mlp", **{**SETTINGS, "batch_size": 100})
    accumulated = make_job("mlp", **{**SETTINGS, "batch_size": 25, "accumulate": 4})
    assert losses_of(accumulated) == pytest.approx(losses_of(whole), rel=2e-4)
    assert accumulated.of(RunStarted)[0].steps_per_epoch == whole.of(RunStarted)[0].steps_per_epoch == 4


@pytest.mark.parametrize("kind", [RuntimeError, torch.cuda.OutOfMemoryError])
def test_when_memory_runs_out_parts_are_halved_until_they_fit(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    whole = losses_of(make_job("mlp", **SETTINGS))
    seen = little_memory(monkeypatch, 30, kind)
    job = make_job("mlp", **SETTINGS)
    assert losses_of(job) == pytest.approx(whole, rel=2e-4)
    assert max(seen) == 25
    assert ["25" in str(event.text) for event in job.of(EngineWarning)] == [False, True]


def test_a_size_that_was_asked_for_is_not_changed(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    little_memory(monkeypatch, 30, RuntimeError)
    end = make_job("mlp", **SETTINGS, micro_batch=50).run_to_end()
    assert end.failure is not None
    assert end.failure.kind == "out_of_memory"


def test_a_single_image_that_does_not_fit_ends_the_run(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    little_memory(monkeypatch, 0, RuntimeError)
    job = make_job("mlp", **SETTINGS)
    end = job.run_to_end()
    assert end.failure is not None
    assert end.failure.kind == "out_of_memory"
    assert len(job.of(EngineWarning)) == 7
    monkeypatch.undo()
    assert np.isfinite(losses_of(make_job("mlp", **SETTINGS))).all()
