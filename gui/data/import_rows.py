"""Some rows of a table of numbers, as they were read: each example's class and its features."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from engine.data.preview import ShownRow
from gui.rows import show_as_rows

_Index = QModelIndex | QPersistentModelIndex
_PADDING = 12
_WIDTH = 86


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[ShownRow] = ()
        self.titles: Sequence[str] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1 + (len(self.rows[0].values) if self.rows else 0)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.titles[section - 1] if section else self.tr("Class")
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.values[column - 1]:.6g}" if column else row.label
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: int) -> int:
    """Words stand at the left, numbers at the right."""
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class RowsView(QTableView):
    """Shows the rows and features that are asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importRows")
        self._rows = _Rows(self)
        self.setModel(self._rows)
        show_as_rows(self, _PADDING)
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.retranslate()

    def show_rows(self, titles: Sequence[str], rows: Sequence[ShownRow]) -> None:
        """Show these examples, their features under these titles."""
        self._rows.beginResetModel()
        self._rows.titles, self._rows.rows = titles, rows
        self._rows.endResetModel()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Some rows, as they were read"))
        self._rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
