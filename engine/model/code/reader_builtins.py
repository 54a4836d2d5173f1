"""Python's own functions and methods that code of networks uses, on constants and lists within bounds."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.model.code import reader_arithmetic as arithmetic
from engine.model.code import reader_classes as classes
from engine.model.code.reader_arithmetic import bounded
from engine.model.code.reader_budget import MAXIMUM_ITEMS
from engine.model.code.reader_subscripts import items_of
from engine.model.code.reader_values import (
    IGNORED,
    UNKNOWN,
    Container,
    Instance,
    Literal,
    Module,
    Partial,
    Path,
    Tensor,
    Value,
)
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

_MATHEMATICS: dict[str, Callable[[float], float | int]] = {
    "sqrt": math.sqrt,
    "floor": math.floor,
    "ceil": math.ceil,
    "log": math.log,
    "log2": math.log2,
    "exp": math.exp,
}


def call(
    interpreter: Interpreter,
    path: Path,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    """What a built-in function answers."""
    name = path.last
    if name == "print":
        if frame.graph is not None:
            interpreter.note(node, QT_TRANSLATE_NOOP("engine", "the output to the terminal is left out"))
        return IGNORED
    if path.dotted == "typing.cast" and len(arguments) == 2:
        return arguments[1]
    if path.dotted == "functools.partial" and arguments:
        return Partial(arguments[0], tuple(arguments[1:]), dict(keywords))
    if path.dotted == "collections.OrderedDict" or name == "dict":
        return _as_dict(interpreter, arguments, keywords)
    if name in ("deepcopy", "copy") and arguments:
        from engine.model.code.reader_members import copied

        return copied(arguments[0])
    if path.dotted.startswith(("math.", "numpy.")):
        return _mathematics(interpreter, name, arguments)
    known = _FUNCTIONS.get(name)
    if known is not None:
        return known(interpreter, arguments, keywords)
    if name in ("getattr", "setattr", "hasattr") and len(arguments) >= 2:
        return _attribute(interpreter, name, arguments, node, frame)
    if name == "isinstance" and len(arguments) == 2:
        return _is_instance(arguments[0], arguments[1])
    if name == "map" and len(arguments) == 2:
        from engine.model.code.reader_calls import call as call_value

        items = items_of(arguments[1]) or []
        return [call_value(interpreter, arguments[0], [item], {}, node, frame) for item in items]
    return UNKNOWN


def _mathematics(interpreter: Interpreter, name: str, arguments: list[Value]) -> Value:
    if name == "prod" and arguments:
        total: Value = 1
        for item in items_of(arguments[0]) or [UNKNOWN]:
            total = arithmetic.binary(ast.Mult(), total, item, interpreter.budget)
        return total
    if name in ("linspace", "arange"):
        return spaced(interpreter, name, arguments)
    if name == "pi":
        return math.pi
    function = _MATHEMATICS.get(name)
    if function is None or len(arguments) != 1 or not isinstance(arguments[0], int | float):
        return UNKNOWN
    try:
        return bounded(function(arguments[0]))
    except (ValueError, ArithmeticError):
        return UNKNOWN


def spaced(interpreter: Interpreter, name: str, arguments: list[Value]) -> Value:
    """The numbers of ``linspace(0, 0.1, 12)`` or ``arange(12)``."""
    if name == "arange":
        return _range(interpreter, arguments, {})
    match arguments:
        case [int() | float() as first, int() | float() as last, int(count)] if 1 <= count <= MAXIMUM_ITEMS:
            step = (last - first) / max(count - 1, 1)
            return (
                [bounded(first + step * place) for place in range(count)] if interpreter.budget.fits(count) else UNKNOWN
            )
    return UNKNOWN


def _range(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    bounds = [found for found in arguments if isinstance(found, int)]
    if not 1 <= len(bounds) <= 3 or len(bounds) != len(arguments) or (len(bounds) == 3 and bounds[2] == 0):
        return UNKNOWN
    counted = range(*bounds)
    return list(counted) if interpreter.budget.fits(len(counted)) else UNKNOWN


def _length(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    found = arguments[0] if arguments else UNKNOWN
    if isinstance(found, str | list | tuple | dict):
        return len(found)
    items = items_of(found)
    return len(items) if items is not None else UNKNOWN


def _listed(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    if not arguments:
        return []
    items = items_of(arguments[0])
    return items if items is not None and interpreter.budget.fits(len(items)) else UNKNOWN


def _as_tuple(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    items = _listed(interpreter, arguments, keywords)
    return tuple(items) if isinstance(items, list) else UNKNOWN


def _reversed(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    items = _listed(interpreter, arguments, keywords)
    return list(reversed(items)) if isinstance(items, list) else UNKNOWN


def _as_dict(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    made: dict[Value, Value] = {}
    given = arguments[0] if arguments else []
    if isinstance(given, dict):
        made |= given if interpreter.budget.fits(len(given)) else {}
    else:
        for item in items_of(given) or []:
            if isinstance(item, tuple | list) and len(item) == 2 and isinstance(item[0], str | int | float):
                made[item[0]] = item[1]
    return made | keywords


def _zipped(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    columns = [items_of(found) for found in arguments]
    if not columns or any(column is None for column in columns):
        return UNKNOWN
    known = [column for column in columns if column is not None]
    return list(zip(*known, strict=False)) if interpreter.budget.fits(sum(map(len, known))) else UNKNOWN


def _numbered(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    items = items_of(arguments[0]) if arguments else None
    start = keywords.get("start", arguments[1] if len(arguments) > 1 else 0)
    if items is None or not isinstance(start, int) or not interpreter.budget.fits(len(items)):
        return UNKNOWN
    return list(enumerate(items, start))


def _number(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    found = arguments[0] if arguments else 0
    return bounded(int(found)) if isinstance(found, int | float) else UNKNOWN


def _real(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    found = arguments[0] if arguments else 0
    return float(found) if isinstance(found, int | float) else UNKNOWN


def _rounded(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    found = arguments[0] if arguments else UNKNOWN
    return bounded(round(found)) if isinstance(found, int | float) and len(arguments) == 1 else UNKNOWN


def _text(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    found = arguments[0] if arguments else ""
    return str(found) if isinstance(found, str | int | float) else UNKNOWN


def _truth(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    known = arithmetic.truth(arguments[0]) if arguments else False
    return UNKNOWN if known is None else known


def _extreme(choose: Callable[[list[int | float]], int | float]) -> Callable[..., Value]:
    def function(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
        items = items_of(arguments[0]) if len(arguments) == 1 else arguments
        numbers = [found for found in items or [] if isinstance(found, int | float)]
        if not numbers or len(numbers) != len(items or []) or not interpreter.budget.fits(len(numbers)):
            return UNKNOWN
        return bounded(choose(numbers))

    return function


def _absolute(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    return abs(arguments[0]) if arguments and isinstance(arguments[0], int | float) else UNKNOWN


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "range": _range,
    "len": _length,
    "list": _listed,
    "iter": _listed,
    "set": _listed,
    "tuple": _as_tuple,
    "reversed": _reversed,
    "zip": _zipped,
    "enumerate": _numbered,
    "int": _number,
    "float": _real,
    "round": _rounded,
    "str": _text,
    "bool": _truth,
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": _extreme(sum),
    "abs": _absolute,
}


def _attribute(interpreter: Interpreter, name: str, arguments: list[Value], node: ast.AST, frame: Frame) -> Value:
    from engine.model.code.reader_calls import attribute

    owner, key = arguments[0], arguments[1]
    if not isinstance(key, str):
        return UNKNOWN
    if name == "setattr":
        if isinstance(owner, Instance) and len(arguments) > 2:
            classes.keep(owner, key, arguments[2])
        return IGNORED
    reading = ast.copy_location(ast.Attribute(ast.Name("self", ast.Load()), key, ast.Load()), node)
    found = attribute(interpreter, owner, key, reading, frame)
    if name == "hasattr":
        return _has(owner, key)
    return arguments[2] if found is UNKNOWN and len(arguments) > 2 else found


def _has(owner: Value, key: str) -> Value:
    if isinstance(owner, Instance):
        return key in owner.attributes or key in classes.names_of(owner.made_by)
    return key in owner.keywords if isinstance(owner, Module) else UNKNOWN


_ABSTRACT: dict[type, tuple[str, ...]] = {
    list: ("Sequence", "Iterable", "Collection", "MutableSequence"),
    tuple: ("Sequence", "Iterable", "Collection"),
    dict: ("Mapping", "Iterable", "Collection", "MutableMapping"),
    str: ("Sequence", "Iterable"),
    int: ("Number", "Integral", "Real"),
    float: ("Number", "Real"),
}
_PLAIN_TYPES = {"bool", "int", "float", "str", "list", "tuple", "dict", "set", "Tensor", "Module", "Sequential"} | {
    name for names in _ABSTRACT.values() for name in names
}


def _is_instance(value: Value, wanted: Value) -> Value:
    names = {found.last for found in (wanted if isinstance(wanted, tuple) else (wanted,)) if isinstance(found, Path)}
    match value:
        case bool():
            return bool({"bool", "int"} & names) if names else UNKNOWN
        case int() | float() | str() | list() | tuple() | dict():
            own = {type(value).__name__, *_ABSTRACT.get(type(value), ())}
            known = names and names <= _PLAIN_TYPES
            return bool(own & names) if own & names or known else UNKNOWN
        case Module():
            return value.kind in names or "Module" in names if names else UNKNOWN
        case Container():
            return value.kind in names or "Module" in names if names else UNKNOWN
        case Tensor() | Literal():
            return "Tensor" in names if names else UNKNOWN
    return UNKNOWN


def call_method(
    interpreter: Interpreter, owner: Value, name: str, arguments: list[Value], keywords: dict[str, Value]
) -> Value:
    """A method of a list, dict or text."""
    match owner:
        case list():
            return _call_list(interpreter, owner, name, arguments)
        case dict():
            return _call_dict(interpreter, owner, name, arguments, keywords)
        case str():
            return _call_text(owner, name, arguments, keywords)
    return UNKNOWN


def _call_list(interpreter: Interpreter, owner: list[Value], name: str, arguments: list[Value]) -> Value:
    if name == "copy":
        return list(owner) if interpreter.budget.fits(len(owner)) else UNKNOWN
    match name, arguments:
        case "append", [item] if len(owner) < MAXIMUM_ITEMS:
            owner.append(item)
        case "extend", [items] if interpreter.budget.fits(len(owner)):
            owner.extend((items_of(items) or [])[:MAXIMUM_ITEMS])
        case "insert", [int(place), item] if len(owner) < MAXIMUM_ITEMS:
            owner.insert(place, item)
        case "pop", [] if owner:
            return owner.pop()
        case "pop", [int(place)] if -len(owner) <= place < len(owner):
            return owner.pop(place)
        case "reverse", []:
            owner.reverse()
    return IGNORED


def _call_dict(
    interpreter: Interpreter, owner: dict[Value, Value], name: str, arguments: list[Value], keywords: dict[str, Value]
) -> Value:
    if name in ("items", "keys", "values", "copy", "update") and not interpreter.budget.fits(len(owner)):
        return UNKNOWN
    match name, arguments:
        case "items", []:
            return list(owner.items())
        case "keys", []:
            return list(owner)
        case "values", []:
            return list(owner.values())
        case "copy", []:
            return dict(owner)
        case "update", [dict(given)] if interpreter.budget.fits(len(given)):
            owner.update(given)
        case (("get" | "pop"), [str() | int() | float() as key, *default]):
            found = owner.get(key, default[0] if default else None)
            if name == "pop":
                owner.pop(key, None)
            return found
    if name == "update":
        owner.update(keywords)
    return IGNORED


def _call_text(owner: str, name: str, arguments: list[Value], keywords: dict[str, Value]) -> Value:
    if name == "format":
        return arithmetic.formatted(owner, arguments, keywords)
    match name, arguments:
        case "lower", []:
            return owner.lower()
        case "upper", []:
            return owner.upper()
        case "startswith", [str(part)]:
            return owner.startswith(part)
        case "endswith", [str(part)]:
            return owner.endswith(part)
    return UNKNOWN
