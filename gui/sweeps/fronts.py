"""Fronts of trials: those that no other one beats in all of some figures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def front(costs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rows of ``costs`` ``[N, K]`` that no other row beats, from the least of the first figure on.

    A row beats another one that it is at most equal to in every figure and less than in one; rows that are equal stand
    on a front together. Rows with a figure that is no number stand on none.
    """
    usable = np.flatnonzero(np.isfinite(costs).all(axis=1))
    if not usable.size:
        return usable
    different, of_row = np.unique(costs[usable], axis=0, return_inverse=True)  # whoever beats a row comes before it
    kept = _of_two(different) if different.shape[1] == 2 else _of_many(different)
    places = np.full(len(different), len(different))
    places[kept] = np.arange(len(kept))
    place_of_row = places[of_row.reshape(-1)]
    order = np.argsort(place_of_row, kind="stable")
    return usable[order[: int((place_of_row < len(different)).sum())]]


def _of_two(costs: NDArray[np.float64]) -> NDArray[np.int64]:
    """The front of sorted rows of two figures: each has less of the second one than all before it."""
    least = np.concatenate(([np.inf], np.minimum.accumulate(costs[:, 1])[:-1]))
    return np.flatnonzero(costs[:, 1] < least)


def _of_many(costs: NDArray[np.float64]) -> NDArray[np.int64]:
    """The front of sorted rows: the first one left stands on it, and takes away what it beats."""
    left, kept = np.arange(len(costs)), []
    while left.size:
        kept.append(int(left[0]))
        left = left[(costs[left] < costs[left[0]]).any(axis=1)]
    return np.array(kept, np.int64)
