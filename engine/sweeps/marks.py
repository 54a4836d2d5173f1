"""What a project's forms have marked to be varied: proposed ranges, and marks that follow edits of the network."""

from collections.abc import Iterable
from dataclasses import replace

from engine.fields import FieldDescription
from engine.project import Project
from engine.sweeps.dimension import Dimension, Value
from engine.sweeps.targets import field_of
from engine.text import NetwrightError

_DECADE = 10.0
_OCTAVE = 2.0


def can_be_varied(field: FieldDescription) -> bool:
    """Whether a sweep can set it: not what a machine, a run or a name is."""
    return field.kind != "text" and field.name not in ("device", "seed", "history_megabytes")


def still_there(project: Project) -> tuple[Dimension, ...]:
    """The marks whose layer and field the project has."""

    def known(name: str) -> bool:
        try:
            field_of(project, name)
        except NetwrightError:
            return False
        return True

    return tuple(dimension for dimension in project.varied if known(dimension.name))


def renamed(varied: Iterable[Dimension], old: str, new: str) -> tuple[Dimension, ...]:
    """The marks after a layer or a block has another name; ``old`` and ``new`` are what stands before the param."""
    return tuple(
        replace(one, name=new + one.name.removeprefix(old)) if one.name.startswith(old) else one for one in varied
    )


def proposed(name: str, field: FieldDescription, value: Value) -> Dimension:
    """A range around a value that is worth looking through, within what the field takes."""
    if field.kind == "choice":
        return Dimension(name, "choice", choices=field.choices)
    if field.kind == "switch":
        return Dimension(name, "choice", choices=(False, True))
    if field.kind == "integers":
        return Dimension(name, "choice", choices=(value,))
    number = float(value) if isinstance(value, int | float) else _least(field) or 1.0
    if field.logarithmic:
        middle = number or _least(field) or 1e-3
        low, high = middle / _DECADE, middle * _DECADE
    elif number == 0:
        low, high = 0.0, min(0.5, _most(field)) if field.kind == "real" else 4.0
    else:
        low, high = sorted((number / _OCTAVE, number * _OCTAVE))
    if number >= 0 or field.minimum is not None:
        low = max(low, _least(field))
    high = min(high, _most(field))
    if field.kind == "integer":
        low = max(round(low), 1) if number > 0 else round(low)
        return Dimension(name, "integer", low, max(round(high), low))
    low, high = (float(f"{one:.6g}") for one in (low, high))
    return Dimension(name, "real", low, high, log=field.logarithmic and low > 0)


def _least(field: FieldDescription) -> float:
    """The least value, a little more where it is excluded."""
    if field.minimum is None:
        return 0.0
    return float(field.minimum) + (1 if field.kind == "integer" else 1e-6) * field.minimum_excluded


def _most(field: FieldDescription) -> float:
    if field.maximum is None:
        return float("inf")
    maximum = float(field.maximum)
    return maximum - (1 if field.kind == "integer" else maximum * 1e-3) * field.maximum_excluded
