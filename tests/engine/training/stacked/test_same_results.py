"""A member of a stack learns what it learns alone: curves, best epoch, best weights, validation and test."""

from typing import Any

import numpy as np
import pytest
import torch

from engine.training.stacked import network as network_module
from engine.training.stacked import step
from tests.engine.training.stacked.conftest import DENSE, Part, Trained, Trainer, network, projects_of

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
    variants = ({"seed": 1}, {"seed": 2, "learning_rate": rate / 2})
    projects = projects_of(DENSE, *variants, **shared)
    assert_alike(train_together(projects), train_alone(projects))


def test_members_differ_in_all_that_needs_no_other_shape(train_together: Trainer, train_alone: Trainer) -> None:
    variants: tuple[dict[str, Any], ...] = (
        {"seed": 1, "weight_decay": 0.1, "label_smoothing": 0.1, "clip_norm": 0.5, "averaging": "ema"},
        {
            "seed": 2,
            "schedule": "cosine",
            "warmup_epochs": 0.5,
            "l1": 1e-4,
            "clip_value": 0.01,
            "class_weights": "balanced",
        },
        {"seed": 3, "schedule": "plateau", "plateau_patience": 0, "plateau_threshold": 0.9, "beta1": 0.8, "epochs": 3},
        {"seed": 3, "loss": "focal", "averaging": "swa", "swa_start": 0.1, "augment_rotation": 10.0, "epsilon": 1e-6},
        {"seed": 4, "optimizer": "sgd", "augment_noise": 0.1, "augment_rotation": 5.0, "clip_value": 0.01},
    )
    projects = projects_of(DENSE, *variants, epochs=2)
    assert_alike(train_together(projects), train_alone(projects))


def test_convolutions_are_computed_one_after_the_other_or_side_by_side_as_on_a_gpu(
    train_together: Trainer, train_alone: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spec(hidden: float) -> Any:
        return network(
            ("Conv2d", {"out_channels": 6, "kernel_size": 3, "stride": 2}),
            ("BatchNorm2d", {}),
            ("ReLU", {}),
            ("MaxPool2d", {"kernel_size": 2}),
            ("Dropout2d", {"p": hidden}),
            ("DepthwiseConv2d", {"kernel_size": 3}),
            ("GroupNorm", {"num_groups": 3}),
            ("PReLU", {}),
            ("GaussianNoise", {"std": hidden}),
            ("GlobalAvgPool2d", {}),
            ("Linear", {"out_features": 12}),
            ("BatchNorm1d", {}),
            ("Tanh", {}),
            ("LayerNorm", {}),
            ("Dropout", {"p": hidden / 2}),
        )

    moved: dict[str, Any] = {
        "augment_rotation": 10.0,
        "augment_shift": 2.0,
        "augment_brightness": 0.2,
        "limit_train": 80,
    }
    moved |= {"optimizer": "sgd", "learning_rate": 0.05, "epochs": 1}
    projects = [
        *projects_of(spec(0.3), {"seed": 1}, {"seed": 2}, **moved),
        *projects_of(spec(0.0), {"seed": 3}, **moved),
    ]
    alone = train_alone(projects)
    assert_alike(train_together(projects), alone, tolerance=2e-3)
    for user in (network_module, step):
        monkeypatch.setattr(user, "suits_one_by_one", lambda network, device: False)
    assert_alike(train_together(projects), alone, tolerance=2e-3)


@pytest.mark.parametrize(
    "layers",
    [
        (("Rows", {}), ("LSTM", {"hidden_size": 8}), ("Dropout", {"p": 0.2})),
        (
            ("PatchEmbedding", {"patch_size": 7, "features": 8}),
            ("ClassToken", {}),
            ("PositionalEmbedding", {}),
            ("MultiheadAttention", {"num_heads": 2}),
            ("LayerNorm", {}),
            ("Linear", {"out_features": 8}),
            ("TakeToken", {}),
        ),
    ],
    ids=["recurrent", "attention"],
)
def test_layers_that_cannot_be_stacked_are_computed_member_by_member(
    layers: tuple[Part, ...], train_together: Trainer, train_alone: Trainer
) -> None:
    projects = projects_of(network(*layers), {"seed": 1}, {"learning_rate": 0.002}, epochs=1, limit_train=80)
    assert_alike(train_together(projects), train_alone(projects), tolerance=2e-3)


def test_a_member_that_stops_early_is_kept_as_it_was_while_the_others_go_on(
    train_together: Trainer, train_alone: Trainer
) -> None:
    stopping = {"early_stopping": True, "patience": 1, "min_change": 0.9}
    projects = projects_of(DENSE, {"seed": 1}, {"seed": 2, **stopping}, {"seed": 3}, epochs=3)
    stacked = train_together(projects)
    assert_alike(stacked, train_alone(projects))
    assert [one.finished.stopped_early for one in stacked] == [False, True, False]
    assert stacked[1].finished.epochs < stacked[0].finished.epochs == 3
