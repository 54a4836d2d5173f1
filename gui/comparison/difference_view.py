"""Two of the compared runs side by side: what differs in sentences and rows, and both networks with it marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.comparison.difference import RunDifference, run_difference
from engine.comparison.figures import RunFigures
from engine.runs.run import Run
from gui import theme
from gui.comparison.difference_rows import Row, sections_of
from gui.comparison.network_pair import MARK_COLOURS, MARK_SIGNS, NetworkPair, Picture, pictures_of
from gui.comparison.run_box import offer_runs, run_box
from gui.training.background import BackgroundTask, Handle
from gui.training.splitter import CardSplitter
from gui.translation import say, say_error

_ROW = Qt.ItemDataRole.UserRole
_Found = tuple[RunDifference, tuple[Picture, Picture]]


class DifferenceView(QWidget):
    """Reads the two chosen runs in a thread whenever it is seen and they are others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runDifference")
        self._found: _Found | None = None
        self._asked: tuple[Path, Path] | None = None
        self._error: Exception | None = None
        self._reader = BackgroundTask("read-run-difference", self)
        self.first_box, self.second_box, self.swap_button = run_box(), run_box(), QToolButton()
        self.first_box.setObjectName("firstRunBox")
        self.second_box.setObjectName("secondRunBox")
        self.swap_button.setObjectName("swapRunsButton")
        self.swap_button.setText("⇄")
        self.sentences, self.rows, self.networks = QLabel(), QTreeWidget(), NetworkPair()
        self._lay_out()
        for box in (self.first_box, self.second_box):
            box.currentIndexChanged.connect(self._read)
        self.swap_button.clicked.connect(self._swap)
        self._reader.done.connect(self._show)
        self._reader.failed.connect(self._fail)
        self.rows.currentItemChanged.connect(self._show_layer)
        self.networks.chosen.connect(self._choose_row)
        theme.notifier().changed.connect(self._say)
        self.retranslate()

    def _lay_out(self) -> None:
        self.sentences.setObjectName("differenceSentences")
        self.sentences.setWordWrap(True)
        self.sentences.setTextFormat(Qt.TextFormat.PlainText)
        self.sentences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rows.setObjectName("differenceRows")
        self.rows.setColumnCount(3)
        self.rows.setUniformRowHeights(True)
        self.rows.setAlternatingRowColors(True)
        header = self.rows.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.first_box, 1)
        bar.addWidget(self.swap_button)
        bar.addWidget(self.second_box, 1)
        self._same = QLabel()
        self._same.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._same.setWordWrap(True)
        theme.set_role(self._same, "muted")
        self._table = QStackedWidget()
        self._table.addWidget(self.rows)
        self._table.addWidget(self._same)
        self._table.setMinimumHeight(90)
        parts = CardSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.networks)
        parts.addWidget(self._table)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setSizes([360, 220])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.sentences)
        column.addWidget(parts, 1)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.first_box.setAccessibleName(self.tr("First run"))
        self.second_box.setAccessibleName(self.tr("Second run"))
        self.swap_button.setToolTip(self.tr("Swap the two runs"))
        self.swap_button.setAccessibleName(self.tr("Swap the two runs"))
        self.rows.setAccessibleName(self.tr("What differs"))
        self._same.setText(self.tr("Nothing differs in what was written down of the two runs."))
        self._say()

    def show_runs(self, runs: Sequence[RunFigures]) -> None:
        """Offer these runs; the two that were chosen stay, as far as they are there."""
        for number, box in enumerate((self.first_box, self.second_box)):
            offer_runs(box, runs, number)
        self._read()

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._reader.stop_and_wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    @property
    def difference(self) -> RunDifference | None:
        """What is shown."""
        return None if self._found is None else self._found[0]

    def _swap(self) -> None:
        first, second = self.first_box.currentIndex(), self.second_box.currentIndex()
        self.first_box.blockSignals(True)
        self.first_box.setCurrentIndex(second)
        self.first_box.blockSignals(False)
        self.second_box.setCurrentIndex(first)
        self._read()

    def _read(self) -> None:
        first, second = self.first_box.currentData(), self.second_box.currentData()
        if not self.isVisible() or (first, second) == self._asked:
            return
        if not isinstance(first, Path) or not isinstance(second, Path):
            self._asked = self._found = None
            self.networks.show_pictures(None)
            self._say()
            return
        self._asked = (first, second)

        def work(_handle: Handle) -> _Found:
            found = run_difference(Run(first), Run(second))
            return found, pictures_of(found)

        self._reader.start(work)

    def _show(self, found: _Found) -> None:
        self._found, self._error = found, None
        self.networks.show_pictures(found[1])
        self._say()

    def _fail(self, error: Exception) -> None:
        self._found, self._error = None, error
        self.networks.show_pictures(None)
        self._say()

    def _say(self) -> None:
        self.rows.clear()
        theme.set_role(self.sentences, "error" if self._error is not None else "")
        if self._found is None:
            words = self.tr("Choose two runs.") if self._error is None else say_error(self._error)
            self.sentences.setText(words)
            self._table.setVisible(False)
            return
        difference = self._found[0]
        self.rows.setHeaderLabels([self.tr("What"), difference.first, difference.second])
        self.sentences.setText(" ".join(map(say, difference.sentences())))
        sections = sections_of(difference)
        self._table.setVisible(True)
        self._table.setCurrentIndex(0 if sections else 1)
        for section in sections:
            top = QTreeWidgetItem([f"{section.title} ({len(section.rows)})"])
            font = top.font(0)
            font.setWeight(font.Weight.DemiBold)
            top.setFont(0, font)
            self.rows.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            top.addChildren([self._item(row) for row in section.rows])
            top.setExpanded(True)

    def _item(self, row: Row) -> QTreeWidgetItem:
        sign = f"{MARK_SIGNS[row.kind]} " if row.kind != "changed" or any(row.layers) else ""
        item = QTreeWidgetItem([f"{sign}{row.name}", row.first, row.second])
        item.setData(0, _ROW, row)
        for column, text in enumerate((row.name, row.first, row.second)):
            item.setToolTip(column, text)
        if sign:
            item.setForeground(0, QColor(getattr(theme.current(), MARK_COLOURS[row.kind])))
        return item

    def _show_layer(self, item: QTreeWidgetItem | None) -> None:
        row = None if item is None else item.data(0, _ROW)
        if isinstance(row, Row):
            for side, layer in enumerate(row.layers):
                if layer:
                    self.networks.show_layer(side, layer)
                    return

    def _choose_row(self, side: int, layer: str) -> None:
        for section in range(self.rows.topLevelItemCount()):
            top = self.rows.topLevelItem(section)
            for place in range(top.childCount() if top is not None else 0):
                item = None if top is None else top.child(place)
                row = None if item is None else item.data(0, _ROW)
                if item is not None and isinstance(row, Row) and row.layers[side] == layer:
                    self.rows.setCurrentItem(item)
                    return
