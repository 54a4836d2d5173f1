"""The formulas of the lesson on one page, each with its derivative and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.lesson.glossary import ENTRIES, Entry
from gui import theme
from gui.lesson.formula_view import FormulaView
from gui.translation import say

_CARD_WIDTH = 420
"""So wide a card must be for its formulas to stand in one line each; where there is room for two, there are two."""


class FormulasPage(QScrollArea):
    """Cards, one for each formula, in as many columns as have room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formulasPage")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards = [FormulaCard(entry) for entry in ENTRIES]
        self._columns = 0
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(14, 12, 14, 12)
        self._grid.setSpacing(12)
        self.setWidget(inside)
        self._arrange(2)
        self.retranslate()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(max(columns, 4)):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(min(max(self.viewport().width() // _CARD_WIDTH, 1), 4))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Formulas"))
        for card in self.cards:
            card.retranslate()


class FormulaCard(QFrame):
    """One formula."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.setObjectName(f"formula-{entry.name}")
        theme.set_role(self, "card")
        self._entry = entry
        self._title, self._text, self.view = QLabel(), QLabel(), FormulaView()
        theme.set_role(self._title, "heading")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.view.show_formulas(entry.formulas)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        for widget in (self._title, self.view, self._text):
            column.addWidget(widget)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._title.setText(say(self._entry.title))
        self._text.setText(say(self._entry.text))
        self.view.setAccessibleName(self._title.text())
