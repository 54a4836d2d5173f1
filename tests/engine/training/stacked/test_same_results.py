"""A member of a stack learns what it learns alone: curves, best epoch, best weights, validation and test."""

from typing import Any

import numpy as np
import pytest
import torch

from engine.model.templates.assembly import chain
from tests.engine.training.stacked.conftest import DENSE, Trained, Trainer, network, projects_of

OPTIMIZERS: dict[str, dict[str, Any]] = {
    "sgd": {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True},
    "adam": {"learning_rate": 0.002, "amsgrad": True},
    "adamw": {"learning_rate": 0.002, "weight_decay": 0.05},
    "nadam": {"learning_rate": 0.002},
    "radam": {"learning_rate": 0.002, "weight_decay": 0.01, "decoupled": True},
    "rmsprop": {"learning_rate": 0.001, "momentum": 0.5, "centered": True},
    "adagrad": {"learning_rate": 0.02},
    "adadelta": {"learning_rate": 1.0},
    "lion": {"learning_rate": 0.0005, "weight_decay": 0.01},
    "muon": {"learning_rate": 0.005, "momentum": 0.9},
}


def assert_alike(stacked: list[Trained], alone: list[Trained], tolerance: float = 2e-4) -> None:
    for mine, other in zip(stacked, alone, strict=True):
        ours, theirs = mine.metrics, other.metrics
        np.testing.assert_allclose(ours.step_losses, theirs.step_losses, rtol=tolerance, atol=tolerance)
        np.testing.assert_array_equal(ours.step_accuracies, theirs.step_accuracies)
        for epoch, expected in zip(ours.figures(), theirs.figures(), strict=True):
            assert (epoch.epoch, epoch.step, epoch.best) == (expected.epoch, expected.step, expected.best)
            assert epoch.learning_rate == pytest.approx(expected.learning_rate)
            assert epoch.train_loss == pytest.approx(expected.train_loss, rel=tolerance)
            assert epoch.validation_loss == pytest.approx(expected.validation_loss, rel=tolerance)
        weights = mine.weights
        for name, expected_weight in other.weights.items():
            torch.testing.assert_close(weights[name], expected_weight, rtol=tolerance, atol=tolerance)
        assert mine.finished.outcome == other.finished.outcome
        assert mine.finished.best_epoch == other.finished.best_epoch
        assert mine.finished.epochs == other.finished.epochs
        assert mine.finished.stopped_early == other.finished.stopped_early
        assert mine.finished.test_loss == pytest.approx(other.finished.test_loss, rel=tolerance)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_takes_each_member_where_it_goes_alone(
    optimizer: str, train_together: Trainer, train_alone: Trainer
) -> None:
    shared = {"optimizer": optimizer, **OPTIMIZERS[optimizer], "limit_train": 150}
    rate = shared["learning_rate"]
    variants = ({"seed": 1}, {"seed": 2}, {"seed": 1, "learning_rate": rate / 2})
    projects = projects_of(DENSE, *variants, **shared)
    assert_alike(train_together(projects), train_alone(projects))
