"""Tensors whose batch does not stand first, as ``qkv.permute(2, 0, 3, 1, 4)``, until a part is taken of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from engine.model.code import reader_slices as slices
from engine.model.code.reader_graph import shape_of
from engine.model.code.reader_noting import not_understood
from engine.model.code.reader_values import BATCH, Moved, Tensor, Value
from engine.model.layers.axes import MAXIMUM_AXES

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

MAXIMUM_PARTS = 64
_UNCHANGED = ("contiguous", "clone", "detach", "float", "to")


def moved(tensor: Tensor, order: tuple[int, ...]) -> Moved | None:
    """A tensor in an order that does not begin with the batch, where its shape is known."""
    shape = shape_of(tensor)
    return Moved(tensor, order) if shape is not None and len(order) == len(shape) + 1 <= MAXIMUM_AXES + 1 else None


def sizes_of(found: Moved) -> tuple[Value, ...]:
    """``x.shape``."""
    shape = shape_of(found.tensor) or ()
    return tuple(BATCH if dim == 0 else shape[dim - 1] for dim in found.order)


def parts(found: Moved, node: ast.AST, frame: Frame) -> list[Value] | None:
    """Every place along the first axis by itself, as a loop or unpacking takes them."""
    size = sizes_of(found)[0]
    if not isinstance(size, int) or size > MAXIMUM_PARTS:
        return None
    return [part(found, place, node, frame) for place in range(size)]


def part(found: Moved, index: Value, node: ast.AST, frame: Frame) -> Value:
    """``x[index]``; ``None`` for anything but one place along the first axis."""
    size = sizes_of(found)[0]
    if not isinstance(index, int) or not isinstance(size, int) or not -size <= index < size:
        return None
    gone = found.order[0]
    taken = slices.one_of(found.tensor, gone - 1, index % size, node, frame)
    return ordered(taken, tuple(dim - (dim > gone) for dim in found.order[1:]), node, frame)


def ordered(tensor: Tensor, order: tuple[int, ...], node: ast.AST, frame: Frame) -> Value:
    """The tensor with its dimensions in that order."""
    if order[0] != 0:
        return Moved(tensor, order)
    return slices.reordered(tensor, tuple(dim - 1 for dim in order[1:]), node, frame)


def operate_on(
    interpreter: Interpreter, name: str, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """A function or method of a tensor that moved."""
    found = arguments[0]
    assert isinstance(found, Moved)
    rank = len(found.order)
    dims = list(arguments[1]) if len(arguments) == 2 and isinstance(arguments[1], list | tuple) else arguments[1:]
    known = [dim % rank for dim in dims if isinstance(dim, int) and -rank <= dim < rank]
    if name in _UNCHANGED:
        return found
    if name == "size":
        sizes = sizes_of(found)
        return sizes[known[0]] if known else sizes
    if name == "permute" and sorted(known) == list(range(rank)):
        return ordered(found.tensor, tuple(found.order[place] for place in known), node, frame)
    if name in ("transpose", "swapaxes") and len(known) == 2:
        order = list(found.order)
        order[known[0]], order[known[1]] = order[known[1]], order[known[0]]
        return ordered(found.tensor, tuple(order), node, frame)
    if name == "unbind" and keywords.get("dim", known[0] if known else 0) == 0:
        every = parts(found, node, frame)
        if every is not None:
            return every
    return left(interpreter, found, node, frame)


def left(interpreter: Interpreter, found: Moved, node: ast.AST, frame: Frame) -> Value:
    """The tensor as it was before it moved, with a note."""
    return not_understood(interpreter, [found.tensor], "permute", node, frame)
