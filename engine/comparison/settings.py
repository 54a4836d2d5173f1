"""Settings side by side: the fields in which two groups of typed settings differ."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from engine.fields import FieldDescription, Settings, describe, is_relevant


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field and its two values."""

    field: FieldDescription
    first: object
    second: object


def differing_fields(
    first: Settings, second: Settings, among: Container[str] | None = None
) -> tuple[FieldDifference, ...]:
    """The fields of two settings of one class that differ and mean something in either; ``among`` limits them."""
    return tuple(
        FieldDifference(field, one, other)
        for field in describe(type(first))
        if (among is None or field.name in among)
        and (one := getattr(first, field.name)) != (other := getattr(second, field.name))
        and (is_relevant(field, first) or is_relevant(field, second))
    )


def plain(value: object) -> str:
    """A value as the terminal prints it."""
    if value is None:
        return "auto"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
