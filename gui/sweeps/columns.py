"""The trials of a sweep as columns of numbers: what every plot of it shows, and where a value stands on an axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale

from gui.forms.words import real_text
from gui.sweeps.fronts import front
from gui.training.small_plot import Mark, Scale
from gui.training.ticks import linear_ticks, log_text, log_ticks, number_text, percent_text, step_ticks

_MARGIN = 0.04
"""How much room an axis of measured values has beyond them, as a share of their width."""
_SMALLEST = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One parameter or objective of every trial, ``[N]``; of categories their positions, NaN where there is none."""

    key: str
    title: str
    values: NDArray[np.float64]
    categories: tuple[str, ...] = ()
    logarithmic: bool = False
    whole: bool = False
    """Whether only whole numbers have a meaning."""
    percent: bool = False
    """Whether a share from 0 to 1 is shown as a percentage."""
    limits: tuple[float, float] | None = None
    """The range that was searched; ``None`` for what is measured."""
    maximised: bool = False
    """Whether more of it is better: of objectives only."""

    @property
    def places(self) -> NDArray[np.float64]:
        """Where the values stand along the axis: exponents of ten on a logarithmic one, else the values."""
        if not self.logarithmic:
            return self.values
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.values > 0, np.log10(np.maximum(self.values, _SMALLEST)), np.nan)

    @property
    def costs(self) -> NDArray[np.float64]:
        """The values so that less is better, ``[N]``."""
        return -self.values if self.maximised else self.values

    def scale(self, shown: NDArray[np.bool_] | None = None) -> Scale:
        """From the lowest to the highest place: of what was searched, or of what was measured and a little more.

        Of measured ones only the ``shown`` rows ``[N]`` count; all by default.
        """
        if self.categories:
            return Scale(-0.5, len(self.categories) - 0.5)
        if self.limits is not None:
            low, high = self.limits
            if self.logarithmic:
                low, high = math.log10(max(low, _SMALLEST)), math.log10(max(high, _SMALLEST))
            return Scale(low, high) if high > low else Scale(low - 0.5, high + 0.5)
        places = self.places if shown is None else self.places[shown]
        known = places[np.isfinite(places)]
        if not known.size:
            return Scale(0.0, 1.0)
        low, high = float(known.min()), float(known.max())
        margin = (high - low) * _MARGIN or abs(high) * 0.1 or 0.5
        return Scale(low - margin, high + margin)

    def marks(self, scale: Scale, count: int) -> list[Mark]:
        """Marks of the axis, about ``count`` of them; each category has one."""
        if self.categories:
            return [Mark(float(place), name) for place, name in enumerate(self.categories)]
        if self.logarithmic:
            return [Mark(power, log_text(10.0**power)) for power in log_ticks(scale.low, scale.high, count)]
        spacing, ticks = (step_ticks if self.whole else linear_ticks)(scale.low, scale.high, count)
        text = percent_text if self.percent else number_text
        return [Mark(tick, text(tick, spacing)) for tick in ticks if scale.low <= tick <= scale.high]

    def text(self, value: float) -> str:
        """A value in words: ``0.0012``, ``98.45 %``, ``48,000``, ``adamw``; a dash where there is none."""
        if not math.isfinite(value):
            return "–"
        if self.categories:
            return self.categories[round(value)]
        if self.percent:
            return QLocale().toString(value * 100, "f", 2) + " %"
        if self.whole:
            return QLocale().toString(round(value))
        return real_text(float(f"{value:.4g}"))


@dataclass(frozen=True, slots=True, eq=False)
class TrialColumns:
    """All trials of a sweep, a row each. Rows only come to it: a trial keeps its place."""

    numbers: NDArray[np.int64]
    """The trials' numbers, ``[N]``."""
    completed: NDArray[np.bool_]
    """Whether a trial came to its end and was measured, ``[N]``."""
    feasible: NDArray[np.bool_]
    """Whether it keeps the constraints, ``[N]``; true where there are none."""
    parameters: tuple[Column, ...] = ()
    objectives: tuple[Column, ...] = ()
    unbeaten: NDArray[np.int64] = field(init=False)
    """Rows of the trials that no other one beats in all objectives, from the best of the first one on."""
    _rows: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unbeaten", self.front_of(self.objectives))
        self._rows.update({int(number): row for row, number in enumerate(self.numbers)})

    def __len__(self) -> int:
        return len(self.numbers)

    @classmethod
    def nothing(cls) -> TrialColumns:
        """No trials."""
        return cls(np.empty(0, np.int64), np.empty(0, np.bool_), np.empty(0, np.bool_))

    @property
    def columns(self) -> tuple[Column, ...]:
        """Parameters, then objectives."""
        return (*self.parameters, *self.objectives)

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Trials that can win, ``[N]``: completed ones within the constraints."""
        return self.completed & self.feasible

    def front_of(self, objectives: Sequence[Column]) -> NDArray[np.int64]:
        """Rows of the counted trials that no other one beats in all of these, from the best of the first one on."""
        rows = np.flatnonzero(self.counted)
        if not objectives or not rows.size:
            return np.empty(0, np.int64)
        return rows[front(np.column_stack([one.costs[rows] for one in objectives]))]

    def row_of(self, number: int | None) -> int | None:
        """The row of a trial."""
        return None if number is None else self._rows.get(number)

    def column(self, key: str) -> Column | None:
        """The parameter or objective of that name."""
        return next((column for column in self.columns if column.key == key), None)
