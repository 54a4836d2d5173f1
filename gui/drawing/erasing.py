"""What a round eraser leaves of a line."""

from collections.abc import Sequence

Span = tuple[float, float]
"""From where to where along a line, counted in points: 1.5 is halfway between the second and the third."""

_NOTHING = 1e-24
"""Squared length of a way that is none, computed with numbers of limited precision."""


def without_circle(points: Sequence[Sequence[float]], x: float, y: float, radius: float) -> list[Span] | None:
    """The parts of a line of points (x, y, …) outside a circle, in order; ``None`` where all of it is outside.

    A single point has the span (0, 0). Exact: a line that is cut between two of its points ends at the circle.
    """
    if len(points) == 1:
        return [] if (points[0][0] - x) ** 2 + (points[0][1] - y) ** 2 < radius * radius else None
    kept: list[Span] = []
    start: float | None = 0.0
    for index in range(len(points) - 1):
        inside = _inside(points[index], points[index + 1], x, y, radius)
        if inside is None:
            start = float(index) if start is None else start
            continue
        enters, leaves = inside
        first = float(index) if start is None else start
        if index + enters > first:
            kept.append((first, index + enters))
        start = None if leaves >= 1.0 else index + leaves
    if start == 0.0:
        return None
    end = float(len(points) - 1)
    if start is not None and start < end:
        kept.append((start, end))
    return kept


def _inside(a: Sequence[float], b: Sequence[float], x: float, y: float, radius: float) -> tuple[float, float] | None:
    """Between which shares, from 0 to 1, the way from ``a`` to ``b`` lies inside the circle."""
    across, down = b[0] - a[0], b[1] - a[1]
    from_x, from_y = a[0] - x, a[1] - y
    # |a + t (b - a) - centre|² = radius², a quadratic in t.
    square, half = across * across + down * down, from_x * across + from_y * down
    rest = from_x * from_x + from_y * from_y - radius * radius
    if square < _NOTHING:
        return (0.0, 1.0) if rest < 0 else None
    discriminant = half * half - square * rest
    if discriminant <= 0:
        return None
    root = discriminant**0.5
    enters, leaves = max(0.0, (-half - root) / square), min(1.0, (-half + root) / square)
    return (enters, leaves) if enters < leaves else None
