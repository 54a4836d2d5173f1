"""One operation in full: its formula, the same with the numbers of now, why, and the chain rule so far."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.lesson.formula import EQUALS, Formula, Number, Operator, digits_apart, row
from engine.lesson.lesson import Lesson
from engine.lesson.quantity import Value
from engine.lesson.step import Step
from gui import theme
from gui.lesson.formula_view import FormulaView
from gui.lesson.words import phase_words
from gui.translation import say

_BECOMES = Operator("←")


class StepPanel(QScrollArea):
    """Shows :meth:`show_step`. ``pointed(value)`` tells which sign is under the pointer, ``chosen(value)`` which was
    clicked."""

    pointed = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonStep")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._step: Step | None = None
        self._count, self._place = 0, 0
        self._heading, self._text = QLabel(), QLabel()
        theme.set_role(self._heading, "heading")
        self._heading.setObjectName("lessonStepHeading")
        self._text.setObjectName("lessonStepText")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.formula, self.notes, self.chain = FormulaView(), FormulaView(), FormulaView(growth=1.3)
        for view, name in ((self.formula, "lessonFormula"), (self.notes, "lessonNotes"), (self.chain, "lessonChain")):
            view.setObjectName(name)
            view.pointed.connect(self.pointed)
            view.chosen.connect(self.chosen)
        self._chain_heading = QLabel()
        theme.set_role(self._chain_heading, "heading")
        self._line = QFrame()
        theme.set_role(self._line, "line")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(12)
        for widget in (
            self._heading,
            self.formula,
            self._text,
            self.notes,
            self._line,
            self._chain_heading,
            self.chain,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inside)
        self.setMinimumWidth(300)
        self.retranslate()

    def show_step(self, lesson: Lesson, index: int) -> None:
        """Show the step at ``index``."""
        step = lesson.steps[index]
        phase = [other for other in lesson.steps if other.phase == step.phase]
        self._step, self._place, self._count = step, phase.index(step) + 1, len(phase)
        result = Number(step.value, step.about)
        if step.phase == "update":
            before = lesson.values[step.about]
            result = Number(step.value, digits=digits_apart(before, step.value))
        sign = _BECOMES if step.phase == "update" else EQUALS
        self.formula.show_formulas((step.symbolic, row(sign, step.numeric), row(EQUALS, result)))
        self.notes.show_formulas(step.notes)
        self.notes.setVisible(bool(step.notes))
        chain: tuple[Formula, ...] = ()
        if step.chain is not None:
            chain = (step.chain.symbolic, row(EQUALS, step.chain.numeric), row(EQUALS, result))
        self.chain.show_formulas(chain)
        for widget in (self._line, self._chain_heading, self.chain):
            widget.setVisible(bool(chain))
        self._say()

    def point_at(self, value: Value | None) -> None:
        """Mark a value in every formula."""
        for view in (self.formula, self.notes, self.chain):
            view.point_at(value)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("The operation of now"))
        self.formula.setAccessibleName(self.tr("Formula, and the same with the numbers of now"))
        self.notes.setAccessibleName(self.tr("What it boils down to"))
        self.chain.setAccessibleName(self.tr("Chain rule"))
        self._chain_heading.setText(self.tr("The chain rule from the loss to here"))
        self._say()

    def _say(self) -> None:
        if self._step is None:
            return
        words = self.tr("{phase}: {place} of {count}")
        phase = phase_words(self._step.phase)
        self._heading.setText(words.format(phase=phase, place=self._place, count=self._count))
        self._text.setText(say(self._step.text))
