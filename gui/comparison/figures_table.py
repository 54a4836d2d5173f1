"""All figures of the compared runs in a table, the best of each marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from engine.comparison.figures import FIGURES, Figure, RunFigures, best_of
from gui import theme
from gui.comparison import looks
from gui.comparison.words import figure_text, figure_word
from gui.rows import show_as_rows
from gui.runs.columns import device_text, status_text
from gui.training.legend import SAMPLE_WIDTH
from gui.training.summary import NOTHING
from gui.translation import say

_Index = QModelIndex | QPersistentModelIndex
_BEST = "★ "
_COLUMNS = len(FIGURES) + 3
"""The name before, the state and the device behind the figures."""
_SORT = Qt.ItemDataRole.UserRole
_SAMPLE_HEIGHT = 14
_CELL_PADDING, _HEADING_PADDING, _WIDEST = 20, 30, 320


class _Figures(QAbstractTableModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: Sequence[RunFigures] = ()
        self._places: Mapping[str, int] = {}
        self._best: Mapping[Figure, frozenset[int]] = {}

    def show_runs(self, runs: Sequence[RunFigures], places: Mapping[str, int]) -> None:
        """Show these; ``places`` are those of their looks by folder."""
        same = [run.run.folder for run in runs] == [run.run.folder for run in self.runs]
        if not same:
            self.beginResetModel()
        self.runs, self._places, self._best = runs, places, best_of(runs)
        if not same:
            self.endResetModel()
        elif runs:  # what is selected and where one has scrolled to stays
            self.dataChanged.emit(self.index(0, 0), self.index(len(runs) - 1, _COLUMNS - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else _COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        figure = _figure(section)
        if figure is not None:
            return figure_word(figure)
        return self.tr("Run") if section == 0 else self.tr("Status") if section == _COLUMNS - 2 else self.tr("Device")

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, section = index.row(), index.column()
        run, figure = self.runs[row], _figure(section)
        best = figure is not None and row in self._best.get(figure, ())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(run, section, best)
            case Qt.ItemDataRole.DecorationRole if section == 0:
                return _sample(self._places.get(str(run.run.folder), 0))
            case Qt.ItemDataRole.FontRole if best:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.ForegroundRole if best:
                return QColor(theme.current().success)
            case Qt.ItemDataRole.ToolTipRole:
                return run.name if run.note is None else f"{run.name}\n{say(run.note)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        if role == _SORT:
            value = None if figure is None else run.value(figure)
            return (
                self._text(run, section, False).casefold()
                if figure is None
                else float("-inf")
                if value is None
                else value
            )
        return None

    def _text(self, run: RunFigures, section: int, best: bool) -> str:
        figure = _figure(section)
        if figure is not None:
            return (_BEST if best else "") + figure_text(figure, run.value(figure))
        if section == 0:
            return run.name
        if section == _COLUMNS - 2:
            return status_text(run.summary)
        return device_text(run.summary.device) if run.summary.device else NOTHING


def _figure(section: int) -> Figure | None:
    return FIGURES[section - 1] if 0 < section <= len(FIGURES) else None


def _alignment(section: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if _figure(section) is None else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _sample(place: int) -> QIcon:
    """The run's line as it is in the plots."""
    picture = QPixmap(2 * SAMPLE_WIDTH, 2 * _SAMPLE_HEIGHT)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    looks.draw_sample(painter, place, QRectF(0, 0, SAMPLE_WIDTH, _SAMPLE_HEIGHT))
    painter.end()
    return QIcon(picture)


class FiguresTable(QTableView):
    """Sorted by a click on a heading; ``opened(row of the runs shown)`` comes on a double click."""

    opened = Signal(object)  # the Run

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparedFigures")
        self._model = _Figures(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(_SORT)
        self.setModel(self._sorted)
        show_as_rows(self, 12)
        self.setIconSize(QPixmap(SAMPLE_WIDTH, _SAMPLE_HEIGHT).size())
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self._open)
        theme.notifier().changed.connect(self.viewport().update)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Figures of the compared runs"))
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)
        self._fit_columns()

    def show_runs(self, runs: Sequence[RunFigures], places: Mapping[str, int]) -> None:
        """Show these runs."""
        self._model.show_runs(runs, places)
        self._fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each column the room of its widest text; Qt's own way takes a third of a second for 50 runs."""
        if not self.isVisible():
            return
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        for section in range(_COLUMNS):
            texts = [str(self._model.index(row, section).data()) for row in range(len(self._model.runs))]
            heading = str(self._model.headerData(section, Qt.Orientation.Horizontal))
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            sample = 0 if section else SAMPLE_WIDTH + 6
            width = max(widest + sample + _CELL_PADDING, metrics.horizontalAdvance(heading) + _HEADING_PADDING)
            self.setColumnWidth(section, min(width, _WIDEST))

    def text(self, row: int, section: int) -> str:
        """What a cell says, from the top."""
        return str(self._sorted.index(row, section).data())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.runs[self._sorted.mapToSource(index).row()].run)
