"""A form derived from a :class:`engine.fields.Settings` class: layer params and hyperparameters are edited with it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from engine.fields import FieldDescription, Settings, describe, is_relevant
from gui import icons, theme
from gui.forms.editors import ChoiceEditor, Editor, OptionalEditor
from gui.forms.making import make_editor
from gui.forms.rows import COLUMNS, Row
from gui.forms.section import SPACING, Section
from gui.forms.values import AbsentWord, ChoiceTitle, default_text, differences, value_text
from gui.forms.words import complaint, range_text, real_text
from gui.translation import say

TYPING_PAUSE_MS = 700
"""How long a person may stop while typing before an unfinished entry is called wrong."""
SETTLE_MS = 1200
"""How long after the last change the next one counts as another gesture."""
_IDLE_MS = 15


class SettingsForm(QWidget):
    """Edits a frozen ``Settings`` value field by field; it never holds an invalid one.

    * :attr:`settings` is the value now, ``show_settings(value)`` shows another (of any class) without a signal.
    * ``changed(name, value)`` comes for each valid change, live while typing and stepping; ``settings`` already has it.
    * ``settled(name)`` ends a gesture (editing finished, or a pause): the next change is a new undo step.
    * A refused entry is explained below its field (``error(name)``), and the field returns to the value kept.
    * ``show_problems({name: sentence})`` shows the owner's own complaints in the same place.
    * ``show_warnings({name: sentence})`` the same for what is allowed but seldom meant.
    * ``set_choices(name, values)`` changes what a choice offers while running (devices, for instance).
    * Fields with a ``section`` stand below its heading, folded at first. Their editors are made when the section is
      unfolded or a field of it is asked for, and otherwise one section at a time once the form has been shown.

    ``choices`` turns a text field into a choice of those values; ``choice_title`` gives a value's title in the language
    of now; ``absent_words`` the word for ``None`` per field («auto» otherwise); ``when_present`` the value taken first
    when that box is unticked.
    """

    changed = Signal(str, object)
    settled = Signal(str)

    def __init__(
        self,
        settings: Settings,
        *,
        choices: Mapping[str, Sequence[str]] | None = None,
        choice_title: ChoiceTitle | None = None,
        absent_words: AbsentWord | None = None,
        when_present: Mapping[str, object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = dict(choices or {})
        self._choice_title = choice_title or (lambda _name, value: say(value))
        self._absent_words = absent_words or (lambda _name: self.tr("auto"))
        self._when_present = dict(when_present or {})
        self._settings = settings
        self._fields: dict[str, FieldDescription] = {}
        self._rows: dict[str, Row] = {}
        self._sections: dict[str, Section] = {}
        self._extras: dict[str, Callable[[], QWidget]] = {}
        self._refused: dict[str, str] = {}
        self._problems: dict[str, str] = {}
        self._warnings: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._unfolded: set[str] = set()
        self._locked: frozenset[str] = frozenset()
        self._lock_reason = ""
        self._editing = ""
        self._advanced_button: QPushButton | None = None

        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

        self._patience = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._patience.timeout.connect(self._show_errors)
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle_timer.timeout.connect(lambda: self.settled.emit(self._editing))
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self._build_one_section)
        theme.notifier().changed.connect(self.refresh)
        self._build()

    @property
    def settings(self) -> Any:
        """The value now, of the class that was last shown; always valid."""
        return self._settings

    def editor(self, name: str) -> Any:
        """That field's ``QSpinBox``, ``QDoubleSpinBox``, ``QComboBox``, ``QCheckBox`` or ``QLineEdit``."""
        return self.row(name).editor.control

    def error(self, name: str) -> str:
        """The sentence shown below that field, empty where nothing is wrong."""
        return self._rows[name].error if name in self._rows else ""

    def section(self, heading: str) -> Section:
        """The section with that heading (as declared, not as translated)."""
        return self._sections[heading]

    def show_settings(self, settings: Settings) -> None:
        """Show this value. What a person is just typing stays as it is where it means the same."""
        if type(settings) is not type(self._settings):
            self._settings = settings
            self._build()
            return
        self._settings = settings
        for name, row in self._rows.items():
            if name not in self._refused:
                row.editor.show(getattr(settings, name))
        self._show_relevant()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show these sentences below their fields, until other ones are given; what is folded is unfolded for them."""
        if self._problems != dict(problems):
            fresh = [name for name in problems if name not in self._problems]
            self._problems = dict(problems)
            self._unfold(fresh)
            self._show_errors()
            self._show_relevant()

    def show_warnings(self, warnings: Mapping[str, str]) -> None:
        """Show these sentences below their fields where nothing worse is to be said, until other ones are given."""
        if self._warnings != dict(warnings):
            self._warnings = dict(warnings)
            self._show_errors()

    def set_choices(self, name: str, values: Sequence[str]) -> None:
        """Offer other values for a choice; the present one stays, even if it is not among them."""
        self._choices[name] = values
        row = self._rows.get(name)
        if row is not None and isinstance(row.editor, ChoiceEditor):
            row.editor.set_values(values)
            self._say_row(row)

    def suggest(self, name: str, value: object) -> None:
        """What an optional field that is ``None`` now takes first when its box is unticked."""
        self._when_present[name] = value
        row = self._rows.get(name)
        if row is not None and getattr(self._settings, name) is None:
            row.editor.suggest(value)

    def hide_fields(self, names: Collection[str]) -> None:
        """Leave out these fields and no others: their owner shows them in its own way, or not now."""
        if self._hidden != set(names):
            self._hidden = set(names)
            self._show_relevant()

    def lock(self, names: Collection[str], reason: str) -> None:
        """Let the values of these fields be seen only, with the reason in their tips; the others can be edited."""
        if (frozenset(names), reason) == (self._locked, self._lock_reason):
            return
        self._locked, self._lock_reason = frozenset(names), reason
        for name, row in self._rows.items():
            row.set_locked(name in self._locked)
            self._say_row(row)

    def put_beside(self, name: str, widget: QWidget, *, at_end: bool = False) -> None:
        """Show a widget of the owner's behind a field's editor, or at the end of its line in a column of its own."""
        self.row(name).put_beside(widget, at_end=at_end)

    def put_into_section(self, heading: str, make: Callable[[], QWidget]) -> None:
        """Show a widget of the owner's above a section's fields; it is made together with them."""
        self._extras[heading] = make

    def focus_field(self, name: str) -> None:
        """Put the keyboard into that field, unfolding what it is folded into."""
        if name in self._fields:
            self._unfold([name])
            if self._fields[name].advanced and self._advanced_button is not None:
                self._advanced_button.setChecked(True)
            self.row(name).editor.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._idle.start()

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        for row in self._rows.values():
            self._say_row(row)
        for heading, section in self._sections.items():
            section.button.setText(say(heading))
            section.button.setAccessibleName(say(heading))
        self._say_sections()
        if self._advanced_button is not None:
            self._advanced_button.setText(self.tr("Advanced"))
            self._advanced_button.setAccessibleName(self.tr("Show advanced settings"))
        self._refused.clear()
        self._show_errors()

    def _say_row(self, row: Row) -> None:
        field = row.field
        reason = self._lock_reason if field.name in self._locked else ""
        default = default_text(field, self._choice_title, self._absent_words)
        parts = (reason, say(field.doc), range_text(field), default)
        tip = "\n".join(part for part in parts if part)
        row.set_words(say(field.label), say(field.unit) if field.unit else "", tip)
        if isinstance(row.editor, OptionalEditor):
            row.editor.absent.setAccessibleName(f"{say(field.label)}: {self._absent_words(field.name)}")

    # Building

    def _build(self) -> None:
        self.setUpdatesEnabled(False)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for table in (self._rows, self._sections, self._refused, self._problems):
            table.clear()
        self._advanced_button = None
        self._fields = {field.name: field for field in describe(type(self._settings))}
        self._grid.setHorizontalSpacing(SPACING)
        plain = [field for field in self._fields.values() if not field.section]
        for field in plain:
            if not field.advanced:
                self._add_row(field, self, self._grid)
        if any(field.advanced for field in plain):
            self._add_advanced_button()
            for field in plain:
                if field.advanced:
                    self._add_row(field, self, self._grid)
        for heading in dict.fromkeys(field.section for field in self._fields.values() if field.section):
            self._add_section(heading)
        self.retranslate()
        self._show_relevant()
        self.setUpdatesEnabled(True)

    def _is_narrow(self) -> bool:
        """Forms with sections keep their labels in a column of one width."""
        return any(field.section for field in self._fields.values())

    def _add_row(self, field: FieldDescription, parent: QWidget, grid: QGridLayout) -> Row:
        row = self._rows[field.name] = Row(field, self._make_editor(field), parent, grid, narrow=self._is_narrow())
        row.editor.show(getattr(self._settings, field.name))
        row.set_locked(field.name in self._locked)
        return row

    def _add_section(self, heading: str) -> None:
        fields = [field for field in self._fields.values() if field.section == heading]
        section = Section(heading, fields, self._fill_section, self)
        self._sections[heading] = section
        self._grid.addWidget(section, self._grid.rowCount(), 0, 1, COLUMNS)
        section.set_open(heading in self._unfolded)
        remember = {True: self._unfolded.add, False: self._unfolded.discard}
        section.button.toggled.connect(lambda unfolded: remember[unfolded](heading))

    def _fill_section(self, section: Section) -> None:
        if section.heading in self._extras:
            section.grid.addWidget(self._extras[section.heading](), section.grid.rowCount(), 0, 1, -1)
        before: QWidget = section.button
        for field in section.fields:
            row = self._add_row(field, section.body, section.grid)
            self._say_row(row)
            for stop in row.editor.stops:
                self.setTabOrder(before, stop)
                before = stop
        self._show_errors()
        self._show_relevant()

    def row(self, name: str) -> Row:
        """A field's row, made now if its section was not unfolded yet."""
        if name not in self._rows and self._fields[name].section:
            self._sections[self._fields[name].section].build()
        return self._rows[name]

    def _build_one_section(self) -> None:
        waiting = [section for section in self._sections.values() if not section.is_built]
        if waiting and self.isVisible():
            waiting[0].build()
            self._idle.start()

    def _unfold(self, names: Iterable[str]) -> None:
        for name in names:
            section = self._sections.get(self._fields[name].section) if name in self._fields else None
            if section is not None:
                section.set_open(True)

    def _add_advanced_button(self) -> None:
        button = QPushButton(self)
        button.setObjectName("advancedSettingsButton")
        button.setCheckable(True)
        theme.set_variant(button, "quiet")
        button.toggled.connect(self._show_relevant)
        button.toggled.connect(self.refresh)
        self._grid.addWidget(button, self._grid.rowCount(), 0, 1, COLUMNS, Qt.AlignmentFlag.AlignLeft)
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
        return make_editor(
            field,
            values=self._choices.get(name) or field.choices,
            title=lambda value: value_text(field, value, self._choice_title, self._absent_words),
            first=self._when_present.get(name, field.minimum),
            on_edit=lambda value, typing: self._edit(name, value, typing),
            on_finish=lambda: self._finish(name),
        )

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
            self._refused = {name: complaint(name, failure)}
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
        self._rows[name].editor.keep(getattr(settings, name))
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
        editor = self._rows[name].editor
        with QSignalBlocker(editor.control):
            editor.show(kept)
        if self._fields[name].kind in ("integer", "real") and kept is not None:
            number = real_text(kept) if isinstance(kept, float) else f"{kept:,}"
            self._refused[name] = self.tr("{problem} {value} is kept.").format(
                problem=self._refused[name].rstrip(), value=number
            )
        self._show_errors()
        self._refused.pop(name)

    # What is shown

    def _show_errors(self) -> None:
        for name, row in self._rows.items():
            wrong, warning = self._refused.get(name) or self._problems.get(name, ""), self._warnings.get(name, "")
            row.show_error(wrong or warning, self._is_shown(row.field), warning=not wrong)

    def _show_relevant(self) -> None:
        for row in self._rows.values():
            row.set_relevant(self._is_shown(row.field))
        for section in self._sections.values():
            section.setVisible(section.heading in self._extras or any(map(self._is_shown, section.fields)))
        self._say_sections()

    def _say_sections(self) -> None:
        for section in self._sections.values():
            shown = [field for field in section.fields if self._is_shown(field)]
            different = differences(shown, self._settings, self._choice_title, self._absent_words)
            counted = self.tr("{count} changed").format(count=len(different)) if different else ""
            section.button.show_summary(different, counted)

    def _is_shown(self, field: FieldDescription) -> bool:
        if field.name in self._hidden:
            return False
        unfolded = self._advanced_button is None or self._advanced_button.isChecked()
        if field.advanced and not field.section and not unfolded and field.name not in self._problems:
            return False
        return is_relevant(field, self._settings)
