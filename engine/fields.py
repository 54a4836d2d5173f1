"""Typed, documented settings: the base of every layer's params and of the hyperparameters, and their description.

Forms, terminal options and docs are derived from :func:`describe`, so a field is declared exactly once.
"""

import types
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined


class Settings(BaseModel):
    """A frozen group of typed settings that cannot be built invalid."""

    # Few kinds of settings are used before the window is shown: each one's validator is made when first needed.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True, defer_build=True)


class _AboveZero:
    """Holds every number that is larger than zero."""

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float)) and value > 0


ABOVE_ZERO: Container[object] = _AboveZero()


def setting(
    default: Any,
    *,
    label: str,
    doc: str,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    unit: str = "",
    logarithmic: bool = False,
    advanced: bool = False,
    only_if: Mapping[str, Container[object]] | None = None,
    section: str = "",
    fixed: bool = False,
) -> Any:
    """Declare a field: its default, label and doc (both marked for translation), range and how a form shows it.

    ``only_if`` names other fields and the values of them for which this one has a meaning. ``section`` is the heading
    under which a form shows it (marked for translation). A ``fixed`` field cannot change once its owner is in use.
    """
    extra: dict[str, Any] = {
        "unit": unit,
        "logarithmic": logarithmic,
        "advanced": advanced,
        "only_if": dict(only_if or {}),
        "section": section,
        "fixed": fixed,
    }
    bounds = {key: value for key, value in (("ge", ge), ("gt", gt), ("le", le), ("lt", lt)) if value is not None}
    return Field(default, title=label, description=doc, json_schema_extra=extra, **bounds)  # type: ignore[call-overload]


Kind = Literal["integer", "real", "switch", "choice", "text", "integers"]


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """What a form needs to know of one field. ``optional`` fields may be ``None`` («automatic»)."""

    name: str
    label: str
    doc: str
    kind: Kind
    default: Any
    optional: bool
    minimum: float | None
    maximum: float | None
    minimum_excluded: bool
    maximum_excluded: bool
    choices: tuple[str, ...]
    unit: str
    logarithmic: bool
    advanced: bool
    only_if: dict[str, Container[object]]
    section: str
    fixed: bool


def is_relevant(field: FieldDescription, settings: Settings) -> bool:
    """Whether the other fields have the values for which this one has a meaning."""
    return all(getattr(settings, other) in values for other, values in field.only_if.items())


@cache
def describe(settings: type[Settings]) -> tuple[FieldDescription, ...]:
    """Describe every field of a settings class, in the order of declaration."""
    return tuple(_describe_field(name, info) for name, info in settings.model_fields.items())


def _describe_field(name: str, info: FieldInfo) -> FieldDescription:
    annotation, optional = _without_none(info.annotation)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    minimum: Any = None
    maximum: Any = None
    minimum_excluded = maximum_excluded = False
    for rule in info.metadata:
        match rule:
            case annotated_types.Ge(ge=bound):
                minimum = bound
            case annotated_types.Gt(gt=bound):
                minimum, minimum_excluded = bound, True
            case annotated_types.Le(le=bound):
                maximum = bound
            case annotated_types.Lt(lt=bound):
                maximum, maximum_excluded = bound, True
    return FieldDescription(
        name=name,
        label=info.title or name,
        doc=info.description or "",
        kind=_kind(annotation),
        default=None if info.default is PydanticUndefined else info.default,
        optional=optional,
        minimum=minimum,
        maximum=maximum,
        minimum_excluded=minimum_excluded,
        maximum_excluded=maximum_excluded,
        choices=tuple(get_args(annotation)) if get_origin(annotation) is Literal else (),
        unit=str(extra.get("unit", "")),
        logarithmic=bool(extra.get("logarithmic", False)),
        advanced=bool(extra.get("advanced", False)),
        only_if=extra.get("only_if", {}),  # type: ignore[arg-type]
        section=str(extra.get("section", "")),
        fixed=bool(extra.get("fixed", False)),
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        kept = [part for part in get_args(annotation) if part is not type(None)]
        if len(kept) == 1:
            return kept[0], True
    return annotation, False


def _kind(annotation: Any) -> Kind:
    if get_origin(annotation) is Literal:
        return "choice"
    if get_origin(annotation) is tuple:
        return "integers"
    kinds: dict[Any, Kind] = {int: "integer", float: "real", bool: "switch", str: "text"}
    return kinds[annotation]
