"""Formulas computed: what a reader would get who typed them into a calculator."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from engine.lesson.formula import (
    Brackets,
    Formula,
    Fraction,
    Letter,
    Name,
    Number,
    Operator,
    Row,
    Script,
    Words,
)

Names = dict[str, float | Callable[..., float]]
FUNCTIONS: Names = {"log": math.log, "sqrt": math.sqrt, "tanh": math.tanh, "max": max, "e": math.e}


def computed(formula: Formula, names: Names | None = None) -> float:
    """The value of a formula whose letters are given."""
    return float(eval(_python(formula), {"__builtins__": {}}, {**FUNCTIONS, **(names or {})}))


def sides(equation: Formula) -> list[Formula]:
    """What stands between the equality signs of an equation."""
    found: list[list[Formula]] = [[]]
    for part in _flat(equation):
        if isinstance(part, Operator) and part.text == "=":
            found.append([])
        elif not isinstance(part, Words):
            found[-1].append(part)
    return [Row(tuple(parts)) for parts in found]


def _flat(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, Row):
        for part in formula.parts:
            yield from _flat(part)
    else:
        yield formula


def _python(formula: Formula) -> str:
    match formula:
        case Number(value):
            return f"({value!r})"
        case Operator(text):
            return {"·": "*", "−": "-", "+": "+"}[text]
        case Name(text):
            return {"ln": "log", "√": "sqrt", "·": "*", " ": "*", "−": "-"}.get(text, text)
        case Letter(text, accent):
            return f"({text}{'_' + accent if accent else ''})"
        case Brackets(inside):
            return f"({_python(inside)})"
        case Fraction(top, bottom):
            return f"(({_python(top)})/({_python(bottom)}))"
        case Script(base, _, above) if above is not None:
            return f"(({_python(base)})**({_python(above)}))"
        case Row(parts) if any(isinstance(part, Words) for part in parts):
            return _python(parts[0])  # «1, because 0.84 > 0»
        case Row(parts):
            return _glued([_python(part) for part in parts])
    raise AssertionError(formula)


def _glued(parts: list[str]) -> str:
    """Things side by side are multiplied, but for a function and its brackets, and signs."""
    found = ""
    for part in parts:
        beside = found and found[-1] in ")0123456789" and part[0] not in "+-*),"
        found += ("*" if beside else "") + part
    return found
