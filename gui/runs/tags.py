"""Names and tags as they are written in the table of runs, tags as a list with completion."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.runs.annotation import LONGEST_NAME

_Index = QModelIndex | QPersistentModelIndex


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
    """Writes a run's tags, with those that others have at hand."""

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
