"""Places in a run where something other than learning happened: it was resumed, changed, or went back."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLocale

from engine.training.events import Change
from gui.forms.values import with_unit
from gui.training.words import FIELDS, choice_word
from gui.translation import say

MarkKind = Literal["resumed", "changed", "rewound"]
_MOST_CHANGES = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One such place, after ``step``."""

    step: int
    kind: MarkKind
    changes: tuple[Change, ...] = ()
    """What was changed."""
    void: int = 0
    """The last of the steps that a rewound run forgot."""


def mark_label(mark: Mark) -> str:
    """In a word or two, for the plot itself."""
    translate = QCoreApplication.translate
    words: dict[MarkKind, str] = {
        "resumed": translate("Marks", "resumed"),
        "changed": translate("Marks", "changed"),
        "rewound": translate("Marks", "went back"),
    }
    return words[mark.kind]


def mark_texts(mark: Mark) -> list[str]:
    """What happened, in lines, for who points at it."""
    translate, number = QCoreApplication.translate, QLocale().toString
    match mark.kind:
        case "resumed":
            return [translate("Marks", "Resumed after step {step}").format(step=number(mark.step))]
        case "rewound":
            text = translate("Marks", "Back to step {step}; the steps up to {void} are void")
            return [text.format(step=number(mark.step), void=number(mark.void))]
        case "changed":
            lines = [change_text(change) for change in mark.changes[:_MOST_CHANGES]]
            rest = len(mark.changes) - _MOST_CHANGES
            if rest > 0:
                lines.append(translate("Marks", "and {count} more").format(count=number(rest)))
            return lines or [translate("Marks", "Changed")]


def change_text(change: Change) -> str:
    """Such as «Learning rate 0.001 → 0.0001» or «fc2: new», in the language of now."""
    translate, name = QCoreApplication.translate, change_name(change)
    if not change.before:
        return translate("Marks", "{name}: new ({value})").format(name=name, value=change.after)
    if not change.after:
        return translate("Marks", "{name}: removed").format(name=name)
    if change.before == change.after:
        return translate("Marks", "{name}: changed").format(name=name)
    return f"{name} {_value(change.name, change.before)} → {_value(change.name, change.after)}"


def change_name(change: Change) -> str:
    """What a person calls that which was changed: a hyperparameter's label, else the name itself (a layer's)."""
    field = FIELDS.get(change.name)
    return change.name if field is None else say(field.label)


def _value(name: str, value: str) -> str:
    field = FIELDS.get(name)
    if field is None:
        return value
    return choice_word(name, value) if field.kind == "choice" else with_unit(field, value)
