"""The widgets of a form: ordinary Qt ones that leave the wheel to the page and let a wrong entry be seen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from engine.fields import FieldDescription
from gui.forms.words import parse_real, real_text, stepped

INTEGER_LIMIT = 2**31 - 1
REAL_LIMIT = 1e12
_NARROWEST = 72
"""A spin box asks for the room of its longest number; narrower ones scroll."""
_LIST_PADDING = 8
_INDENT = 5
"""A spin box keeps less room before its text than other fields; so they stand in line."""


def is_undo_key(event: QEvent) -> bool:
    """Whether a widget is asked if it wants an undo or redo key for itself.

    Values are taken as they are typed, so those keys belong to the window's undo stack, not to the text.
    """
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


class _Polite:
    """For boxes: leaves undo keys to the window, and the wheel to the page unless the box has the focus."""

    def event(self, event: QEvent) -> bool:
        if is_undo_key(event):
            event.ignore()
            return True
        return bool(super().event(event))  # type: ignore[misc]

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class IntegerBox(_Polite, QSpinBox):
    """A spin box for whole numbers that lets out-of-range text be typed."""

    def __init__(self, field: FieldDescription, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        low = -INTEGER_LIMIT if field.minimum is None else int(field.minimum) + field.minimum_excluded
        high = INTEGER_LIMIT if field.maximum is None else int(field.maximum) - field.maximum_excluded
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)
        self.setMinimumWidth(_NARROWEST)
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Text out of range stays as it was typed, so that the form can say what is wrong with it."""
        stripped = text.strip()
        if not stripped or stripped == "-":
            return QValidator.State.Intermediate, text, position
        try:
            value = int(stripped)
        except ValueError:
            return QValidator.State.Invalid, text, position
        within = self.minimum() <= value <= self.maximum()
        return QValidator.State.Acceptable if within else QValidator.State.Intermediate, text, position

    def refused(self, text: str) -> object:
        """What the text says where it is a number out of range, else ``None``."""
        if not text.strip().lstrip("-").isdigit():
            return None
        value = int(text)
        return None if self.minimum() <= value <= self.maximum() else value


class RealBox(_Polite, QDoubleSpinBox):
    """A spin box for real numbers in any notation; its steps follow ×10^¼ where the field is logarithmic."""

    def __init__(self, field: FieldDescription, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setDecimals(20)
        self.setMinimumWidth(_NARROWEST)
        self.setRange(
            -REAL_LIMIT if field.minimum is None else field.minimum,
            REAL_LIMIT if field.maximum is None else field.maximum,
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def textFromValue(self, value: float) -> str:
        return real_text(value)

    def valueFromText(self, text: str) -> float:
        value = parse_real(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Text is refused only where no number can begin so; what is out of range waits for a correction."""
        value = parse_real(text)
        if value is None:
            possible = all(character in "0123456789.,eE+-" for character in text.strip())
            return QValidator.State.Intermediate if possible else QValidator.State.Invalid, text, position
        return QValidator.State.Acceptable if self.accepts(value) else QValidator.State.Intermediate, text, position

    def refused(self, text: str) -> object:
        """The number out of range, or the text that is none; ``None`` where nothing is wrong."""
        value = parse_real(text)
        if value is None:
            return text
        return None if self.accepts(value) else value

    def accepts(self, value: float) -> bool:
        """Whether the value lies in the field's range, its open ends considered."""
        field = self._field
        if value < self.minimum() or value > self.maximum():
            return False
        at_open_end = (field.minimum_excluded and value == field.minimum) or (
            field.maximum_excluded and value == field.maximum
        )
        return not at_open_end

    def stepBy(self, steps: int) -> None:
        value = stepped(self.value(), steps, self._field)
        if self.accepts(min(max(value, self.minimum()), self.maximum())):
            self.setValue(value)
            self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self.value() < self.maximum():
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if self.value() > self.minimum():
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags


class ChoiceBox(_Polite, QComboBox):
    """A combo box of values with titles; ``setCurrentText`` takes either, in any case.

    A title that is longer than the box ends in an ellipsis; the list is as wide as its longest title.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def setCurrentText(self, text: str) -> None:
        for index in range(self.count()):
            if text.casefold() in (self.itemText(index).casefold(), str(self.itemData(index)).casefold()):
                self.setCurrentIndex(index)
                return

    def showPopup(self) -> None:
        """Open the list, wide enough for every title."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.frameWidth() + _LIST_PADDING)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As every combo box, but for the ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        option.currentText = words
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
