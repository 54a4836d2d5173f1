"""What the network sees of a digit, and its answer in words."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.drawing.preview import DigitPreview
from gui.drawing.reading_line import ReadingLine

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
        self.reading = ReadingLine()
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
        words.addWidget(self.message)
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
        self.digit.setText(digit)
        self.message.setText(message)
        self.digit.setMaximumHeight(UNLIMITED if digit else 0)

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.digit.setAccessibleName(self.tr("Predicted class"))
        self.message.setAccessibleName(self.tr("Answer"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
