"""The datasets to choose from, in two lines each; the one that the project learns from is marked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import icons, theme
from gui.data.listing import Listed
from gui.data.words import figures_text
from gui.translation import say

_LISTED = Qt.ItemDataRole.UserRole
_OF_PROJECT = Qt.ItemDataRole.UserRole + 1
_PADDING = 8
_MARK = 16

_Index = QModelIndex | QPersistentModelIndex


class DatasetModel(QAbstractListModel):
    """The datasets and which of them is the project's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listed: tuple[Listed, ...] = ()
        self.project_dataset = ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.listed)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        listed = self.listed[index.row()]
        of_project = listed.name == self.project_dataset
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return listed.title
            case Qt.ItemDataRole.AccessibleTextRole:
                marked = self.tr("{name}, this project's") if of_project else "{name}"
                return f"{marked.format(name=listed.title)}: {self.second_line(listed)}"
            case Qt.ItemDataRole.ToolTipRole:
                return self.tr("This project learns from it") if of_project else self.second_line(listed)
        if role == _LISTED:
            return listed
        return of_project if role == _OF_PROJECT else None

    def second_line(self, listed: Listed) -> str:
        """The line below the title: figures, or what is wrong."""
        if listed.state == "missing":
            return self.tr("{size} MB to download · {figures}").format(
                figures=figures_text(listed.info) if listed.info is not None else "", size=listed.megabytes
            )
        if listed.info is not None:
            return figures_text(listed.info)
        return "" if listed.error is None else say(listed.error)


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        listed, model = index.data(_LISTED), index.model()
        if not isinstance(listed, Listed) or not isinstance(model, DatasetModel):
            return
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        view = row.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, view)
        area: QRect = row.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        colours, metrics = theme.current(), row.fontMetrics
        painter.save()
        square = QRectF(area.right() - _MARK, area.top() + (metrics.height() - _MARK) / 2, _MARK, _MARK)
        if index.data(_OF_PROJECT):
            icons.paint(painter, "check", square, colours.accent, 2.2)
        elif listed.state == "missing":
            icons.paint(painter, "download", square, colours.text_muted)
        font = QFont(row.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if listed.state != "missing" else colours.text_muted))
        first = QRect(area.left(), area.top(), area.width() - _MARK - 4, metrics.height())
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, _elided(painter, listed.title, first.width()))
        painter.setFont(row.font)
        painter.setPen(QColor(colours.text_muted if listed.error is None else colours.error))
        second = QRect(area.left(), area.top() + metrics.height(), area.width(), metrics.height())
        words = _elided(painter, model.second_line(listed), second.width())
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class DatasetList(QListView):
    """Chooses a dataset; ``chosen`` comes when another one is, by a person or by :meth:`select`."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("datasetList")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.datasets = DatasetModel(self)
        self.setModel(self.datasets)
        self.setItemDelegate(_TwoLines(self))
        theme.notifier().changed.connect(self.viewport().update)
        self.retranslate()

    def selected(self) -> Listed | None:
        """The chosen dataset."""
        index = self.currentIndex()
        return self.datasets.listed[index.row()] if index.isValid() else None

    def show_listing(self, listed: Sequence[Listed]) -> None:
        """Show these datasets; the chosen one stays chosen where it is among them."""
        if tuple(listed) == self.datasets.listed:
            return
        before = self.selected()
        self.datasets.beginResetModel()
        self.datasets.listed = tuple(listed)
        self.datasets.endResetModel()
        if before is not None:
            self.select(before.name)

    def show_project_dataset(self, name: str) -> None:
        """Mark the one that the project learns from."""
        if name != self.datasets.project_dataset:
            self.datasets.project_dataset = name
            self.viewport().update()

    def select(self, name: str) -> bool:
        """Choose a dataset; returns whether it is there."""
        row = next((row for row, one in enumerate(self.datasets.listed) if one.name == name), None)
        if row is not None:
            self.setCurrentIndex(self.datasets.index(row))
        return row is not None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Datasets"))
        self.viewport().update()


def _elided(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
