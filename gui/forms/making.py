"""Which editor a field gets."""

from collections.abc import Callable, Sequence

from engine.fields import FieldDescription
from gui.forms.boxes import IntegerBox, RealBox
from gui.forms.editors import (
    ChoiceEditor,
    Editor,
    NumberEditor,
    OnEdit,
    OnFinish,
    OptionalEditor,
    OptionalSwitchEditor,
    SwitchEditor,
    TextEditor,
)


def make_editor(
    field: FieldDescription,
    *,
    values: Sequence[str],
    title: Callable[[object], str],
    first: object,
    on_edit: OnEdit,
    on_finish: OnFinish,
) -> Editor:
    """The editor for a field.

    ``values`` are what a choice offers, ``title`` says a value in words (``None`` too), ``first`` is what an optional
    field takes when a person gives up leaving it to the program.
    """
    editor: Editor
    if values:
        editor = ChoiceEditor(values, title, on_edit, on_finish)
    elif field.kind == "integer":
        editor = NumberEditor(IntegerBox(field), on_edit, on_finish)
    elif field.kind == "real":
        editor = NumberEditor(RealBox(field), on_edit, on_finish)
    elif field.kind == "switch" and field.optional:
        return OptionalSwitchEditor(title, on_edit, on_finish)
    elif field.kind == "switch":
        editor = SwitchEditor(on_edit, on_finish)
    else:
        editor = TextEditor(field, on_edit, on_finish)
    if field.optional:
        editor.show(first)
        editor = OptionalEditor(editor, first, lambda: title(None), on_edit, on_finish)
    return editor
