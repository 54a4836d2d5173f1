"""The runs as the rows of a table: found, sorted and grouped in one go, and only what changed told to the views."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from engine.runs.columns import COLUMNS, all_tags
from engine.runs.groups import Spread
from engine.runs.run import RunSummary
from gui import icons, theme
from gui.runs.arrangement import Arrangement, GroupRow, Row, RowKey, changed_runs
from gui.runs.columns import EDITABLE, heading, is_figure, long_heading, status_word, text_of
from gui.training.summary import accuracy_text
from gui.translation import say

SUMMARY_ROLE = Qt.ItemDataRole.UserRole
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_MOST_STEPS = 200
"""So many rows that come or go are told one by one; more are a new table."""
_MOST_TEXTS = 2_000
"""So many rows whose words are remembered: those of some screens."""

_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.FontRole,
    Qt.ItemDataRole.AccessibleTextRole,
    SUMMARY_ROLE,
    GROUP_ROLE,
}
"""What is asked for and answered; how it looks is the matter of :mod:`gui.runs.row_painter`."""


class RowTexts(dict[str, str]):
    """What stands in a row by its columns, each put into words when it is asked for first."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row

    def __missing__(self, column: str) -> str:
        text = group_text(self.row, column) if isinstance(self.row, GroupRow) else text_of(self.row, column)
        self[column] = text
        return text


_CELL = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE_CELL = _CELL | Qt.ItemFlag.ItemIsEditable
"""Made once: a view asks for the flags of every cell that is selected."""


