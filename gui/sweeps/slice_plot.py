"""One parameter against one objective: how far it alone explains what the trials reached."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.link import TrialLink
from gui.sweeps.point_plot import PointPlot

_SPREAD = 0.5
"""How far the points of a category are spread, as a share of its width."""
_GOLDEN = 0.618034


class SlicePlot(PointPlot):
    """Shows a parameter of the trials; points of one category stand side by side, so that each can be pointed at."""

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        self._parameter, self._objective = "", 0
        super().__init__("sweepSlicePlot", link, parent)
        self.retranslate()

    def choose(self, parameter: str, objective: int) -> None:
        """Show another parameter and objective."""
        self._parameter, self._objective = parameter, objective
        self.take_again()

    def axes(self, columns: TrialColumns) -> tuple[Column | None, Column | None]:
        if not columns.objectives or not columns.parameters:
            return None, None
        chosen = columns.column(self._parameter) or columns.parameters[0]
        upwards = columns.objectives[min(self._objective, len(columns.objectives) - 1)]
        return chosen, upwards

    def coloured_by(self, columns: TrialColumns) -> Column | None:
        return self._upwards

    def _take(self) -> None:
        super()._take()
        if self._across is not None and self._across.categories:
            self._places[:, 0] += _spread(self.link.columns.numbers)

    def words(self, row: int) -> list[str]:
        shown = [column for column in (self._across, self._upwards) if column is not None]
        return [f"{column.title} {column.text(column.values[row])}" for column in shown]

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("One parameter against what was reached"))
        self.setToolTip("")


def _spread(numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """An offset for each trial, evenly spread and always the same, ``[N]``."""
    return np.asarray(((numbers * _GOLDEN) % 1.0 - 0.5) * _SPREAD, np.float64)
