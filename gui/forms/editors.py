"""What ties a widget to a field: ``show`` sets it silently, two callbacks tell what a person did."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from engine.fields import FieldDescription
from gui.forms.boxes import ChoiceBox, IntegerBox, RealBox
from gui.forms.words import parse_integers

OnEdit = Callable[[object, bool], None]
"""Takes the new value and whether it is still being typed (its error can wait)."""
OnFinish = Callable[[], None]


class Editor:
    """One field's widget. ``widget`` goes into the form's grid; ``control`` is the one with focus and object name."""

    def __init__(self, widget: QWidget, control: QWidget) -> None:
        self.widget = widget
        self.control = control
        self.stops: tuple[QWidget, ...] = (control,)
        """Where Tab stops, in order."""

    def show(self, value: object) -> None:
        """Show a value without telling anyone; the cursor of a text that already says so stays where it is."""

    def keep(self, value: object) -> None:
        """Told each value that was taken."""

    def suggest(self, value: object) -> None:
        """Offer a value for when ``None`` is given up."""

    def retitle(self) -> None:
        """Ask again for the words shown inside the widget, after the language has changed."""


class NumberEditor(Editor):
    """A number in a spin box. What is typed out of range is told too, so that the form can say what is wrong."""

    def __init__(self, box: IntegerBox | RealBox, on_edit: OnEdit, on_finish: OnFinish) -> None:
        super().__init__(box, box)
        self.box = box
        self._on_edit = on_edit
        box.valueChanged.connect(lambda value: on_edit(value, box.lineEdit().isModified()))
        box.lineEdit().textEdited.connect(self._typed)
        box.editingFinished.connect(on_finish)

    def _typed(self, text: str) -> None:
        wrong = self.box.refused(text)
        if wrong is not None:
            self._on_edit(wrong, True)

    def show(self, value: object) -> None:
        if isinstance(value, (int, float)) and self.box.value() != value:
            with QSignalBlocker(self.box):
                self.box.setValue(value)  # type: ignore[arg-type]


class SwitchEditor(Editor):
    """A check box."""

    def __init__(self, on_edit: OnEdit, on_finish: OnFinish) -> None:
        self.box = QCheckBox()
        super().__init__(self.box, self.box)
        self._on_edit, self._on_finish = on_edit, on_finish
        self.box.toggled.connect(self._toggled)

    def _toggled(self, value: bool) -> None:
        self._on_edit(value, False)
        self._on_finish()

    def show(self, value: object) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of several values, each with a title."""

    def __init__(
        self, values: Sequence[str], title: Callable[[str], str], on_edit: OnEdit, on_finish: OnFinish
    ) -> None:
        self.box = ChoiceBox()
        super().__init__(self.box, self.box)
        self._title = title
        self._on_edit, self._on_finish = on_edit, on_finish
        self.set_values(values)
        self.box.currentIndexChanged.connect(self._chosen)

    def _chosen(self, index: int) -> None:
        self._on_edit(self.box.itemData(index), False)
        self._on_finish()

    def set_values(self, values: Sequence[str]) -> None:
        """Offer other values; the current one stays, even where it is not among them."""
        current = self.box.currentData()
        with QSignalBlocker(self.box):
            self.box.clear()
            for value in values:
                self.box.addItem(self._title(value), value)
            if current is not None:
                self.show(current)

    def show(self, value: object) -> None:
        with QSignalBlocker(self.box):
            index = self.box.findData(value)
            if index < 0:
                self.box.addItem(self._title(str(value)), value)
                index = self.box.count() - 1
            self.box.setCurrentIndex(index)

    def retitle(self) -> None:
        for index in range(self.box.count()):
            self.box.setItemText(index, self._title(str(self.box.itemData(index))))


class OptionalSwitchEditor(ChoiceEditor):
    """A switch that may also be left to the program: one of three choices."""

    VALUES = {"auto": None, "on": True, "off": False}

    def __init__(self, title: Callable[[object], str], on_edit: OnEdit, on_finish: OnFinish) -> None:
        values = self.VALUES

        def edit(chosen: object, typing: bool) -> None:
            on_edit(values[str(chosen)], typing)

        super().__init__(tuple(values), lambda name: title(values[name]), edit, on_finish)

    def show(self, value: object) -> None:
        # Also asked by names, when the choices are filled.
        super().show(value if isinstance(value, str) else {None: "auto", True: "on", False: "off"}[value])  # type: ignore[index]


class TextEditor(Editor):
    """A line of text, or whole numbers written in one; taken when it is finished, since half a word means nothing."""

    def __init__(self, field: FieldDescription, on_edit: OnEdit, on_finish: OnFinish) -> None:
        self.line = QLineEdit()
        super().__init__(self.line, self.line)
        self._integers = field.kind == "integers"
        self._on_edit = on_edit
        self._on_finish = on_finish
        self.line.editingFinished.connect(self._finished)

    def _finished(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            self._on_edit(self._value(self.line.text()), False)
            self._on_finish()

    def _value(self, text: str) -> object:
        if not self._integers:
            return text.strip()
        if not text.strip():
            return ()
        numbers = parse_integers(text)
        return text if numbers is None else numbers

    def show(self, value: object) -> None:
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        if self._value(self.line.text()) != value:
            self.line.setText(text)


class OptionalEditor(Editor):
    """An editor with a check box beside it that stands for ``None`` («automatic», «all»)."""

    def __init__(
        self,
        inner: Editor,
        fallback: object,
        word: Callable[[], str],
        on_edit: OnEdit,
        on_finish: OnFinish,
    ) -> None:
        holder = QWidget()
        super().__init__(holder, inner.control)
        self.inner = inner
        self.absent = QCheckBox()
        self.stops = (self.absent, *inner.stops)
        self._word = word
        self._fallback = fallback
        self._on_edit = on_edit
        self._on_finish = on_finish
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.absent)
        row.addWidget(inner.widget, 1)
        self.absent.toggled.connect(self._toggled)
        self.retitle()

    def _toggled(self, absent: bool) -> None:
        value = None if absent else self._fallback
        self.inner.widget.setEnabled(not absent)
        self.inner.show(value)
        self._on_edit(value, False)
        self._on_finish()

    def keep(self, value: object) -> None:
        if value is not None:
            self._fallback = value

    def suggest(self, value: object) -> None:
        self._fallback = value
        self.inner.show(value)

    def show(self, value: object) -> None:
        with QSignalBlocker(self.absent):
            self.absent.setChecked(value is None)
        self.inner.widget.setEnabled(value is not None)
        if value is not None:
            self._fallback = value
            self.inner.show(value)

    def retitle(self) -> None:
        self.absent.setText(self._word())
        self.inner.retitle()
