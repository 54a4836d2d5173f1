"""The table of runs: newest first until a person sorts it otherwise, found and grouped as they wish."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTableModelChangeEvent,
    QContextMenuEvent,
    QHoverEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from engine.runs.groups import Grouping
from engine.runs.query import Query
from engine.runs.run import RunSummary
from gui.preferences import Preferences
from gui.rows import show_as_rows
from gui.runs.arrangement import GroupRow
from gui.runs.chosen_columns import ChosenColumns
from gui.runs.row_painter import RowPainter
from gui.runs.table_model import GROUP_ROLE, RunTableModel
from gui.runs.tags import NameDelegate, TagDelegate

_Index = QModelIndex | QPersistentModelIndex


class RunTable(QTableView):
    """``chosen`` comes when other runs are selected, ``opened`` on a double click and on Enter.

    ``edited(run, column, text)`` comes when a name or tags were written, ``starred(runs, star)`` on a click at a star,
    ``menuWanted(place on the screen)`` for the menu of what is selected, ``undoWanted`` and ``redoWanted`` on keys.
    """

    chosen = Signal()
    opened = Signal()
    edited = Signal(object, str, str)
    starred = Signal(object, bool)
    menuWanted = Signal(object)  # noqa: N815 - signals are named as Qt names them
    undoWanted = Signal()  # noqa: N815
    redoWanted = Signal()  # noqa: N815

    def __init__(self, preferences: Preferences | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runList")
        self.runs_model = RunTableModel(self)
        self.setModel(self.runs_model)
        show_as_rows(self, 12)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.columns = ChosenColumns(self, self.runs_model, preferences or Preferences())
        self.setItemDelegateForColumn(self._section("tags"), TagDelegate(lambda: self.runs_model.tags, self))
        self.setItemDelegateForColumn(self._section("name"), NameDelegate(self))
        self.setSortingEnabled(True)
        self.runs_model.edited.connect(self.edited)
        self.runs_model.modelAboutToBeReset.connect(self._keep_selection)
        self.runs_model.modelReset.connect(self._bring_selection_back)
        self._kept: set[str] = set()
        self._hovered = QPersistentModelIndex()
        self._row_painter = RowPainter(self, self.runs_model)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.rangeChanged.connect(self._paint_what_is_new)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(self._double_clicked)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("List of runs"))
        self.runs_model.retranslate()
        self.columns.fit()

    def _section(self, column: str) -> int:
        return self.runs_model.columns.index(column)

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """All runs, the newest first, also those that the search leaves out."""
        return self.runs_model.runs

    def shown_names(self) -> list[str]:
        """The names of the runs that are shown, from top to bottom."""
        rows = (self.runs_model.row(row) for row in range(self.runs_model.rowCount()))
        return [row.name for row in rows if isinstance(row, RunSummary)]

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these runs, which come newest first; what is selected stays so, and what is in view stays there."""
        bar = self.verticalScrollBar()
        top = self.rowAt(0)
        anchor = self.runs_model.key(top) if bar.value() > 0 and top >= 0 else None
        offset = self.rowViewportPosition(top) if anchor is not None else 0
        self.runs_model.show_runs(runs)
        if anchor is not None:
            rows = self.runs_model.rows_of({anchor[1]})
            if rows:
                self.updateGeometries()  # else the bar ends where the rows of before did
                bar.setValue(rows[0] * self.verticalHeader().defaultSectionSize() - offset)

    def look_for(self, query: Query) -> None:
        """Show only what is looked for."""
        self.runs_model.arrange(replace(self.runs_model.arrangement, query=query))

    def group_by(self, by: Grouping | None) -> None:
        """Put together what shares something."""
        self.runs_model.arrange(replace(self.runs_model.arrangement, by=by, collapsed=frozenset()))

    def collapse_all(self, collapsed: bool) -> None:
        """Show only the headings of groups, or everything below them."""
        model = self.runs_model
        keys = {model.key(row)[0] for row in range(model.rowCount())} if collapsed else set()
        model.arrange(model.arrangement.with_collapsed(frozenset(keys)))

    # -- how it is painted -----------------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):  # as the view itself does, which keeps it to itself
            left = event.type() == QEvent.Type.HoverLeave
            self._hovered = QPersistentModelIndex(QModelIndex() if left else self.indexAt(event.position().toPoint()))
        return super().viewportEvent(event)

    def _paint_what_is_new(self) -> None:
        """Let scrolling move what is painted already, for which every pixel has to be painted here.

        Where nothing can be scrolled, the round corners of the table can be seen.
        """
        scrolls = self.verticalScrollBar().maximum() > 0 or self.horizontalScrollBar().maximum() > 0
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, scrolls)
        self.viewport().update()

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Paint the rows that changed, where a view would paint all; a name that is being written stays as it is."""
        end = self.rowViewportPosition(last.row()) + self.rowHeight(last.row())
        top = self.rowViewportPosition(first.row())
        self.viewport().update(0, top, self.viewport().width(), end - top)
        if QAccessible.isActive():
            told = QAccessibleTableModelChangeEvent(self, QAccessibleTableModelChangeEvent.ModelChangeType.DataChanged)
            told.setFirstRow(first.row())
            told.setLastRow(last.row())
            told.setFirstColumn(first.column())
            told.setLastColumn(last.column())
            QAccessible.updateAccessibility(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints all rows at once: to paint its cells one by one takes a view longer than the screen waits."""
        self._row_painter.paint(QPainter(self.viewport()), event.region(), self._hovered)

    # -- what is selected ------------------------------------------------------------------------------------------

    def selected(self) -> RunSummary | None:
        """The run that is selected alone."""
        runs = self.selected_runs()
        return runs[0] if len(runs) == 1 else None

    def selected_runs(self) -> list[RunSummary]:
        """All that are selected, from top to bottom; with a group's heading all of the group."""
        found: dict[str, RunSummary] = {}
        selection = self.selectionModel().selection()
        for chosen in (selection.at(number) for number in range(selection.count())):
            for index in range(chosen.top(), chosen.bottom() + 1):
                row = self.runs_model.row(index)
                for run in row.group.runs if isinstance(row, GroupRow) else (row,):
                    found[run.name] = run
        return list(found.values())

    def select_first(self) -> None:
        """Select the run at the top."""
        for row in range(min(self.runs_model.rowCount(), 2)):
            if isinstance(self.runs_model.row(row), RunSummary):
                self.select_row(row)
                return

    def select_run(self, name: str) -> None:
        """Select a run by its name."""
        rows = self.runs_model.rows_of({name})
        if rows:
            self.select_row(rows[0])

    def select_runs(self, names: set[str]) -> None:
        """Select these runs and no others."""
        self._select_rows(self.runs_model.rows_of(names))

    def select_row(self, row: int) -> None:
        """Select a row from the top."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.runs_model.index(row, self._section("name")), flags)

    def _select_rows(self, rows: list[int]) -> None:
        selection = QItemSelection()
        last = self.runs_model.columnCount() - 1
        begin = 0
        for place, row in enumerate(rows):
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selection.select(self.runs_model.index(rows[begin], 0), self.runs_model.index(row, last))
                begin = place + 1
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _keep_selection(self) -> None:
        self._kept = {run.name for run in self.selected_runs()}

    def _bring_selection_back(self) -> None:
        self._select_rows(self.runs_model.rows_of(self._kept))

    # -- what is done to it ----------------------------------------------------------------------------------------

    def edit_name(self) -> None:
        """Let the name of the current run be written."""
        self._edit("name")

    def edit_tags(self) -> None:
        """Let the tags of the current run be written."""
        self._edit("tags")

    def _edit(self, column: str) -> None:
        index = self.runs_model.index(self.currentIndex().row(), self._section(column))
        if index.isValid() and self.model().flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.columns.show(column)
            self.scrollTo(index)
            self.edit(index)

    def _double_clicked(self, index: _Index) -> None:
        if not self._toggle_group(index):
            self.opened.emit()

    def _toggle_group(self, index: _Index) -> bool:
        """Open or close the group whose heading stands there; returns whether one does."""
        row = index.data(GROUP_ROLE) if index.isValid() else None
        if not isinstance(row, GroupRow):
            return False
        model = self.runs_model
        model.arrange(model.arrangement.with_collapsed(model.arrangement.collapsed ^ {row.group.key}))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click at a star changes it, one at a group's arrow opens or closes the group; neither selects."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == self._section("star"):
            row = self.runs_model.row(index.row())
            if isinstance(row, RunSummary) and not row.damaged:
                together = self.selected_runs()
                self.starred.emit(together if row in together else [row], not row.star)
            else:
                self._toggle_group(index)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.columnAt(int(event.position().x())) == self._section("star"):
            self.mousePressEvent(event)  # two quick clicks are two
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.indexAt(event.pos()).isValid():
            self.menuWanted.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            event.setAccepted(mine)  # of the runs, not of the network
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 names, the arrows open and close groups."""
        index = self.currentIndex()
        group = index.data(GROUP_ROLE) if index.isValid() else None
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undoWanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redoWanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._double_clicked(index)
        elif event.key() == Qt.Key.Key_F2:
            self.edit_name()
        elif isinstance(group, GroupRow) and event.key() == (Qt.Key.Key_Right if group.collapsed else Qt.Key.Key_Left):
            self._toggle_group(index)
        else:
            super().keyPressEvent(event)
