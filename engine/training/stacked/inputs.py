"""What the epochs of all members are made of: each one's own order of images and own random changes."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import torch
from torch import Tensor

from engine.data.augmenting.pipeline import Pipeline, planned
from engine.data.batches import ChosenImages
from engine.data.splits import epoch_order
from engine.training.setup import TrainingSetup
from engine.training.stacked.values import Value


class _Changes(NamedTuple):
    """Members from ``first`` to before ``end`` whose images are changed by the same operations."""

    first: int
    end: int
    pipeline: Pipeline


class MemberImages:
    """The training images of all members, which lie on the device once; ``side`` says how they are wanted."""

    def __init__(self, setups: Sequence[TrainingSetup], side: bool) -> None:
        chosen = [setup.train for setup in setups]
        self._chosen = [one for one in chosen if isinstance(one, ChosenImages)]
        assert len(self._chosen) == len(setups)
        self._whole = self._chosen[0].whole
        self._setups = tuple(setups)
        self._changes: list[_Changes] = []
        for _, group in groupby(range(len(setups)), key=lambda number: planned(setups[number].config)):
            members = list(group)
            pipeline = setups[members[0]].augmenter
            if pipeline is not None:
                self._changes.append(_Changes(members[0], members[-1] + 1, pipeline))
        alike = not self._changes or self._changes[0].end - self._changes[0].first == len(setups)
        self._interleaved = side and alike and len(setups[0].data.dataset.info.image_shape) == 3
        self._members = len(setups)

    def begin_epoch(self, epoch: int) -> "EpochOfAll":
        """The order of that epoch's images as positions in the dataset, and how each is changed."""
        count = len(self._chosen[0])
        orders = [
            chosen.rows.index_select(0, torch.from_numpy(epoch_order(count, setup.config.seed, epoch)).to(chosen.rows))
            for chosen, setup in zip(self._chosen, self._setups, strict=True)
        ]
        changes = []
        for first, end, pipeline in self._changes:
            draws = [pipeline.draws(count, setup.config.seed, epoch) for setup in self._setups[first:end]]
            changes.append(torch.stack(draws).to(orders[0].device))
        return EpochOfAll(torch.stack(orders), changes)

    def gather(self, epoch: "EpochOfAll", positions: slice | Tensor) -> tuple[Value, Tensor]:
        """The images at these positions of each member's order, changed and normalised, and labels ``[N, B]``."""
        order = _at(epoch.order, positions)
        if self._interleaved:
            changes = [_at(draws, positions).transpose(0, 1) for draws in epoch.changes]
            images, labels = self._gathered(order.T, changes)
            return Value(torch.unflatten(images, 0, (-1, self._members)).flatten(1, 2), True), labels.T
        images, labels = self._gathered(order, [_at(draws, positions) for draws in epoch.changes])
        return Value(torch.unflatten(images, 0, (self._members, -1))), labels

    def _gathered(self, order: Tensor, changes: list[Tensor]) -> tuple[Tensor, Tensor]:
        """Images ``[N·B, …]`` in this order and labels in its shape."""
        size = order.shape[-1]

        def change(images: Tensor) -> Tensor:
            draws = [one.flatten(0, 1) for one in changes]
            if len(self._changes) == 1 and len(draws[0]) == len(images):
                return self._changes[0].pipeline(images, draws[0])
            for (first, end, pipeline), own in zip(self._changes, draws, strict=True):
                part = slice(first * size, end * size)
                images[part] = pipeline(images[part], own)
            return images

        images, labels = self._whole.gather(order.flatten(), change if changes else None)
        return images, labels.view(order.shape)


class EpochOfAll(NamedTuple):
    """An epoch of all members: ``order`` (int64 ``[N, images]``), and ``changes`` (``[members, images, k]`` each)."""

    order: Tensor
    changes: list[Tensor]


def _at(values: Tensor, positions: slice | Tensor) -> Tensor:
    return values[:, positions] if isinstance(positions, slice) else values.index_select(1, positions)
