"""Ranges that a person marked along axes: which trials lie within all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gui.sweeps.columns import Column
from gui.training.small_plot import Scale

_SHORTEST = 0.008
"""A shorter mark, as a share of an axis, is a click, which takes the brush away."""

Range = tuple[float, float]


class Brushes:
    """One range for each brushed axis, in shares of the axis from 0 (below) to 1 (above)."""

    def __init__(self) -> None:
        self._ranges: dict[str, Range] = {}

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def of(self, key: str) -> Range | None:
        """The range of an axis."""
        return self._ranges.get(key)

    def put(self, key: str, one: float, other: float) -> None:
        """Mark an axis between two shares; where they are nearly the same, take its mark away."""
        low, high = sorted((min(max(one, 0.0), 1.0), min(max(other, 0.0), 1.0)))
        if high - low < _SHORTEST:
            self._ranges.pop(key, None)
        else:
            self._ranges[key] = (low, high)

    def shift(self, key: str, by: float) -> None:
        """Move a range along its axis, as far as there is room."""
        low, high = self._ranges[key]
        by = min(max(by, -low), 1.0 - high)
        self._ranges[key] = (low + by, high + by)

    def clear(self, key: str | None = None) -> None:
        """Take away the range of an axis, or all of them."""
        if key is None:
            self._ranges.clear()
        else:
            self._ranges.pop(key, None)

    def passing(self, columns: Sequence[Column], count: int) -> NDArray[np.bool_]:
        """Which trials lie within all ranges, ``[count]``."""
        passing = np.ones(count, np.bool_)
        for column in columns:
            marked = self._ranges.get(column.key)
            if marked is not None:
                at = shares(column.places, column.scale())
                with np.errstate(invalid="ignore"):
                    passing &= (at >= marked[0] - 1e-9) & (at <= marked[1] + 1e-9)
        return passing


def shares(places: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """Where places stand along an axis, 0 below and 1 above, ``[N]``."""
    return (places - scale.low) / (scale.high - scale.low)
