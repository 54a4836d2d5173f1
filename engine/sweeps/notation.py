"""Dimensions as people type them: ``0.0001..0.1 log``, ``8..64 step 8``, ``adam, sgd``."""

import re

from engine.fields import FieldDescription
from engine.project import Project
from engine.sweeps.dimension import Dimension, DimensionKind, Value, plain
from engine.sweeps.targets import check_dimension, field_of
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_NUMBER = r"[-+]?[0-9][0-9._]*(?:[eE][-+]?[0-9]+)?"
_RANGE = re.compile(
    rf"(?P<low>[^.,\s]\S*?)\s*\.\.\s*(?P<high>{_NUMBER})(?:[\s:]+(?:(?P<log>log)|(?:step[\s:]*)?(?P<step>{_NUMBER})))?"
)
_WORDS = {"true": True, "false": False, "none": None}


def is_dimension(text: str) -> bool:
    """Whether the text stands for several values, not for one."""
    return ".." in text or "," in text


def parse_dimension(project: Project, name: str, text: str) -> Dimension:
    """Read a dimension for what the project has of this name.

    Raises :class:`NetwrightError` that says what was expected, or why the project cannot take it.
    """
    field = field_of(project, name)
    dimension = _range(field, name, text) if ".." in text else _choices(field, name, text)
    check_dimension(project, dimension)
    return dimension


def dimension_text(dimension: Dimension) -> str:
    """The dimension as :func:`parse_dimension` reads it."""
    if dimension.kind == "choice":
        return ", ".join(value_text(choice) for choice in dimension.choices)
    ending = " log" if dimension.log else "" if dimension.step is None else f" step {plain(dimension.step)}"
    return f"{plain(dimension.low)}..{plain(dimension.high)}{ending}"


def value_text(value: Value) -> str:
    """A value as people write it, with six digits at most."""
    match value:
        case None | bool():
            return str(value).lower()
        case tuple():
            return "x".join(map(str, value))
        case float():
            return f"{value:.6g}"
    return str(value)


def _range(field: FieldDescription, name: str, text: str) -> Dimension:
    found = _RANGE.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        numbers = [_number(field, found[part]) for part in ("low", "high")]
        step = None if found["step"] is None else _number(field, found["step"])
    except ValueError:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine",
                "{dimension}: expected a range such as 0.001..0.1 log or 8..64 step 8, of whole numbers where the "
                "field takes those, found “{found}”.",
            ),
            dimension=name,
            found=text[:100],
        ) from None
    kind: DimensionKind = "integer" if field.kind == "integer" else "real"
    return Dimension(name, kind, numbers[0], numbers[1], step, found["log"] is not None)


def _number(field: FieldDescription, text: str) -> float:
    text = text.replace("_", "")
    return int(text) if field.kind == "integer" else float(text)


def _choices(field: FieldDescription, name: str, text: str) -> Dimension:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return Dimension(name, "choice", choices=tuple(_value(field, part) for part in parts))


def _value(field: FieldDescription, text: str) -> Value:
    """The value that stands in the text; whether the field takes it is seen later."""
    if text.lower() in _WORDS and field.kind != "text":
        return _WORDS[text.lower()]
    try:
        match field.kind:
            case "integer":
                return int(text)
            case "real":
                return float(text)
            case "integers":
                return tuple(int(part) for part in text.split("x"))
    except ValueError:
        return text
    return text
