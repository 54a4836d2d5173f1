"""Above the problem list: how many errors keep the network from being trained, and one button that mends them all."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from gui import icons, theme

SHORTCUT = "Ctrl+Shift+."


class _OneLine(QLabel):
    """A sentence cut off with an ellipsis where there is no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, sentence: str) -> None:
        """Show this sentence."""
        self._sentence = sentence
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, self.width()))


class ProblemBar(QWidget):
    """A line of words and the button *Fix all*. ``fixAllRequested`` comes with a click on it."""

    fixAllRequested = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemBar")
        self._errors, self._report, self._details = 0, "", ""
        self._icon, self._words, self.button = QLabel(), _OneLine(), QToolButton()
        self._words.setObjectName("problemBarWords")
        self.button.setObjectName("fixAllButton")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self.fixAllRequested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)

    @property
    def words(self) -> str:
        """The sentence shown, in full."""
        return self._sentence()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to say."""
        return bool(self._errors or self._report)

    def show_state(self, errors: int, report: str = "", details: str = "") -> None:
        """Say how many errors there are, or what was just repaired (``details``: a repair a line)."""
        self._errors, self._report, self._details = errors, report, details
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def restyle(self) -> None:
        """Take over the colours of now."""
        self._say()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _sentence(self) -> str:
        if self._report:
            return self._report
        if self._errors == 1:
            return QCoreApplication.translate("ProblemBar", "1 error keeps the network from being trained")
        return QCoreApplication.translate("ProblemBar", "{count} errors keep the network from being trained").format(
            count=self._errors
        )

    def _say(self) -> None:
        now = theme.current()
        name, colour = ("check", now.success) if self._report and not self._errors else ("error", now.error)
        self._icon.setPixmap(icons.pixmap(name, colour, 16))
        theme.set_role(self._words, "success" if name == "check" else "error")
        self.button.setIcon(icons.icon("wrench", now.accent))
        self.button.setText(QCoreApplication.translate("ProblemBar", "Fix all ({count})").format(count=self._errors))
        self.button.setAccessibleName(
            QCoreApplication.translate("ProblemBar", "Fix all errors, {count} now").format(count=self._errors)
        )
        self.button.setToolTip(
            QCoreApplication.translate(
                "ProblemBar", "Repair every error in one step that can be undone ({keys} in the list)"
            ).format(keys=SHORTCUT)
        )
        self.button.setVisible(self._errors > 0)
        self._words.setAccessibleName(self._sentence())
        self._words.setToolTip(self._details)
        self.setAccessibleName(self._sentence())
        self.setAccessibleDescription(self._details)
        self._words.say(self._sentence())
