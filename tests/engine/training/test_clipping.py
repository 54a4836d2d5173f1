"""Gradients are clipped by the norm of all together, then by value."""

import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn import Parameter

from engine.training.clipping import clip_gradients
from engine.training.config import TrainingConfig


def parameters() -> list[Parameter]:
    """Two weights whose gradients have the norm 13 together, and one without a gradient."""
    made = [Parameter(torch.zeros(2)), Parameter(torch.zeros(1, 2)), Parameter(torch.zeros(3))]
    made[0].grad = torch.tensor([3.0, -4.0])
    made[1].grad = torch.tensor([[0.0, 12.0]])
    return made


def gradients(of: list[Parameter]) -> list[Tensor]:
    return [weight.grad.flatten() for weight in of if weight.grad is not None]


def test_without_limits_gradients_stay_as_they_are() -> None:
    made = parameters()
    assert clip_gradients(made, TrainingConfig()) is None
    assert torch.cat(gradients(made)).tolist() == [3, -4, 0, 12]


def test_a_long_gradient_is_shortened_to_the_norm_and_keeps_its_direction() -> None:
    made = parameters()
    norm = clip_gradients(made, TrainingConfig(clip_norm=1.3))
    assert norm is not None
    assert norm.item() == pytest.approx(13)
    assert torch.cat(gradients(made)).tolist() == pytest.approx([0.3, -0.4, 0, 1.2], rel=1e-5)


def test_a_short_gradient_is_not_lengthened() -> None:
    made = parameters()
    norm = clip_gradients(made, TrainingConfig(clip_norm=100.0))
    assert norm is not None
    assert norm.item() == pytest.approx(13)
    assert torch.cat(gradients(made)).tolist() == [3, -4, 0, 12]


def test_values_are_kept_within_their_limit() -> None:
    made = parameters()
    assert clip_gradients(made, TrainingConfig(clip_value=3.5)) is None
    assert torch.cat(gradients(made)).tolist() == [3, -3.5, 0, 3.5]


def test_values_are_clipped_after_the_norm() -> None:
    made = parameters()
    clip_gradients(made, TrainingConfig(clip_norm=1.3, clip_value=0.35))
    assert torch.cat(gradients(made)).tolist() == pytest.approx([0.3, -0.35, 0, 0.35], rel=1e-5)


def test_clipping_does_not_wait_for_the_device() -> None:
    """Tensors that know where they would be but have no values: whoever asks for one fails."""
    with FakeTensorMode():
        made = [Parameter(torch.empty(4, device="cuda")) for _ in range(2)]
        for weight in made:
            weight.grad = torch.empty_like(weight)
        norm = clip_gradients(made, TrainingConfig(clip_norm=1.0, clip_value=1.0))
        assert norm is not None
        assert norm.is_cuda
