"""A run that was cut off anywhere goes on to the bits of an undisturbed one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.model.edits import append_layer
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.checkpoint import load_newest
from engine.training.events import EpochCompleted, RunStarted, StateChanged, StepsCompleted
from engine.training.failures import Cancelled
from engine.training.step import Batch, TrainingStep
from engine.weights import load_weights
from tests.engine.training.conftest import JobMaker, WatchedJob

SETTINGS: dict[str, dict[str, Any]] = {
    "plain": {},
    "sgd with momentum and a plateau": {"optimizer": "sgd", "schedule": "plateau", "plateau_patience": 0},
    "EMA and one cycle": {"averaging": "ema", "schedule": "one_cycle", "warmup_epochs": 0.5},
    "SWA": {"averaging": "swa", "swa_start": 0.3},
    "augmentation and mixing": {"augment_rotation": 10.0, "augment_shift": 2.0, "mixup": 0.2, "cutmix": 1.0},
    "every kind of augmentation": {
        "augment_elastic": 1.0,
        "augment_crop": 2,
        "augment_flip_horizontal": 0.5,
        "augment_random": 2,
        "augment_blur": 1.0,
        "augment_brightness": 0.2,
        "augment_contrast": 0.2,
        "augment_noise": 0.1,
        "augment_erase": 0.5,
    },
    "accumulation and clipping": {"accumulate": 2, "clip_norm": 0.5, "l1": 1e-5},
}


def with_dropout() -> ModelSpec:
    spec, _ = append_layer(template("mlp"), "Dropout", after="relu1")
    spec, _ = append_layer(spec, "BatchNorm1d", after="linear1")
    return spec


def resumed(job: WatchedJob, store: RunStore) -> WatchedJob:
    assert job.run is not None
    return WatchedJob(job.project, store, resumed=Run(job.run.folder))


def assert_same(run: Run, undisturbed: Run) -> None:
    ours, theirs = load_weights(run.best_weights), load_weights(undisturbed.best_weights)
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
    mine, state = load_newest(run.folder)[0], load_newest(undisturbed.folder)[0]
    assert mine.tensors.keys() == state.tensors.keys()
    assert all(torch.equal(mine.tensors[name], state.tensors[name]) for name in state.tensors)
    for key in ("progress", "plateau", "average", "optimizer"):
        assert mine.notes[key] == state.notes[key]
    curves, expected = run.metrics(), undisturbed.metrics()
    assert np.array_equal(curves.step_losses, expected.step_losses)
    assert np.array_equal(curves.step_accuracies, expected.step_accuracies)
    timeless = [{**epoch, "seconds": 0, "images_per_second": 0} for epoch in curves.epochs]
    assert timeless == [{**epoch, "seconds": 0, "images_per_second": 0} for epoch in expected.epochs]


def cut_off_after(monkeypatch: pytest.MonkeyPatch, step: int, how: Callable[[], None]) -> None:
    take = TrainingStep.take

    def cut(self: TrainingStep, batch: Batch, number: int, factor: float) -> None:
        take(self, batch, number, factor)
        if number == step:
            how()

    monkeypatch.setattr(TrainingStep, "take", cut)


@pytest.mark.parametrize("cut", [1, 8, 11])
@pytest.mark.parametrize("name", SETTINGS)
def test_a_resumed_run_has_the_bits_of_an_undisturbed_one(
    make_job: JobMaker, store: RunStore, monkeypatch: pytest.MonkeyPatch, name: str, cut: int
) -> None:
    settings = {"epochs": 3, "limit_train": 400, "batch_size": 40, "seed": 4, **SETTINGS[name]}
    undisturbed = make_job(with_dropout(), **settings)
    assert undisturbed.run_to_end().outcome == "completed"

    job = make_job(with_dropout(), **settings)
    with monkeypatch.context() as patch:
        cut_off_after(patch, cut, job.cancel)
        assert job.run_to_end().outcome == "cancelled"
    again = resumed(job, store)
    end = again.run_to_end()
    assert end.outcome == "completed", end.failure
    assert again.of(RunStarted)[0].resumed_after == cut
    assert again.of(StepsCompleted)[0].first_step == cut + 1
    assert again.run is not None
    assert undisturbed.run is not None
    assert_same(again.run, undisturbed.run)
    assert again.run.summary().status == "completed"


def test_a_run_that_failed_goes_on_from_its_checkpoint(
    make_job: JobMaker, store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, job = (make_job("mlp", epochs=2) for _ in range(2))
    undisturbed.run_to_end()

    def fail() -> None:
        raise RuntimeError("CUDA error: the GPU has fallen off the bus")

    with monkeypatch.context() as patch:
        cut_off_after(patch, 7, fail)
        assert job.run_to_end().outcome == "failed"
    again = resumed(job, store)
    assert again.run_to_end().outcome == "completed"
    assert again.run is not None
    assert undisturbed.run is not None
    assert_same(again.run, undisturbed.run)


def test_a_run_cancelled_in_the_final_test_is_only_tested_again(
    make_job: JobMaker, store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.training.judging import Judge

    def stopped(*_: object) -> None:
        raise Cancelled

    job = make_job("mlp", epochs=2)
    with monkeypatch.context() as patch:
        patch.setattr(Judge, "test", stopped)
        assert job.run_to_end().outcome == "cancelled"
    again = resumed(job, store)
    end = again.run_to_end()
    assert end.outcome == "completed"
    assert end.test_accuracy is not None
    assert again.of(StepsCompleted) == []
    assert again.of(EpochCompleted) == []


def test_a_complete_run_is_not_resumed(make_job: JobMaker, store: RunStore) -> None:
    job = make_job()
    job.run_to_end()
    assert job.run is not None
    with pytest.raises(NetwrightError, match="cannot go on"):
        WatchedJob.resuming(job.run, store)


def test_a_living_run_is_not_resumed(make_job: JobMaker, store: RunStore) -> None:
    job = make_job("mlp", epochs=1000)
    job.start()
    job.pause()
    job.wait_for(StateChanged)
    assert job.run is not None
    with pytest.raises(NetwrightError, match="still training"):
        WatchedJob.resuming(job.run, store)


def test_the_project_of_the_checkpoint_is_what_goes_on(make_job: JobMaker, store: RunStore, tmp_path: Path) -> None:
    job = make_job("mlp", epochs=5)
    job.start()
    job.wait_for(EpochCompleted)
    job.cancel()
    job.run_to_end()
    assert job.run is not None
    job.run.write_project(replace(Project.from_template("softmax-regression"), title="something else"))
    again = resumed(job, store)
    assert again.run_to_end().outcome == "completed"
    assert again.project.model == job.project.model
    assert again.run is not None
    assert again.run.project().model == job.project.model
