"""Marking in a form what a sweep is to vary: a button beside each field, and the range below those that are marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from engine.fields import Settings, describe
from engine.sweeps.dimension import Dimension
from engine.sweeps.marks import can_be_varied, proposed
from engine.sweeps.targets import value_of
from gui.forms import SettingsForm
from gui.forms.rows import object_name
from gui.model.document import ProjectDocument
from gui.sweeps.mark_button import MarkButton
from gui.sweeps.words import dimension_title
from gui.translation import say

if TYPE_CHECKING:
    from gui.sweeps.mark_editor import MarkEditor

SHORTCUT = "Ctrl+Shift+V"


class FormMarks(QObject):
    """Gives a form's fields their marks. ``name_of(field)`` is what a sweep calls a field that the form shows."""

    def __init__(
        self,
        form: SettingsForm,
        document: ProjectDocument,
        name_of: Callable[[str], str],
        headings: tuple[str, ...] = (),
    ) -> None:
        """``headings`` are those of the form's sections, whose fields come later."""
        super().__init__(form)
        self._form, self._document, self._name_of = form, document, name_of
        settings: Settings = form.settings
        self._fields = {one.name: one for one in describe(type(settings)) if can_be_varied(one)}
        self._buttons: dict[str, MarkButton] = {}
        self._editors: dict[str, MarkEditor] = {}
        self._gesture = 0
        self._take([name for name, field in self._fields.items() if not field.section])
        for heading in headings:
            section = form.section(heading)
            names = [name for name, field in self._fields.items() if field.section == heading]
            if section.is_built:
                self._take(names)
            else:
                section.built.connect(lambda names=names: self._take(names))
        shortcut = QShortcut(QKeySequence(SHORTCUT), form, self._turn_focused)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        document.variedChanged.connect(self.sync)
        form.installEventFilter(self)

    def button(self, name: str) -> MarkButton:
        """The button beside a field."""
        self._form.editor(name)  # its section is made now if it was not yet
        return self._buttons[name]

    def editor(self, name: str) -> MarkEditor:
        """The mark below a field that is varied."""
        return self._editors[name]

    def sync(self) -> None:
        """Show the marks of what the form shows now; where nothing is marked, nothing is done."""
        marked = {one.name: one for one in self._document.varied}
        if not marked and not self._editors:
            return
        for name, button in self._buttons.items():
            dimension = marked.get(self._name_of(name))
            if dimension is not None:
                self._mark(name).show_dimension(dimension)
            if button.isChecked() != (dimension is not None):
                button.setChecked(dimension is not None)
                self._form.row(name).show_below(dimension is not None)
                self._say_button(name)

    def _take(self, names: list[str]) -> None:
        for name in names:
            button = MarkButton(object_name(name).removesuffix("Field") + "MarkButton")
            button.clicked.connect(lambda _=False, name=name: self._turn(name))
            self._buttons[name] = button
            row = self._form.row(name)
            row.put_mark(button)
            button.setVisible(not row.editor.widget.isHidden())
            self._say_button(name)
        self.sync()

    def _mark(self, name: str) -> MarkEditor:
        if name not in self._editors:
            from gui.sweeps.mark_editor import MarkEditor

            editor = self._editors[name] = MarkEditor(lambda: self._document.project)
            editor.changed.connect(self._change)
            editor.removed.connect(lambda: self._turn(name))
            self._form.row(name).put_below(editor)
        return self._editors[name]

    def _turn(self, name: str) -> None:
        """Let a sweep vary a field, or no more."""
        dimension, title = self._name_of(name), self._title(name)
        self._gesture += 1
        if any(one.name == dimension for one in self._document.varied):
            self._document.vary(self.tr("Vary {field} no more").format(field=title), dimension, None)
            return
        value = value_of(self._document.project, dimension)
        mark = proposed(dimension, self._fields[name], value)
        self._document.vary(self.tr("Vary {field} in a sweep").format(field=title), dimension, mark)
        self._editors[name].unfold()

    def _turn_focused(self) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        for name in self._buttons:
            control = self._form.editor(name)
            if focused is control or (focused is not None and control.isAncestorOf(focused)):
                self._turn(name)
                return

    def _change(self, dimension: Dimension) -> None:
        title = dimension_title(self._document.project, dimension.name)
        text = self.tr("Change what a sweep tries of {field}").format(field=title)
        self._document.vary(text, dimension.name, dimension, f"varied:{dimension.name}:{self._gesture}")

    def _title(self, name: str) -> str:
        return dimension_title(self._document.project, self._name_of(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        for name in self._buttons:
            self._say_button(name)

    def _say_button(self, name: str) -> None:
        button = self._buttons[name]
        button.setAccessibleName(self.tr("Vary {field} in a sweep").format(field=say(self._fields[name].label)))
        tip = self.tr("Vary it no more") if button.isChecked() else self.tr("Vary it in a sweep")
        button.setToolTip(f"{tip} ({SHORTCUT})")
