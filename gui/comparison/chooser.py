"""The list from which runs are put into the comparison and taken out of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from engine.runs.run import RunSummary
from gui import theme
from gui.runs.columns import created_text, status_text
from gui.training.summary import accuracy_text

_Index = QModelIndex | QPersistentModelIndex
_SIZE = (460, 380)


class _Runs(QAbstractListModel):
    """Runs with a check mark for those that are compared. ``toggled(folder, on)`` tells what a person did."""

    toggled = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: Sequence[RunSummary] = ()
        self.chosen: frozenset[Path] = frozenset()

    def show_runs(self, runs: Sequence[RunSummary], chosen: frozenset[Path]) -> None:
        """Show these, the newest first."""
        if list(runs) != list(self.runs):
            self.beginResetModel()
            self.runs, self.chosen = runs, chosen
            self.endResetModel()
        elif chosen != self.chosen and runs:
            self.chosen = chosen
            self.dataChanged.emit(self.index(0), self.index(len(runs) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.runs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run = self.runs[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{run.name}   {accuracy_text(run.test_accuracy)}   {status_text(run)}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{run.title} · {created_text(run)}"
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if run.folder in self.chosen else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(theme.current().text_muted) if run.damaged else None
        return None

    def flip(self, index: _Index) -> None:
        """Put a run into the comparison, or take it out."""
        run = self.runs[index.row()]
        if not run.damaged or run.folder in self.chosen:
            self.toggled.emit(run.folder, run.folder not in self.chosen)


class RunChooser(QFrame):
    """A popup with a search field. ``toggled(folder, on)`` comes with each check mark that is set or taken."""

    toggled = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("runChooser")
        theme.set_role(self, "panel")
        self.search, self.list = QLineEdit(), QListView()
        self.search.setObjectName("runChooserSearch")
        self.search.setClearButtonEnabled(True)
        self.list.setObjectName("runChooserList")
        self.list.setUniformItemSizes(True)
        self._model = _Runs(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setModel(self._found)
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        theme.set_role(self._nothing, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self.resize(*_SIZE)
        self.search.textChanged.connect(self._search)
        self.list.clicked.connect(self._flip)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            QShortcut(
                QKeySequence(key),
                self.list,
                lambda: self._flip(self.list.currentIndex()),
                context=Qt.ShortcutContext.WidgetShortcut,
            )
        self._model.toggled.connect(self.toggled)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Runs to compare"))
        self.search.setPlaceholderText(self.tr("Search runs"))
        self.search.setAccessibleName(self.tr("Search runs"))
        self.list.setAccessibleName(self.tr("Runs to compare"))
        self._say()

    @property
    def offered(self) -> Sequence[RunSummary]:
        """All runs that can be chosen."""
        return self._model.runs

    def show_runs(self, runs: Sequence[RunSummary], chosen: frozenset[Path]) -> None:
        """Offer these runs, of which some are chosen already."""
        self._model.show_runs(runs, chosen)
        self._say()

    def open_below(self, widget: QWidget) -> None:
        """Open under a button, within the screen."""
        room = widget.screen().availableGeometry()
        place = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 2))
        place.setX(max(min(place.x(), room.right() - self.width()), room.left()))
        place.setY(max(min(place.y(), room.bottom() - self.height()), room.top()))
        self.move(place)
        self.show()
        self.search.setFocus()

    def _search(self, text: str) -> None:
        self._found.setFilterFixedString(text)
        self._say()

    def _say(self) -> None:
        self._nothing.setVisible(self._found.rowCount() == 0)
        if self._model.rowCount() == 0:
            self._nothing.setText(self.tr("There are no runs yet."))
        else:
            self._nothing.setText(self.tr("No run has this in its name or state."))

    def _flip(self, index: QModelIndex) -> None:
        if index.isValid():
            self._model.flip(self._found.mapToSource(index))
