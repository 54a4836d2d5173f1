"""Who trains and who is kept aside, and in which order: pure functions of the seed, the same on every machine.

Random numbers come from the counter-based generator Philox (Salmon et al., 2011) as raw 64-bit words, which NumPy
keeps stable across versions (its ``permutation`` is not). The words are sorted: their order is the permutation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SUBSET, _SPLIT, _EPOCH, _TEST = 1, 2, 3, 4
"""Streams: different uses of one seed must not share random numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class DataSplit:
    """Indices into a dataset's training images; ``train`` and ``validation`` share none."""

    train: NDArray[np.int64]
    validation: NDArray[np.int64]


def split_images(count: int, validation_split: float, seed: int, limit: int | None = None) -> DataSplit:
    """Split ``count`` images, a seeded subset of ``limit`` of them where that is given.

    A validation split above 0 keeps at least one image aside, and at least one is left to train on.
    """
    chosen = np.arange(count, dtype=np.int64)
    if limit is not None and limit < count:
        chosen = np.sort(_permutation(count, seed, _SUBSET)[:limit])
    kept_aside = round(len(chosen) * validation_split)
    if validation_split > 0:
        kept_aside = min(max(kept_aside, 1), len(chosen) - 1)
    order = chosen[_permutation(len(chosen), seed, _SPLIT)]
    return DataSplit(train=np.sort(order[kept_aside:]), validation=np.sort(order[:kept_aside]))


def epoch_order(count: int, seed: int, epoch: int) -> NDArray[np.int64]:
    """The order in which epoch ``epoch`` (from 1) visits ``count`` images: a permutation of their positions."""
    return _permutation(count, seed, _EPOCH, epoch)


def batch_bounds(count: int, batch_size: int) -> tuple[tuple[int, int], ...]:
    """Cut ``count`` images into batches, as (start, stop). Every image is in exactly one.

    The last batch may be smaller; but a single image left over joins the batch before it, because batch normalisation
    has no variance to compute from one image and torch refuses to train on it.
    """
    starts = list(range(0, count, batch_size))
    if batch_size > 1 and len(starts) > 1 and count - starts[-1] == 1:
        del starts[-1]
    return tuple(zip(starts, [*starts[1:], count][: len(starts)], strict=True))


def stratified_share(labels: NDArray[np.int64], share: float, seed: int) -> NDArray[np.bool_]:
    """Which examples are kept aside for a test: ``share`` of each class, at least one of those with two or more."""
    aside = np.zeros(len(labels), dtype=np.bool_)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        count = min(max(round(len(members) * share), 1), len(members) - 1)
        aside[members[_permutation(len(members), seed, _TEST, int(label))[:count]]] = True
    return aside


def _permutation(count: int, seed: int, stream: int, number: int = 0) -> NDArray[np.int64]:
    key = np.array([seed, (stream << 48) | number], dtype=np.uint64)
    words = np.random.Philox(key=key).random_raw(count)
    return np.argsort(words, kind="stable").astype(np.int64, copy=False)
