"""``view``, ``flatten``, ``permute`` and their kin: layers that only change the shape."""

from __future__ import annotations

import ast
from math import prod
from typing import TYPE_CHECKING

from engine.model.code.reader_graph import shape_of
from engine.model.code.reader_moved import moved
from engine.model.code.reader_noting import line_of, not_understood
from engine.model.code.reader_values import BATCH, UNKNOWN, Tensor, TensorShape, Value
from engine.model.registry import layer_type
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

_ROWS = {(1, 0, 2): "rows", (2, 0, 1): "columns"}


def flatten(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``torch.flatten(x, 1)``; behind the right permutation it reads an image row by row."""
    tensor, graph = arguments[0], frame.graph
    assert graph is not None
    if not isinstance(tensor, Tensor):
        return UNKNOWN
    start = keywords.get("start_dim", arguments[1] if len(arguments) > 1 else 0)
    end = keywords.get("end_dim", arguments[2] if len(arguments) > 2 else -1)
    if tensor.pick == "turned" and start == 1:
        return Tensor(tensor.node, "last")
    if not (isinstance(start, int) and isinstance(end, int) and -4 <= start <= 4 and -4 <= end <= 4) or end == 0:
        return not_understood(interpreter, [tensor], "flatten", node, frame)
    if start == 0:
        interpreter.note(
            node, QT_TRANSLATE_NOOP("engine", "this flattens the batch too; here each example stays by itself")
        )
        start = 1
    before = tensor.node
    if start == 2 and end == -1 and before.type == "Permute" and before is graph.nodes[-1] and not tensor.pick:
        along = _ROWS.get(before.params.order)  # type: ignore[attr-defined]
        if along is not None:
            graph.nodes.pop()
            return _add("Rows", {"along": along}, before.inputs[0], node, frame)
    interpreter.flattened(0)
    axes: dict[str, object] = {"start_axis": start - 1 if start > 0 else start, "end_axis": end - 1 if end > 0 else end}
    return _add("Flatten", axes, tensor, node, frame)


def view(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.view(x.size(0), -1)`` and everything else that names all sizes."""
    return _sized(interpreter, arguments, keywords, node, frame, as_written=False)


def reshape(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.reshape(…)``; in code that Netwright wrote it is always the layer Reshape."""
    return _sized(interpreter, arguments, keywords, node, frame, as_written=interpreter.own_code)


def _sized(
    interpreter: Interpreter,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
    as_written: bool,
) -> Value:
    tensor = arguments[0]
    if not isinstance(tensor, Tensor):
        return UNKNOWN
    given = arguments[1:] or [keywords.get("shape", keywords.get("size", UNKNOWN))]
    if len(given) == 1 and isinstance(given[0], list | tuple):
        given = list(given[0])
    sizes = _example_sizes(given, shape_of(tensor))
    if sizes is None:
        return not_understood(interpreter, [tensor], "view", node, frame)
    arriving = shape_of(tensor)
    if arriving is not None and not as_written:
        if sizes == arriving:
            return tensor
        if -1 not in sizes and prod(sizes) != prod(arriving):
            interpreter.mismatch(line_of(node), arriving)
    interpreter.flattened(sizes[0] if len(sizes) == 1 else prod(sizes))
    if len(sizes) == 1 and not as_written:
        return _add("Flatten", {}, tensor, node, frame)
    return _add("Reshape", {"sizes": sizes}, tensor, node, frame)


def _example_sizes(given: list[Value], arriving: Shape | None) -> tuple[int, ...] | None:
    """The sizes without the batch, which must stand first; ``None`` where they are not known or mix examples."""
    first, *rest = given or [UNKNOWN]
    if isinstance(first, TensorShape) or not 1 <= len(rest) <= 4:
        return None
    if rest.count(UNKNOWN) == 1 and -1 not in rest:
        rest[rest.index(UNKNOWN)] = -1
    sizes = tuple(size for size in rest if isinstance(size, int) and not isinstance(size, bool))
    if len(sizes) != len(rest) or sizes.count(-1) > 1 or any(size < 1 and size != -1 for size in sizes):
        return None
    if isinstance(first, int) and first != -1 and arriving is not None and prod(sizes) != prod(arriving):
        return None
    if not (first is BATCH or first is UNKNOWN or isinstance(first, int)):
        return None
    return sizes if all(size <= 100_000_000 for size in sizes) else None


def permute(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.permute(0, 2, 1)``."""
    tensor, *dims = arguments
    if len(dims) == 1 and isinstance(dims[0], list | tuple):
        dims = list(dims[0])
    dims = dims or _listed(keywords.get("dims"))
    if not isinstance(tensor, Tensor):
        return UNKNOWN
    order = tuple(dim % len(dims) for dim in dims if isinstance(dim, int) and -len(dims) <= dim < len(dims))
    if len(order) != len(dims) or sorted(order) != list(range(len(dims))):
        return not_understood(interpreter, [tensor], "permute", node, frame)
    return _reordered(interpreter, order, tensor, node, frame)


def transpose(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.transpose(1, 2)``."""
    tensor = arguments[0]
    if not isinstance(tensor, Tensor):
        return UNKNOWN
    first = keywords.get("dim0", arguments[1] if len(arguments) > 1 else UNKNOWN)
    second = keywords.get("dim1", arguments[2] if len(arguments) > 2 else UNKNOWN)
    if tensor.pick == "both" and (first, second) == (0, 1):
        return Tensor(tensor.node, "turned")
    shape = shape_of(tensor)
    if not isinstance(first, int) or not isinstance(second, int):
        return not_understood(interpreter, [tensor], "transpose", node, frame)
    rank = len(shape) + 1 if shape is not None else max(first, second, 2) + 1
    if not (-rank <= first < rank and -rank <= second < rank):
        return not_understood(interpreter, [tensor], "transpose", node, frame)
    order = list(range(rank))
    order[first % rank], order[second % rank] = order[second % rank], order[first % rank]
    return _reordered(interpreter, tuple(order), tensor, node, frame)


def _reordered(interpreter: Interpreter, order: tuple[int, ...], tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    if order[0] != 0 or not 2 <= len(order) <= 5:
        if sorted(order) == [0, 1, 2] and order == (1, 0, 2):
            interpreter.note(
                node, QT_TRANSLATE_NOOP("engine", "the batch stays first here, so that this exchange is left out")
            )
            return tensor
        found = moved(tensor, order) if order[0] != 0 else None
        return found if found is not None else not_understood(interpreter, [tensor], "permute", node, frame)
    if order == (0, 2, 1) and (patches := _as_patches(tensor, frame)) is not None:
        return patches
    return _add("Permute", {"order": tuple(axis - 1 for axis in order[1:])}, tensor, node, frame)


def _as_patches(tensor: Tensor, frame: Frame) -> Tensor | None:
    """A convolution whose windows tile the image, flattened and turned: the patches of a vision transformer."""
    graph, flat = frame.graph, tensor.node
    assert graph is not None
    if flat.type != "Flatten" or flat is not graph.nodes[-1] or len(graph.nodes) < 2:
        return None
    convolution = graph.nodes[-2]
    as_flatten = flat.params.model_dump()
    if flat.inputs != (Tensor(convolution),) or as_flatten != {"start_axis": 1, "end_axis": -1}:
        return None
    if convolution.type != "Conv2d" or convolution.patches is None:
        return None
    graph.nodes.pop()
    convolution.type, convolution.params = "PatchEmbedding", convolution.patches
    graph.reshape(convolution)
    return Tensor(convolution)


def squeeze(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.squeeze()``, which drops sizes of 1."""
    tensor = arguments[0]
    if not isinstance(tensor, Tensor):
        return UNKNOWN
    if tensor.pick == "state":
        return Tensor(tensor.node, "last")
    shape = shape_of(tensor)
    dim = keywords.get("dim", arguments[1] if len(arguments) > 1 else None)
    interpreter.flattened(0)
    if shape is None:
        return _add("Flatten", {}, tensor, node, frame)
    if dim is None:
        left = tuple(size for size in shape if size != 1) or (1,)
    else:
        dims = {found % (len(shape) + 1) for found in _listed(dim) if isinstance(found, int)}
        left = tuple(size for axis, size in enumerate(shape, start=1) if not (axis in dims and size == 1)) or (1,)
    return _seen_as(left, shape, tensor, node, frame)


def unsqueeze(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.unsqueeze(1)``, which adds a size of 1."""
    tensor = arguments[0]
    dim = keywords.get("dim", arguments[1] if len(arguments) > 1 else None)
    if not isinstance(tensor, Tensor):
        return UNKNOWN
    shape = shape_of(tensor)
    if shape is None or not isinstance(dim, int) or not 1 <= dim % (len(shape) + 2) <= len(shape) + 1 or len(shape) > 3:
        return not_understood(interpreter, [tensor], "unsqueeze", node, frame)
    axis = dim % (len(shape) + 2) - 1
    return _seen_as((*shape[:axis], 1, *shape[axis:]), shape, tensor, node, frame)


def _seen_as(sizes: Shape, shape: Shape, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    if sizes == shape:
        return tensor
    if len(sizes) == 1:
        return _add("Flatten", {}, tensor, node, frame)
    if len(shape) == 3 and shape[0] == 1 and sizes == shape[1:]:
        return _add("Rows", {}, tensor, node, frame)
    return _add("Reshape", {"sizes": sizes}, tensor, node, frame)


def _add(type_name: str, params: dict[str, object], tensor: Tensor, node: ast.AST, frame: Frame) -> Tensor:
    assert frame.graph is not None
    return frame.graph.add(type_name, layer_type(type_name).Params.model_validate(params), (tensor,), line_of(node))


def _listed(value: Value) -> list[Value]:
    return list(value) if isinstance(value, list | tuple) else [value]
