"""Tags in the table: painted as chips, and written as a list with completion."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.runs.annotation import LONGEST_NAME
from gui import theme

_Index = QModelIndex | QPersistentModelIndex
_GAP, _PADDING, _MARGIN = 5, 6, 7


class TagCompleter(QCompleter):
    """Completes the last of several tags, which commas part."""

    def __init__(self, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(QStringListModel(list(tags), self))
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: _Index) -> str:
        line = self.widget()
        before = line.text().rpartition(",")[0] if isinstance(line, QLineEdit) else ""
        chosen = str(super().pathFromIndex(index))
        return f"{before}, {chosen}" if before else chosen


def tags_in(text: str) -> list[str]:
    """The tags of a list that commas part."""
    return [tag.strip() for tag in text.split(",") if tag.strip()]


class TagDelegate(QStyledItemDelegate):
    """Paints a cell's text, a list of tags, as chips; what has no room is left out with an ellipsis."""

    def __init__(self, known: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._known = known

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("runTagsEditor")
        editor.setCompleter(TagCompleter(self._known(), editor))
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        tags, cell.text = tags_in(cell.text), ""
        style = cell.widget.style() if cell.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        if not tags:
            return
        colours = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, left, end = cell.fontMetrics, cell.rect.left() + _MARGIN, cell.rect.right() - _MARGIN
        height = metrics.height() + 3
        top = cell.rect.center().y() - height / 2 + 1
        for number, tag in enumerate(tags):
            width = metrics.horizontalAdvance(tag) + 2 * _PADDING
            if left + width > end and number:
                painter.setPen(QColor(colours.text_muted))
                painter.drawText(QRectF(left, top, end - left, height), Qt.AlignmentFlag.AlignVCenter, "…")
                break
            chip = QRectF(left, top, min(width, end - left), height)
            painter.setPen(QColor(colours.border))
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(QColor(colours.text))
            inside = chip.adjusted(_PADDING, 0, -_PADDING, 0)
            shown = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, int(inside.width()) + 1)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
            left += int(chip.width()) + _GAP
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, option.fontMetrics.height())


class NameDelegate(QStyledItemDelegate):
    """Writes a run's name, which is one line of limited length."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("runNameEditor")
        editor.setMaxLength(LONGEST_NAME)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()
