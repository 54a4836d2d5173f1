"""The runs as a table, for a view that sorts it."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from engine.runs.run import RunStatus, RunSummary
from gui import theme
from gui.training.estimate import duration_text
from gui.training.summary import NOTHING, accuracy_text
from gui.translation import say

Column = Literal["name", "status", "validation", "test", "epochs", "duration", "device", "created"]
COLUMNS: tuple[Column, ...] = ("name", "status", "validation", "test", "epochs", "duration", "device", "created")
SORT_ROLE = Qt.ItemDataRole.UserRole
SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_FIGURES = ("validation", "test", "epochs", "duration")
_STATUS_COLOURS: dict[RunStatus, str] = {
    "running": "accent",
    "completed": "success",
    "cancelled": "text_muted",
    "failed": "error",
    "interrupted": "warning",
}


def status_text(summary: RunSummary) -> str:
    """A run's state in a word."""
    translate = QCoreApplication.translate
    if summary.damaged:
        return translate("RunsPage", "Damaged")
    words: dict[RunStatus, str] = {
        "running": translate("RunsPage", "Running"),
        "completed": translate("RunsPage", "Completed"),
        "cancelled": translate("RunsPage", "Stopped"),
        "failed": translate("RunsPage", "Failed"),
        "interrupted": translate("RunsPage", "Interrupted"),
    }
    return words[summary.status]


def device_text(device: str) -> str:
    """``CPU`` or ``GPU 0``."""
    kind, _, index = device.partition(":")
    return f"GPU {index or 0}" if kind == "cuda" else device.upper() or NOTHING


def created_text(summary: RunSummary) -> str:
    """Day and time of a run's beginning, on this machine's clock."""
    return summary.created.astimezone().strftime("%Y-%m-%d %H:%M")


class RunTableModel(QAbstractTableModel):
    """Rows of :class:`RunSummary`, told apart by their folder; only what changed is told to the views."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RunSummary] = []
        theme.notifier().changed.connect(self.retranslate)

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these runs instead."""
        wanted = {run.folder: run for run in runs}
        for row in reversed(range(len(self._rows))):
            if self._rows[row].folder not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        known = {run.folder: row for row, run in enumerate(self._rows)}
        for folder, row in known.items():
            if self._rows[row] != wanted[folder]:
                self._rows[row] = wanted[folder]
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
        fresh = [run for run in runs if run.folder not in known]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """All runs, in no particular order."""
        return tuple(self._rows)

    def row_of(self, folder: Path) -> int | None:
        """The row of a run's folder."""
        return next((row for row, run in enumerate(self._rows) if run.folder == folder), None)

    def retranslate(self) -> None:
        """Let the views ask for every word and colour again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        words: dict[Column, str] = {
            "name": self.tr("Name"),
            "status": self.tr("Status"),
            "validation": self.tr("Val. accuracy"),
            "test": self.tr("Test accuracy"),
            "epochs": self.tr("Epochs"),
            "duration": self.tr("Duration"),
            "device": self.tr("Device"),
            "created": self.tr("Created"),
        }
        return words[column]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run, column = self._rows[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(run, column)
            case Qt.ItemDataRole.ToolTipRole:
                if run.error is not None and column in ("name", "status"):
                    return say(run.error)
                return run.name if column == "name" else None
            case Qt.ItemDataRole.ForegroundRole:
                colours = theme.current()
                if column == "status":
                    return QColor(getattr(colours, _STATUS_COLOURS[run.status]))
                return QColor(colours.text_muted) if run.damaged else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        if role == SORT_ROLE:
            return _sort_key(run, column)
        if role == SUMMARY_ROLE:
            return run
        return None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(run: RunSummary, column: Column) -> str:
    match column:
        case "name":
            return run.name
        case "status":
            return status_text(run)
        case "validation":
            return accuracy_text(run.val_accuracy)
        case "test":
            return accuracy_text(run.test_accuracy)
        case "epochs" if run.damaged:
            return NOTHING
        case "epochs":
            return f"{QLocale().toString(run.epochs_done)} / {QLocale().toString(run.epochs)}"
        case "duration":
            return duration_text(run.seconds) if run.seconds > 0 else NOTHING
        case "device":
            return device_text(run.device)
        case "created":
            return created_text(run)


def _sort_key(run: RunSummary, column: Column) -> Any:
    match column:
        case "validation":
            return -math.inf if run.val_accuracy is None else run.val_accuracy
        case "test":
            return -math.inf if run.test_accuracy is None else run.test_accuracy
        case "epochs":
            return float(run.epochs_done)
        case "duration":
            return run.seconds
        case "created":
            return run.created.timestamp()
        case _:
            return _text(run, column).casefold()
