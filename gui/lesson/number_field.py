"""A field that opens over a number in a picture and takes another one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from engine.lesson.quantity import Quantity
from gui import theme
from gui.forms.words import parse_real, real_text

_WIDTH = 96


class NumberField(QLineEdit):
    """``entered(quantity, number)`` comes with Enter or when the field is left; Esc leaves the number as it was."""

    entered = Signal(object, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("lessonNumberField")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._quantity: Quantity | None = None
        self._before = 0.0
        self.textEdited.connect(lambda _text: self._say_whether_right(""))
        self.hide()

    def open_at(self, quantity: Quantity, name: str, value: float, place: QRectF) -> None:
        """Ask for another number of that name in place of ``value``."""
        self._quantity, self._before = quantity, value
        self.setAccessibleName(name)
        self.setText(real_text(value))
        self._say_whether_right("")
        height = self.sizeHint().height()
        x = min(max(round(place.center().x()) - _WIDTH // 2, 0), max(self._around.width() - _WIDTH, 0))
        y = min(max(round(place.center().y()) - height // 2, 0), max(self._around.height() - height, 0))
        self.setGeometry(x, y, _WIDTH, height)
        self.show()
        self.raise_()
        self.setFocus()
        self.selectAll()

    def close_field(self) -> None:
        """Close it and leave the number as it is."""
        if self._quantity is not None:
            self._quantity = None
            self.hide()
            self._around.setFocus()

    def refuse(self, reason: str) -> None:
        """Say why the number cannot be taken, and let it be corrected."""
        self._say_whether_right(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_field()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._quantity is not None and event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self._enter()
            if self._quantity is not None:  # what was typed is no number that can be taken
                self.close_field()

    def _enter(self) -> None:
        if self._quantity is None:
            return
        value = parse_real(self.text())
        if value is None:
            self._say_whether_right(self.tr("{text} is not a number.").format(text=self.text() or "“”"))
        elif value == self._before:
            self.close_field()
        else:
            self.entered.emit(self._quantity, value)

    def _say_whether_right(self, reason: str) -> None:
        theme.set_invalid(self, bool(reason))
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        if reason:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), reason, self)
