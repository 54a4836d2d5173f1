"""Reads Python's expressions: what each stands for. Nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from engine.model.code import reader_arithmetic as arithmetic
from engine.model.code import reader_calls as calls
from engine.model.code import reader_subscripts as subscripts
from engine.model.code.reader_frame import Frame
from engine.model.code.reader_values import IN_USE, TRAINING, UNKNOWN, Function, Tensor, Value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_interpreter import Interpreter


def _constant(reader: Interpreter, node: ast.Constant, frame: Frame) -> Value:
    value = node.value
    if value is None or isinstance(value, bool | int | float | str):
        return arithmetic.bounded(value)
    return subscripts.ELLIPSIS if value is Ellipsis else UNKNOWN


def _name(reader: Interpreter, node: ast.Name, frame: Frame) -> Value:
    found = frame.names.get(node.id, UNKNOWN)
    return found if found is not UNKNOWN or node.id in frame.names else calls.well_known(node.id)


def _attribute(reader: Interpreter, node: ast.Attribute, frame: Frame) -> Value:
    return calls.attribute(reader, reader.evaluate(node.value, frame), node.attr, node, frame)


def _tuple(reader: Interpreter, node: ast.Tuple | ast.List, frame: Frame) -> Value:
    items = reader.items(node.elts, frame)
    return tuple(items) if isinstance(node, ast.Tuple) else items


def _dict(reader: Interpreter, node: ast.Dict, frame: Frame) -> Value:
    made: dict[Value, Value] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            inner = reader.evaluate(value, frame)
            if isinstance(inner, dict) and reader.budget.fits(len(inner)):
                made |= inner
            continue
        found = reader.evaluate(key, frame)
        item = reader.evaluate(value, frame)
        if isinstance(found, str | int | float):
            made[found] = item
    return made


def _binary(reader: Interpreter, node: ast.BinOp, frame: Frame) -> Value:
    operands = [reader.evaluate(found, frame) for found in _operands(node)]
    if len(operands) > 2 and not all(isinstance(found, Tensor) for found in operands):
        total = operands[0]
        for right in operands[1:]:
            total = calls.operate(reader, node.op, [total, right], node, frame)
        return total
    return calls.operate(reader, node.op, operands, node, frame)


def _unary(reader: Interpreter, node: ast.UnaryOp, frame: Frame) -> Value:
    return calls.sign(reader, node, reader.evaluate(node.operand, frame), frame)


def _boolean(reader: Interpreter, node: ast.BoolOp, frame: Frame) -> Value:
    value: Value = UNKNOWN
    uncertain: Value = None
    for found in node.values:
        value = reader.evaluate(found, frame)
        known = arithmetic.truth(value)
        if known is None:
            decides = value is (IN_USE if isinstance(node.op, ast.Or) else TRAINING)
            uncertain = value if decides or uncertain is None else uncertain
        elif known is isinstance(node.op, ast.Or):
            return value
    if uncertain is None:
        return value
    # In use, «a or not self.training» is true and «a and self.training» false, whatever the rest is.
    return uncertain if uncertain is (IN_USE if isinstance(node.op, ast.Or) else TRAINING) else UNKNOWN


def _compare(reader: Interpreter, node: ast.Compare, frame: Frame) -> Value:
    left = reader.evaluate(node.left, frame)
    result: Value = UNKNOWN
    for operation, right_node in zip(node.ops, node.comparators, strict=True):
        right = reader.evaluate(right_node, frame)
        result = arithmetic.compare(operation, left, right, reader.budget)
        if result is not True:
            return result
        left = right
    return result


def _conditional(reader: Interpreter, node: ast.IfExp, frame: Frame) -> Value:
    condition = reader.evaluate(node.test, frame)
    known = arithmetic.truth(condition)
    if known is None and condition is not TRAINING:
        reader.note(node, QT_TRANSLATE_NOOP("engine", "the condition is not known; the first branch is taken"))
    return reader.evaluate(node.orelse if known is False else node.body, frame)


def _subscript(reader: Interpreter, node: ast.Subscript, frame: Frame) -> Value:
    return subscripts.subscript(reader, reader.evaluate(node.value, frame), node, frame)


def _slice(reader: Interpreter, node: ast.Slice, frame: Frame) -> Value:
    parts = [
        reader.evaluate(found, frame) if found is not None else None for found in (node.lower, node.upper, node.step)
    ]
    if all(part is None or isinstance(part, int) for part in parts):
        return slice(*parts)
    return UNKNOWN


def _call(reader: Interpreter, node: ast.Call, frame: Frame) -> Value:
    return calls.call_node(reader, node, frame)


def _lambda(reader: Interpreter, node: ast.Lambda, frame: Frame) -> Value:
    return Function(node, frame.names, bound=None, home=frame.home)


def _formatted(reader: Interpreter, node: ast.JoinedStr, frame: Frame) -> Value:
    text = ""
    for part in node.values:
        value = reader.evaluate(part.value if isinstance(part, ast.FormattedValue) else part, frame)
        if not isinstance(value, str | int | float):
            return UNKNOWN
        text += str(value)[:200]
        if len(text) > 1000:
            return UNKNOWN
    return text


def _comprehension(reader: Interpreter, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, frame: Frame) -> Value:
    made: list[Value] = []
    for inner in _rounds(reader, node.generators, frame):
        if not reader.budget.fits(len(made) // 100 + 1):
            break
        made.append(reader.evaluate(node.elt, inner))
    return made


def _dict_comprehension(reader: Interpreter, node: ast.DictComp, frame: Frame) -> Value:
    made: dict[Value, Value] = {}
    for inner in _rounds(reader, node.generators, frame):
        key, value = reader.evaluate(node.key, inner), reader.evaluate(node.value, inner)
        if isinstance(key, str | int | float):
            made[key] = value
    return made


def _rounds(reader: Interpreter, generators: list[ast.comprehension], frame: Frame) -> Iterator[Frame]:
    if not generators:
        yield frame
        return
    first, *others = generators
    items = subscripts.items_of(reader.evaluate(first.iter, frame))
    if items is None:
        reader.note(first.iter, QT_TRANSLATE_NOOP("engine", "what the loop goes over is not known; it is left out"))
        return
    for item in list(items):
        reader.budget.step()
        inner = _inner(frame)
        reader.assign(first.target, item, inner)
        if all(arithmetic.truth(reader.evaluate(test, inner)) is not False for test in first.ifs):
            yield from _rounds(reader, others, inner)


def _named(reader: Interpreter, node: ast.NamedExpr, frame: Frame) -> Value:
    value = reader.evaluate(node.value, frame)
    reader.assign(node.target, value, frame)
    return value


def _operands(node: ast.BinOp) -> list[ast.expr]:
    """The operands of a chain of one operator that may take many (``a + b + c``), from left to right."""
    operands: list[ast.expr] = [node.right]
    left = node.left
    while isinstance(node.op, ast.Add | ast.Mult) and isinstance(left, ast.BinOp) and type(left.op) is type(node.op):
        operands.append(left.right)
        left = left.left
    return [left, *reversed(operands)]


def _inner(frame: Frame) -> Frame:
    return Frame(frame.names.new_child(), frame.graph, frame.instance, frame.home, frame.prefix)


EXPRESSIONS: dict[type[ast.expr], Callable[[Interpreter, Any, Frame], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Tuple: _tuple,
    ast.List: _tuple,
    ast.Set: _tuple,
    ast.Dict: _dict,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Call: _call,
    ast.Lambda: _lambda,
    ast.JoinedStr: _formatted,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _dict_comprehension,
    ast.NamedExpr: _named,
}
