"""Why a run failed and what to do about it, above the curves until a person closes it or trains again."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.training.events import Failure
from gui import theme
from gui.translation import say

_STRIPE = 4


class FailureBanner(QFrame):
    """Cause, suggestion, the traceback on request, and Train again."""

    train_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("failureBanner")
        self._failure: Failure | None = None
        self._title, self._cause, self._hint = QLabel(), QLabel(), QLabel()
        for label in (self._cause, self._hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(self._hint, "muted")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        theme.set_role(self._title, "error")  # after the font: a role set before it would take it back
        self._details_button, self._copy_button, self._again_button = QPushButton(), QPushButton(), QPushButton()
        self._details_button.setCheckable(True)
        self._details_button.setObjectName("failureDetailsButton")
        self._copy_button.setObjectName("failureCopyButton")
        self._again_button.setObjectName("trainAgainButton")
        for button in (self._details_button, self._copy_button):
            theme.set_variant(button, "quiet")
        self._close_button = QToolButton()
        self._close_button.setObjectName("failureCloseButton")
        self._close_button.setText("×")
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setFixedHeight(150)
        self._details.setObjectName("failureDetails")
        words = QVBoxLayout()
        words.setSpacing(3)
        for label in (self._title, self._cause, self._hint):
            words.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self._details_button, self._copy_button, self._again_button):
            buttons.addWidget(button)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addLayout(buttons)
        row.addWidget(self._close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_STRIPE + 12, 9, 8, 10)
        layout.addLayout(row)
        layout.addWidget(self._details)
        self._details_button.toggled.connect(self._details.setVisible)
        self._details_button.toggled.connect(self._copy_button.setVisible)
        self._copy_button.clicked.connect(self._copy)
        self._again_button.clicked.connect(self.train_again)
        self._close_button.clicked.connect(self.hide)
        theme.notifier().changed.connect(self.update)
        self.retranslate()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Training failed"))
        self._title.setText(self.tr("Training failed"))
        self._details_button.setText(self.tr("Details"))
        self._details_button.setAccessibleName(self.tr("Details of the failure"))
        self._copy_button.setText(self.tr("Copy"))
        self._copy_button.setAccessibleName(self.tr("Copy the details"))
        self._again_button.setText(self.tr("Train again"))
        self._again_button.setAccessibleName(self.tr("Train again"))
        self._close_button.setAccessibleName(self.tr("Close this message"))
        self._close_button.setToolTip(self.tr("Close this message"))
        self._details.setAccessibleName(self.tr("Traceback"))
        self._say()

    def show_failure(self, failure: Failure) -> None:
        """Show this failure."""
        self._failure = failure
        self._details_button.setChecked(False)
        self._details.hide()
        self._copy_button.hide()
        self._details_button.setVisible(bool(failure.details))
        self._say()
        self.show()

    def set_train_possible(self, possible: bool) -> None:
        """Whether Train again can be pressed."""
        self._again_button.setEnabled(possible)

    def _say(self) -> None:
        if self._failure is not None:
            self._cause.setText(say(self._failure.text))
            self._hint.setText(say(self._failure.hint) if self._failure.hint else "")
            self._hint.setVisible(self._failure.hint is not None)
            self._details.setPlainText(self._failure.details)

    def _copy(self) -> None:
        if self._failure is not None:
            QGuiApplication.clipboard().setText(f"{say(self._failure.text)}\n\n{self._failure.details}")

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft red card with a stripe."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.error))
        painter.setBrush(QColor(colours.error_soft))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.error))
        painter.drawRoundedRect(QRectF(5, 8, _STRIPE, self.height() - 16), 2, 2)
