"""What links the views of a sweep: the selected trial, the one under the pointer, and those that pass the brushes."""

# ruff: noqa: N815 - signals are named as Qt names them

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from gui.sweeps.columns import TrialColumns


class TrialLink(QObject):
    """Shared by table and plots: whoever changes it, all others follow.

    Signals: ``columnsChanged`` (other trials or figures), ``selectedChanged``, ``hoveredChanged``, ``passingChanged``
    and ``opened(number)`` for a trial that was double-clicked.
    """

    columnsChanged = Signal()
    selectedChanged = Signal()
    hoveredChanged = Signal()
    passingChanged = Signal()
    opened = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = TrialColumns.nothing()
        self._passing: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._selected: int | None = None
        self._hovered: int | None = None

    @property
    def columns(self) -> TrialColumns:
        """The trials that are shown."""
        return self._columns

    @property
    def selected(self) -> int | None:
        """The selected trial's number."""
        return self._selected

    @property
    def hovered(self) -> int | None:
        """The number of the trial under the pointer."""
        return self._hovered

    @property
    def passing(self) -> NDArray[np.bool_]:
        """Which trials pass the brushes, ``[N]``."""
        return self._passing

    def show_columns(self, columns: TrialColumns) -> None:
        """Show these trials; all of them pass until brushes are asked again."""
        self._columns = columns
        self._passing = np.ones(len(columns), np.bool_)
        self.columnsChanged.emit()
        for number, choose in ((self._selected, self.select), (self._hovered, self.hover)):
            if columns.row_of(number) is None:
                choose(None)

    def select(self, number: int | None) -> None:
        """Select a trial everywhere."""
        if number != self._selected:
            self._selected = number
            self.selectedChanged.emit()

    def hover(self, number: int | None) -> None:
        """Let a trial stand out everywhere."""
        if number != self._hovered:
            self._hovered = number
            self.hoveredChanged.emit()

    def let_pass(self, passing: NDArray[np.bool_]) -> None:
        """Let these trials pass, ``[N]``."""
        if not np.array_equal(passing, self._passing):
            self._passing = passing
            self.passingChanged.emit()
