"""What a person types as the values of a dimension, and how a dimension is written to be edited."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.fields import FieldDescription
from engine.sweeps.dimension import Dimension, Value, plain
from engine.text import NetwrightError
from gui.forms.words import parse_integers, parse_real
from gui.translation import say

AUTOMATIC = "auto"
_SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Typed:
    """The texts of a range's fields, or of its choices."""

    low: str = ""
    high: str = ""
    step: str = ""
    log: bool = False
    choices: str = ""
    as_choices: bool = False


class Wrong(Exception):
    """What is wrong, and in which field: ``low``, ``high``, ``step``, ``choices`` or none of them."""

    def __init__(self, where: str, words: str) -> None:
        super().__init__(words)
        self.where, self.words = where, words


def typed(dimension: Dimension) -> Typed:
    """A dimension as the texts that give it."""
    if dimension.kind == "choice":
        return Typed(choices=choices_text(dimension.choices), as_choices=True)
    step = "" if dimension.step is None else plain(dimension.step)
    listed = choices_text(dimension.grid[:8])
    return Typed(plain(dimension.low), plain(dimension.high), step, dimension.log, listed)


def choices_text(choices: tuple[Value, ...]) -> str:
    """Values one after the other: ``16; 32; auto``, ``3, 3; 5, 5``."""
    return f"{_SEPARATOR} ".join(map(_written, choices))


def _written(value: Value) -> str:
    if value is None:
        return AUTOMATIC
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return plain(value) if isinstance(value, float) else str(value)


def dimension_of(name: str, field: FieldDescription, given: Typed) -> Dimension:
    """The dimension that the texts say; raises :class:`Wrong` naming the text that says none."""
    if given.as_choices:
        return _choices(name, field, given.choices)
    whole = field.kind == "integer"
    low, high = _number("low", given.low, whole), _number("high", given.high, whole)
    step = _number("step", given.step, whole) if given.step.strip() and not given.log else None
    if low > high:
        raise Wrong(
            "high",
            QCoreApplication.translate("MarkEditor", "Must be {low} or more, the lower end.").format(low=plain(low)),
        )
    try:
        return Dimension(name, "integer" if whole else "real", low, high, step, given.log)
    except NetwrightError as error:
        raise Wrong("step" if step is not None else "low", say(error.text)) from None


def _choices(name: str, field: FieldDescription, text: str) -> Dimension:
    parts = [part.strip() for part in text.replace("；", _SEPARATOR).split(_SEPARATOR)]
    values = tuple(_value(field, part) for part in parts if part)
    if not values:
        raise Wrong(
            "choices", QCoreApplication.translate("MarkEditor", "Expected values with semicolons between them.")
        )
    try:
        return Dimension(name, "choice", choices=values)
    except NetwrightError as error:
        raise Wrong("choices", say(error.text)) from None


def _value(field: FieldDescription, text: str) -> Value:
    if field.optional and text.casefold() == AUTOMATIC:
        return None
    if field.kind == "integers":
        numbers = parse_integers(text)
        if numbers is None:
            raise Wrong("choices", QCoreApplication.translate("MarkEditor", "Expected values such as 3, 3; 5, 5."))
        return numbers
    number = _number("choices", text, field.kind == "integer")
    return int(number) if field.kind == "integer" else number


def _number(where: str, text: str, whole: bool) -> float:
    value = parse_real(text)
    if value is None or (whole and value != int(value)):
        words = (
            QCoreApplication.translate("SettingsForm", "Expected a whole number.")
            if whole
            else QCoreApplication.translate("SettingsForm", "Expected a number such as 0.001 or 1e-3.")
        )
        raise Wrong(where, words)
    return value
