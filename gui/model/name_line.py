"""A line in which a name is typed over: each letter is judged at once, Enter takes it, Escape leaves it as it was."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui import theme

_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The keyboard comes back by itself."""


class NameLine(QLineEdit):
    """``judge(text)`` gives the reason why a text cannot be the name, empty where it can.

    ``complained(reason)`` comes with each change of that; ``chosen(name)`` on Enter, or where the keyboard leaves, with
    a good name that was typed; ``given_up`` on Escape, or where the keyboard leaves otherwise.
    """

    complained = Signal(str)
    chosen = Signal(str)
    given_up = Signal()

    def __init__(self, judge: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judge = judge
        self._reason = ""
        theme.set_variant(self, "quiet")
        self.textEdited.connect(self._check)

    @property
    def reason(self) -> str:
        """Why the text of now cannot be the name; empty where it can."""
        return self._reason

    def show_name(self, name: str) -> None:
        """Show a name that is one."""
        self.setText(name)
        self._complain("")

    def put_away(self) -> None:
        """Go without a word."""
        self.blockSignals(True)  # it loses the keyboard now, which means nothing
        self.hide()
        self.deleteLater()

    def _check(self, text: str) -> None:
        self._complain(self._judge(text))

    def _complain(self, reason: str) -> None:
        if reason == self._reason:
            return
        self._reason = reason
        theme.set_invalid(self, bool(reason))
        self.setAccessibleDescription(reason)
        if reason and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, reason))
        self.complained.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._reason:
                self.complained.emit(self._reason)
            else:
                self.setModified(False)
                self.chosen.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
        event.accept()  # or arrow keys would walk on the canvas around it

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _PASSING:
            return
        if self.isModified() and not self._reason:
            self.setModified(False)
            self.chosen.emit(self.text())
        else:
            self.setModified(False)
            self.given_up.emit()

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):  # they belong to this line before they are anybody's shortcut
            event.accept()
            return True
        return super().event(event)
