"""Curves as growing NumPy buffers: the raw values of each step, their smoothed twin, what a screen can show."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")


Floats: TypeAlias = "NDArray[np.float32]"
Doubles: TypeAlias = "NDArray[np.float64]"

_BLOCK = 32
_FIRST_CAPACITY = 1024
_EXPONENT_OF_NOTHING = 40.0
"""``exp(-40)`` of anything is below the last bit of a float64 beside it."""


class GrowingArray:
    """float32 values in one buffer that doubles when it is full, so that appending costs the same at any length."""

    def __init__(self) -> None:
        self._buffer: Floats | None = None  # made when first needed: the first window comes without NumPy
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> Floats:
        """A view of what was appended; valid until the next append."""
        return self._room(0)[: self._length]

    def append(self, values: Floats) -> None:
        """Add values at the end."""
        needed = self._length + len(values)
        self._room(needed)[self._length : needed] = values
        self._length = needed

    def _room(self, needed: int) -> Floats:
        """The buffer, with room for so many values."""
        if self._buffer is None:
            self._buffer = np.empty(_FIRST_CAPACITY, np.float32)
        if needed > len(self._buffer):
            capacity = len(self._buffer)
            while capacity < needed:
                capacity *= 2
            grown: Floats = np.empty(capacity, np.float32)
            grown[: self._length] = self._buffer[: self._length]
            self._buffer = grown
        return self._buffer

    def keep(self, length: int) -> None:
        """Forget all but the first ``length`` values and keep the buffer."""
        self._length = min(self._length, max(length, 0))

    def clear(self) -> None:
        """Forget all values and keep the buffer."""
        self._length = 0


class Smoother:
    """An exponential moving average over about ``steps`` values, with the bias of its zero start divided out.

    ``s = 1 - 1 / steps``; value ``t`` is ``sum(s**(t-i) * x_i) / sum(s**(t-i))`` over all finite ``x_i`` up to ``t``
    (the correction of Kingma & Ba, 2015, section 3). A value that is not finite leaves the average where it is; before
    the first finite one the average is NaN. One step means no smoothing.
    """

    def __init__(self, steps: float) -> None:
        self._keep = max(0.0, 1.0 - 1.0 / max(steps, 1.0))
        self._sum = 0.0
        self._weight = 0.0

    @classmethod
    def after(cls, values: Floats, steps: float) -> Smoother:
        """One that has seen these values; only as many of the last are looked at as still weigh anything."""
        smoother = cls(steps)
        if smoother._keep > 0.0:
            tail = values[-_memory(smoother._keep) :]
            smoother.extend(tail if np.isfinite(tail).any() else values)
        return smoother

    def extend(self, values: Floats) -> Floats:
        """The averages at the next ``values``, going on from where the last call ended."""
        if len(values) == 0:
            return np.empty(0, np.float32)
        finite = np.isfinite(values)
        if finite.all():
            sums = _decaying_sum(values.astype(np.float64), self._keep, self._sum)
            weights = _decaying_count(len(values), self._keep, self._weight)
        else:
            sums = _decaying_sum(np.where(finite, values, 0.0).astype(np.float64), self._keep, self._sum)
            weights = _decaying_sum(finite.astype(np.float64), self._keep, self._weight)
        self._sum, self._weight = float(sums[-1]), float(weights[-1])
        with np.errstate(invalid="ignore", divide="ignore"):
            return (sums / weights).astype(np.float32)


def _decaying_count(count: int, keep: float, start: float) -> Doubles:
    """:func:`_decaying_sum` of ones: soon its limit, of which only the way there needs computing."""
    limit = 1.0 / (1.0 - keep)
    weights = np.full(count, limit)
    way = count if keep <= 0.0 else min(count, _memory(keep))
    weights[:way] += (start - limit) * np.power(keep, np.arange(1, way + 1, dtype=np.float64))
    return weights


def _memory(keep: float) -> int:
    """How many values an average looks back: what came before weighs nothing."""
    return math.ceil(-_EXPONENT_OF_NOTHING / math.log(keep))


def _decaying_sum(values: Doubles, keep: float, start: float) -> Doubles:
    """``y_t = keep * y_(t-1) + values_t`` with ``y_(-1) = start``, block by block instead of value by value."""
    if keep == 0.0:
        return values
    if len(values) <= _BLOCK:
        return _decaying_matrix(keep)[: len(values), : len(values)] @ values + start * _powers(keep)[: len(values)]
    count = -(-len(values) // _BLOCK)
    padded = np.zeros(count * _BLOCK)
    padded[: len(values)] = values
    blocks = padded.reshape(count, _BLOCK) @ _decaying_matrix(keep).T
    ends = _decaying_sum(np.ascontiguousarray(blocks[:, -1]), keep**_BLOCK, start)
    carried = np.concatenate(([start], ends[:-1]))
    blocks += carried[:, None] * _powers(keep)[None, :]
    return blocks.reshape(-1)[: len(values)]


@lru_cache(maxsize=64)
def _powers(keep: float) -> Doubles:
    return np.power(keep, np.arange(1, _BLOCK + 1, dtype=np.float64))


@lru_cache(maxsize=64)
def _decaying_matrix(keep: float) -> Doubles:
    """Lower triangular: row ``i`` holds ``keep**(i-j)``."""
    distance = np.arange(_BLOCK)[:, None] - np.arange(_BLOCK)[None, :]
    return np.where(distance >= 0, np.power(keep, np.maximum(distance, 0)), 0.0)


class StepSeries:
    """One figure of every step: raw and smoothed, addressed by the step's number (the first has number ``first``)."""

    def __init__(self, smoothing: float = 50.0) -> None:
        self.first = 1
        self._raw = GrowingArray()
        self._smooth = GrowingArray()
        self._smoothing = smoothing
        self._smoother = Smoother(smoothing)

    def __len__(self) -> int:
        return len(self._raw)

    @property
    def last(self) -> int:
        """Number of the newest step; ``first - 1`` while there is none."""
        return self.first + len(self._raw) - 1

    @property
    def raw(self) -> Floats:
        return self._raw.values

    @property
    def smooth(self) -> Floats:
        return self._smooth.values

    def append(self, first_step: int, values: Floats) -> None:
        """Add the steps from ``first_step`` on. Steps told again are ignored; a gap is filled with NaN."""
        if len(self._raw) == 0:
            self.first = first_step
        missing = first_step - (self.last + 1)
        if missing < 0:
            values = values[-missing:]
        elif missing > 0:
            values = np.concatenate((np.full(missing, np.nan, np.float32), values))
        self._raw.append(values)
        self._smooth.append(self._smoother.extend(values))

    def set_smoothing(self, steps: float) -> None:
        """Smooth everything again, over about ``steps`` steps."""
        if steps == self._smoothing:
            return
        self._smoothing = steps
        self._smoother = Smoother(steps)
        self._smooth.clear()
        self._smooth.append(self._smoother.extend(self.raw))

    @property
    def smoothing(self) -> float:
        """Over about so many steps is smoothed."""
        return self._smoothing

    def rewind(self, step: int) -> None:
        """Forget every step after that one; the average goes on as if they had never been."""
        if step < self.last:
            self._raw.keep(step - self.first + 1)
            self._smooth.keep(step - self.first + 1)
            self._smoother = Smoother.after(self.raw, self._smoothing)

    def at(self, step: int) -> tuple[float, float] | None:
        """Raw and smoothed value of a step, ``None`` outside the curve."""
        index = step - self.first
        if not 0 <= index < len(self._raw):
            return None
        return float(self.raw[index]), float(self.smooth[index])


