"""Curves, a reliability diagram and a confusion matrix as drawings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lazy import lazy_module
from engine.report.drawing import FAINT, INK, MUTED, PAPER, TRAINING, Box, Dot, Drawing, Label, Mark, Path, mixed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

WIDTH, HEIGHT = 800.0, 270.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 58.0, 14.0, 26.0, 40.0
_TICKS = 5
_BUCKETS = 500
"""A curve of more points is drawn by the lowest and the highest of so many pieces."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One curve: float64 ``xs`` and ``ys`` of one length, NaN where there is no value; few points are marked."""

    name: str
    colour: str
    xs: NDArray[np.float64]
    ys: NDArray[np.float64]
    width: float = 1.2
    marked: bool = False


@dataclass(frozen=True, slots=True)
class _Axes:
    """From values to places on the sheet."""

    low: tuple[float, float]
    high: tuple[float, float]
    width: float = WIDTH
    height: float = HEIGHT

    def place(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.low[0]) / (self.high[0] - self.low[0])
        up = (y - self.low[1]) / (self.high[1] - self.low[1])
        return _LEFT + across * (self.width - _LEFT - _RIGHT), self.height - _BOTTOM - up * (
            self.height - _TOP - _BOTTOM
        )


def line_chart(
    series: Sequence[Series], across: str, words: str, y_range: tuple[float, float] | None = None
) -> Drawing:
    """Curves over one axis, with a legend above; without ``y_range`` from the lowest value to the highest."""
    shown = [one for one in series if np.isfinite(one.ys).any()]
    xs = np.concatenate([one.xs[np.isfinite(one.ys)] for one in shown])
    ys = np.concatenate([one.ys[np.isfinite(one.ys)] for one in shown])
    low, high = (float(ys.min()), float(ys.max())) if y_range is None else y_range
    if low == high:  # a level line stands between 0 and more
        low, high = min(0.0, 1.25 * low), max(0.0, 1.25 * high)
    ticks = nice_ticks(low, high)
    low, high = min(low, ticks[0]), max(high, ticks[-1])
    last = float(xs.max())
    axes = _Axes((0.0, low), (last if last > 0 else 1.0, high if high > low else low + 1))
    marks: list[Mark] = [*_frame(axes, nice_ticks(0.0, axes.high[0]), ticks, across)]
    for one in shown:
        for x, y in _pieces(one):
            points = tuple(axes.place(a, b) for a, b in zip(x, y, strict=True))
            marks.append(Path(points, one.colour, one.width))
            if one.marked:
                marks += [Dot(*point, 2.6, one.colour) for point in points]
    marks += _legend(shown)
    return Drawing(WIDTH, HEIGHT, tuple(marks), words)


def reliability_chart(
    confidence: NDArray[np.float64], accuracy: NDArray[np.float64], across: str, up: str, words: str
) -> Drawing:
    """The share of right answers over the confidence, bins without images left out; the diagonal is perfection."""
    axes = _Axes((0.0, 0.0), (1.0, 1.0), 330.0, 300.0)
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    marks: list[Mark] = [*_frame(axes, ticks, ticks, across)]
    marks.append(Path((axes.place(0, 0), axes.place(1, 1)), MUTED, 1.0, dashed=True))
    filled = np.isfinite(confidence) & np.isfinite(accuracy)
    pairs = zip(confidence[filled].tolist(), accuracy[filled].tolist(), strict=True)
    points = tuple(axes.place(x, y) for x, y in pairs)
    if len(points) > 1:
        marks.append(Path(points, TRAINING, 1.6))
    marks += [Dot(*point, 3.0, TRAINING) for point in points]
    marks.append(Label(_LEFT, 14, up, 10, MUTED))
    return Drawing(axes.width, axes.height, tuple(marks), words)


