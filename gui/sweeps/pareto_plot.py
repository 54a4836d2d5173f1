"""Two objectives against each other, with the trials that no other one beats in both, and in all that there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.link import TrialLink
from gui.sweeps.pareto_legend import RING, ring_pen, staircase_pen
from gui.sweeps.point_plot import PointPlot
from gui.training.small_plot import SmallPlot


class ParetoPlot(PointPlot):
    """Shows which trials are worth having: each other one is beaten in every objective by one of them.

    The staircase is the front of the two objectives on the axes; a ring is around what is on the front of all.
    """

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        self._chosen = ("", "", "")
        self._staircase: NDArray[np.int64] = np.empty(0, np.int64)
        super().__init__("sweepParetoPlot", link, parent)
        self.retranslate()

    def choose(self, across: str, upwards: str, colour: str) -> None:
        """Show other objectives on the axes and as colour, by their keys."""
        if self._chosen != (across, upwards, colour):
            self._chosen = (across, upwards, colour)
            self.take_again()

    def axes(self, columns: TrialColumns) -> tuple[Column | None, Column | None]:
        if len(columns.objectives) < 2:
            return None, None
        across, upwards = (columns.column(key) for key in self._chosen[:2])
        return across or columns.objectives[1], upwards or columns.objectives[0]

    def _take(self) -> None:
        super()._take()
        if self._across is not None and self._upwards is not None:
            self._staircase = self.link.columns.front_of((self._across, self._upwards))

    def empty_words(self) -> str:
        if len(self.link.columns.objectives) < 2:
            return self.tr("A sweep with two or more objectives shows here which trials no other one beats.")
        return super().empty_words()

    def coloured_by(self, columns: TrialColumns) -> Column | None:
        return columns.column(self._chosen[2]) or self._upwards

    def words(self, row: int) -> list[str]:
        columns = self.link.columns
        words = [f"{column.title} {column.text(column.values[row])}" for column in columns.objectives]
        if row in columns.unbeaten:
            words.append(self.tr("No other trial beats it in all objectives"))
        return words

    def unbeaten_numbers(self) -> list[int]:
        """The numbers of the trials that no other one beats in all objectives: those with a ring."""
        return self._numbers(self.link.columns.unbeaten)

    def staircase_numbers(self) -> list[int]:
        """The numbers of the trials that no other one beats in the two that are on the axes, along the staircase."""
        return self._numbers(self._staircase)

    def _numbers(self, rows: NDArray[np.int64]) -> list[int]:
        return [int(number) for number in self.link.columns.numbers[rows]] if self._across is not None else []

    def paint_above(self, painter: QPainter, plot: SmallPlot) -> None:
        """The staircase, and a ring around each trial that no other one beats in all objectives."""
        corners: list[QPointF] = []
        before = 0.0
        for row in self._staircase:
            x, y = self._places[row].tolist()
            if corners:
                corners.append(plot.place(x, before))
            corners.append(plot.place(x, y))
            before = y
        painter.setPen(staircase_pen())
        painter.drawPolyline(QPolygonF(corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ring_pen())
        for row in self.link.columns.unbeaten:
            painter.drawEllipse(plot.place(*self._places[row].tolist()), RING, RING)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Trials by two objectives"))
        self.setToolTip("")
