"""How each value is written: x for inputs, z for sums, a for hidden answers, ŷ for outputs, ℓ and L for losses."""

from dataclasses import dataclass

from engine.lesson.formula import (
    Brackets,
    Formula,
    Fraction,
    Letter,
    Name,
    Named,
    Script,
    plain,
    row,
)
from engine.lesson.quantity import Derivative, Value

PARTIAL = Name("∂")
RATE = Letter("α")
ESTIMATE = Letter("y", "hat")


@dataclass(frozen=True, slots=True)
class Notation:
    """The symbols in a network of so many layers."""

    depth: int

    def __call__(self, value: Value) -> Formula:
        """The symbol, linked with what it stands for."""
        return Named(self._symbol(value), value)

    def plain(self, value: Value) -> str:
        """The symbol as text."""
        return plain(self._symbol(value))

    def _symbol(self, value: Value) -> Formula:
        if isinstance(value, Derivative):
            return Fraction(row(PARTIAL, self._symbol(value.of)), row(PARTIAL, self._symbol(value.by)))
        unit, layer = str(value.unit + 1), _above(value.layer)
        match value.kind:
            case "answer" if value.layer == 0:
                return Script(Letter("x"), Name(unit))
            case "answer" if value.layer == self.depth:
                return Script(ESTIMATE, Name(unit))
            case "answer":
                return Script(Letter("a"), Name(unit), layer)
            case "target":
                return Script(Letter("y"), Name(unit))
            case "weight":
                between = "," if max(value.unit, value.source) > 8 else ""
                return Script(Letter("w"), Name(f"{unit}{between}{value.source + 1}"), layer)
            case "bias":
                return Script(Letter("b"), Name(unit), layer)
            case "sum":
                return Script(Letter("z"), Name(unit), layer)
            case "output loss":
                return Script(Letter("ℓ"), Name(unit))
            case "sample loss":
                return Letter("L")
            case "mean loss":
                return Letter("L", "bar")


def _above(layer: int) -> Formula:
    return Brackets(Name(str(layer)))