def matrix_chart(confusion: NDArray[np.int64], classes: Sequence[str], rows: str, columns: str, words: str) -> Drawing:
    """A cell for each true class (rows) and answer (columns), as dark as its share of the row; counts that fit."""
    count = len(classes)
    side = max(6.0, min(40.0, 560.0 / count))
    size = min(11.0, side * 0.45)
    longest = max(map(_length, classes), default=1)
    turned = longest * size * 0.62 > side - 2
    top = 24.0 + size + (min(120.0, longest * size * 0.62) if turned else 0)
    left = 30.0 + min(120.0, longest * size * 0.62)
    shares = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    marks: list[Mark] = []
    for i in range(count):
        for j in range(count):
            x, y, share = left + j * side, top + i * side, float(shares[i, j])
            # A root, so that rare mistakes are seen beside a diagonal of almost everything.
            marks.append(Box(x, y, side, side, mixed(PAPER, TRAINING if i == j else "#c2410c", share**0.5), FAINT))
            if side >= 20 and confusion[i, j]:
                text = f"{int(confusion[i, j]):,}"
                fitting = min(size, 1.5 * side / max(len(text), 1))
                colour = PAPER if share > 0.35 else INK
                marks.append(Label(x + side / 2, y + side / 2 + fitting * 0.35, text, fitting, colour, "middle"))
    for index, name in enumerate(classes):
        middle = index * side + side / 2
        marks.append(Label(left - 6, top + middle + size * 0.35, name, size, INK, "end"))
        if turned:
            marks.append(Label(left + middle + size * 0.35, top - 6, name, size, INK, upwards=True))
        else:
            marks.append(Label(left + middle, top - 6, name, size, INK, "middle"))
    marks.append(Label(left + count * side / 2, 12, columns, 10, MUTED, "middle"))
    marks.append(Label(12, top + count * side / 2, rows, 10, MUTED, "middle", upwards=True))
    return Drawing(left + count * side + 8, top + count * side + 8, tuple(marks), words)


def nice_ticks(low: float, high: float) -> list[float]:
    """Some five round numbers from one at or below ``low`` to one at or above ``high``."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return [low, low + 1.0]
    rough = span / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def _frame(axes: _Axes, xs: Sequence[float], ys: Sequence[float], across: str) -> Iterable[Mark]:
    for y in ys:
        (left, height), (right, _) = axes.place(axes.low[0], y), axes.place(axes.high[0], y)
        yield Path(((left, height), (right, height)), FAINT, 0.8)
        yield Label(left - 6, height + 3.5, f"{y:,.4g}", 10, MUTED, "end")
    for x in xs:
        if x <= axes.high[0] * 1.0001:
            place, bottom = axes.place(x, axes.low[1])
            yield Path(((place, bottom), (place, bottom + 4)), MUTED, 0.8)
            yield Label(place, bottom + 16, f"{x:,.6g}", 10, MUTED, "middle")
    middle = (_LEFT + axes.width - _RIGHT) / 2
    yield Label(middle, axes.height - 8, across, 10, MUTED, "middle")


def _legend(series: Sequence[Series]) -> Iterable[Mark]:
    x = _LEFT
    for one in series:
        yield Path(((x, 11), (x + 18, 11)), one.colour, 2.4)
        yield Label(x + 23, 14.5, one.name, 10, INK)
        x += 40 + _length(one.name) * 6.2


def _length(text: str) -> int:
    """How wide a text is, in letters; a Chinese sign takes two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _pieces(one: Series) -> Iterable[tuple[list[float], list[float]]]:
    """The stretches without gaps, thinned where they have many points."""
    known = np.isfinite(one.ys)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(np.int8)))
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        xs, ys = one.xs[first:end], one.ys[first:end]
        if len(xs) > 2 * _BUCKETS:
            xs, ys = _thinned(xs, ys)
        yield xs.tolist(), ys.tolist()


def _thinned(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    places = [
        first + int(place)
        for piece, first in zip(
            np.array_split(ys, _BUCKETS), np.cumsum([0, *map(len, np.array_split(ys, _BUCKETS))]), strict=False
        )
        for place in sorted({int(piece.argmin()), int(piece.argmax())})
    ]
    return xs[places], ys[places]
