"""Which part of a plot is shown when everything is to be seen: calm ranges that hold still while a curve grows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.lazy import lazy_module
from gui.training.series import Floats, sane_range
from gui.training.ticks import round_up

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy_module("numpy")

Range = tuple[float, float]

_FEWEST_STEPS = 40
_SHRINK_BELOW = 0.72
_SMALLEST_LOGARITHM = 1e-8
_ACCURACY_FLOORS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
_OUTLIER = 4.0


def steps_range(last: int, planned: int) -> Range:
    """Steps to show: from the start to a round number a little ahead of the newest, at most the whole run."""
    end = round_up(max(last * 1.04, _FEWEST_STEPS))
    return 0.0, min(end, planned * 1.005) if planned >= last > 0 else end


class LossFit:
    """The range of losses, linear from zero or, as exponents, logarithmic; it grows at once and shrinks reluctantly."""

    def __init__(self) -> None:
        self._high = 0.0

    def whole(self, curves: Sequence[Floats], marks: Sequence[float]) -> Range:
        """Range of a whole run."""
        low_high = _with_marks(curves, marks)
        high = round_up(low_high[1] * 1.05) if low_high and low_high[1] > 0 else 1.0
        if not self._high * _SHRINK_BELOW < high <= self._high:
            self._high = high
        return 0.0, self._high

    @staticmethod
    def part(curves: Sequence[Floats], marks: Sequence[float]) -> Range:
        """Range of a part that a person zoomed into."""
        low_high = _with_marks(curves, marks)
        if low_high is None:
            return 0.0, 1.0
        low, high = low_high
        margin = (high - low) * 0.08 or abs(high) * 0.1 or 0.5
        return max(low - margin, 0.0), high + margin

    @staticmethod
    def logarithmic(curves: Sequence[Floats], marks: Sequence[float]) -> Range:
        """Exponents of ten of a whole run or a part, in steps of a fifth of a decade."""
        positive = [curve[curve > _SMALLEST_LOGARITHM] for curve in curves]
        low_high = _with_marks(positive, [mark for mark in marks if mark > _SMALLEST_LOGARITHM], cut=1.0)
        if low_high is None:
            return -2.0, 0.0
        low, high = (float(np.log10(value)) for value in low_high)
        low, high = np.floor(low * 5 - 0.1) / 5, np.ceil(high * 5 + 0.1) / 5
        return float(low), float(max(high, low + 0.4))


class AccuracyFit:
    """The range of accuracies: up to 100 %, and as far down as all but the first few steps need."""

    @staticmethod
    def whole(curves: Sequence[Floats], marks: Sequence[float]) -> Range:
        """Range of a whole run."""
        low_high = _with_marks([1 - curve for curve in curves], [1 - mark for mark in marks])
        lowest = 1 - low_high[1] if low_high else 0.0
        low = next(floor for floor in reversed(_ACCURACY_FLOORS) if floor <= max(lowest, 0.0))
        return low, 1 + (1 - low) * 0.03

    @staticmethod
    def part(curves: Sequence[Floats], marks: Sequence[float]) -> Range:
        """Range of a part that a person zoomed into."""
        low_high = sane_range(curves, marks, cut=1.0)
        if low_high is None:
            return 0.0, 1.03
        low, high = low_high
        margin = max((high - low) * 0.08, 0.002)
        return max(low - margin, 0.0), min(high + margin, 1.03)


def _with_marks(curves: Sequence[Floats], marks: Sequence[float], cut: float = 0.985) -> Range | None:
    """The sane range of the curves, with those marks that are not far above it (a first epoch gone astray)."""
    curves_only = sane_range(curves, cut=cut)
    finite = [mark for mark in marks if np.isfinite(mark)]
    if curves_only is None:
        return sane_range((), finite)
    near = [mark for mark in finite if mark <= _OUTLIER * curves_only[1] or curves_only[1] <= 0]
    return min([curves_only[0], *near]), max([curves_only[1], *near])
