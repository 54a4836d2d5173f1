"""Whole runs whose steps are taken many at once: watched, stopped, paused, changed and resumed like any other."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.runs.store import RunStore
from engine.text import Text
from engine.training import setup as engine_setup
from engine.training import trainer as engine_trainer
from engine.training.config import TrainingConfig
from engine.training.events import (
    EpochCompleted,
    HealthMeasured,
    RunChanged,
    RunFinished,
    RunStarted,
    StateChanged,
    StepsCompleted,
    WayChosen,
)
from engine.training.graphs import GraphedSteps
from engine.training.health import HealthCheck
from engine.training.layer_learning import ParameterGroup
from engine.training.optimizers import OptimizerSet, build_optimizers
from engine.training.runners import EagerSteps, StepRunner
from engine.training.setup import TrainingSetup
from engine.training.step import TrainingStep
from engine.training.step_buffer import StepBuffer
from engine.weights import load_weights
from tests.engine.training.conftest import JobMaker, WatchedJob
from tests.engine.training.stepping import Rehearsal

PORTION = 4


@pytest.fixture
def portions(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Switch between portions of steps and single ones; both with the learning rate as a tensor."""

    def with_tensor_rates(config: TrainingConfig, groups: list[ParameterGroup], **_: Any) -> OptimizerSet:
        return build_optimizers(config, groups, tensor_rates=True)

    monkeypatch.setattr(engine_setup, "build_optimizers", with_tensor_rates)

    def many(
        setup: TrainingSetup,
        step: TrainingStep,
        buffer: StepBuffer,
        tell: Callable[[Text], None],
        check: Callable[[], None],
    ) -> StepRunner:
        return GraphedSteps(setup, step, buffer, Rehearsal(PORTION), tell, check)

    def single(setup: TrainingSetup, step: TrainingStep, *_: Any) -> StepRunner:
        return EagerSteps(setup, step)

    def switch(on: bool) -> None:
        monkeypatch.setattr(engine_trainer, "step_runner", many if on else single)

    switch(True)
    return switch


SETTINGS: dict[str, Any] = {
    "epochs": 3,
    "limit_train": 500,
    "batch_size": 20,
    "schedule": "one_cycle",
    "averaging": "ema",
    "augment_shift": 1.0,
    "tune": False,
}


def losses_of(job: WatchedJob) -> list[float]:
    return [float(loss) for event in job.of(StepsCompleted) for loss in event.losses]


def best_of(job: WatchedJob) -> dict[str, torch.Tensor]:
    assert job.run is not None
    return load_weights(job.run.best_weights)


def assert_same_run(ours: WatchedJob, theirs: WatchedJob) -> None:
    assert losses_of(ours) == losses_of(theirs)
    for name in ("train_loss", "validation_loss", "validation_accuracy", "best", "learning_rate", "step"):
        assert [getattr(event, name) for event in ours.of(EpochCompleted)] == [
            getattr(event, name) for event in theirs.of(EpochCompleted)
        ]
    assert ours.of(RunFinished)[0].test_loss == theirs.of(RunFinished)[0].test_loss
    expected = best_of(theirs)
    assert all(torch.equal(tensor, expected[name]) for name, tensor in best_of(ours).items())


def undisturbed(make_job: JobMaker, portions: Callable[[bool], None], **settings: Any) -> WatchedJob:
    portions(False)
    job = make_job("mlp", **{**SETTINGS, **settings})
    assert job.run_to_end().outcome == "completed"
    portions(True)
    return job


def test_a_run_has_the_bits_of_one_whose_steps_are_taken_one_by_one(
    make_job: JobMaker, portions: Callable[[bool], None]
) -> None:
    ours = make_job("mlp", **SETTINGS)
    assert ours.run_to_end().outcome == "completed"
    assert_same_run(ours, undisturbed(make_job, portions))
    steps = [event.first_step + i for event in ours.of(StepsCompleted) for i in range(len(event.losses))]
    assert steps == list(range(1, 61))
    told = [str(event.text) for event in ours.of(WayChosen)]
    assert f"The GPU takes up to {PORTION} steps at a time, recorded as a CUDA graph." in told


def test_a_run_whose_health_is_looked_at_has_the_same_bits(
    make_job: JobMaker, portions: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = undisturbed(make_job, portions)
    due = iter([index % 3 == 1 for index in range(1000)])
    monkeypatch.setattr(HealthCheck, "due", property(lambda self: next(due)))
    ours = make_job("mlp", **SETTINGS)
    assert ours.run_to_end().outcome == "completed"
    looks = ours.of(HealthMeasured)
    assert len(looks) > 3
    assert all(look.gradient_norm > 0 for look in looks)
    assert_same_run(ours, theirs)


def test_a_paused_run_goes_on_to_the_same_bits(make_job: JobMaker, portions: Callable[[bool], None]) -> None:
    theirs = undisturbed(make_job, portions)
    ours = make_job("mlp", **SETTINGS)
    ours.start()
    ours.wait_for(RunStarted)
    for _ in range(2):
        ours.pause()
        ours.wait_for(StateChanged, lambda event: event.state == "paused")
        assert ours.live.latest() is not None
        ours.resume()
        ours.wait_for(StateChanged, lambda event: event.state == "running")
    assert ours.run_to_end().outcome == "completed"
    assert_same_run(ours, theirs)


def test_a_stopped_run_is_resumed_to_the_same_bits(
    make_job: JobMaker, portions: Callable[[bool], None], store: RunStore
) -> None:
    theirs = undisturbed(make_job, portions)
    stopped = make_job("mlp", **SETTINGS)
    stopped.start()
    stopped.wait_for(StepsCompleted)
    stopped.cancel()
    assert stopped.run_to_end().outcome == "cancelled"
    assert stopped.run is not None
    ours = WatchedJob.resuming(stopped.run, store)
    assert isinstance(ours, WatchedJob)
    assert ours.run_to_end().outcome == "completed"
    before = ours.of(RunStarted)[0].resumed_after
    assert 0 < before < 60
    assert losses_of(stopped)[:before] + losses_of(ours) == losses_of(theirs)
    assert ours.of(RunFinished)[0].test_loss == theirs.of(RunFinished)[0].test_loss
    expected = best_of(theirs)
    assert all(torch.equal(tensor, expected[name]) for name, tensor in best_of(ours).items())


def test_a_changed_run_is_recorded_anew(make_job: JobMaker, portions: Callable[[bool], None]) -> None:
    job = make_job("mlp", **{**SETTINGS, "epochs": 200})
    job.start()
    job.wait_for(StepsCompleted)
    job.pause()
    job.wait_for(StateChanged, lambda event: event.state == "paused")
    training = job.project.training.model_copy(update={"learning_rate": 1e-9, "epochs": 5, "batch_size": 30})
    job.change(replace(job.project, training=training))
    job.resume()
    job.wait_for(RunChanged)
    seen = len(job.of(StepsCompleted))
    job.run_to_end()
    later = np.concatenate([event.losses for event in job.of(StepsCompleted)[seen:]])
    assert np.isfinite(later).all()
    assert len(job.of(WayChosen)) >= 2
