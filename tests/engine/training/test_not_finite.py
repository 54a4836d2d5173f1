"""A loss that is no number: caught, its layer named, the run back at the last good weights, stopped or paused."""

import re
from dataclasses import replace
from typing import Any

import pytest
import torch

from engine.training.checkpoint import load_newest
from engine.training.events import HeldAtLastGood, Rewound, RunChanged, RunFinished, StateChanged
from engine.training.keeping import Keeper
from engine.training.step import Batch, TrainingStep
from tests.engine.training.conftest import JobMaker, WatchedJob


def spoil_weights(monkeypatch: pytest.MonkeyPatch, at_step: int, layer: str, value: float) -> None:
    """Give a layer's weights a value in the step of that number, each time that it is taken at the first rate."""
    take = TrainingStep.take

    def spoilt(self: TrainingStep, batch: Batch, number: int, factor: float) -> None:
        take(self, batch, number, factor)
        if number == at_step and self._setup.config.learning_rate == 1e-3:
            with torch.no_grad():
                self._setup.network.get_submodule(layer).weight.fill_(value)  # type: ignore[operator]

    monkeypatch.setattr(TrainingStep, "take", spoilt)


def poison_weights(monkeypatch: pytest.MonkeyPatch, at_step: int, layer: str) -> None:
    """Let a layer's weights become NaN."""
    spoil_weights(monkeypatch, at_step, layer, torch.nan)


@pytest.fixture(autouse=True)
def often_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The state is copied whenever that is possible, not every two seconds."""
    monkeypatch.setattr(Keeper, "due", property(lambda self: True))


def poisoned_job(make_job: JobMaker, **settings: Any) -> WatchedJob:
    return make_job("mlp", **{"epochs": 3, "limit_train": 640, **settings})


def test_the_layer_in_which_it_began_is_named(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    poison_weights(monkeypatch, 11, "linear2")
    job = poisoned_job(make_job)
    end = job.run_to_end()
    assert end.outcome == "failed"
    assert end.failure is not None
    assert end.failure.kind == "not_finite"
    assert "linear2" in str(end.failure.text)
    assert "weights of linear2" in str(end.failure.text) or "answer of linear2" in str(end.failure.text)


def test_a_stopped_run_keeps_the_last_good_weights(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    poison_weights(monkeypatch, 11, "linear1")
    job = poisoned_job(make_job)
    job.run_to_end()
    (rewound,) = job.of(Rewound)
    assert 8 <= rewound.step <= 10  # the end of the first epoch, or a report after it
    assert job.run is not None
    state, step = load_newest(job.run.folder)
    assert step == rewound.step
    assert all(torch.isfinite(tensor).all() for tensor in state.tensors.values())
    assert len(job.run.metrics().step_losses) == step


def test_a_paused_run_waits_at_the_last_good_weights_and_goes_on_changed(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison_weights(monkeypatch, 11, "linear1")
    job = poisoned_job(make_job, on_not_finite="pause")
    job.start()
    held = job.wait_for(HeldAtLastGood)
    assert 8 <= held.step <= 10
    assert held.failure.kind == "not_finite"
    assert job.wait_for(StateChanged).state == "paused"
    assert job.state == "paused"
    live = job.live.latest()
    assert live is not None
    assert torch.isfinite(live.state["linear1.weight"]).all()
    training = job.project.training.model_copy(update={"learning_rate": 1e-4})
    job.change(replace(job.project, training=training))
    job.resume()
    end = job.run_to_end()
    assert end.outcome == "completed", end.failure
    assert [event.step for event in job.of(RunChanged)] == [held.step]
    assert job.run is not None
    assert len(job.run.metrics().step_losses) == 24


def test_a_paused_run_can_be_stopped(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    poison_weights(monkeypatch, 11, "linear1")
    job = poisoned_job(make_job, on_not_finite="pause")
    job.start()
    job.wait_for(HeldAtLastGood)
    job.cancel()
    assert job.run_to_end().outcome == "cancelled"


def test_a_loss_that_explodes_is_caught_before_it_is_infinite(make_job: JobMaker) -> None:
    job = make_job("mlp", optimizer="sgd", learning_rate=10.0, epochs=20, limit_train=2000)
    end = job.run_to_end()
    assert isinstance(end, RunFinished)
    assert end.failure is not None
    assert end.failure.kind == "not_finite"
    assert end.failure.hint is not None
    assert "learning rate" in str(end.failure.hint)


def test_the_layer_that_exploded_is_named_though_all_its_answers_are_numbers(
    make_job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_weights(monkeypatch, 11, "linear2", 1e7)
    end = poisoned_job(make_job, optimizer="sgd").run_to_end()
    assert end.failure is not None
    assert end.failure.kind == "not_finite"
    assert re.search(r"The loss is \d\S* at step 12\. .* the answer of linear2, which reached", str(end.failure.text))


def test_the_layer_in_which_a_validation_is_lost_is_named(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil_weights(monkeypatch, 8, "linear2", torch.nan)  # the last step of the first epoch
    end = poisoned_job(make_job).run_to_end()
    assert end.failure is not None
    assert end.failure.kind == "not_finite"
    assert str(end.failure.text) == (
        "The validation loss is NaN after step 8. It shows first in the answer of linear2."
    )
