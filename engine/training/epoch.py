"""What is left of an epoch: its batches in their order, a function of (seed, epoch) and how far it has come."""

from collections.abc import Iterator

import torch

from engine.data.splits import batch_bounds, epoch_order
from engine.training.setup import TrainingSetup
from engine.training.step import Batch


def steps_per_epoch(setup: TrainingSetup) -> int:
    """Steps of a whole epoch."""
    return len(batch_bounds(len(setup.train), setup.images_per_step))


def batches_left(setup: TrainingSetup, epoch: int, position: int) -> Iterator[tuple[Batch, int]]:
    """The batches of an epoch from the image at ``position`` of its order on, with the position after each."""
    count, size, seed, device = len(setup.train), setup.images_per_step, setup.config.seed, setup.device
    order = torch.from_numpy(epoch_order(count, seed, epoch)).to(device)
    changes = None if setup.augmenter is None else setup.augmenter.draws(count, seed, epoch).to(device)
    steps = steps_per_epoch(setup) + 1
    mixtures = None if setup.mixing is None else setup.mixing.draws(epoch, steps).to(device)
    for low, high in batch_bounds(count - position, size):
        start, stop = position + low, position + high
        yield (
            Batch(
                order[start:stop],
                None if changes is None else changes[start:stop],
                None if mixtures is None else mixtures[start // size],
            ),
            stop,
        )
