"""The trials of a sweep as a table that sorts and filters itself: ten thousand rows in a few milliseconds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from engine.sweeps.sweep import Measure
from engine.sweeps.trials import Trial
from gui import theme
from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.link import TrialLink
from gui.sweeps.trial_columns import SweepView
from gui.sweeps.words import STATE_COLOURS, measure_text, state_text
from gui.training.estimate import duration_text
from gui.translation import say

CURVE_ROLE = Qt.ItemDataRole.UserRole
_BEFORE = ("number", "state")
_AFTER = ("curve", "seconds")
_SOON_MS = 50
"""So often at most the rows follow a brush that moves, in a turn of the event loop of their own."""

_Index = QModelIndex | QPersistentModelIndex


class TrialModel(QAbstractTableModel):
    """Number, state, parameters, objectives, course and duration of each trial that passes the brushes."""

    columnsChanged = Signal()  # noqa: N815 - other columns are shown

    def __init__(self, link: TrialLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._columns = TrialColumns.nothing()
        self.keys: tuple[str, ...] = (*_BEFORE, *_AFTER)
        """What the columns show, from left to right."""
        self._shown: dict[str, Column] = {}
        self._trials: Sequence[Trial] = ()
        self._measures: tuple[Measure, ...] = ()
        self._order: list[int] = []
        self._by, self._falling = 0, False
        self._winner: int | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.order_again)
        link.passingChanged.connect(self._order_soon)
        theme.notifier().changed.connect(self.retranslate)

    def show_view(self, view: SweepView) -> None:
        """Show this state of the sweep; only rows that changed are told of."""
        keys, before = self.keys, len(self._trials)
        self._columns, self._trials = view.columns, view.state.trials
        self._shown = {column.key: column for column in view.columns.columns}
        self.keys = (*_BEFORE, *(column.key for column in view.columns.columns), *_AFTER)
        self._measures = tuple(objective.measure for objective in view.state.settings.objectives)
        winner = None if view.state.best is None else view.state.best.number
        if keys != self.keys or before > len(self._trials):
            self.beginResetModel()
            self._winner = winner
            self._order = self._wanted()
            self.endResetModel()
            self.columnsChanged.emit()
            return
        crowned = winner != self._winner
        self._winner = winner
        self.order_again()
        if crowned:
            self._tell_all()
        elif view.changed:
            changed = set(view.changed)
            rows = [place for place, row in enumerate(self._order) if row in changed]
            if rows:
                self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], len(keys) - 1))

    def order_again(self) -> None:
        """Sort and filter anew; the view selects its trial again, since telling where each row went costs far more."""
        self._soon.stop()
        wanted = self._wanted()
        if wanted == self._order:
            return
        kept = len(self._order)
        if wanted[:kept] == self._order:
            self.beginInsertRows(QModelIndex(), kept, len(wanted) - 1)
            self._order = wanted
            self.endInsertRows()
            return
        self.beginResetModel()
        self._order = wanted
        self.endResetModel()

    def _order_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def settle(self) -> None:
        """Filter now what a brush let pass; else the rows follow a little later."""
        if self._soon.isActive():
            self.order_again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has no value there comes last."""
        self._by, self._falling = max(column, 0), order == Qt.SortOrder.DescendingOrder
        self.order_again()

    def _wanted(self) -> list[int]:
        rows = np.flatnonzero(self._link.passing[: len(self._trials)])
        if not rows.size:
            return []
        figures = self._sort_figures()[rows]
        known = np.isfinite(figures)
        signed = np.where(known, -figures if self._falling else figures, np.inf)
        return [int(row) for row in rows[np.argsort(signed, kind="stable")]]

    def _sort_figures(self) -> Any:
        key = self.keys[min(self._by, len(self.keys) - 1)]
        column = self._shown.get(key)
        if column is not None:
            return column.values
        match key:
            case "state":
                words = sorted({trial.state for trial in self._trials}, key=state_text)
                return np.array([words.index(trial.state) for trial in self._trials], float)
            case "curve":
                return np.array([len(trial.intermediate) for trial in self._trials], float)
            case "seconds":
                return np.array([math.nan if one.seconds is None else one.seconds for one in self._trials])
            case _:
                return self._columns.numbers.astype(float)

    def trial_at(self, place: int) -> Trial:
        """The trial in a row from the top."""
        return self._trials[self._order[place]]

    def place_of(self, number: int | None) -> int | None:
        """The row from the top in which a trial is shown."""
        row = self._columns.row_of(number)
        return self._order.index(row) if row is not None and row in self._order else None

    # Qt's questions

    def retranslate(self) -> None:
        """Let the views ask for every word and colour again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.keys) - 1)
        self._tell_all()

    def _tell_all(self) -> None:
        if self._order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, len(self.keys) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.keys)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        key = self.keys[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(key)
        column = self._shown.get(key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title if column is not None else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column is not None:
            return column.title
        words = {
            "number": self.tr("Trial"),
            "state": self.tr("State"),
            "curve": self.tr("Course"),
            "seconds": self.tr("Time"),
        }
        return words[key]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._order[index.row()]
        trial, key = self._trials[row], self.keys[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, trial, key)
            case Qt.ItemDataRole.ToolTipRole:
                if key == "state" and trial.error is not None:
                    return say(trial.error)
                return self.tr("The best trial") if key == "number" and trial.number == self._winner else None
            case Qt.ItemDataRole.ForegroundRole if key == "state":
                return QColor(getattr(theme.current(), STATE_COLOURS[trial.state]))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(key)
        return trial.intermediate if role == CURVE_ROLE and key == "curve" else None

    def _text(self, row: int, trial: Trial, key: str) -> str:
        match key:
            case "number":
                return f"★ {trial.number}" if trial.number == self._winner else str(trial.number)
            case "state":
                return state_text(trial.state)
            case "curve":
                return ""
            case "seconds":
                return "–" if trial.seconds is None else duration_text(trial.seconds)
        if key in self._measures:
            return measure_text(key, trial.measures.get(key))
        column = self._shown.get(key)
        return "–" if column is None else column.text(float(column.values[row]))

    def _alignment(self, key: str) -> Qt.AlignmentFlag:
        column = self._shown.get(key)
        left = key in ("state", "curve") or (column is not None and bool(column.categories))
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter
