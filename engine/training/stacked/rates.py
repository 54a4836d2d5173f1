"""The learning rates of members that step together, of which an optimizer knows only one.

Every optimizer here moves a weight in proportion to the rate: it steps with the largest one, and each member goes its
own share of that way. One kernel for all and two passes over the weights take less time than a kernel for each.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from engine.training.config.schedule import ScheduleFields
from engine.training.setup import TrainingSetup


class EpochRates(NamedTuple):
    """The rates of a family at the steps of an epoch.

    ``factors`` is what the optimizers' own rate is multiplied by at each step. ``shares`` (float32 ``[steps,
    members]``) is how much of that each member's rate is; ``None`` where all have the same.
    """

    factors: list[float]
    shares: Tensor | None


class StepRates(NamedTuple):
    """The same at one step: a number, which may be on the device, and ``[members]``."""

    factor: float | Tensor
    share: Tensor | None


def rate_key(setup: TrainingSetup, number: int) -> tuple[object, ...]:
    """The same for members that have the same rate at each step. A rate that follows a member's losses is its own."""
    config = setup.config
    own = number if config.schedule == "plateau" else None
    return (own, config.learning_rate, config.epochs, *(getattr(config, name) for name in ScheduleFields.model_fields))


def rates_together(own: Sequence[float], factors: Sequence[Sequence[float]], device: torch.device) -> EpochRates:
    """The rates of members with these learning rates, each times its ``factors``; the first rate is the optimizers'."""
    rates = torch.tensor(factors, dtype=torch.float64) * torch.tensor(own, dtype=torch.float64).unsqueeze(1)
    largest = rates.amax(dim=0)
    shares = torch.where(largest > 0, rates / largest, 1.0)
    return EpochRates((largest / own[0]).tolist(), shares.T.to(device, torch.float32).contiguous())


class Shares:
    """Lets members of a stack go only a share of each step; ``weights`` ``[members, …]`` are changed in place."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        self._weights = [weight.detach() for weight in weights]
        self._before = [torch.empty_like(weight) for weight in self._weights]

    def begin(self) -> None:
        """Before the step: remember where the weights are."""
        torch._foreach_copy_(self._before, self._weights)

    def end(self, share: Tensor) -> None:
        """After it: put each member's weights so far along (``[members]``) as it should go."""
        for weight, before in zip(self._weights, self._before, strict=True):
            torch.lerp(before, weight, share.view(-1, *(1,) * (weight.dim() - 1)), out=weight)
