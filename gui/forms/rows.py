"""One field of a form: label, editor, unit and the place for what is wrong, in a grid of three columns.

A fourth column has the owner's widgets at the end of a line, a fifth the mark of a sweep; a sweep's range stands below.
"""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engine.fields import FieldDescription
from gui import theme
from gui.forms.editors import Editor

COLUMNS = 3
_NARROW_LABELS_EM = 5.7
"""How wide the labels of a narrow grid are, in heights of their font; longer ones go on in another line."""


def object_name(name: str) -> str:
    """The ``objectName`` of a field's control: ``learning_rate`` → ``learningRateField``."""
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others) + "Field"


class Row:
    """The widgets of one field.

    The labels of ``narrow`` grids have all the same width and break where they are longer. A field that is called as
    its section has the whole width, without a label.
    """

    def __init__(
        self, field: FieldDescription, editor: Editor, parent: QWidget, grid: QGridLayout, *, narrow: bool = False
    ) -> None:
        self.field, self.editor = field, editor
        self._parent, self._narrow = parent, narrow
        self.label = QLabel(parent)
        self._unit: QLabel | None = None
        self._error: QLabel | None = None
        self._companions: list[QWidget] = []
        self._below: QWidget | None = None
        self._below_wanted = False
        self._alone = field.label == field.section
        self._locked = False
        editor.control.setObjectName(object_name(field.name))
        self.label.setBuddy(editor.control)
        self.label.setWordWrap(narrow)
        self._grid, self._line = grid, grid.rowCount()
        self.label.setVisible(not self._alone)
        if self._alone:
            grid.addWidget(editor.widget, self._line, 0, 1, COLUMNS)
        else:
            grid.addWidget(self.label, self._line, 0)
            grid.addWidget(editor.widget, self._line, 1, 1, 1 if field.unit else 2)
        if field.unit:
            self._unit = QLabel(parent)
            theme.set_role(self._unit, "muted")
            grid.addWidget(self._unit, self._line, 2)
        grid.setRowMinimumHeight(self._line + 2, 0)  # the lines of what is wrong and of a sweep's range

    @property
    def error(self) -> str:
        """The sentence shown below the editor."""
        return self._error.text() if self._error is not None and self._error.isVisibleTo(self._parent) else ""

    def put_beside(self, widget: QWidget, *, at_end: bool = False) -> None:
        """Show a widget of the owner's behind the editor of a field without unit, or at the end of any line."""
        if at_end:
            self._grid.addWidget(widget, self._line, COLUMNS)
        else:
            self._grid.removeWidget(self.editor.widget)
            self._grid.addWidget(self.editor.widget, self._line, 1)
            self._grid.addWidget(widget, self._line, 2)
        QWidget.setTabOrder(self.editor.stops[-1], widget)
        self._companions.append(widget)

    def put_mark(self, widget: QWidget) -> None:
        """Show a widget behind everything else of the line."""
        self._grid.addWidget(widget, self._line, COLUMNS + 1)
        self._companions.append(widget)

    def put_below(self, widget: QWidget) -> None:
        """Have a widget below the field and what is wrong with it; :meth:`show_below` shows it."""
        self._below = widget
        widget.hide()
        self._grid.addWidget(widget, self._line + 2, 0, 1, COLUMNS + 2)

    def show_below(self, wanted: bool) -> None:
        """Show the widget below, while the field itself is shown."""
        self._below_wanted = wanted
        if self._below is not None:
            self._below.setVisible(wanted and not self.editor.widget.isHidden())

    def set_words(self, label: str, unit: str, tip: str) -> None:
        """Show these words; the tip is also what assistive tools read."""
        self.label.setText(label)
        if self._narrow:
            metrics = self.label.fontMetrics()
            longest = max((metrics.horizontalAdvance(word) for word in label.split()), default=0)
            self.label.setFixedWidth(max(round(_NARROW_LABELS_EM * metrics.height()), longest + 2))
        if self._unit is not None:
            self._unit.setText(unit)
        for widget in (self.label, self.editor.widget, self.editor.control):
            widget.setToolTip(tip)
        self.editor.control.setAccessibleName(label)
        self.editor.control.setAccessibleDescription(tip)
        self.editor.retitle()

    def set_locked(self, locked: bool) -> None:
        """Let the value be seen only, or be edited again."""
        if locked != self._locked:
            self._locked = locked
            self.editor.widget.setEnabled(not locked)

    def show_error(self, sentence: str, relevant: bool, *, warning: bool = False) -> None:
        """Say what is wrong below the editor, or what a person should know; nothing for an empty sentence."""
        if sentence and self._error is None:
            self._error = self._make_error()
        if self._error is not None:
            if self._error.text() != sentence:
                self._error.setText(sentence)
            theme.set_role(self._error, "warning" if warning else "error")
            self._error.setVisible(bool(sentence) and relevant)
        control, invalid = self.editor.control, bool(sentence) and not warning
        if bool(control.property("invalid")) != invalid:
            theme.set_invalid(control, invalid)

    def _make_error(self) -> QLabel:
        error = QLabel(self._parent)
        theme.set_role(error, "error")
        error.setObjectName(f"{self.editor.control.objectName()}Error")
        error.setWordWrap(True)
        self._grid.addWidget(error, self._line + 1, 0, 1, COLUMNS)
        return error

    def set_relevant(self, relevant: bool) -> None:
        """Show the field, or leave it out while it has no meaning."""
        self.label.setVisible(relevant and not self._alone)
        self.editor.widget.setVisible(relevant)
        if self._unit is not None:
            self._unit.setVisible(relevant)
        if self._error is not None:
            self._error.setVisible(relevant and bool(self._error.text()))
        if self._below is not None:
            self._below.setVisible(relevant and self._below_wanted)
        for widget in self._companions:
            widget.setVisible(relevant)
