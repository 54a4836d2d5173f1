"""A stack that was cut off goes on as one, to the bits of one that was not; where it cannot, some go on alone."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
import torch

from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import EpochCompleted, RunFinished, RunStarted, StepsCompleted
from engine.training.generations import checkpoints
from engine.training.stacked.job import StackedJob
from engine.training.stacked.standing import Standing, standing_together
from engine.weights import load_weights
from tests.engine.training.stacked.conftest import DENSE, Trainer, network, projects_of
from tests.engine.training.stacked.test_control import end_of, events_until

Maker = Callable[[Sequence[Project]], StackedJob]

VARIANTS: tuple[dict[str, Any], ...] = (
    {"seed": 1, "averaging": "ema", "label_smoothing": 0.1, "schedule": "cosine"},
    {"seed": 2, "epochs": 6, "clip_norm": 0.5, "augment_rotation": 10.0},
    {"seed": 3, "optimizer": "sgd", "momentum": 0.9, "schedule": "plateau", "plateau_patience": 0},
    {"seed": 4, "averaging": "swa", "swa_start": 0.1, "weight_decay": 0.01},
)
WITH_DROPOUT = network(("Flatten", {}), ("Linear", {"out_features": 12}), ("Dropout", {"p": 0.3}), ("ReLU", {}))


def cut_off(job: StackedJob, epoch: int) -> list[Run]:
    """Stop all within the epoch after that one."""
    job.start()
    first = job.members[0]
    events_until(first, EpochCompleted, lambda event: event.epoch == epoch)
    events_until(first, StepsCompleted)
    job.cancel()
    assert all(end_of(member).outcome == "cancelled" for member in job.members if member.state != "completed")
    assert job.join(30)
    return [member.run for member in job.members if member.run is not None]


def test_a_stack_that_was_cut_off_goes_on_to_the_bits_of_an_undisturbed_one(
    make_stack: Maker, train_together: Trainer, store: RunStore
) -> None:
    projects = projects_of(WITH_DROPOUT, *VARIANTS, epochs=7, limit_train=800)
    undisturbed = train_together(projects)
    runs = cut_off(make_stack(projects), 3)
    steps = {run.metrics().step_losses.size for run in runs}
    assert len(steps) == 1
    (step,) = steps
    assert standing_together(runs) == Standing(step, (0, 1, 2, 3))
    job = StackedJob.resuming(runs, store)
    job.start()
    for member in job.members:
        begun = events_until(member, RunStarted)[-1]
        assert isinstance(begun, RunStarted)
        assert begun.resumed_after == step
    ends = [end_of(member) for member in job.members]
    for run, end, other in zip(runs, ends, undisturbed, strict=True):
        assert np.array_equal(run.metrics().step_losses, other.metrics.step_losses)
        figures = ("epoch", "train_loss", "validation_loss", "best", "learning_rate")
        for mine, theirs in zip(run.epochs(), other.run.epochs(), strict=True):
            assert [getattr(mine, name) for name in figures] == [getattr(theirs, name) for name in figures]
        assert (end.outcome, end.best_epoch, end.test_loss) == (
            "completed",
            other.finished.best_epoch,
            other.finished.test_loss,
        )
        weights = load_weights(run.best_weights)
        assert all(torch.equal(weights[name], value) for name, value in other.weights.items())
        metadata = run.metadata()
        assert metadata.plan is not None
        assert (metadata.resumed, metadata.plan["together"]) == (1, 4)
        assert [mark["step"] for mark in run.metrics().marks] == [step]


def test_those_that_stand_at_one_step_go_on_together_and_the_others_alone(make_stack: Maker, store: RunStore) -> None:
    projects = projects_of(DENSE, *({"seed": seed} for seed in range(3)), epochs=1_000, checkpoint_seconds=1)
    runs = cut_off(make_stack(projects), 2)
    newest = [checkpoints(run.folder)[0] for run in runs]
    content = bytearray(newest[1].file.read_bytes())
    content[-1] ^= 1
    newest[1].file.write_bytes(content)
    found = standing_together(runs)
    assert found is not None
    assert (found.step, 1 in found.members) != (newest[0].count, True), "a damaged checkpoint is none"
    for checkpoint in checkpoints(runs[1].folder):
        checkpoint.file.unlink()
    assert standing_together(runs) == Standing(newest[0].count, (0, 2))
    assert standing_together(runs[:2]) is None
    with pytest.raises(NetwrightError, match="cannot go on"):
        StackedJob.resuming(runs, store)
    job = StackedJob.resuming([runs[0], runs[2]], store)
    job.start()
    events_until(job.members[0], StepsCompleted)
    job.members[1].cancel()
    assert end_of(job.members[1]).outcome == "cancelled"
    job.cancel()
    assert isinstance(end_of(job.members[0]), RunFinished)
    assert job.join(30)
