"""What the network sees of a digit, and its answer in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.drawing.label_button import LabelButton
from gui.drawing.preview import DigitPreview
from gui.drawing.reading_line import ReadingLine

if TYPE_CHECKING:
    from engine.evaluation.insight import Doubt

WORTH_SAYING = 0.005
"""A second choice that is less probable is not named."""
UNLIMITED = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""


class AnswerCard(QFrame):
    """The 28×28 picture beside the digit in large type, a sentence, and what is read of several digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = DigitPreview()
        self.digit = QLabel()
        self.digit.setObjectName("predictedDigit")
        self.message = QLabel()
        self.message.setObjectName("drawMessage")
        self.message.setWordWrap(True)
        self.message.setMinimumWidth(80)
        self.reading, self.label = ReadingLine(), LabelButton()
        theme.set_role(self, "card")
        theme.set_role(self.digit, "display")
        theme.set_role(self.message, "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        first = QHBoxLayout()  # what is read stands where there is room anyway, so that nothing moves when it comes
        first.addWidget(self.digit, 1)
        first.addWidget(self.reading, 0)
        words.addLayout(first)
        below = QHBoxLayout()
        below.addWidget(self.message, 1)
        below.addWidget(self.label, 0, Qt.AlignmentFlag.AlignBottom)
        words.addLayout(below)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 10, 10)
        row.setSpacing(14)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def say(self, digit: str, message: str, *, error: bool = False) -> None:
        """Show an answer, or without a digit only a sentence, which then has the whole height."""
        theme.set_role(self.message, "error" if error else "muted")
        theme.set_role(self.digit, "display")
        self.digit.setText(digit)
        self.message.setText(message)
        self.digit.setMaximumHeight(UNLIMITED if digit else 0)

    def answer(self, names: Sequence[str], probabilities: Sequence[float], doubt: Doubt, note: str) -> None:
        """Say the most probable class, and how sure that is and what else it may be, or else a note."""
        ranked = sorted(range(len(names)), key=lambda place: -probabilities[place])
        first, second = ranked[0], ranked[min(1, len(ranked) - 1)]
        words = {
            "first": names[first],
            "percent": f"{100 * probabilities[first]:.1f}",
            "second": names[second],
            "less": f"{100 * probabilities[second]:.1f}",
        }
        if doubt == "unlike":
            digits = all(name in "0123456789" for name in names)
            sentence = (
                self.tr("This does not look like a digit; {first} comes nearest")
                if digits
                else self.tr("This looks like nothing that the network learned from; {first} comes nearest")
            )
        elif doubt == "unsure":
            sentence = self.tr("I am not sure: {percent} %, or {second} with {less} %")
        elif probabilities[second] >= WORTH_SAYING:
            sentence = self.tr("{percent} % sure, else {second} ({less} %)")
        else:
            sentence = self.tr("{percent} % sure")
        self.say(names[first], note or sentence.format(**words))
        if doubt:
            theme.set_role(self.digit, "display-doubtful")
            theme.set_role(self.message, "muted" if note else "warning")

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.digit.setAccessibleName(self.tr("Predicted class"))
        self.message.setAccessibleName(self.tr("Answer"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
