"""Two objectives against each other, with the trials that no other one beats in both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.link import TrialLink
from gui.sweeps.point_plot import PointPlot
from gui.training.small_plot import SmallPlot

_RING = 4.5


def front(objectives: Sequence[Column], counted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rows of the trials that no other one beats or equals in all objectives, from the best of the first one on."""
    usable = counted & np.all([np.isfinite(column.values) for column in objectives], axis=0)
    rows = np.flatnonzero(usable)
    costs = np.column_stack([-one.values[rows] if one.maximised else one.values[rows] for one in objectives])
    order = np.lexsort(costs.T[::-1])  # whoever beats a trial comes before it
    if len(objectives) == 2 and rows.size:
        second = costs[order, 1]
        least = np.concatenate(([np.inf], np.minimum.accumulate(second)[:-1]))
        order = order[second < least]
    kept: list[int] = []
    for place in order:
        if not (costs[kept] <= costs[place]).all(axis=1).any():
            kept.append(int(place))
    return np.array(rows[kept], np.int64)


class ParetoPlot(PointPlot):
    """Shows which trials are worth having: each other one is beaten in both objectives by one of them."""

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        super().__init__("sweepParetoPlot", link, parent)
        self.retranslate()

    def axes(self, columns: TrialColumns) -> tuple[Column | None, Column | None]:
        if len(columns.objectives) < 2:
            return None, None
        return columns.objectives[1], columns.objectives[0]

    def empty_words(self) -> str:
        if len(self.link.columns.objectives) < 2:
            return self.tr("A sweep with two or more objectives shows here which trials no other one beats.")
        return super().empty_words()

    def coloured_by(self, columns: TrialColumns) -> Column | None:
        return self._upwards

    def words(self, row: int) -> list[str]:
        return [f"{column.title} {column.text(column.values[row])}" for column in self.link.columns.objectives]

    def front_numbers(self) -> list[int]:
        """The numbers of the trials that no other one beats, in order."""
        if self._across is None or self._upwards is None:
            return []
        rows = front(self.link.columns.objectives, self.link.columns.counted)
        return [int(number) for number in self.link.columns.numbers[rows]]

    def paint_above(self, painter: QPainter, plot: SmallPlot) -> None:
        """The front of what is shown as a staircase, and a ring around each trial that no other one beats in all."""
        assert self._across is not None
        assert self._upwards is not None
        columns, colours = self.link.columns, theme.current()
        corners: list[QPointF] = []
        before = 0.0
        for row in front((self._across, self._upwards), columns.counted):
            x, y = self._places[row].tolist()
            if corners:
                corners.append(plot.place(x, before))
            corners.append(plot.place(x, y))
            before = y
        painter.setPen(QPen(QColor(colours.curve_train), 1.4, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.curve_train), 1.6))
        for row in front(columns.objectives, columns.counted):
            painter.drawEllipse(plot.place(*self._places[row].tolist()), _RING, _RING)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Trials by two objectives"))
        self.setToolTip("")
