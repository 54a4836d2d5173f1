"""Random layers draw what follows from (seed, step), whatever happens in other threads."""

import pytest
import torch
from torch import Tensor, nn

from engine.model.modules import GaussianNoise
from engine.training.randomness import LayerRandomness, step_seed

CPU = torch.device("cpu")


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (nn.Dropout(0.3), (5, 7)),
        (nn.Dropout(0.5), (4, 3, 8, 8)),
        (nn.Dropout2d(0.5), (4, 3, 8, 8)),
        (nn.Dropout1d(0.4), (4, 3, 8)),
        (GaussianNoise(0.2), (4, 3, 8, 8)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, nn.Module) else "",
)
def test_a_layer_draws_what_torch_draws_after_the_steps_seed(layer: nn.Module, shape: tuple[int, ...]) -> None:
    images = torch.randn(shape)
    if len(shape) == 4:
        images = images.to(memory_format=torch.channels_last)
    fresh = type(layer)(layer.std) if isinstance(layer, GaussianNoise) else type(layer)(layer.p)
    torch.manual_seed(step_seed(3, 5))
    expected: Tensor = fresh(images)
    randomness = LayerRandomness(layer, CPU, 3)
    randomness.begin(5)
    torch.rand(7)  # somebody else draws from torch's generator
    assert torch.equal(layer(images), expected)


def test_steps_and_seeds_draw_differently() -> None:
    layer, ones = nn.Dropout(0.5), torch.ones(64)
    randomness = LayerRandomness(layer, CPU, 0)
    drawn = []
    for step in (1, 2, 1):
        randomness.begin(step)
        drawn.append(layer(ones))
    assert torch.equal(drawn[0], drawn[2])
    assert not torch.equal(drawn[0], drawn[1])
    assert len({step_seed(seed, step) for seed in range(30) for step in range(30)}) == 900


def test_layers_that_cannot_be_told_their_generator_draw_after_the_steps_seed_too() -> None:
    layer = nn.Sequential(nn.Dropout(0.5), nn.LSTM(3, 4, num_layers=2, dropout=0.5))
    randomness, steps = LayerRandomness(layer, CPU, 1), torch.ones(2, 6, 3)
    answers = []
    for _ in range(2):
        randomness.begin(9)
        answers.append(layer(steps)[0])
    assert torch.equal(*answers)


def test_a_network_without_random_layers_needs_none() -> None:
    assert not LayerRandomness(nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.0)), CPU, 0).needed


def test_evaluation_drops_nothing() -> None:
    layer = nn.Dropout(0.5)
    LayerRandomness(layer, CPU, 0)
    ones = torch.ones(5)
    assert layer.eval()(ones) is ones


@pytest.mark.parametrize("layer", [nn.Dropout(0.5), nn.Dropout2d(0.5), GaussianNoise(0.5)])
def test_the_layout_in_memory_does_not_decide_what_is_drawn(layer: nn.Module) -> None:
    images = torch.randn(4, 3, 5, 5)
    randomness = LayerRandomness(layer, CPU, 0)
    answers = []
    for memory_format in (torch.contiguous_format, torch.channels_last):
        randomness.begin(1)
        answers.append(layer(images.to(memory_format=memory_format)))
    assert torch.equal(*answers)
