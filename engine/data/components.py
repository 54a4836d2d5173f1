"""Connected parts of a picture of ink, by runs of pixels (no more than NumPy is needed)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")


def label_components(ink: NDArray[np.bool_]) -> tuple[NDArray[np.int32], int]:
    """Number the connected parts of ``ink`` ``[H, W]`` from 1; returns the numbers ``[H, W]`` (0: none) and how many.

    Pixels that touch at a corner are connected. Two passes: runs of each row are united with those above them.
    """
    padded = np.zeros((ink.shape[0], ink.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = ink
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    first_of_row = np.searchsorted(rows, np.arange(ink.shape[0] + 1))
    parents = np.arange(len(rows))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = int(parents[run])
        return run

    for row in range(1, ink.shape[0]):
        above, here, after = first_of_row[row - 1], first_of_row[row], first_of_row[row + 1]
        # A run reaches those above it that begin no later than one pixel after its end, and end no earlier.
        low = above + np.searchsorted(ends[above:here], starts[here:after], side="left")
        high = above + np.searchsorted(starts[above:here], ends[here:after], side="right")
        for run in np.flatnonzero(high > low):
            for other in range(int(low[run]), int(high[run])):
                one, two = root(int(here + run)), root(other)
                if one != two:
                    parents[max(one, two)] = min(one, two)
    roots = np.array([root(run) for run in range(len(rows))], dtype=np.int64)
    kept, numbers = np.unique(roots, return_inverse=True)
    labels = np.zeros(ink.shape, dtype=np.int32)
    labels[ink] = np.repeat(numbers + 1, ends - starts)
    return labels, len(kept)


def boxes_of(labels: NDArray[np.int32], count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The box of each part as (left, top, right, bottom), ends not included, int64 ``[count, 4]``, and its pixels."""
    rows, columns = np.nonzero(labels)
    numbers = labels[rows, columns] - 1
    boxes = np.empty((count, 4), dtype=np.int64)
    for place, values in ((0, columns), (1, rows)):
        lowest, highest = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
        np.minimum.at(lowest, numbers, values)
        np.maximum.at(highest, numbers, values)
        boxes[:, place], boxes[:, place + 2] = lowest, highest + 1
    return boxes, np.bincount(numbers, minlength=count)
