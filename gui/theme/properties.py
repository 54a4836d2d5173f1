"""Dynamic properties that the style sheet reads, set so that the look changes at once."""

from typing import Literal

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

Variant = Literal["", "primary", "danger", "quiet"]
Role = Literal[
    "",
    "title",
    "heading",
    "muted",
    "error",
    "warning",
    "success",
    "hint",
    "card",
    "panel",
    "bar",
    "line",
    "thin",
    "display",
    "display-doubtful",
]


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property and, where it changed, let the style sheet look at the widget again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_variant(widget: QAbstractButton | QLineEdit, variant: Variant) -> None:
    """``"primary"`` is the one main action, ``"danger"`` destroys something, ``"quiet"`` has no outline."""
    set_property(widget, "variant", variant)


def set_role(widget: QWidget, role: Role) -> None:
    """What a label, a frame or a bar is for; the style sheet gives each role its look in both themes."""
    set_property(widget, "role", role)


def set_invalid(widget: QWidget, invalid: bool) -> None:
    """Outline a field as wrong, or as right again."""
    set_property(widget, "invalid", invalid)
