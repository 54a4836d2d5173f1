"""Which strokes belong to one digit: a number that is drawn as a whole, taken apart into its digits.

Strokes are one digit where their ink touches or nearly touches, or where one lies above, below or across the other. Two
groups are parted only where both are as tall as digits are and stand clearly side by side; whatever is in doubt stays
one digit. All lengths are shares of the height of the drawing, so that place and size do not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.ink import Stroke

    Lines = Sequence[Stroke | NDArray[np.float64]]
else:
    np = lazy_module("numpy")

TOUCHING = 0.15
"""Ink that is nearer than this belongs together: two widths of a brush."""
FLAT = 0.25
"""Groups that are not even so tall as they are wide, on the average, are no digits side by side: dots or dashes."""
OVERLAP = 0.3
"""Groups that share more than this of the narrower one's width stand above each other or cross."""
NARROWEST = 0.2
"""A stroke counts as at least so wide when widths are compared: an upright bar has none."""
SMALL = 0.5
"""What is not even so tall is a part of its neighbour: the bar of a 5, the flag of a 1."""
_SPACING = 0.03
_MOST_POINTS = 96
_EPSILON = 1e-9


def group_strokes(strokes: Lines) -> list[list[int]]:
    """The strokes of each digit by their numbers, digits from left to right; strokes keep their order.

    ``strokes`` are as :func:`engine.data.ink.render_strokes` takes them. Those without a finite point are in no group.
    """
    lines = {number: line for number, stroke in enumerate(strokes) if len(line := _positions(stroke))}
    if not lines:
        return []
    top = min(line[:, 1].min() for line in lines.values())
    height = max(float(max(line[:, 1].max() for line in lines.values()) - top), _EPSILON)
    groups = [_Group([number], _dense(line / height)) for number, line in lines.items()]
    _unite(groups)
    while len(groups) > 1:
        small = min(groups, key=lambda group: group.height)
        if small.height >= SMALL * _tallest(groups):
            break
        groups.remove(small)
        # A bar lies over its digit, however near it comes to the next one.
        min(groups, key=lambda group: (-max(_shared(group, small), 0.0), _distance(group, small))).take(small)
    groups.sort(key=lambda group: group.middle)
    if _tallest(groups) < FLAT * (max(group.right for group in groups) - groups[0].left) / len(groups):
        return [sorted(lines)]
    return [sorted(group.numbers) for group in groups]


class _Group:
    """Strokes that are known to belong together. ``points`` is float64 ``[N, 2]``, in heights of the drawing."""

    def __init__(self, numbers: list[int], points: NDArray[np.float64]) -> None:
        self.numbers = numbers
        self._set(points)

    def take(self, other: _Group) -> None:
        self.numbers += other.numbers
        self._set(np.concatenate([self.points, other.points]))

    def near(self, other: _Group) -> NDArray[np.float64]:
        """The points that may be nearer than :data:`TOUCHING` to a point of the other one."""
        inside = (self.points > other.low - TOUCHING) & (self.points < other.high + TOUCHING)
        points: NDArray[np.float64] = self.points[inside.all(axis=1)]
        return points

    def _set(self, points: NDArray[np.float64]) -> None:
        self.points = points
        self.low, self.high = points.min(axis=0), points.max(axis=0)
        self.left, self.top = map(float, self.low)
        self.right, self.bottom = map(float, self.high)
        self.height = self.bottom - self.top
        self.middle = (self.left + self.right) / 2


def _unite(groups: list[_Group]) -> None:
    """Unite groups until no two of them belong together."""
    found = True
    while found:
        found = False
        for first in range(len(groups)):
            for second in range(len(groups) - 1, first, -1):
                if _belong_together(groups[first], groups[second]):
                    groups[first].take(groups.pop(second))
                    found = True


def _tallest(groups: list[_Group]) -> float:
    return max(group.height for group in groups)


def _belong_together(one: _Group, other: _Group) -> bool:
    shared = _shared(one, other)
    narrower = max(min(one.right - one.left, other.right - other.left), NARROWEST)
    return shared > OVERLAP * narrower or _touch(one, other)


def _shared(one: _Group, other: _Group) -> float:
    """The width that both have in common; negative where there is a gap."""
    return min(one.right, other.right) - max(one.left, other.left)


def _touch(one: _Group, other: _Group) -> bool:
    """Whether points of both are nearer than :data:`TOUCHING`; only those near the other one's box are looked at."""
    across, down = -_shared(one, other), max(one.top - other.bottom, other.top - one.bottom)
    if max(across, down) >= TOUCHING:  # the boxes are so far apart
        return False
    near, near_other = one.near(other), other.near(one)
    return bool(len(near) and len(near_other)) and _least_distance(near, near_other) < TOUCHING


def _distance(one: _Group, other: _Group) -> float:
    """The least distance of their points."""
    apart = max(one.left - other.right, other.left - one.right)
    if apart > 1.0:  # far apart anyway
        return apart
    return _least_distance(one.points, other.points)


def _least_distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    across = one[:, 0, None] - other[:, 0]
    down = one[:, 1, None] - other[:, 1]
    return float(np.sqrt((across * across + down * down).min()))


def _positions(stroke: Stroke | NDArray[np.float64]) -> NDArray[np.float64]:
    points = np.array([(point[0], point[1]) for point in stroke], dtype=np.float64).reshape(-1, 2)
    return points[np.isfinite(points).all(axis=1)]


def _dense(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Evenly spaced points of a line, near enough to tell what touches it."""
    lengths = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    count = min(max(2, int(np.ceil(along[-1] / _SPACING)) + 1), _MOST_POINTS)
    if along[-1] <= 0:
        return line[:1]
    places = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(places, along, line[:, 0]), np.interp(places, along, line[:, 1])], axis=1)
