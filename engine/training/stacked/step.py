"""One optimizer step of all members: one gather, one forward and backward pass, one step of each family's optimizer.

Nothing in it waits for the device.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.augmenting.pipeline import planned
from engine.training.config.loss import LossFields
from engine.training.layer_learning import add_penalties
from engine.training.precision import autocast
from engine.training.setup import TrainingSetup
from engine.training.stacked.averages import StackedAverages
from engine.training.stacked.clipping import StackedClipping
from engine.training.stacked.families import family_key, make_family
from engine.training.stacked.inputs import EpochOfAll, MemberImages
from engine.training.stacked.losses import StackedLoss
from engine.training.stacked.network import StackedNetwork, suits_one_by_one
from engine.training.stacked.randomness import MemberRandomness
from engine.training.stacked.rates import EpochRates, StepRates
from engine.training.stacked.values import Value

CAPACITY = 2048
"""Steps whose figures the device holds until they are read back."""


def stacking_order(setups: Sequence[TrainingSetup]) -> list[int]:
    """In which order members stand best, so that those that share an average's kind, changes or hyperparameters are
    neighbours."""
    keys = [
        (
            setup.config.averaging == "ema",
            planned(setup.config),
            tuple(getattr(setup.config, name) for name in LossFields.model_fields),
            family_key(setup, number),
        )
        for number, setup in enumerate(setups)
    ]
    ranks = [[column.index(value) for value in column] for column in zip(*keys, strict=True)]
    return sorted(range(len(setups)), key=lambda number: tuple(rank[number] for rank in ranks))


class StackedStep:
    """Takes the steps of several setups of one shape, in the order in which they are given.

    Their networks, optimizers and averages become views of the stack's: each one's state can be read, stored and
    replaced between two steps as if it were trained alone.
    """

    def __init__(self, setups: Sequence[TrainingSetup]) -> None:
        self.setups = tuple(setups)
        self.device = setups[0].device
        configs = [setup.config for setup in setups]
        self.randomness = MemberRandomness([config.seed for config in configs], self.device)
        for setup in setups:
            setup.network.train()
        in_float32 = configs[0].precision != "bf16"
        networks = [setup.network for setup in setups]
        one_by_one = suits_one_by_one(networks[0], self.device)
        self.network = StackedNetwork(
            networks,
            self.randomness,
            self.device,
            in_float32=in_float32,
            begin=self._begin_member if one_by_one else None,
        )
        self.images = MemberImages(setups, self.network.images_side_by_side)
        keys = [family_key(setup, number) for number, setup in enumerate(setups)]
        groups = [list(group) for _, group in groupby(range(len(setups)), key=keys.__getitem__)]
        self.families = [
            make_family(group[0], setups[group[0] : group[-1] + 1], self.network.weights, len(setups))
            for group in groups
        ]
        self._averages = StackedAverages(setups, self.network)
        self._loss = StackedLoss(configs, [setup.loss for setup in setups], self.device)
        self._clipping = StackedClipping(configs, self.device)
        self._channels_last = setups[0].plan.memory_format == "channels_last"
        self._number = 0
        self.epoch = EpochOfAll(torch.empty(0), [])
        self.rates: Sequence[EpochRates] = ()
        """Of each family."""
        self._figures = torch.zeros(2, len(setups), CAPACITY, device=self.device)
        self._sizes: list[int] = []

    def begin_epoch(self, epoch: int, factors: Sequence[Sequence[float]]) -> None:
        """Go over to that epoch; ``factors`` is what each member's learning rate is multiplied by at each step."""
        self.epoch = self.images.begin_epoch(epoch)
        self.rates = [family.rates(factors[family.first : family.end], self.device) for family in self.families]

    def take(self, start: int, stop: int, number: int) -> None:
        """Take the step of that number (from 1) with the images from ``start`` to before ``stop`` of each order."""
        self._number = number
        self.randomness.begin(number)
        index = start // self.setups[0].config.batch_size
        images, labels = self.images.gather(self.epoch, slice(start, stop))
        rates = [StepRates(factors[index], None if shares is None else shares[index]) for factors, shares in self.rates]
        self.record(*self.compute(images, labels, rates), stop - start)

    def _begin_member(self, member: int) -> None:
        self.setups[member].randomness.begin(self._number)

    def record(self, losses: Tensor, right: Tensor, size: int) -> None:
        """Keep the figures of a step with so many images of each member."""
        self._averages.begin()
        column = len(self._sizes)
        self._figures[0, :, column] = losses
        self._figures[1, :, column] = right
        self._sizes.append(size)

    def tensors(self) -> list[Tensor]:
        """Everything that steps change, at its place."""
        found = [*self.network.weights.values(), *self.network.buffers.values(), *self._averages.tensors()]
        for family in self.families:
            found += family.optimizers.state()[0].values()
        return [tensor.detach() for tensor in found]

    def close(self) -> None:
        """Nothing is held that would have to be given back."""

    def compute(self, images: Value, labels: Tensor, rates: Sequence[StepRates]) -> tuple[Tensor, Tensor]:
        """The whole step of gathered images; returns each member's loss and right answers ``[N]``."""
        network = self.network
        network.zero_grad()
        if images.is_side and self._channels_last:
            images = Value(images.tensor.contiguous(memory_format=torch.channels_last), True)
        with autocast(self.setups[0].config, self.device):
            logits = network(images)
        losses, gradient = self._loss(logits, labels)
        torch.autograd.backward(logits, gradient)
        network.collect_gradients()
        for family in self.families:
            family.take_gradients(network.weights)
            add_penalties(family.penalties)
        self._clipping(weight.grad for weight in network.weights.values() if weight.grad is not None)
        for family, rate in zip(self.families, rates, strict=True):
            family.step(rate)
        self._averages.update()
        return losses, (logits.detach().argmax(dim=2) == labels).sum(dim=1)

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another step's figures."""
        return len(self._sizes) >= CAPACITY

    @property
    def waiting(self) -> int:
        """Steps whose figures were not read back yet."""
        return len(self._sizes)

    def read_back(self) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
        """Losses and right answers ``[N, steps]`` and sizes ``[steps]`` of the batches since the last read-back."""
        figures = self._figures[:, :, : len(self._sizes)].cpu().numpy()
        losses, right = figures[0].copy(), figures[1].astype(np.int64)
        sizes = np.array(self._sizes, dtype=np.int64)
        self._sizes.clear()
        return losses, right, sizes
