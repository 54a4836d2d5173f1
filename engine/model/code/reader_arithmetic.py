"""Arithmetic on what code holds as constants, with results that cannot grow without bounds."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping

from engine.model.code.reader_budget import MAXIMUM_INTEGER, MAXIMUM_ITEMS, MAXIMUM_TEXT, Budget
from engine.model.code.reader_values import (
    IN_USE,
    TRAINING,
    UNKNOWN,
    Container,
    Instance,
    Tensor,
    Value,
)

Number = int | float
_PLACE = re.compile(r"%[ds]")
_BRACES = re.compile(r"\{([a-z_]\w{0,40}|\d{0,3})\}")

_BINARY: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Number, Number], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def bounded(value: Value) -> Value:
    """The value, or unknown where it is a number too large, or a text too long, to matter."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > MAXIMUM_INTEGER:
        return UNKNOWN
    if isinstance(value, float) and not math.isfinite(value):
        return UNKNOWN
    if isinstance(value, str) and len(value) > MAXIMUM_TEXT:
        return UNKNOWN
    return value


def binary(operation: ast.operator, left: Value, right: Value, budget: Budget) -> Value:
    """The result of an operator on constants; unknown where it is not a plain one."""
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _numbers(operation, left, right)
    if isinstance(operation, ast.Mod) and isinstance(left, str):
        return _filled_in(left, right)
    if isinstance(operation, ast.Add):
        return _joined(left, right, budget)
    if isinstance(operation, ast.Mult):
        if isinstance(left, int) and isinstance(right, list | tuple):
            left, right = right, left
        if isinstance(left, list | tuple) and isinstance(right, int) and budget.fits(len(left) * max(0, right)):
            return left * right
    return UNKNOWN


def _numbers(operation: ast.operator, left: Number, right: Number) -> Value:
    try:
        if isinstance(operation, ast.Pow):
            if abs(right) > 64 or abs(left) > 2**32:
                return UNKNOWN
            return bounded(left**right)
        if isinstance(operation, ast.LShift | ast.RShift):
            if not (isinstance(left, int) and isinstance(right, int) and 0 <= right <= 64):
                return UNKNOWN
            return bounded(left << right if isinstance(operation, ast.LShift) else left >> right)
        known = _BINARY.get(type(operation))
        return bounded(known(left, right)) if known is not None else UNKNOWN
    except (ArithmeticError, ValueError, TypeError):
        return UNKNOWN


def _filled_in(template: str, values: Value) -> Value:
    """``"block%d" % 1``, with plain places only: a width in the template could ask for any amount of text."""
    given = values if isinstance(values, tuple) else (values,)
    places = _PLACE.findall(template)
    if len(places) != len(given) or not all(isinstance(found, str | int | float) for found in given):
        return UNKNOWN
    parts = _PLACE.split(template)
    return bounded("".join(part + str(found) for part, found in zip(parts, (*given, ""), strict=False)))


def formatted(template: str, values: list[Value], named: Mapping[str, Value]) -> Value:
    """``"block{}".format(1)``, with plain places only, as with ``%``."""
    if not all(isinstance(found, str | int | float) for found in (*values, *named.values())):
        return UNKNOWN
    parts = _BRACES.split(template)
    made, place = parts[0], 0
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        number = int(name) if name.isdigit() else place
        if name and not name.isdigit() and name not in named:
            return UNKNOWN
        if not (name and not name.isdigit()) and number >= len(values):
            return UNKNOWN
        found = named[name] if name and not name.isdigit() else values[number]
        made += str(found)[:200] + text
        place += not name
        if len(made) > MAXIMUM_TEXT:
            return UNKNOWN
    return UNKNOWN if "{" in made or "}" in made else made


def _joined(left: Value, right: Value, budget: Budget) -> Value:
    if isinstance(left, str) and isinstance(right, str):
        return bounded(left + right)
    if isinstance(left, list) and isinstance(right, list) and budget.fits(len(left) + len(right)):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple) and budget.fits(len(left) + len(right)):
        return left + right
    return UNKNOWN


def unary(operation: ast.unaryop, value: Value) -> Value:
    """The result of a sign or a ``not``."""
    if isinstance(operation, ast.Not):
        known = truth(value)
        if known is None:
            return IN_USE if value is TRAINING else TRAINING if value is IN_USE else UNKNOWN
        return not known
    if isinstance(value, int | float):
        if isinstance(operation, ast.USub):
            return -value
        if isinstance(operation, ast.UAdd):
            return +value
        if isinstance(operation, ast.Invert) and isinstance(value, int):
            return ~value
    return UNKNOWN


def compare(operation: ast.cmpop, left: Value, right: Value, budget: Budget) -> Value:
    """The result of a comparison; unknown where either side is."""
    budget.step(sum(len(side) for side in (left, right) if isinstance(side, list | tuple | dict)))
    if isinstance(operation, ast.Is | ast.IsNot):
        if left is UNKNOWN or right is UNKNOWN:
            return UNKNOWN
        same = left is right or (
            isinstance(left, bool | int | str) and isinstance(right, bool | int | str) and left == right
        )
        return same if isinstance(operation, ast.Is) else not same
    if not (is_plain(left) and is_plain(right)):
        return UNKNOWN
    if isinstance(operation, ast.Eq):
        return left == right
    if isinstance(operation, ast.NotEq):
        return left != right
    if isinstance(operation, ast.In | ast.NotIn):
        if not isinstance(right, list | tuple | dict | str) or (isinstance(right, str) and not isinstance(left, str)):
            return UNKNOWN
        try:
            inside = left in right
        except TypeError:
            return UNKNOWN
        return inside if isinstance(operation, ast.In) else not inside
    known = _COMPARE.get(type(operation))
    if known is not None and isinstance(left, int | float) and isinstance(right, int | float):
        return known(left, right)
    return UNKNOWN


def truth(value: Value) -> bool | None:
    """Whether a value counts as true; ``None`` where that is not known."""
    if value is UNKNOWN or value is TRAINING or value is IN_USE or isinstance(value, Tensor):
        return None
    if isinstance(value, Container):
        return bool(value.children)
    if isinstance(value, Instance):
        return True
    if value is None or isinstance(value, bool | int | float | str | list | tuple | dict):
        return bool(value)
    return True


def is_plain(value: Value, depth: int = 0) -> bool:
    """Whether a value is a constant, or a list of such."""
    if isinstance(value, list | tuple):
        return depth < 4 and len(value) <= MAXIMUM_ITEMS and all(is_plain(item, depth + 1) for item in value)
    if isinstance(value, dict):
        return depth < 4 and all(is_plain(item, depth + 1) for item in value.values())
    return value is None or isinstance(value, bool | int | float | str)
