"""The losses of a stack and their gradients are those that autograd finds for each member."""

from typing import Any

import pytest
import torch

from engine.training.losses import Loss
from engine.training.stacked.losses import StackedLoss
from tests.engine.training.stacked.conftest import DENSE, projects_of


@pytest.mark.parametrize("smoothing", [(0.0, 0.0), (0.1, 0.0)], ids=["plain", "smoothed"])
def test_each_member_has_its_own_loss_and_gradient(smoothing: tuple[float, ...]) -> None:
    variants: list[dict[str, Any]] = [{"label_smoothing": share} for share in smoothing]
    configs = [project.training for project in projects_of(DENSE, *variants)]
    losses = [Loss(None, share) for share in smoothing]
    random = torch.Generator().manual_seed(1)
    logits = 3 * torch.randn(2, 8, 10, generator=random)
    labels = torch.randint(0, 10, (2, 8), generator=random)
    found, gradient = StackedLoss(configs, losses, torch.device("cpu"))(logits, labels)
    for number, loss in enumerate(losses):
        own = logits[number].clone().requires_grad_()
        expected = loss(own, labels[number])
        expected.backward()  # type: ignore[no-untyped-call]
        torch.testing.assert_close(found[number], expected.detach())
        torch.testing.assert_close(gradient[number], own.grad)
