"""What Resume would change in the network of a paused run, above the curves: the layers, what is kept, the ways on."""

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.text import NetwrightError
from gui import theme
from gui.training.difference import Difference
from gui.training.marks import change_text
from gui.training.pending import PendingChanges
from gui.translation import say

_MOST_NAMED = 6


class ChangeBar(QFrame):
    """Shown while a paused run's network was edited, or while a change was refused.

    Hyperparameters are listed beside their form.
    """

    def __init__(self, pending: PendingChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changeBar")
        theme.set_role(self, "card")
        self._pending = pending
        self._error: NetwrightError | None = None
        self._title, self._words, self._kept, self._refused = QLabel(), QLabel(), QLabel(), QLabel()
        for label in (self._words, self._kept, self._refused):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._refused.setObjectName("changeError")
        theme.set_role(self._title, "heading")
        theme.set_role(self._kept, "muted")
        theme.set_role(self._refused, "error")
        self.apply_button, self.unchanged_button = QPushButton(), QPushButton()
        self.apply_button.setObjectName("applyAndResumeButton")
        self.unchanged_button.setObjectName("resumeUnchangedButton")
        theme.set_variant(self.apply_button, "primary")
        theme.set_variant(self.unchanged_button, "quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.apply_button)
        buttons.addWidget(self.unchanged_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 10)
        layout.setSpacing(4)
        for label in (self._title, self._words, self._kept, self._refused):
            layout.addWidget(label)
        layout.addLayout(buttons)
        self.apply_button.clicked.connect(pending.resume)
        self.unchanged_button.clicked.connect(pending.resume_unchanged)
        pending.updated.connect(self._updated)
        pending.refused.connect(self._show_error)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.apply_button.setText(self.tr("Apply and resume"))
        self.apply_button.setAccessibleName(self.tr("Apply and resume"))
        self.unchanged_button.setText(self.tr("Resume without them"))
        self.unchanged_button.setAccessibleName(self.tr("Resume without the changes"))
        self.unchanged_button.setToolTip(self.tr("The run goes on as before; your edits stay on the screen"))
        self._say()

    def text(self) -> str:
        """All that it says, empty while it is hidden."""
        shown = (label for label in (self._words, self._kept, self._refused) if not label.isHidden())
        return "" if self.isHidden() else "\n".join(label.text() for label in shown)

    def _updated(self) -> None:
        self._error = None  # it was about other changes
        self._say()

    def _show_error(self, error: NetwrightError) -> None:
        self._error = error
        self._say()

    def _say(self) -> None:
        difference = self._pending.difference
        layers = () if difference is None else difference.layers
        title = self.tr("The network was edited") if layers else self.tr("The changes were refused")
        self._title.setText(title)
        self.setAccessibleName(title)
        self.setVisible(difference is not None and bool(layers or self._error))
        if difference is None:
            return
        named = [change_text(change) for change in layers[:_MOST_NAMED]]
        rest = len(layers) - _MOST_NAMED
        if rest > 0:
            named.append(self.tr("and {count} more").format(count=QLocale().toString(rest)))
        self._words.setText(" · ".join(named))
        self._words.setHidden(not named)
        self._kept.setText(self._kept_words(difference))
        self._kept.setHidden(not self._kept.text())
        self._refused.setHidden(self._error is None)
        if self._error is not None:
            hint = "" if self._error.hint is None else say(self._error.hint)
            self._refused.setText(f"{say(self._error.text)} {hint}".rstrip())

    def _kept_words(self, difference: Difference) -> str:
        kept, fresh = _names(difference.kept), _names(difference.fresh)
        if kept and fresh:
            return self.tr("Keep what they learned: {kept}. Start anew: {fresh}.").format(kept=kept, fresh=fresh)
        if kept:
            return self.tr("Every layer keeps what it learned.")
        return self.tr("No layer keeps what it learned: names or sizes differ.") if fresh else ""


def _names(layers: tuple[str, ...]) -> str:
    shown = ", ".join(layers[:_MOST_NAMED])
    return shown if len(layers) <= _MOST_NAMED else f"{shown} …"
