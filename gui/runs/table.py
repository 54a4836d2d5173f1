"""The table of runs: sorted newest first until a person sorts it otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from engine.runs.run import RunSummary
from gui.rows import show_as_rows
from gui.runs.table_model import COLUMNS, SORT_ROLE, SUMMARY_ROLE, Column, RunTableModel

_WIDEST: dict[Column, str] = {
    "status": "Interrupted",
    "validation": "100.00 %",
    "test": "100.00 %",
    "epochs": "100 / 100",
    "duration": "59 min 59 s",
    "device": "GPU 10",
    "created": "2028-08-28 08:08",
}
"""What each column has room for, besides its heading; the name takes the rest."""
_CELL_PADDING = 18
_HEADING_PADDING = 34


class RunTable(QTableView):
    """``chosen`` comes when another run is selected, ``opened`` on a double click and on Enter."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runList")
        self._model = RunTableModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(COLUMNS.index("created"), Qt.SortOrder.DescendingOrder)
        show_as_rows(self, 12)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("List of runs"))
        self._model.retranslate()
        self._fit_columns()

    def _fit_columns(self) -> None:
        heading = QFont(self.font())
        heading.setWeight(QFont.Weight.DemiBold)
        for column, widest in _WIDEST.items():
            section = COLUMNS.index(column)
            words = str(self._model.headerData(section, Qt.Orientation.Horizontal))
            self.setColumnWidth(
                section,
                max(
                    self.fontMetrics().horizontalAdvance(widest) + _CELL_PADDING,
                    QFontMetrics(heading).horizontalAdvance(words) + _HEADING_PADDING,
                ),
            )

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """All runs, in no particular order."""
        return self._model.runs

    def shown_names(self) -> list[str]:
        """The runs' names from top to bottom."""
        return [str(self._sorted.index(row, 0).data()) for row in range(self._sorted.rowCount())]

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these runs; the selected one stays selected."""
        self._model.show_runs(runs)

    def selected(self) -> RunSummary | None:
        """The selected run; of several the one selected last."""
        current = self.currentIndex()
        found = current.data(SUMMARY_ROLE) if self.selectionModel().isSelected(current) else None
        if found is None:
            found = next(iter(self.all_selected()), None)
        return found if isinstance(found, RunSummary) else None

    def all_selected(self) -> list[RunSummary]:
        """The selected runs, from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        found = (index.data(SUMMARY_ROLE) for index in rows)
        return [run for run in found if isinstance(run, RunSummary)]

    def select_first(self) -> None:
        """Select the run at the top."""
        self.select_row(0)

    def select_run(self, name: str) -> None:
        """Select a run by its name."""
        if name in self.shown_names():
            self.select_row(self.shown_names().index(name))

    def select_row(self, row: int) -> None:
        """Select a row from the top."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._sorted.index(row, 0), flags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)
