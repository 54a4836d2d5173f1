"""Averages and maxima over axes of a tensor: global pooling, means over tokens, or a pooling as wide as the axis."""

from __future__ import annotations

import ast
from math import prod
from typing import TYPE_CHECKING

from engine.model.code.reader_graph import shape_of
from engine.model.code.reader_noting import line_of, not_understood
from engine.model.code.reader_slices import LARGEST_WINDOW, derived, reordered, seen_as
from engine.model.code.reader_values import UNKNOWN, Tensor, Value
from engine.model.registry import layer_type
from engine.model.spec import Shape

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter


def mean(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.mean((2, 3))`` of an image, ``x.mean(1)`` of a sequence, and over any other axes."""
    tensor = arguments[0]
    if isinstance(tensor, Tensor) and frame.graph is not None:
        shape = shape_of(tensor)
        over_tokens = _dims(arguments, keywords) in ([1], [-2]) and not _keeps(arguments, keywords)
        if over_tokens and (shape is None or len(shape) == 2):
            return frame.graph.add("MeanOverTokens", None, (tensor,), line_of(node))
    return _over(interpreter, "GlobalAvgPool2d", "mean", arguments, keywords, node, frame)


def largest(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.amax((2, 3))`` of an image."""
    return _over(interpreter, "GlobalMaxPool2d", "amax", arguments, keywords, node, frame)


def largest_and_place(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.max(dim=1)``: the largest, and where it stands, which no layer answers."""
    found = _over(interpreter, "GlobalMaxPool2d", "max", arguments, keywords, node, frame)
    return (found, UNKNOWN) if _dims(arguments, keywords) else found


def _over(
    interpreter: Interpreter,
    type_name: str,
    name: str,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    tensor = arguments[0]
    if not isinstance(tensor, Tensor) or frame.graph is None:
        return UNKNOWN
    shape, given = shape_of(tensor), _dims(arguments, keywords)
    keeps = _keeps(arguments, keywords)
    rank = len(shape) + 1 if shape is not None else 4
    dims = [dim % rank for dim in given if isinstance(dim, int) and -rank <= dim < rank]
    if sorted(dims) == [2, 3] and rank == 4 and len(given) == 2:
        params = layer_type(type_name).Params.model_validate({"flatten": not keeps})
        return frame.graph.add(type_name, params, (tensor,), line_of(node))
    if shape is not None and 0 not in dims and 0 < len(set(dims)) == len(given) < rank - 1 + keeps:
        axes = sorted(dim - 1 for dim in dims)
        by = _mean_over if type_name == "GlobalAvgPool2d" else _largest_over
        found = by(tensor, shape, axes, node, frame)
        if found is not None:
            kept = [1 if axis in axes else size for axis, size in enumerate(shape) if keeps or axis not in axes]
            return seen_as(found, tuple(kept), node, frame)
    return not_understood(interpreter, [tensor], name, node, frame)


def _mean_over(tensor: Tensor, shape: Shape, axes: list[int], node: ast.AST, frame: Frame) -> Tensor:
    """The axes as tokens, the others as their features."""
    others = [axis for axis in range(len(shape)) if axis not in axes]
    front = reordered(tensor, (*axes, *others), node, frame)
    sizes = (prod(shape[axis] for axis in axes), prod(shape[axis] for axis in others))
    return derived("MeanOverTokens", {}, (seen_as(front, sizes, node, frame),), node, frame)


def _largest_over(tensor: Tensor, shape: Shape, axes: list[int], node: ast.AST, frame: Frame) -> Tensor | None:
    """The axes as steps of a sequence that one window covers."""
    others = [axis for axis in range(len(shape)) if axis not in axes]
    window = prod(shape[axis] for axis in axes)
    if window > LARGEST_WINDOW:
        return None
    behind = reordered(tensor, (*others, *axes), node, frame)
    steps = seen_as(behind, (prod(shape[axis] for axis in others), window), node, frame)
    return derived("MaxPool1d", {"kernel_size": window}, (steps,), node, frame)


def _dims(arguments: list[Value], keywords: dict[str, Value]) -> list[Value]:
    dims = keywords.get("dim", keywords.get("axis", arguments[1] if len(arguments) > 1 else ()))
    return list(dims) if isinstance(dims, list | tuple) else [dims]


def _keeps(arguments: list[Value], keywords: dict[str, Value]) -> bool:
    return keywords.get("keepdim", arguments[2] if len(arguments) > 2 else False) is True