def peaks(values: Floats, first: int, low: float, high: float, columns: int) -> tuple[Doubles, Floats]:
    """The part of a curve between steps ``low`` and ``high`` with at most two points (its extremes) a pixel column.

    Columns stand at multiples of their width counted from the first step, so that a growing or moving curve does not
    shimmer. Returns steps and values; a column of which no value is finite is NaN.
    """
    start, stop = _window(len(values), first, low, high)
    stride = max(1, (stop - start) // max(columns, 1))
    if stride <= 2:
        return np.arange(first + start, first + stop, dtype=np.float64), values[start:stop]
    start -= start % stride
    whole = (stop - start) // stride
    blocks = values[start : start + whole * stride].reshape(whole, stride)
    tail = values[start + whole * stride : stop]
    shown: Floats = np.empty(2 * whole + (2 if len(tail) else 0), np.float32)
    np.fmin.reduce(blocks, axis=1, out=shown[0 : 2 * whole : 2])
    np.fmax.reduce(blocks, axis=1, out=shown[1 : 2 * whole : 2])
    steps = np.repeat(first + start + np.arange(whole, dtype=np.float64) * stride, 2)
    steps[1::2] += stride / 2
    if len(tail):
        shown[-2], shown[-1] = np.fmin.reduce(tail), np.fmax.reduce(tail)
        steps = np.concatenate((steps, (float(first + start + whole * stride), float(first + stop - 1))))
    return steps, shown


def thinned(values: Floats, first: int, low: float, high: float, columns: int) -> tuple[Doubles, Floats]:
    """The part of a smooth curve between two steps with about one of its points a pixel column, its last one kept."""
    start, stop = _window(len(values), first, low, high)
    stride = max(1, (stop - start) // max(columns, 1))
    index, steps = _every(start - start % stride, stop, stride, first)
    return steps, values[index]


@lru_cache(maxsize=64)
def _every(start: int, stop: int, stride: int, first: int) -> tuple[NDArray[np.int64], Doubles]:
    """Every so many places up to the last one, and the steps there: the same for all curves of one length."""
    index = np.arange(start, stop, stride)
    if len(index) and index[-1] != stop - 1:
        index = np.append(index, stop - 1)
    steps = (index + first).astype(np.float64)
    for shared in (index, steps):
        shared.setflags(write=False)
    return index, steps


def _window(length: int, first: int, low: float, high: float) -> tuple[int, int]:
    """Indices of the steps seen between ``low`` and ``high``, one more on each side so that lines reach the edge."""
    start = int(min(max(np.floor(low) - first - 1, 0), length))
    stop = int(min(max(np.ceil(high) - first + 2, start), length))
    return start, stop


def sane_range(values: Iterable[Floats], keep: Iterable[float] = (), cut: float = 0.985) -> tuple[float, float] | None:
    """Lowest and highest value worth showing: all of ``keep``, and of ``values`` all but the highest 1.5 % of many.

    A first loss of a million therefore does not flatten the rest. ``None`` when nothing is finite.
    """
    lows, highs = [], []
    for curve in values:
        finite = curve[np.isfinite(curve)]
        if len(finite) == 0:
            continue
        lows.append(float(finite.min()))
        highs.append(float(np.quantile(finite, cut, method="lower")) if len(finite) > 2 else float(finite.max()))
    marks = [mark for mark in keep if np.isfinite(mark)]
    if not lows and not marks:
        return None
    return min(lows + marks), max(highs + marks)
