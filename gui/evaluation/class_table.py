"""Each class in figures: a table that is sorted by its headings; a row opens the class's images."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from gui.model.figures import count_text
from gui.rows import show_as_rows
from gui.training.summary import NOTHING, accuracy_text

if TYPE_CHECKING:
    from engine.evaluation.report import EvaluationReport

Column = Literal["class", "images", "precision", "recall", "f1", "confused"]
COLUMNS: tuple[Column, ...] = ("class", "images", "precision", "recall", "f1", "confused")
_SORT = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_LEFT: tuple[Column, ...] = ("class", "confused")


@dataclass(frozen=True, slots=True)
class _Row:
    """A class's figures; ``confused`` is the class that it is most often taken for, and how often."""

    name: str
    images: int
    precision: float
    recall: float
    f1: float
    confused: tuple[str, int] | None


class ClassModel(QAbstractTableModel):
    """One row for each class, in the classes' order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []

    def show_report(self, report: EvaluationReport) -> None:
        """Show the classes of this report."""
        self.beginResetModel()
        found = report.by_class
        figures = (found.support, found.precision, found.recall, found.f1)
        self._rows = [
            _Row(name, images, precision, recall, f1, _confused(report, index))
            for index, (name, images, precision, recall, f1) in enumerate(
                zip(report.classes, *(values.tolist() for values in figures), strict=True)
            )
        ]
        self.endResetModel()

    def retranslate(self) -> None:
        """Let the view ask for every word again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

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
        words: dict[Column, tuple[str, str]] = {
            "class": (self.tr("Class"), self.tr("The true class")),
            "images": (self.tr("Images"), self.tr("How many images of this class there are")),
            "precision": (
                self.tr("Precision"),
                self.tr("Of the images that were taken for this class, those that are"),
            ),
            "recall": (self.tr("Recall"), self.tr("Of the images of this class, those that were recognised")),
            "f1": (self.tr("F1"), self.tr("The harmonic mean of precision and recall")),
            "confused": (self.tr("Most taken for"), self.tr("The class that its images are most often taken for")),
        }
        if role == Qt.ItemDataRole.DisplayRole:
            return words[column][0]
        return words[column][1] if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ToolTipRole if column in _LEFT:
                return _text(row, column)
        return _sort_key(index.row(), row, column) if role == _SORT else None


def _confused(report: EvaluationReport, truth: int) -> tuple[str, int] | None:
    counts = report.confusion[truth].copy()
    counts[truth] = 0
    answer = int(counts.argmax())
    return (report.classes[answer], int(counts[answer])) if counts[answer] else None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in _LEFT else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(row: _Row, column: Column) -> str:
    match column:
        case "class":
            return row.name
        case "images":
            return count_text(row.images)
        case "precision" | "recall" | "f1":
            return accuracy_text(getattr(row, column))
        case "confused":
            return NOTHING if row.confused is None else f"{row.confused[0]} · {count_text(row.confused[1])}"


def _sort_key(number: int, row: _Row, column: Column) -> float:
    """Figures by their value, what is not defined below all; classes in the order of the dataset."""
    match column:
        case "class":
            return number
        case "images":
            return row.images
        case "confused":
            return 0 if row.confused is None else row.confused[1]
        case _:
            value = float(getattr(row, column))
            return value if math.isfinite(value) else -1.0


class ClassTable(QTableView):
    """``chosen(class)`` comes with a click on a row and with Enter."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classTable")
        self._model = ClassModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(_SORT)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        show_as_rows(self, 10)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(52)
        self.clicked.connect(self._choose)
        self.retranslate()

    def show_report(self, report: EvaluationReport) -> None:
        """Show the classes of this report."""
        self._model.show_report(report)

    def shown_classes(self) -> list[str]:
        """The names from top to bottom."""
        return [str(self._sorted.index(row, 0).data()) for row in range(self._sorted.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the class's images."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._sorted.mapToSource(index).row())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Figures of each class"))
        self._model.retranslate()
