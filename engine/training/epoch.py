"""What is left of an epoch: its batches in their order, a function of (seed, epoch) and how far it has come."""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor

from engine.data.splits import batch_bounds, epoch_order
from engine.training.schedules import Plateau, rate_factor
from engine.training.setup import TrainingSetup
from engine.training.step import Batch


def steps_per_epoch(setup: TrainingSetup) -> int:
    """Steps of a whole epoch."""
    return len(batch_bounds(len(setup.train), setup.config.images_per_step))


class EpochInputs(NamedTuple):
    """What an epoch is made of: the positions of its images in their order (int64 ``[N]``), how each is changed
    (``[N, k]``) and how each step's are mixed (``[steps + 1, m]``), where they are at all."""

    order: Tensor
    changes: Tensor | None
    mixtures: Tensor | None

    def to(self, device: torch.device) -> "EpochInputs":
        """The same on that device."""
        return EpochInputs(
            self.order.to(device),
            None if self.changes is None else self.changes.to(device),
            None if self.mixtures is None else self.mixtures.to(device),
        )

    def batch(self, start: int, stop: int, images_per_step: int) -> Batch:
        """The batch of the images from ``start`` to before ``stop`` of the order."""
        return Batch(
            self.order[start:stop],
            None if self.changes is None else self.changes[start:stop],
            None if self.mixtures is None else self.mixtures[start // images_per_step],
        )


def inputs_of(setup: TrainingSetup, epoch: int) -> EpochInputs:
    """The inputs of an epoch, on the CPU."""
    count, seed = len(setup.train), setup.config.seed
    return EpochInputs(
        torch.from_numpy(epoch_order(count, seed, epoch)),
        None if setup.augmenter is None else setup.augmenter.draws(count, seed, epoch),
        None if setup.mixing is None else setup.mixing.draws(epoch, steps_per_epoch(setup) + 1),
    )


def batches_left(setup: TrainingSetup, epoch: int, position: int) -> Iterator[tuple[Batch, int]]:
    """The batches of an epoch from the image at ``position`` of its order on, with the position after each."""
    size, inputs = setup.config.images_per_step, inputs_of(setup, epoch).to(setup.device)
    for low, high in batch_bounds(len(setup.train) - position, size):
        yield inputs.batch(position + low, position + high, size), position + high


def factor_at(setup: TrainingSetup, plateau: Plateau, epochs_done: int, index: int) -> float:
    """What the learning rate is multiplied by at a step of the epoch under way, counted from 0."""
    steps = steps_per_epoch(setup)
    return rate_factor(setup.config, epochs_done + index / steps, 1 / steps) * plateau.factor
