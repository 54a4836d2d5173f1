"""Averages of the weights over a run, in a second network that is validated and kept instead of the first."""

import copy
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from engine.model.build import Network
from engine.training.config import TrainingConfig

UPDATES = "updates"
"""The name of the count among the tensors of the state; those of weights have a dot."""


class Average(ABC):
    """A mean of a network's weights; ``network`` has them, in evaluation mode and without gradients.

    Weights are matched by name, so that the network that learns may be computed in another way. Everything stays at its
    place in memory, also when it is loaded, so that updates can be captured into a CUDA graph.
    """

    kind: ClassVar[str]

    def __init__(self, network: Network) -> None:
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self.begun = False
        device = next(iter(self.network.state_dict().values())).device
        self._updates = torch.zeros((), dtype=torch.float64, device=device)
        self._followed: nn.Module | None = None
        self._weights: tuple[list[Tensor], list[Tensor]] = [], []
        self._buffers: tuple[list[Tensor], list[Tensor]] = [], []

    @abstractmethod
    def update(self, network: nn.Module) -> None:
        """After each optimizer step; does not wait for the device."""

    @abstractmethod
    def end_epoch(self, network: nn.Module, progress_share: float) -> bool:
        """After each epoch, when that share of the run is over.

        Returns whether the average has changed so that its batch normalisation needs new statistics.
        """

    @torch.no_grad()
    def begin_anew(self, network: nn.Module) -> None:
        """Forget what was averaged and take the weights of ``network``."""
        self.network.load_state_dict(network.state_dict())
        self._updates.zero_()
        self.begun = False

    def state(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """The average's own tensors (no copies) by their names in the network, and what is not a tensor, for JSON."""
        return {**self.network.state_dict(), UPDATES: self._updates}, {"averaging": self.kind}

    @torch.no_grad()
    def load(self, tensors: Mapping[str, Tensor], plain: Mapping[str, Any]) -> None:
        """Take over a stored state of the same kind of average and network.

        Raises :class:`ValueError`, :class:`KeyError` or :class:`RuntimeError` where they do not fit.
        """
        if plain["averaging"] != self.kind:
            raise ValueError(f"averaging {plain['averaging']} ≠ {self.kind}")
        updates = tensors[UPDATES]
        self.network.load_state_dict({name: tensor for name, tensor in tensors.items() if name != UPDATES})
        self._updates.copy_(updates)
        self.begun = bool(updates > 0)

    def share(self, updates: Tensor) -> None:
        """Let the count be this one (float64, 0-dim) from now on, and look anew for the weights that are followed.

        For several averages that are moved as one, each in its part of stacked weights.
        """
        updates.copy_(self._updates)
        self._updates = updates
        self.find_anew()

    def find_anew(self) -> None:
        """The weights that are followed lie elsewhere now."""
        self._followed = None

    def _follow(self, network: nn.Module) -> None:
        if network is self._followed:
            return
        weights, buffers = dict(network.named_parameters()), dict(network.named_buffers())
        mine = dict(self.network.named_parameters()), dict(self.network.named_buffers())
        self._weights = list(mine[0].values()), [weights[name].detach() for name in mine[0]]
        self._buffers = list(mine[1].values()), [buffers[name] for name in mine[1]]
        self._followed = network

    def _copy_buffers(self) -> None:
        mine, given = self._buffers
        if mine:
            torch._foreach_copy_(mine, given)


class ExponentialAverage(Average):
    """EMA: after each step ``average ← d · average + (1 - d) · weights``; buffers are copied.

    No correction of a bias; instead the decay grows from 0.1 with the number ``n`` of updates so far,
    ``d = min(decay, (1 + n) / (10 + n))``, as TensorFlow's ``ExponentialMovingAverage`` does with ``num_updates``.
    """

    kind = "ema"

    def __init__(self, network: Network, decay: float) -> None:
        super().__init__(network)
        self._decay = decay

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        self._follow(network)
        mine, given = self._weights
        count = self._updates
        if count.is_cuda:  # by a tensor, which a captured graph computes anew at each replay
            share = 1 - ((1 + count) / (10 + count)).clamp(max=self._decay)
            moves = torch._foreach_sub(given, mine)
            torch._foreach_mul_(moves, share.float())
            torch._foreach_add_(mine, moves)
        else:
            done = count.item()
            torch._foreach_lerp_(mine, given, 1 - min(self._decay, (1 + done) / (10 + done)))
        self._copy_buffers()
        count.add_(1)
        self.begun = True

    def end_epoch(self, network: nn.Module, progress_share: float) -> bool:
        return False


class StochasticWeightAverage(Average):
    """SWA (Izmailov et al., 2018): the mean of the weights at the ends of the epochs after the share ``start``."""

    kind = "swa"

    def __init__(self, network: Network, start: float) -> None:
        super().__init__(network)
        self._start = start

    def update(self, network: nn.Module) -> None:
        return

    @torch.no_grad()
    def end_epoch(self, network: nn.Module, progress_share: float) -> bool:
        if progress_share <= self._start:
            return False
        self._follow(network)
        mine, given = self._weights
        self._updates.add_(1)
        torch._foreach_lerp_(mine, given, 1 / self._updates.item())
        self._copy_buffers()
        self.begun = True
        return True


def make_average(config: TrainingConfig, network: Network) -> Average | None:
    """The average that ``config`` asks for, of a network that lies on its device."""
    match config.averaging:
        case "none":
            return None
        case "ema":
            return ExponentialAverage(network, config.ema_decay)
        case "swa":
            return StochasticWeightAverage(network, config.swa_start)
