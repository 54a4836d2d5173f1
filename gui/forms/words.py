"""Numbers as a field shows and reads them, and validation errors in words."""

import math
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

from engine.fields import FieldDescription
from gui.translation import say

_MANTISSAS = (1.0, 1.8, 3.2, 5.6)
"""Four steps to a decade, each about ×10^¼, in figures short enough to read."""

SMALLEST_LOGARITHMIC = 1e-6
"""Where a logarithmic field that may be 0 goes from its smallest step to 0."""


def real_text(value: float) -> str:
    """The shortest text that reads back as the same number: ``0.001``, ``1e-5``, ``10``."""
    text = repr(float(value))
    if "e" in text:
        mantissa, exponent = text.split("e")
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
    return text.removesuffix(".0")


def parse_real(text: str) -> float | None:
    """A finite number from what a person typed (``0.001``, ``1e-3``, ``0,001``), else ``None``."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def parse_integers(text: str) -> tuple[int, ...] | None:
    """Whole numbers separated by commas, spaces or ×, else ``None``."""
    parts = text.replace("×", " ").replace("x", " ").replace(",", " ").strip("() ").split()
    try:
        return tuple(int(part) for part in parts) if parts else None
    except ValueError:
        return None


def stepped(value: float, steps: int, field: FieldDescription) -> float:
    """The number ``steps`` presses of an arrow away: along ×10^¼ for logarithmic fields, else in round steps."""
    if field.logarithmic:
        for _ in range(abs(steps)):
            value = _next_logarithmic(value) if steps > 0 else _previous_logarithmic(value, field)
        return value
    step = _linear_step(field)
    return round((round(value / step) + steps) * step, 12)


def _next_logarithmic(value: float) -> float:
    if value < SMALLEST_LOGARITHMIC:
        return SMALLEST_LOGARITHMIC
    return next(found for found in _ladder(value) if found > value * (1 + 1e-9))


def _previous_logarithmic(value: float, field: FieldDescription) -> float:
    if value <= SMALLEST_LOGARITHMIC * (1 + 1e-9):
        may_be_zero = field.minimum == 0 and not field.minimum_excluded
        return 0.0 if may_be_zero or value <= 0 else value
    return next(found for found in reversed(_ladder(value)) if found < value * (1 - 1e-9))


def _ladder(value: float) -> list[float]:
    decade = math.floor(math.log10(value))
    return [float(f"{mantissa}e{decade + offset}") for offset in (-1, 0, 1) for mantissa in _MANTISSAS]


def _linear_step(field: FieldDescription) -> float:
    if field.minimum is None or field.maximum is None:
        return 0.1
    width = field.maximum - field.minimum
    return float(10.0 ** math.floor(math.log10(width / 20))) if width > 0 else 0.1


def bound_text(bound: float, field: FieldDescription) -> str:
    """A bound in the field's own notation, with thousands separated."""
    return f"{int(bound):,}" if field.kind in ("integer", "integers") else real_text(bound)


def range_text(field: FieldDescription) -> str:
    """What the field accepts, such as «Range: 1 to 65,536»; empty where everything is accepted."""
    low, high = field.minimum, field.maximum
    values: dict[str, str] = {}
    if low is not None:
        values["low"] = bound_text(low, field)
    if high is not None:
        values["high"] = bound_text(high, field)
    translate = QCoreApplication.translate
    if low is None and high is None:
        return ""
    if high is None:
        if field.minimum_excluded:
            return translate("SettingsForm", "Range: more than {low}").format(**values)
        return translate("SettingsForm", "Range: {low} or more").format(**values)
    if low is None:
        return translate("SettingsForm", "Range: {high} or less").format(**values)
    if field.minimum_excluded:
        return translate("SettingsForm", "Range: more than {low}, up to {high}").format(**values)
    if field.maximum_excluded:
        return translate("SettingsForm", "Range: {low} to less than {high}").format(**values)
    return translate("SettingsForm", "Range: {low} to {high}").format(**values)


def complaint(name: str, failure: ValidationError) -> str:
    """The first complaint about that field as a short sentence, else the first one about the whole."""
    errors = failure.errors(include_url=False)
    own = [error for error in errors if name in error["loc"]]
    return error_text((own or errors)[0])


def error_text(error: Mapping[str, Any]) -> str:
    """One pydantic error (an item of ``ValidationError.errors()``) as a short sentence."""
    translate = QCoreApplication.translate
    context = error.get("ctx", {})
    kind = str(error["type"])
    bounds = {key: _number_text(context[key]) for key in ("ge", "gt", "le", "lt") if key in context}
    if kind == "greater_than_equal":
        return translate("SettingsForm", "Must be {ge} or more.").format(**bounds)
    if kind == "greater_than":
        return translate("SettingsForm", "Must be more than {gt}.").format(**bounds)
    if kind == "less_than_equal":
        return translate("SettingsForm", "Must be {le} or less.").format(**bounds)
    if kind == "less_than":
        return translate("SettingsForm", "Must be less than {lt}.").format(**bounds)
    if kind.startswith("int_"):
        return translate("SettingsForm", "Expected a whole number.")
    if kind.startswith(("float_", "finite_")):
        return translate("SettingsForm", "Expected a number such as 0.001 or 1e-3.")
    if kind.startswith(("tuple_", "too_", "missing")):
        return translate("SettingsForm", "Expected whole numbers such as 3, 3.")
    if kind == "value_error":
        sentence = say(str(context.get("error", "")))
        sentence = sentence[:1].upper() + sentence[1:].rstrip(".")
        return translate("SettingsForm", "{sentence}.").format(sentence=sentence)
    return str(error["msg"])


def _number_text(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else real_text(float(value))
