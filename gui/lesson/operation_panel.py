"""Operations one under the other: their equations with numbers, and a sentence to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.lesson.formula_view import FormulaView
from gui.translation import say

if TYPE_CHECKING:
    from engine.lesson.own_terms import Operation

_MOST = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    formula: FormulaView
    text: QLabel


class OperationPanel(QScrollArea):
    """Shows :meth:`show_operations` under a heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("operationPanel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._operations: tuple[Operation, ...] = ()
        self.heading = QLabel()
        self.heading.setObjectName("operationHeading")
        self.heading.setWordWrap(True)
        theme.set_role(self.heading, "heading")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(12)
        column.addWidget(self.heading)
        self._entries = [_Entry(FormulaView(growth=1.3), QLabel()) for _ in range(_MOST)]
        for entry in self._entries:
            entry.text.setWordWrap(True)
            entry.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(entry.formula)
            column.addWidget(entry.text)
        column.addStretch(1)
        self.setWidget(inside)
        self.setMinimumWidth(300)
        self.retranslate()
        self.show_operations(())

    @property
    def formulas(self) -> list[FormulaView]:
        """The views in use."""
        return [entry.formula for entry, _ in zip(self._entries, self._operations, strict=False)]

    def show_operations(self, operations: Sequence[Operation]) -> None:
        """Show at most two of them."""
        self._operations = tuple(operations[:_MOST])
        for place, entry in enumerate(self._entries):
            there = place < len(self._operations)
            entry.formula.setVisible(there)
            entry.text.setVisible(there)
            entry.formula.show_formulas(self._operations[place].lines if there else ())
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("The operation of now"))
        for entry in self._entries:
            entry.formula.setAccessibleName(self.tr("Formula, and the same with the numbers of now"))
        self._say()

    def _say(self) -> None:
        for entry, operation in zip(self._entries, self._operations, strict=False):
            entry.text.setText(say(operation.text))
