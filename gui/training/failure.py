"""Why a run failed or stands still and what to do about it, above the curves until a person does something."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, SignalInstance
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
_FEWEST_DETAILS, _MOST_DETAILS = 54, 150
_ALL_ELSE = 666
"""Pixels that the window needs for everything but the details, with both plots at their lowest."""


class FailureBanner(QFrame):
    """Cause, suggestion, the traceback on request, and the ways out.

    A failed run can be trained again, and resumed where it left something to resume. A run that stands paused at its
    last good weights can go on with a tenth of the learning rate, go on as it is, or be stopped.
    """

    train_again = Signal()
    resume_run = Signal()
    use_a_tenth = Signal()
    go_on = Signal()
    stop_run = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("failureBanner")
        self._failure: Failure | None = None
        self._held = False
        self._title, self._cause, self._hint = QLabel(), QLabel(), QLabel()
        for label in (self._cause, self._hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(self._hint, "muted")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._again_button = self._button("trainAgainButton", self.train_again)
        self._resume_button = self._button("resumeFailedButton", self.resume_run)
        self._tenth_button = self._button("useTenthButton", self.use_a_tenth)
        self._go_on_button = self._button("goOnAsIsButton", self.go_on)
        self._stop_button = self._button("stopHeldButton", self.stop_run)
        theme.set_variant(self._tenth_button, "primary")
        self._details_button, self._copy_button = QPushButton(), QPushButton()
        self._details_button.setCheckable(True)
        self._details_button.setObjectName("failureDetailsButton")
        self._copy_button.setObjectName("failureCopyButton")
        for button in (self._details_button, self._copy_button):
            theme.set_variant(button, "quiet")
        self._close_button = QToolButton()
        self._close_button.setObjectName("failureCloseButton")
        self._close_button.setText("×")
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setObjectName("failureDetails")
        self._lay_out()
        self._details_button.toggled.connect(self._show_details)
        self._details_button.toggled.connect(self._copy_button.setVisible)
        self._copy_button.clicked.connect(self._copy)
        self._close_button.clicked.connect(self.hide)
        theme.notifier().changed.connect(self.update)
        self.retranslate()
        self.hide()

    @staticmethod
    def _button(name: str, pressed: SignalInstance) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close_button)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.setSpacing(6)
        ways = (self._again_button, self._resume_button, self._tenth_button, self._go_on_button, self._stop_button)
        for button in (*ways, self._details_button, self._copy_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_STRIPE + 12, 7, 8, 10)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self._cause)
        layout.addWidget(self._hint)
        layout.addLayout(buttons)
        layout.addWidget(self._details)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._details_button.setText(self.tr("Details"))
        self._details_button.setAccessibleName(self.tr("Details of the failure"))
        self._copy_button.setText(self.tr("Copy"))
        self._copy_button.setAccessibleName(self.tr("Copy the details"))
        words = (
            (self._again_button, self.tr("Train again"), self.tr("Start anew with what is on the screen")),
            (self._resume_button, self.tr("Resume"), self.tr("Go on from the run's newest checkpoint")),
            (self._tenth_button, self.tr("Use a tenth and go on"), self.tr("Lower the learning rate to a tenth")),
            (self._go_on_button, self.tr("Go on as is"), self.tr("Go on from the last good weights as before")),
            (self._stop_button, self.tr("Stop"), self.tr("End the run and keep what it learned")),
        )
        for button, text, tip in words:
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self._close_button.setAccessibleName(self.tr("Close this message"))
        self._close_button.setToolTip(self.tr("Close this message"))
        self._details.setAccessibleName(self.tr("Traceback"))
        self._say()

    def show_failure(self, failure: Failure) -> None:
        """Show why a run failed."""
        self._show(failure, held=False)

    def show_held(self, failure: Failure) -> None:
        """Show why a run stands paused at its last good weights, and the ways to go on."""
        self._show(failure, held=True)

    def offer_resume(self, possible: bool) -> None:
        """Whether the failed run left something to go on from."""
        self._resume_button.setVisible(possible and not self._held)

    def hide_held(self) -> None:
        """The run goes on or has ended: the ways out are no longer there."""
        if self._held:
            self.hide()

    def set_train_possible(self, possible: bool) -> None:
        """Whether Train again can be pressed."""
        self._again_button.setEnabled(possible)

    def text(self) -> str:
        """Title, cause and suggestion, empty while it is hidden."""
        shown = (label.text() for label in (self._title, self._cause, self._hint) if not label.isHidden())
        return "" if self.isHidden() else "\n".join(shown)

    def _show(self, failure: Failure, held: bool) -> None:
        self._failure, self._held = failure, held
        self._details_button.setChecked(False)
        for widget in (self._details, self._copy_button, self._resume_button):
            widget.hide()
        self._details_button.setVisible(bool(failure.details) and not held)
        self._again_button.setHidden(held)
        self._close_button.setHidden(held)
        for button in (self._tenth_button, self._go_on_button, self._stop_button):
            button.setVisible(held)
        theme.set_role(self._title, "warning" if held else "error")  # after the font: a role set before takes it back
        self._say()
        self.show()

    def _say(self) -> None:
        title = self.tr("Paused at the last good weights") if self._held else self.tr("Training failed")
        self._title.setText(title)
        self.setAccessibleName(title)
        if self._failure is not None:
            self._cause.setText(say(self._failure.text))
            self._hint.setText(say(self._failure.hint) if self._failure.hint else "")
            self._hint.setVisible(self._failure.hint is not None)
            self._details.setPlainText(self._failure.details)

    def _show_details(self, shown: bool) -> None:
        """In a low window they must leave room for the curves."""
        room = self.window().height() - _ALL_ELSE
        self._details.setFixedHeight(min(max(room, _FEWEST_DETAILS), _MOST_DETAILS))
        self._details.setVisible(shown)

    def _copy(self) -> None:
        if self._failure is not None:
            QGuiApplication.clipboard().setText(f"{say(self._failure.text)}\n\n{self._failure.details}")

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft card with a stripe, red for a failure, amber for a run that is held."""
        colours = theme.current()
        line, ground = (colours.warning, colours.warning_soft) if self._held else (colours.error, colours.error_soft)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(line))
        painter.setBrush(QColor(ground))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(line))
        painter.drawRoundedRect(QRectF(5, 8, _STRIPE, self.height() - 16), 2, 2)
