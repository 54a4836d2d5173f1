"""A form derived from a :class:`engine.fields.Settings` class: layer params and hyperparameters are edited with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from engine.fields import FieldDescription, Settings, describe
from gui import icons, theme
from gui.forms.boxes import IntegerBox, RealBox
from gui.forms.editors import ChoiceEditor, Editor, NumberEditor, OptionalEditor, SwitchEditor, TextEditor
from gui.forms.words import error_text, range_text, real_text
from gui.translation import say

TYPING_PAUSE_MS = 700
"""How long a person may stop while typing before an unfinished entry is called wrong."""
SETTLE_MS = 1200
"""How long after the last change the next one counts as another gesture."""


class SettingsForm(QWidget):
    """Edits a frozen ``Settings`` value field by field; it never holds an invalid one.

    * :attr:`settings` is the value now, ``show_settings(value)`` shows another (of any class) without a signal.
    * ``changed(name, value)`` comes for each valid change, live while typing and stepping; ``settings`` already has it.
    * ``settled(name)`` ends a gesture (editing finished, or a pause): the next change is a new undo step.
    * A refused entry is explained below its field (``error(name)``), and the field returns to the value kept.
    * ``show_problems({name: sentence})`` shows the owner's own complaints in the same place.
    * ``set_choices(name, values)`` changes what a choice offers while running (devices, for instance).

    ``object_names`` gives fields their ``objectName`` (others are called ``<name>Field``); ``choices`` turns a text
    field into a choice of those values; ``choice_title`` gives a value's title in the language of now;
    ``absent_words`` the word for ``None`` per field («auto» otherwise); ``when_present`` the value taken first when
    that box is unticked.
    """

    changed = Signal(str, object)
    settled = Signal(str)

    def __init__(
        self,
        settings: Settings,
        *,
        object_names: Mapping[str, str] | None = None,
        choices: Mapping[str, Sequence[str]] | None = None,
        choice_title: Callable[[str, str], str] | None = None,
        absent_words: Callable[[str], str] | None = None,
        when_present: Mapping[str, object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._object_names = object_names or {}
        self._choices = choices or {}
        self._choice_title = choice_title or (lambda _name, value: say(value))
        self._absent_words = absent_words or (lambda _name: self.tr("auto"))
        self._when_present = when_present or {}
        self._settings = settings
        self._fields: dict[str, FieldDescription] = {}
        self._editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._units: dict[str, QLabel] = {}
        self._error_labels: dict[str, QLabel] = {}
        self._refused: dict[str, str] = {}
        self._problems: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._editing = ""
        self._advanced_button: QPushButton | None = None

        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

        self._patience = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._patience.timeout.connect(self._show_errors)
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle_timer.timeout.connect(lambda: self.settled.emit(self._editing))
        theme.notifier().changed.connect(self.refresh)
        self._build()

    @property
    def settings(self) -> Any:
        """The value now, of the class that was last shown; always valid."""
        return self._settings

    def editor(self, name: str) -> Any:
        """That field's ``QSpinBox``, ``QDoubleSpinBox``, ``QComboBox``, ``QCheckBox`` or ``QLineEdit``."""
        return self._editors[name].control

    def error(self, name: str) -> str:
        """The sentence shown below that field, empty where nothing is wrong."""
        label = self._error_labels.get(name)
        return label.text() if label is not None and label.isVisibleTo(self) else ""

    def show_settings(self, settings: Settings) -> None:
        """Show this value. What a person is just typing stays as it is where it means the same."""
        if type(settings) is not type(self._settings):
            self._settings = settings
            self._build()
            return
        self._settings = settings
        for name, editor in self._editors.items():
            if name not in self._refused:
                editor.show(getattr(settings, name))
        self._show_relevant()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show these sentences below their fields, until other ones are given."""
        if self._problems != dict(problems):
            self._problems = dict(problems)
            self._show_errors()
            self._show_relevant()

    def set_choices(self, name: str, values: Sequence[str]) -> None:
        """Offer other values for a choice; the present one stays, even if it is not among them."""
        editor = self._editors[name]
        if isinstance(editor, ChoiceEditor):
            editor.set_values(values)

    def suggest(self, name: str, value: object) -> None:
        """What an optional field that is ``None`` now takes first when its box is unticked."""
        if getattr(self._settings, name) is None:
            self._editors[name].suggest(value)

    def hide_field(self, name: str) -> None:
        """Leave a field out: its owner shows it in its own way."""
        self._hidden.add(name)
        self._show_relevant()

    def focus_field(self, name: str) -> None:
        """Put the keyboard into that field, unfolding the advanced ones where it is one of them."""
        if name in self._editors:
            if self._fields[name].advanced and self._advanced_button is not None:
                self._advanced_button.setChecked(True)
            self._editors[name].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        for name, field in self._fields.items():
            label, control = say(field.label), self._editors[name].control
            self._labels[name].setText(label)
            tip = "\n".join(part for part in (say(field.doc), range_text(field), self._default_text(field)) if part)
            for widget in (self._labels[name], self._editors[name].widget, control):
                widget.setToolTip(tip)
            control.setAccessibleName(label)
            control.setAccessibleDescription(tip)
            self._units[name].setText(say(field.unit) if field.unit else "")
            self._editors[name].retitle()
            if isinstance(self._editors[name], OptionalEditor):
                absent = self._editors[name].absent  # type: ignore[attr-defined]
                absent.setAccessibleName(f"{label}: {self._absent_words(name)}")
        if self._advanced_button is not None:
            self._advanced_button.setText(self.tr("Advanced"))
            self._advanced_button.setAccessibleName(self.tr("Show advanced settings"))
        self._refused.clear()
        self._show_errors()

    # Building

    def _build(self) -> None:
        self.setUpdatesEnabled(False)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for table in (self._editors, self._labels, self._units, self._error_labels, self._refused, self._problems):
            table.clear()
        self._advanced_button = None
        self._fields = {field.name: field for field in describe(type(self._settings))}
        plain = [field for field in self._fields.values() if not field.advanced]
        advanced = [field for field in self._fields.values() if field.advanced]
        for field in plain:
            self._add_row(field)
        if advanced:
            self._add_advanced_button()
            for field in advanced:
                self._add_row(field)
        self.retranslate()
        for name, editor in self._editors.items():
            editor.show(getattr(self._settings, name))
        self._show_relevant()
        self.setUpdatesEnabled(True)

    def _add_row(self, field: FieldDescription) -> None:
        name, row = field.name, self._grid.rowCount()
        editor = self._make_editor(field)
        editor.control.setObjectName(self._object_names.get(name, f"{name}Field"))
        label, unit, error = QLabel(self), QLabel(self), QLabel(self)
        label.setBuddy(editor.control)
        theme.set_role(unit, "muted")
        theme.set_role(error, "error")
        error.setObjectName(f"{editor.control.objectName()}Error")
        error.setWordWrap(True)
        error.hide()
        self._grid.addWidget(label, row, 0)
        if field.unit:
            self._grid.addWidget(editor.widget, row, 1)
            self._grid.addWidget(unit, row, 2)
        else:
            self._grid.addWidget(editor.widget, row, 1, 1, 2)
            unit.hide()
        self._grid.addWidget(error, row + 1, 0, 1, 3)
        self._editors[name], self._labels[name] = editor, label
        self._units[name], self._error_labels[name] = unit, error

    def _add_advanced_button(self) -> None:
        button = QPushButton(self)
        button.setObjectName("advancedSettingsButton")
        button.setCheckable(True)
        theme.set_variant(button, "quiet")
        button.toggled.connect(self._show_relevant)
        button.toggled.connect(self.refresh)
        self._grid.addWidget(button, self._grid.rowCount(), 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        self._advanced_button = button
        self.refresh()

    def refresh(self) -> None:
        """Draw the icon in the theme's colours."""
        button = self._advanced_button
        if button is not None:
            shown = "chevron-down" if button.isChecked() else "chevron-right"
            button.setIcon(icons.icon(shown, theme.current().accent))

    def _make_editor(self, field: FieldDescription) -> Editor:
        name = field.name

        def edit(value: object, typing: bool) -> None:
            self._edit(name, value, typing)

        def finish() -> None:
            self._finish(name)

        editor: Editor
        values = self._choices.get(name) or field.choices
        if values:
            editor = ChoiceEditor(values, lambda value: self._choice_title(name, value), edit, finish)
        elif field.kind == "integer":
            editor = NumberEditor(IntegerBox(field), edit, finish)
        elif field.kind == "real":
            editor = NumberEditor(RealBox(field), edit, finish)
        elif field.kind == "switch":
            editor = SwitchEditor(edit, finish)
        else:
            editor = TextEditor(field, edit, finish)
        if field.optional:
            first = self._when_present.get(name, field.minimum)
            editor.show(first)
            editor = OptionalEditor(editor, first, lambda: self._absent_words(name), edit, finish)
        return editor

    # Editing

    def _edit(self, name: str, value: object, typing: bool) -> None:
        if self._editing and self._editing != name and self._settle_timer.isActive():
            self._settle_timer.stop()
            self.settled.emit(self._editing)
        self._editing = name
        values = {field: getattr(self._settings, field) for field in self._fields}
        try:
            settings = type(self._settings)(**{**values, name: value})
        except ValidationError as failure:
            self._refused = {name: _words_for(name, failure)}
            if typing:
                self._patience.start()
            else:
                self._show_errors()
            return
        unchanged = getattr(settings, name) == getattr(self._settings, name)
        if unchanged and not typing:  # a spin box returning to what was kept: the reason stays on show
            return
        self._patience.stop()
        self._refused.clear()
        self._show_errors()
        if unchanged:
            return
        self._settings = settings
        self._editors[name].keep(getattr(settings, name))
        self._show_relevant()
        self._settle_timer.start()
        self.changed.emit(name, getattr(settings, name))

    def _finish(self, name: str) -> None:
        if self._settle_timer.isActive():
            self._settle_timer.stop()
            self.settled.emit(name)
        if name not in self._refused:
            return
        self._patience.stop()
        kept = getattr(self._settings, name)
        control = self._editors[name].control
        with QSignalBlocker(control):
            self._editors[name].show(kept)
        if self._fields[name].kind in ("integer", "real") and kept is not None:
            number = real_text(kept) if isinstance(kept, float) else f"{kept:,}"
            self._refused[name] = self.tr("{problem} {value} is kept.").format(
                problem=self._refused[name].rstrip(), value=number
            )
        self._show_errors()
        self._refused.pop(name)

    def _show_errors(self) -> None:
        for name, label in self._error_labels.items():
            sentence = self._refused.get(name) or self._problems.get(name, "")
            if label.text() != sentence:
                label.setText(sentence)
            label.setVisible(bool(sentence) and self._is_relevant(self._fields[name]))
            control = self._editors[name].control
            if bool(control.property("invalid")) != bool(sentence):
                theme.set_invalid(control, bool(sentence))

    def _show_relevant(self) -> None:
        for name, field in self._fields.items():
            relevant = self._is_relevant(field)
            self._labels[name].setVisible(relevant)
            self._editors[name].widget.setVisible(relevant)
            self._units[name].setVisible(relevant and bool(field.unit))
            self._error_labels[name].setVisible(relevant and bool(self._error_labels[name].text()))

    def _is_relevant(self, field: FieldDescription) -> bool:
        if field.name in self._hidden:
            return False
        unfolded = self._advanced_button is None or self._advanced_button.isChecked()
        if field.advanced and not unfolded and field.name not in self._problems:
            return False
        return all(getattr(self._settings, other) in values for other, values in field.only_if.items())

    def _default_text(self, field: FieldDescription) -> str:
        default = field.default
        if default is None:
            shown = self._absent_words(field.name) if field.optional else ""
        elif isinstance(default, bool):
            shown = self.tr("on") if default else self.tr("off")
        elif isinstance(default, int):
            shown = f"{default:,}"
        elif isinstance(default, float):
            shown = real_text(default)
        elif isinstance(default, tuple):
            shown = ", ".join(map(str, default))
        else:
            shown = self._choice_title(field.name, str(default))
        return self.tr("Default: {value}").format(value=shown) if shown else ""


def _words_for(name: str, failure: ValidationError) -> str:
    """The first complaint about that field, else the first one about the whole."""
    errors = failure.errors(include_url=False)
    own = [error for error in errors if name in error["loc"]]
    return error_text((own or errors)[0])
