"""The trials as they came, and the best value reached so far."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.link import TrialLink
from gui.sweeps.point_plot import PointPlot
from gui.training.small_plot import SmallPlot


class HistoryPlot(PointPlot):
    """One objective over the trials' numbers, with a staircase of the best within the constraints."""

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        self._objective = 0
        super().__init__("sweepHistoryPlot", link, parent)
        self.retranslate()

    def choose_objective(self, position: int) -> None:
        """Show another objective."""
        self._objective = position
        self.take_again()

    def axes(self, columns: TrialColumns) -> tuple[Column | None, Column | None]:
        if not columns.objectives:
            return None, None
        numbers = Column("number", self.tr("trial"), columns.numbers.astype(np.float64), whole=True)
        return numbers, self._chosen(columns)

    def coloured_by(self, columns: TrialColumns) -> Column | None:
        return self._chosen(columns) if columns.objectives else None

    def words(self, row: int) -> list[str]:
        return [f"{column.title} {column.text(column.values[row])}" for column in self.link.columns.objectives]

    def _chosen(self, columns: TrialColumns) -> Column:
        return columns.objectives[min(self._objective, len(columns.objectives) - 1)]

    def paint_behind(self, painter: QPainter, plot: SmallPlot) -> None:
        """The best so far, from trial to trial."""
        columns = self.link.columns
        objective = self._chosen(columns)
        rows = np.flatnonzero(columns.counted & np.isfinite(objective.places))
        if not rows.size:
            return
        rows = rows[np.argsort(columns.numbers[rows], kind="stable")]
        keep = np.maximum.accumulate if objective.maximised else np.minimum.accumulate
        best = keep(objective.places[rows])
        numbers = columns.numbers[rows].astype(float)
        corners = [plot.place(numbers[0], best[0])]
        for number, before, now in zip(numbers[1:], best[:-1], best[1:], strict=True):
            if now != before:
                corners += [plot.place(number, before), plot.place(number, now)]
        corners.append(plot.place(plot.across.high, best[-1]))
        painter.setPen(QPen(QColor(theme.current().curve_train), 1.8, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(corners))

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Values of the trials and the best so far"))
        self.setToolTip("")
