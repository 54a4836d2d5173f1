"""Everything that did not become an image, with its reason: a list of any length that can be copied."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from engine.data.sources.examples import LeftOut
from gui import theme
from gui.translation import say

_Index = QModelIndex | QPersistentModelIndex


def _line(one: LeftOut) -> str:
    return f"{one.place}: {say(one.reason)}"


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.left_out: Sequence[LeftOut] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.left_out)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _line(self.left_out[index.row()])
        return None


class LeftOutList(QWidget):
    """Hidden while nothing was left out. Lines are made as they come into view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self._lines = _Lines(self)
        self.heading, self.copy_button, self.view = QLabel(), QPushButton(), QListView()
        theme.set_role(self.heading, "heading")
        self.copy_button.setObjectName("copyLeftOutButton")
        self.copy_button.clicked.connect(self.copy)
        self.view.setObjectName("leftOutList")
        self.view.setModel(self._lines)
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Copy),
            self.view,
            self.copy,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.retranslate()
        self.hide()

    def show_left_out(self, left_out: Sequence[LeftOut], total: int | None = None) -> None:
        """Show these; ``total`` is how many there were where not all are listed."""
        self._lines.beginResetModel()
        self._lines.left_out = left_out
        self._lines.endResetModel()
        self._total = len(left_out) if total is None else total
        self.setVisible(self._total > 0)
        self._say_heading()

    def copy(self) -> None:
        """Put the chosen lines into the clipboard, all of them where none is chosen."""
        chosen = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        left_out = self._lines.left_out
        some = [left_out[row] for row in chosen] if chosen else left_out
        QGuiApplication.clipboard().setText("\n".join(map(_line, some)))

    def _say_heading(self) -> None:
        listed = len(self._lines.left_out)
        template = (
            self.tr("Left out: {total}, the first {listed} are listed")
            if listed < self._total
            else self.tr("Left out: {total}")
        )
        self.heading.setText(template.format(total=QLocale().toString(self._total), listed=QLocale().toString(listed)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.view.setAccessibleName(self.tr("What was left out, and why"))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy the list of what was left out"))
        self._say_heading()
        self.view.viewport().update()
