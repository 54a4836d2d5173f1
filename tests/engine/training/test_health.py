"""Looking at a run's health changes no number of it."""

import pytest
import torch

from engine.model.build import Network
from engine.model.spec import ModelSpec
from engine.training.events import HealthMeasured, StepsCompleted
from engine.training.health import HealthCheck
from tests.engine.training.conftest import JobMaker, WatchedJob


def losses_of(job: WatchedJob) -> list[float]:
    assert job.run_to_end().outcome == "completed"
    return [float(loss) for event in job.of(StepsCompleted) for loss in event.losses]


def test_looking_at_every_step_changes_no_bit(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = losses_of(make_job("lenet-5", limit_train=320))
    monkeypatch.setattr(HealthCheck, "due", property(lambda self: True))
    job = make_job("lenet-5", limit_train=320)
    assert losses_of(job) == expected
    measured = job.of(HealthMeasured)
    assert [event.step for event in measured] == [1, 2, 3, 4]
    first = {layer.layer: layer for layer in measured[0].layers}
    assert all(norm is None or norm > 0 for norm in (layer.gradient_norm for layer in first.values()))
    ratios = [layer.update_ratio for layer in first.values() if layer.update_ratio is not None]
    assert len(ratios) == 5
    assert all(1e-6 < ratio < 1 for ratio in ratios)


def test_units_that_answer_nothing_are_counted_and_named(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training import setup

    build = setup.build  # type: ignore[attr-defined]

    def with_dead_units(spec: ModelSpec, *, seed: int) -> Network:
        network: Network = build(spec, seed=seed)
        with torch.no_grad():
            network.get_submodule("linear1").bias.fill_(-1e3)  # type: ignore[operator]
        return network

    monkeypatch.setattr(setup, "build", with_dead_units)
    monkeypatch.setattr(HealthCheck, "due", property(lambda self: True))
    job = make_job("mlp")
    job.run_to_end()
    event = job.of(HealthMeasured)[0]
    assert next(layer for layer in event.layers if layer.layer == "relu1").dead == 1.0
    assert {"dead_units", "vanishing_gradient"} <= {hint.kind for hint in event.hints}
