"""What is on the pad: strokes in units of the pad, and the steps back and forth."""

from dataclasses import dataclass, field
from operator import is_

from gui.drawing.erasing import Span, without_circle

Point = tuple[float, float, float]
"""x and y from the centre in units of the pad's shorter side (y downwards), and pressure from 0 to 1."""

_CRUMB = 0.5
"""What is left of a cut stroke is swept away where it is shorter than this many widths of its ink."""


@dataclass(slots=True)
class PenStroke:
    """One movement of the pen. ``width`` is the brush at full pressure, in units of the pad's shorter side.

    ``times`` are the seconds at which each point was reached, on a clock of the pad's own. A ``tapered`` stroke gets
    thinner where it is quick: that of a pen on a tablet.
    """

    width: float
    points: list[Point] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    tapered: bool = False

    def speed(self, index: int) -> float:
        """How fast the pen came to a point, in sides of the pad a second; 0 at the first one."""
        if index == 0:
            return 0.0
        (x, y, _), (u, v, _) = self.points[index - 1], self.points[index]
        passed = max(self.times[index] - self.times[index - 1], 1e-3)
        return float(((x - u) ** 2 + (y - v) ** 2) ** 0.5 / passed)

    def piece(self, span: Span) -> "PenStroke":
        """A part of the stroke; its ends lie between two points, maybe."""
        first, last = span
        places = [first, *(float(k) for k in range(int(first) + 1, len(self.points)) if k < last)]
        if last > first:
            places.append(last)
        made = PenStroke(self.width, tapered=self.tapered)
        for place in places:
            before = min(int(place), len(self.points) - 1)
            after, share = min(before + 1, len(self.points) - 1), place - before
            (x, y, p), (u, v, q) = self.points[before], self.points[after]
            made.points.append((x + (u - x) * share, y + (v - y) * share, p + (q - p) * share))
            made.times.append(self.times[before] + (self.times[after] - self.times[before]) * share)
        return made

    def length(self) -> float:
        """The way of the pen."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return float(sum(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for (x, y, _), (u, v, _) in pairs))


class Drawing:
    """The strokes of a drawing. A finished stroke is not changed again, so that the steps can share it."""

    def __init__(self) -> None:
        self._strokes: list[PenStroke] = []
        self._past: list[tuple[PenStroke, ...]] = []
        self._future: list[tuple[PenStroke, ...]] = []
        self._active: PenStroke | None = None
        self._before_erasing: tuple[PenStroke, ...] | None = None

    @property
    def strokes(self) -> tuple[PenStroke, ...]:
        """All strokes, the one being drawn last."""
        return tuple(self._strokes)

    @property
    def active(self) -> PenStroke | None:
        """The stroke being drawn."""
        return self._active

    @property
    def is_empty(self) -> bool:
        return not self._strokes

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def begin(self, point: Point, width: float, time: float = 0.0, *, tapered: bool = False) -> PenStroke:
        """Put the pen down; an unfinished stroke is finished first."""
        self.end()
        self._remember(self.strokes)
        self._active = PenStroke(width, [point], [time], tapered)
        self._strokes.append(self._active)
        return self._active

    def extend(self, point: Point, least: float, time: float = 0.0) -> bool:
        """Move the pen; a move shorter than ``least`` is not one, so that a click with a trembling hand is a dot."""
        if self._active is None:
            return False
        x, y, _ = self._active.points[-1]
        if (point[0] - x) ** 2 + (point[1] - y) ** 2 < least * least:
            return False
        self._active.points.append(point)
        self._active.times.append(time)
        return True

    def end(self) -> None:
        """Lift the pen, or the eraser."""
        self._active = None
        self._before_erasing = None

    def erase(self, x: float, y: float, radius: float) -> bool:
        """Cut away what lies within a circle; until :meth:`end`, all of it is one step. Whether there was something."""
        kept: list[PenStroke] = []
        for stroke in self._strokes:
            spans = without_circle(stroke.points, x, y, radius + stroke.width / 2)
            if spans is None:
                kept.append(stroke)
            else:
                pieces = (stroke.piece(span) for span in spans)
                kept += [piece for piece in pieces if piece.length() >= _CRUMB * piece.width]
        if len(kept) == len(self._strokes) and all(map(is_, kept, self._strokes)):
            return False
        if self._before_erasing is None:
            self._before_erasing = self.strokes
            self._remember(self._before_erasing)
        self._strokes = kept
        return True

    def rub(self, start: Point, end: Point, radius: float) -> bool:
        """:meth:`erase` along a way, in steps that leave nothing between them."""
        (x, y, _), (u, v, _) = start, end
        steps = max(1, round(2 * ((x - u) ** 2 + (y - v) ** 2) ** 0.5 / radius))
        ways = [(x + (u - x) * k / steps, y + (v - y) * k / steps) for k in range(1, steps + 1)]
        erased = [self.erase(*way, radius) for way in ways]  # all of them, so not within any()
        return True in erased

    def undo(self) -> bool:
        """Take back the last stroke, erasing or clearing; whether there was something to take back."""
        self.end()
        if not self._past:
            return False
        self._future.append(self.strokes)
        self._strokes = list(self._past.pop())
        return True

    def redo(self) -> bool:
        """Do again what was taken back last; whether there was something."""
        self.end()
        if not self._future:
            return False
        self._past.append(self.strokes)
        self._strokes = list(self._future.pop())
        return True

    def clear(self) -> bool:
        """Remove every stroke (which can be taken back); whether there was one."""
        self.end()
        if not self._strokes:
            return False
        self._remember(self.strokes)
        self._strokes = []
        return True

    def _remember(self, strokes: tuple[PenStroke, ...]) -> None:
        self._past.append(strokes)
        self._future.clear()
