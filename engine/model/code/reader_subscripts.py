"""Items of lists, containers and shapes, and what taking a part of a tensor means."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from engine.model.code import reader_moved as moved
from engine.model.code import reader_parts as parts
from engine.model.code.reader_values import (
    BATCH,
    UNKNOWN,
    Container,
    Literal,
    Moved,
    Tensor,
    TensorShape,
    Value,
    Weight,
)

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

ELLIPSIS: Final = ...


def items_of(value: Value, wanted: int | None = None) -> list[Value] | None:
    """The items that a loop over a value, or unpacking it into so many names, gives; ``None`` where not known."""
    match value:
        case list() | tuple():
            return list(value)
        case dict():
            return list(value)
        case Container(kind="ModuleDict"):
            return list(value.children)
        case Container():
            return list(value.children.values())
        case TensorShape() if wanted:
            return [BATCH, *([UNKNOWN] * (wanted - 1))]
    return None


def assign_item(owner: Value, index: Value, value: Value) -> None:
    """``owner[index] = value``."""
    match owner, index:
        case list(), int() if -len(owner) <= index < len(owner):
            owner[index] = value
        case dict(), str() | int() | float():
            owner[index] = value
        case Container(), str():
            owner.add(value, index)
        case Container(), int() if (key := _key(owner, index)) is not None:
            owner.children[key] = value


def subscript(interpreter: Interpreter, owner: Value, node: ast.Subscript, frame: Frame) -> Value:
    """``owner[index]``."""
    index = interpreter.evaluate(node.slice, frame)
    match owner:
        case Tensor():
            return parts.part_of(interpreter, owner, index, node, frame)
        case Moved():
            found = moved.part(owner, index, node, frame)
            return found if found is not None else moved.left(interpreter, owner, node, frame)
        case list() | tuple() if isinstance(index, slice):
            return owner[index] if interpreter.budget.fits(len(owner)) else UNKNOWN
        case list() | tuple() if isinstance(index, int) and -len(owner) <= index < len(owner):
            item: Value = owner[index]
            return item
        case dict() if isinstance(index, str | int | float):
            return owner.get(index, UNKNOWN)
        case str() if isinstance(index, int) and -len(owner) <= index < len(owner):
            return owner[index]
        case Container(kind="ModuleDict") if isinstance(index, str):
            return owner.children.get(index, UNKNOWN)
        case Container() if isinstance(index, int):
            interpreter.budget.step(len(owner.children) // 50)
            key = _key(owner, index)
            return owner.children[key] if key is not None else UNKNOWN
        case Container() if isinstance(index, slice):
            kept = dict(list(owner.children.items())[index])
            return Container(owner.kind, kept, owner.line, owner.name)
        case TensorShape():
            return BATCH if index == 0 else UNKNOWN
        case Weight() | Literal():
            return owner
    return UNKNOWN


def _key(owner: Container, index: Value) -> str | None:
    keys = list(owner.children)
    return keys[index] if isinstance(index, int) and -len(keys) <= index < len(keys) else None
