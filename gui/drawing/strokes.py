"""What is on the pad: strokes in units of the pad, and the steps back."""

from dataclasses import dataclass, field

Point = tuple[float, float, float]
"""x and y from the centre in units of the pad's shorter side (y downwards), and pressure from 0 to 1."""


@dataclass(slots=True)
class PenStroke:
    """One movement of the pen. ``width`` is the brush at full pressure, in units of the pad's shorter side."""

    width: float
    points: list[Point] = field(default_factory=list)


class Drawing:
    """The strokes of a drawing. A finished stroke is not changed again, so that steps back can share it."""

    def __init__(self) -> None:
        self._strokes: list[PenStroke] = []
        self._past: list[tuple[PenStroke, ...]] = []
        self._active: PenStroke | None = None

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

    def begin(self, point: Point, width: float) -> PenStroke:
        """Put the pen down; an unfinished stroke is finished first."""
        self.end()
        self._past.append(self.strokes)
        self._active = PenStroke(width, [point])
        self._strokes.append(self._active)
        return self._active

    def extend(self, point: Point, least: float) -> bool:
        """Move the pen; a move shorter than ``least`` is not one, so that a click with a trembling hand is a dot."""
        if self._active is None:
            return False
        x, y, _ = self._active.points[-1]
        if (point[0] - x) ** 2 + (point[1] - y) ** 2 < least * least:
            return False
        self._active.points.append(point)
        return True

    def end(self) -> None:
        """Lift the pen."""
        self._active = None

    def undo(self) -> bool:
        """Take back the last stroke, or the last clearing; whether there was something to take back."""
        self.end()
        if not self._past:
            return False
        self._strokes = list(self._past.pop())
        return True

    def clear(self) -> bool:
        """Remove every stroke (which can be taken back); whether there was one."""
        self.end()
        if not self._strokes:
            return False
        self._past.append(self.strokes)
        self._strokes = []
        return True
