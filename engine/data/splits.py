"""Who trains and who is kept aside, and in which order: pure functions of the seed, the same on every machine.

Random numbers come from the counter-based generator Philox (Salmon et al., 2011) as raw 64-bit words, which NumPy
keeps stable across versions (its ``permutation`` is not). The words are sorted: their order is the permutation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_SUBSET, _SPLIT, _EPOCH, _TEST = 1, 2, 3, 4
"""Streams: different uses of one seed must not share random numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class DataSplit:
    """Indices into a dataset's training images; ``train`` and ``validation`` share none."""

    train: NDArray[np.int64]
    validation: NDArray[np.int64]


def split_images(
    count: int,
    validation_split: float,
    seed: int,
    limit: int | None = None,
    *,
    labels: NDArray[np.int64] | None = None,
    fold: tuple[int, int] | None = None,
) -> DataSplit:
    """Split ``count`` images, a seeded subset of ``limit`` of them where that is given.

    A validation split above 0 keeps at least one image aside, and at least one is left to train on. With a ``fold``
    (which of how many, from 1) that one is kept aside instead: the folds are disjoint, together they are all images,
    and their sizes differ by one at most. With ``labels`` (int64 ``[count]``) each class is split alike, exact to one
    example.
    """
    chosen = chosen_images(count, seed, limit)
    order = chosen[_permutation(len(chosen), seed, _SPLIT)]
    if labels is not None:
        order = order[np.argsort(labels[order], kind="stable")]
    aside = np.zeros(len(order), dtype=np.bool_)
    if fold is not None:  # dealt like cards: of each class, and of all, every fold gets as many, or one more
        number, folds = fold
        aside[number - 1 :: folds] = True
    elif labels is None:
        aside[: kept_aside(len(order), validation_split)] = True
    else:
        aside = _of_each_class(np.bincount(labels[order]), kept_aside(len(order), validation_split))
    return DataSplit(train=np.sort(order[~aside]), validation=np.sort(order[aside]))


def chosen_images(count: int, seed: int, limit: int | None) -> NDArray[np.int64]:
    """The images that are split at all: a seeded subset of ``limit`` of them, all where there are no more."""
    if limit is None or limit >= count:
        return np.arange(count, dtype=np.int64)
    return np.sort(_permutation(count, seed, _SUBSET)[:limit])


def kept_aside(count: int, validation_split: float, fold: tuple[int, int] | None = None) -> int:
    """How many of ``count`` images :func:`split_images` keeps aside for validation."""
    if fold is not None:
        number, folds = fold
        return len(range(number - 1, count, folds))
    return min(max(round(count * validation_split), 1), count - 1) if validation_split > 0 else 0


def _of_each_class(counts: NDArray[np.int64], aside: int) -> NDArray[np.bool_]:
    """Which are kept aside of images that stand class by class, ``counts`` of each: ``aside`` in all.

    Each class gives its share of them rounded down; those still missing come from the largest remainders.
    """
    quotas, remainders = np.divmod(counts * aside, max(counts.sum(), 1))
    quotas[np.argsort(-remainders, kind="stable")[: aside - quotas.sum()]] += 1
    within_class = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return within_class < np.repeat(quotas, counts)


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
