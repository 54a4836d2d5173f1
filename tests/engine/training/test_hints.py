"""From figures of a run to plain words, each with a remedy."""

from collections.abc import Sequence

import pytest

from engine.training.events import LayerHealth
from engine.training.hints import Epoch, hints_of

WELL = (LayerHealth("conv1", 0.5, 1e-3, None, None), LayerHealth("relu1", None, None, 0.1, None))
FALLING = [(1.0, 1.0, 0.1), (0.5, 0.6, 0.1), (0.3, 0.5, 0.1), (0.2, 0.45, 0.1)]


def kinds(norm: float, layers: tuple[LayerHealth, ...], epochs: Sequence[Epoch]) -> list[str]:
    return [hint.kind for hint in hints_of(norm, layers, epochs)]


def test_a_healthy_run_gets_no_hint() -> None:
    assert kinds(0.5, WELL, FALLING) == []


@pytest.mark.parametrize(
    ("kind", "norm", "layer"),
    [
        ("exploding_gradient", 1e5, LayerHealth("linear1", 1e5)),
        ("vanishing_gradient", 0.1, LayerHealth("conv1", 1e-12)),
        ("large_updates", 0.1, LayerHealth("conv1", 0.1, 0.7)),
        ("small_updates", 0.1, LayerHealth("conv1", 0.1, 1e-9)),
        ("dead_units", 0.1, LayerHealth("relu1", dead=0.8)),
        ("saturation", 0.1, LayerHealth("tanh1", saturated=0.9)),
    ],
)
def test_what_is_unhealthy_in_a_layer_is_named_with_a_remedy(kind: str, norm: float, layer: LayerHealth) -> None:
    (hint,) = hints_of(norm, (layer,), [])
    assert hint.kind == kind
    assert str(hint.remedy)
    assert kind == "small_updates" or layer.layer in str(hint.text)


def test_overfitting_is_a_validation_loss_that_rises_while_the_training_loss_falls() -> None:
    rising = [(1.0, 1.0, 0.1), (0.5, 0.6, 0.1), (0.3, 0.7, 0.1), (0.1, 0.9, 0.1)]
    assert kinds(0.5, WELL, rising) == ["overfitting"]
    assert "epoch 2" in str(hints_of(0.5, WELL, rising)[0].text)
    both_rise = [(1.0, 1.0, 0.1), (0.5, 0.6, 0.1), (0.6, 0.7, 0.1), (0.7, 0.9, 0.1)]
    assert kinds(0.5, WELL, both_rise) == []


def test_a_plateau_is_a_loss_that_stands_still_well_above_zero() -> None:
    still = [(2.3, None, 0.1)] * 5
    assert kinds(0.5, WELL, still) == ["plateau"]
    assert kinds(0.5, WELL, [(0.001, None, 0.1)] * 5) == []
