"""Trials in the colour of what they reached: from what reached least to the best."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from gui import theme
from gui.sweeps.columns import Column
from gui.theme import Theme

STEPS = 24
"""So many colours are told apart: drawing goes colour by colour."""
_WORST = 0.1
"""What is worse than so much of the trials has all the same colour: losses that exploded would take the whole range."""


@lru_cache(maxsize=4)
def ramp(colours: Theme) -> tuple[QColor, ...]:
    """The colours from worst to best."""
    stops = (QColor(colours.curve_validation), QColor(colours.text_muted), QColor(colours.curve_train))
    return tuple(_between(stops, step / (STEPS - 1)) for step in range(STEPS))


def _between(stops: tuple[QColor, ...], share: float) -> QColor:
    place = share * (len(stops) - 1)
    first = min(int(place), len(stops) - 2)
    rest, low, high = place - first, stops[first], stops[first + 1]
    first_parts, second_parts = (low.redF(), low.greenF(), low.blueF()), (high.redF(), high.greenF(), high.blueF())
    return QColor.fromRgbF(*(a + (b - a) * rest for a, b in zip(first_parts, second_parts, strict=True)))


Range = tuple[float, float]
"""Of how good values are: more is better."""


def goodness_range(column: Column | None, counted: NDArray[np.bool_]) -> Range | None:
    """From what has the worst colour to the best; ``None`` where nothing is known."""
    if column is None:
        return None
    known = column.values[counted & np.isfinite(column.values)]
    if not known.size:
        return None
    goodness = known if column.maximised else -known
    return float(np.quantile(goodness, _WORST)), float(goodness.max())


def colour_steps(column: Column | None, counted: NDArray[np.bool_], within: Range | None = None) -> NDArray[np.int64]:
    """The place of each trial in the ramp over a range, its own by default, ``[N]``: -1 for what has no place there."""
    steps = np.full(len(counted), -1, np.int64)
    within = within or goodness_range(column, counted)
    if column is None or within is None:
        return steps
    known = counted & np.isfinite(column.values)
    goodness = column.values[known] if column.maximised else -column.values[known]
    low, high = within
    shares = np.clip((goodness - low) / (high - low), 0.0, 1.0) if high > low else np.ones_like(goodness)
    steps[known] = np.rint(shares * (STEPS - 1)).astype(np.int64)
    return steps


class CalmRange:
    """A range that follows another one only where that has moved by more than a colour: else all would be repainted."""

    def __init__(self) -> None:
        self._kept: Range | None = None

    def near(self, wanted: Range | None) -> Range | None:
        """The range to use for the one that is wanted."""
        kept = self._kept
        if wanted is None or kept is None:
            self._kept = wanted
        else:
            enough = (wanted[1] - wanted[0]) / STEPS
            if any(abs(new - old) > enough for new, old in zip(wanted, kept, strict=True)):
                self._kept = wanted
        return self._kept


def step_colour(step: int) -> QColor:
    """The colour of a place in the ramp; a quiet one for -1."""
    colours = theme.current()
    return ramp(colours)[step] if step >= 0 else QColor(colours.text_disabled)
