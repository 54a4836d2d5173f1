"""The sweeps there are, the newest at the top: each with its status and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.sweeps.store import SweepSummary
from gui import theme
from gui.sweeps.words import status_text
from gui.translation import say

_SUMMARY, _NAME, _WORDS = (Qt.ItemDataRole.UserRole + number for number in range(3))
_PADDING = 8

_Index = QModelIndex | QPersistentModelIndex


class _TwoLines(QStyledItemDelegate):
    """A name, and below it how the sweep stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, 2 * self._list().fontMetrics().height() + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)  # the row without words
        colours, view = theme.current(), self._list()
        strong = QFont(view.font())
        strong.setWeight(QFont.Weight.DemiBold)
        room = QRectF(option.rect).adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.save()
        for font, colour, role, side in (
            (strong, colours.text, _NAME, Qt.TextElideMode.ElideMiddle),
            (view.font(), colours.text_muted, _WORDS, Qt.TextElideMode.ElideRight),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(room, 0, painter.fontMetrics().elidedText(index.data(role), side, int(room.width())))
            room.setTop(room.top() + painter.fontMetrics().height())
        painter.restore()

    def _list(self) -> QListWidget:
        view = self.parent()
        assert isinstance(view, QListWidget)
        return view


class SweepList(QListWidget):
    """``chosen(summary)`` comes when a person goes to another sweep."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweepList")
        self.setItemDelegate(_TwoLines(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._summaries: tuple[SweepSummary, ...] = ()
        self.currentItemChanged.connect(self._gone_to)
        self.retranslate()

    @property
    def summaries(self) -> tuple[SweepSummary, ...]:
        """The sweeps that are listed."""
        return self._summaries

    def show_sweeps(self, summaries: Sequence[SweepSummary]) -> None:
        """List these; the chosen one stays chosen, and nobody is told."""
        if tuple(summaries) == self._summaries:
            return
        chosen = self.folder
        self._summaries = tuple(summaries)
        with QSignalBlocker(self):
            while self.count() > len(summaries):
                self.takeItem(self.count() - 1)
            while self.count() < len(summaries):
                self.addItem(QListWidgetItem())
            for place, summary in enumerate(summaries):
                item = self.item(place)
                item.setData(_SUMMARY, summary)
                name, words = _name(summary), self.words(summary)
                item.setData(_NAME, name)
                item.setData(_WORDS, words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}: {words}")
                item.setToolTip(summary.name if summary.error is None else say(summary.error))
        self.select(chosen)

    @property
    def folder(self) -> Path | None:
        """The folder of the chosen sweep."""
        item = self.currentItem()
        summary = None if item is None else item.data(_SUMMARY)
        return summary.folder if isinstance(summary, SweepSummary) else None

    def _gone_to(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_SUMMARY))

    def select(self, folder: Path | None) -> None:
        """Choose a sweep without telling anybody."""
        with QSignalBlocker(self):
            self.setCurrentRow(next((i for i, one in enumerate(self._summaries) if one.folder == folder), -1))

    def words(self, summary: SweepSummary) -> str:
        """How a sweep stands, in a line."""
        if summary.error is not None:
            return self.tr("Cannot be read")
        number = QLocale().toString
        return self.tr("{status} · {ended} of {planned} trials").format(
            status=status_text(summary.status), ended=number(summary.ended), planned=number(summary.planned)
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Sweeps"))
        listed, self._summaries = self._summaries, ()
        self.show_sweeps(listed)


def _name(summary: SweepSummary) -> str:
    return summary.title or summary.name
