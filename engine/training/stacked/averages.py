"""The moving averages of all members that have one, moved by one operation for each weight."""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.training.averaging import Average, ExponentialAverage
from engine.training.setup import TrainingSetup
from engine.training.stacked.network import StackedNetwork, laid_over


class StackedAverages:
    """What :class:`ExponentialAverage` does after each step, for the members of a stack that have one.

    Those stand one after the other, from ``first`` on; their averages' weights are views of stacked ones from here on.
    """

    def __init__(self, setups: Sequence[TrainingSetup], network: StackedNetwork) -> None:
        moved = [(number, setup.average) for number, setup in enumerate(setups) if _moves(setup.average)]
        self._averages = [average for _, average in moved if average is not None]
        for setup in setups:
            if setup.average is not None:
                setup.average.find_anew()
        if not moved:
            return
        first, end = moved[0][0], moved[-1][0] + 1
        device = setups[0].device
        networks = [average.network for average in self._averages]
        mine, buffers = laid_over(networks)
        self._mine = list(mine.values())
        self._given = [network.weights[name].data[first:end] for name in mine]
        self._buffers = list(buffers.values()), [network.buffers[name][first:end] for name in buffers]
        self._updates = torch.zeros(len(networks), dtype=torch.float64, device=device)
        for average, updates in zip(self._averages, self._updates.unbind(), strict=True):
            average.share(updates)
        self._decays = torch.tensor(
            [setup.config.ema_decay for setup in setups[first:end]], dtype=torch.float64, device=device
        )

    @torch.no_grad()
    def update(self) -> None:
        """After each step; does not wait for the device."""
        if not self._averages:
            return
        counts = self._updates
        shares = (1 - torch.minimum(self._decays, (1 + counts) / (10 + counts))).float()
        for mine, given in zip(self._mine, self._given, strict=True):
            mine.lerp_(given, shares.view(-1, *(1,) * (mine.dim() - 1)))
        if self._buffers[0]:
            torch._foreach_copy_(*self._buffers)
        counts.add_(1)

    def tensors(self) -> list[Tensor]:
        """What moves, at its place."""
        return [*self._mine, *self._buffers[0], self._updates] if self._averages else []

    def begin(self) -> None:
        """Once steps were taken: from now on these are the weights that count."""
        for average in self._averages:
            average.begun = True


def _moves(average: Average | None) -> bool:
    return isinstance(average, ExponentialAverage)
