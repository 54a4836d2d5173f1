"""One dimension of a search: a range of numbers, or choices, for one hyperparameter or one layer's param."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.text import QT_TRANSLATE_NOOP, NetwrightError

DimensionKind = Literal["integer", "real", "choice"]
Value = int | float | bool | str | tuple[int, ...] | None
"""What a hyperparameter or a param may be set to; ``None`` stands for “automatic”."""

GRID_VALUES = 5
"""So many values a grid takes of a range that has no step of its own."""
MOST_CHOICES = 1000

_KEYS = {"low", "high", "step", "log", "choices", "kind"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """A name such as ``learning_rate``, ``conv1.out_channels`` or ``Residual/conv1.out_channels``, and its values.

    Ranges of kind ``integer`` and ``real`` run from ``low`` to ``high``, both included, in steps of ``step`` where that
    is set, evenly in the logarithm where ``log`` is; a ``choice`` is one of ``choices``. Raises
    :class:`NetwrightError` for what is no range.
    """

    name: str
    kind: DimensionKind
    low: float = 0.0
    high: float = 0.0
    step: float | None = None
    log: bool = False
    choices: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        if self.kind == "choice":
            self._check_choices()
        else:
            self._check_range()

    def _check_choices(self) -> None:
        if len(set(map(_identity, self.choices))) != len(self.choices):
            raise _wrong(self.name, QT_TRANSLATE_NOOP("engine", "{dimension}: a choice stands twice."))
        if not 1 <= len(self.choices) <= MOST_CHOICES:
            raise _wrong(
                self.name,
                QT_TRANSLATE_NOOP("engine", "{dimension}: expected 1 to {most} choices, found {found}."),
                most=MOST_CHOICES,
                found=len(self.choices),
            )

    def _check_range(self) -> None:
        if not math.isfinite(self.low) or not math.isfinite(self.high) or self.low > self.high:
            raise _wrong(
                self.name,
                QT_TRANSLATE_NOOP("engine", "{dimension}: expected a range from low to high, found {low} to {high}."),
                low=plain(self.low),
                high=plain(self.high),
            )
        if self.kind == "integer" and any(number != int(number) for number in (self.low, self.high, self.step or 1)):
            raise _wrong(
                self.name, QT_TRANSLATE_NOOP("engine", "{dimension}: expected whole numbers for low, high and step.")
            )
        if self.log and self.low <= 0:
            raise _wrong(
                self.name,
                QT_TRANSLATE_NOOP("engine", "{dimension}: a logarithmic range begins above 0, found {low}."),
                low=plain(self.low),
            )
        if self.step is not None and (self.step <= 0 or not math.isfinite(self.step)):
            raise _wrong(
                self.name,
                QT_TRANSLATE_NOOP("engine", "{dimension}: expected a step above 0, found {step}."),
                step=plain(self.step),
            )
        if self.log and self.step is not None:
            raise _wrong(
                self.name, QT_TRANSLATE_NOOP("engine", "{dimension}: a range is logarithmic or has a step, not both.")
            )

    @property
    def top(self) -> float:
        """The largest value: ``high``, or the last step below it."""
        if self.step is None:
            return self.high
        last = self.low + self.step * math.floor((self.high - self.low) / self.step + 1e-9)
        return min(_clean(last), self.high)

    @property
    def grid(self) -> tuple[Value, ...]:
        """The values of this dimension in a grid."""
        if self.kind == "choice":
            return self.choices
        if self.step is not None or (self.kind == "integer" and not self.log):
            step = self.step or 1
            found = [self.low + step * number for number in range(round((self.top - self.low) / step) + 1)]
        else:
            found = [self.at(number / (GRID_VALUES - 1)) for number in range(GRID_VALUES)]
        if self.kind == "integer":
            return tuple(dict.fromkeys(round(number) for number in found))
        return tuple(dict.fromkeys(min(_clean(number), self.top) for number in found))

    def at(self, position: float) -> float:
        """The number of a range at a position from 0 to 1; the inverse of :meth:`position`, without its steps."""
        if self.log:
            return math.exp(math.log(self.low) + position * (math.log(self.high) - math.log(self.low)))
        return self.low + position * (self.high - self.low)

    def position(self, value: Value) -> float:
        """Where a value stands in its dimension, from 0 to 1: for axes of plots. Choices stand in their order."""
        if self.kind == "choice":
            places = {_identity(choice): place for place, choice in enumerate(self.choices)}
            return places[_identity(value)] / max(1, len(self.choices) - 1)
        if not isinstance(value, int | float) or self.low == self.high:
            return 0.0
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def contains(self, value: Value) -> bool:
        """Whether a search may set this value."""
        if self.kind == "choice":
            return _identity(value) in map(_identity, self.choices)
        return isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high

    def to_data(self) -> dict[str, Any]:
        """The dimension as JSON data, without its name."""
        if self.kind == "choice":
            return {"choices": [list(one) if isinstance(one, tuple) else one for one in self.choices]}
        data: dict[str, Any] = {"kind": self.kind, "low": self._number(self.low), "high": self._number(self.high)}
        if self.step is not None:
            data["step"] = self._number(self.step)
        if self.log:
            data["log"] = True
        return data

    def _number(self, number: float) -> int | float:
        return int(number) if self.kind == "integer" else number

    @classmethod
    def from_data(cls, name: str, data: object) -> "Dimension":
        """Read a dimension; ranges without ``kind`` are of whole numbers where low, high and step are.

        Raises :class:`NetwrightError` naming it.
        """
        if isinstance(data, list):
            data = {"choices": data}
        if not isinstance(data, Mapping) or not set(data) <= _KEYS or ("choices" in data) == ("low" in data):
            raise _wrong(
                name,
                QT_TRANSLATE_NOOP(
                    "engine", "{dimension}: expected low and high, perhaps with step or log, or a list of choices."
                ),
            )
        if "choices" in data:
            choices = data["choices"]
            if not isinstance(choices, list) or not all(map(_is_value, choices)):
                raise _wrong(name, QT_TRANSLATE_NOOP("engine", "{dimension}: expected choices that are plain values."))
            return cls(name, "choice", choices=tuple(tuple(one) if isinstance(one, list) else one for one in choices))
        numbers = {key: data.get(key) for key in ("low", "high", "step")}
        log, kind = data.get("log", False), data.get("kind")
        given = [number for number in numbers.values() if number is not None]
        if not isinstance(log, bool) or len(given) < 2 + ("step" in data) or not all(map(_is_number, given)):
            raise _wrong(name, QT_TRANSLATE_NOOP("engine", "{dimension}: expected numbers for low, high and step."))
        if kind not in (None, "integer", "real"):
            raise _wrong(name, QT_TRANSLATE_NOOP("engine", "{dimension}: expected the kind integer or real."))
        whole = kind == "integer" or (kind is None and all(isinstance(number, int) for number in given))
        return cls(name, "integer" if whole else "real", data["low"], data["high"], data.get("step"), log)


def plain(number: float) -> str:
    """A number as people write it."""
    return f"{number:.12g}"


def _clean(number: float) -> float:
    """Without what arithmetic leaves behind the twelfth digit."""
    return float(f"{number:.12g}")


def _identity(value: Value) -> tuple[type, Value]:
    """Tells ``True`` from ``1``, which Python holds for equal."""
    return type(value), value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_value(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, int) and not isinstance(part, bool) for part in value)
    return value is None or isinstance(value, int | float | bool | str)


def _wrong(name: str, template: str, **values: object) -> NetwrightError:
    return NetwrightError(template, "", dimension=name, **values)