class RunTableModel(QAbstractTableModel):
    """Rows of :class:`RunSummary` and, where they are grouped, a :class:`GroupRow` above each group.

    ``edited(run, column, text)`` comes when a person has written a name or tags; ``rearranged`` when rows may have
    come, gone or moved.
    """

    edited = Signal(object, str, str)
    rearranged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[RunSummary, ...] = ()
        self._found: list[RunSummary] = []
        self._arrangement = Arrangement()
        self._columns: tuple[str, ...] = COLUMNS
        self._keys: list[RowKey] = []
        self._rows: list[Row] = []
        self._texts: dict[RowKey, RowTexts] = {}
        theme.notifier().changed.connect(self.retranslate)

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """All runs, the newest first, also those that the search leaves out."""
        return self._runs

    @property
    def columns(self) -> tuple[str, ...]:
        """What is in each column: a name of :data:`engine.runs.columns.COLUMNS` or a hyperparameter's."""
        return self._columns

    @property
    def arrangement(self) -> Arrangement:
        return self._arrangement

    @property
    def tags(self) -> Sequence[str]:
        """Every tag that some run has."""
        return all_tags(self._runs)

    @property
    def matches(self) -> int:
        """How many runs are what is looked for."""
        return len(self._found)

    def row(self, index: int) -> Row:
        """What stands in a row."""
        return self._rows[index]

    def texts(self, index: int) -> RowTexts:
        """The words of a row by its columns."""
        key, row = self._keys[index], self._rows[index]
        found = self._texts.get(key)
        if found is None or found.row is not row:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            found = self._texts[key] = RowTexts(row)
        return found

    def key(self, index: int) -> RowKey:
        """What tells a row from the others."""
        return self._keys[index]

    def rows_of(self, names: set[str]) -> list[int]:
        """The rows of runs by the names of their folders."""
        return [row for row, (_, name) in enumerate(self._keys) if name and name in names]

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these runs instead, which come newest first."""
        changed = changed_runs(self._runs, runs)
        self._runs = tuple(runs)
        if changed is None or self._arrangement.by is not None:
            self._show(self._arrangement.found(self._runs))
            return
        for before, now in changed:
            self._exchange(before, now)
        self.rearranged.emit()

    def arrange(self, arrangement: Arrangement) -> None:
        """Find, sort and group anew."""
        if arrangement != self._arrangement:
            before, self._arrangement = self._arrangement, arrangement
            self._show(self._found if arrangement.finds_as(before) else arrangement.found(self._runs))

    def show_settings(self, names: Sequence[str]) -> None:
        """Give each of these hyperparameters a column after the others."""
        columns = (*COLUMNS, *names)
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def _show(self, found: list[RunSummary]) -> None:
        self._found = found
        keys, rows = self._arrangement.rows(found)
        if keys != self._keys:
            self._bring_to(keys, rows)
        self._take_over(rows)
        self.rearranged.emit()

    def _exchange(self, before: RunSummary, now: RunSummary) -> None:
        """Let a run be another than it was, where nothing is grouped, and tell the views of its row alone."""
        found, arrangement, nowhere = self._found, self._arrangement, QModelIndex()
        row = next((number for number, run in enumerate(found) if run is before), None)
        if not arrangement.query.matches(now):
            if row is not None:
                self.beginRemoveRows(nowhere, row, row)
                self._take(row)
                self.endRemoveRows()
            return
        if row is None:
            row = arrangement.place(found, now, 0, len(found))
            self.beginInsertRows(nowhere, row, row)
            self._put(row, now)
            self.endInsertRows()
            return
        place = arrangement.place(found, now, 0, row)
        if place == row:
            place = arrangement.place(found, now, row + 1, len(found)) - 1
        if place != row:
            self.beginMoveRows(nowhere, row, row, nowhere, place if place < row else place + 1)
            self._take(row)
            self._put(place, now)
            self.endMoveRows()
        self._rows[place] = found[place] = now
        if now != before:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._columns) - 1))

    def _take(self, row: int) -> None:
        del self._keys[row], self._rows[row], self._found[row]

    def _put(self, place: int, run: RunSummary) -> None:
        self._keys.insert(place, ("", run.name))
        self._rows.insert(place, run)
        self._found.insert(place, run)

    def _bring_to(self, keys: list[RowKey], rows: list[Row]) -> None:
        """Let the rows be these, by the fewest words to the views."""
        wanted, known = set(keys), set(self._keys)
        gone, fresh = known - wanted, wanted - known
        if len(gone) + len(fresh) > _MOST_STEPS:
            self.beginResetModel()
            self._keys, self._rows = keys, list(rows)
            self.endResetModel()
            return
        for row in reversed([row for row, key in enumerate(self._keys) if key in gone] if gone else []):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._keys[row], self._rows[row]
            self.endRemoveRows()
        self._reorder([key for key in keys if key in known] if fresh else list(keys))
        for row in [row for row, key in enumerate(keys) if key in fresh] if fresh else []:
            self.beginInsertRows(QModelIndex(), row, row)
            self._keys.insert(row, keys[row])
            self._rows.insert(row, rows[row])
            self.endInsertRows()

    def _reorder(self, keys: list[RowKey]) -> None:
        if keys == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        place = {key: row for row, key in enumerate(keys)}
        moved = [self.index(place[self._keys[index.row()]], index.column()) for index in before]
        known = dict(zip(self._keys, self._rows, strict=True))
        self._keys, self._rows = keys, [known[key] for key in keys]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def _take_over(self, rows: list[Row]) -> None:
        """Tell the views of rows whose content is another one, neighbours together."""
        changed = [
            row for row, (now, new) in enumerate(zip(self._rows, rows, strict=True)) if now is not new and now != new
        ]
        self._rows = rows
        last_column = len(self._columns) - 1
        begin = 0
        for place, row in enumerate(changed):
            if place + 1 == len(changed) or changed[place + 1] != row + 1:
                self.dataChanged.emit(self.index(changed[begin], 0), self.index(row, last_column))
                begin = place + 1

    def retranslate(self) -> None:
        """Let the views ask for every word and colour again."""
        self._texts.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    # -- Qt --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; asked for by the view's heading."""
        if 0 <= column < len(self._columns):
            descending = order == Qt.SortOrder.DescendingOrder
            self.arrange(replace(self._arrangement, column=self._columns[column], descending=descending))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading(column)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return long_heading(column)
            case Qt.ItemDataRole.DecorationRole if column == "star":
                return icons.pixmap("star", theme.current().text_muted, 14)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        column = index.column()
        if column < 0:
            return Qt.ItemFlag.NoItemFlags
        if self._columns[column] in EDITABLE:
            row = self._rows[index.row()]
            if isinstance(row, RunSummary) and not row.damaged:
                return _EDITABLE_CELL
        return _CELL

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or not isinstance(row, RunSummary):
            return False
        self.edited.emit(row, self._columns[index.column()], str(value))
        return True

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(index.row())[column]
        if isinstance(row, GroupRow):
            return _of_group(row, role)
        match role:
            case Qt.ItemDataRole.EditRole:
                return row.label if column == "name" else ", ".join(row.tags)
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(row, column)
            case Qt.ItemDataRole.AccessibleTextRole if column == "star":
                return self.tr("With a star") if row.star else self.tr("Without a star")
        return row if role == SUMMARY_ROLE else None


def _tip(run: RunSummary, column: str) -> str | None:
    match column:
        case "name" | "status" if run.error is not None:
            return say(run.error)
        case "name":
            return run.name if run.label == run.name else f"{run.label}\n{run.name}"
        case "tags":
            return ", ".join(run.tags) or None
        case "note":
            return run.note or None
    return None


def _of_group(row: GroupRow, role: int) -> Any:
    if role == Qt.ItemDataRole.FontRole:
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)
        return font
    return row if role == GROUP_ROLE else None


def group_text(row: GroupRow, column: str) -> str:
    """What stands in a group's row: its name and count, and the mean of its accuracies with their deviation."""
    translate = QCoreApplication.translate
    match column:
        case "name":
            key = row.group.key
            if row.by == "status":
                key = status_word(key)
            count = QLocale().toString(len(row.group.runs))
            text = translate("RunTableModel", "{group} ({count})")
            return text.format(group=key or translate("RunTableModel", "None"), count=count)
        case "validation":
            return spread_text(row.group.validation)
        case "test":
            return spread_text(row.group.test)
    return ""


def spread_text(spread: Spread | None) -> str:
    """Accuracies as their mean and deviation, in percent."""
    if spread is None or spread.deviation is None:
        return accuracy_text(None if spread is None else spread.mean)
    number = QLocale().toString
    return f"{number(100 * spread.mean, 'f', 2)} ± {number(100 * spread.deviation, 'f', 2)} %"


def _alignment(column: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_figure(column) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
