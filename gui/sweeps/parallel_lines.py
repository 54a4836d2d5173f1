"""The lines of parallel coordinates: where they go, in which colour, and which of them have to be painted anew."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QSize, Signal
from PySide6.QtGui import QPixmap, QPolygonF

from gui import theme
from gui.sweeps.brushes import shares
from gui.sweeps.colours import CalmRange, colour_steps, goodness_range, step_colour
from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.line_picture import Line, LinePicture
from gui.sweeps.parallel_axes import ParallelAxes

_MANY = 400
"""From so many lines on they are paler."""
_FEW = 0.1
"""Up to such a share of all lines that changed is painted above the others, instead of all anew."""


class ParallelLines(QObject):
    """Keeps the line of each trial; ``grown`` comes whenever more of them are painted."""

    grown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._axes: ParallelAxes | None = None
        self.shares: NDArray[np.float64] = np.empty((0, 0))
        """Where each line crosses each axis, ``[N, axes]``, in shares; NaN where it does not."""
        self._polygons: list[QPolygonF | None] = []
        self._range = CalmRange()
        self._painted: tuple[object, ...] = ()
        self._steps: NDArray[np.int64] = np.empty(0, np.int64)
        self._passing: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._moved: NDArray[np.bool_] = np.empty(0, np.bool_)
        """Which lines go elsewhere than they were painted, ``[N]``."""
        self._picture = LinePicture(self)
        self._behind = LinePicture(self)
        """Every line, dimmed: what a brush leaves out. It stays while the brush moves."""
        self._is_behind: NDArray[np.bool_] = np.empty(0, np.bool_)
        """Which lines are painted there as they go now, ``[N]``."""
        self._behind_look: tuple[object, ...] = ()
        self._brushed = False
        for picture in (self._picture, self._behind):
            picture.grown.connect(self.grown)

    @property
    def is_whole(self) -> bool:
        """Whether every line is painted."""
        return self._picture.is_whole and (self._behind.is_whole or not self._brushed)

    def lay_out(self, axes: ParallelAxes | None, columns: Sequence[Column]) -> None:
        """Let the lines go along these axes; those that stay where they are are not made anew."""
        before, known = self._axes, self.shares
        self._axes = axes
        if axes is None:
            self.shares, self._polygons = np.empty((0, 0)), []
            self._painted = self._behind_look = ()
            return
        self.shares = np.column_stack(
            [shares(column.places, scale) for column, scale in zip(columns, axes.scales, strict=True)]
        )
        count, kept = len(self.shares), min(len(self.shares), len(known))
        moved = np.ones(count, np.bool_)
        if before is not None and before.same_places(axes) and count >= len(known):
            old, new = known[:kept], self.shares[:kept]
            moved[:kept] = ((old != new) & ~(np.isnan(old) & np.isnan(new))).any(axis=1)
            moved[: len(self._moved)] |= self._moved[:kept]
        else:
            self._painted = self._behind_look = ()
        self._moved = moved
        self._is_behind = np.concatenate((self._is_behind[:kept], np.zeros(count - kept, np.bool_))) & ~moved
        self._polygons = [*self._polygons[:kept], *[None] * (count - kept)]
        for row in np.flatnonzero(moved):
            self._polygons[row] = None

    def polygon(self, row: int) -> QPolygonF:
        """A trial's line, as far as its values are known."""
        made = self._polygons[row]
        if made is None:
            assert self._axes is not None, "there are lines along axes only"
            axes, values = self._axes, self.shares[row].tolist()
            places = zip(axes.xs, values, strict=True)
            made = QPolygonF([QPointF(x, axes.y(share)) for x, share in places if math.isfinite(share)])
            self._polygons[row] = made
        return made

    def pictures(
        self,
        columns: TrialColumns,
        objective: Column | None,
        passing: NDArray[np.bool_],
        size: QSize,
        ratio: float,
    ) -> list[QPixmap]:
        """The lines as far as they are painted: behind, where some do not pass, all of them dimmed, then those that do.

        Few that are new or changed come above the others, many all anew.
        """
        within = self._range.near(goodness_range(objective, columns.counted))
        steps = colour_steps(objective, columns.counted, within)
        look = (size, ratio, theme.current(), len(steps) > _MANY)
        key = (*look, None if objective is None else objective.key, within)
        known = len(self._steps)
        changed = self._moved.copy()
        changed[:known] |= steps[:known] != self._steps
        same = key == self._painted and known <= len(steps) and np.array_equal(passing[:known], self._passing)
        if not same or changed.sum() > max(len(steps) * _FEW, 1):
            order = np.argsort(steps, kind="stable")
            self._picture.begin(self._coloured(order[passing[order]], steps), size, ratio)
        elif changed.any():
            self._picture.add(self._coloured(np.flatnonzero(changed & passing), steps))
        self._painted, self._steps, self._passing = key, steps, passing
        self._moved = np.zeros(len(steps), np.bool_)
        self._brushed = not passing.all()
        if self._brushed:
            self._paint_behind(look, size, ratio)
        found = (self._behind.picture if self._brushed else None, self._picture.picture)
        return [picture for picture in found if picture is not None]

    def _paint_behind(self, look: tuple[object, ...], size: QSize, ratio: float) -> None:
        rows = np.flatnonzero(~self._is_behind)
        if look != self._behind_look or len(rows) > max(len(self._is_behind) * _FEW, 1):
            self._behind.begin(self._dimmed(np.arange(len(self._is_behind))), size, ratio)
        elif len(rows):
            self._behind.add(self._dimmed(rows))
        self._behind_look = look
        self._is_behind = np.ones(len(self._is_behind), np.bool_)

    def _dimmed(self, rows: NDArray[np.int64]) -> list[Line]:
        dim = theme.current().colour("text_disabled", 0.12 if len(self._is_behind) > _MANY else 0.22)
        return [(self.polygon(row), dim) for row in rows.tolist()]

    def _coloured(self, order: NDArray[np.int64], steps: NDArray[np.int64]) -> list[Line]:
        """Lines in the order of painting: those without result, then from worst to best."""
        palette = {step: step_colour(step) for step in {-1, *np.unique(steps).tolist()}}
        for colour in palette.values():
            colour.setAlphaF(0.55 if len(steps) > _MANY else 0.9)
        return [
            (self.polygon(row), palette[step]) for row, step in zip(order.tolist(), steps[order].tolist(), strict=True)
        ]
