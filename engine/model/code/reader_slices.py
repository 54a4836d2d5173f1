"""Parts of a tensor along its axes: slices, ``chunk``, ``split``, ``unbind``.

No layer takes a part of an axis, but some together do, exactly: the axis is brought to the front (Permute) and folded
into equal pieces that stand as tokens (Reshape), of which some are taken (TakeToken), joined and given their shape.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from math import gcd, prod
from typing import TYPE_CHECKING

from engine.model.code.reader_graph import shape_of
from engine.model.code.reader_noting import line_of, not_understood, stand_in
from engine.model.code.reader_values import UNKNOWN, Tensor, Value
from engine.model.layers.axes import MAXIMUM_AXES
from engine.model.registry import layer_type
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

MAXIMUM_PIECES = 8
"""A part of more pieces than this would be a wall of layers."""
LARGEST_WINDOW = 255
"""What a convolution or a pooling may have."""
_LOOKED_BACK = 40
"""How many of the newest layers are searched for one that already does the same."""


def derived(type_name: str, params: dict[str, object], inputs: Sequence[Tensor], node: ast.AST, frame: Frame) -> Tensor:
    """A layer without weights; the one that is there where the same was just made of the same."""
    graph = frame.graph
    assert graph is not None
    settings = layer_type(type_name).Params.model_validate(params)
    for known in reversed(graph.nodes[-_LOOKED_BACK:]):
        if known.type == type_name and known.inputs == tuple(inputs) and known.params == settings:
            return Tensor(known)
    made = graph.add(type_name, settings, inputs, line_of(node))
    made.node.spare = True
    return made


def seen_as(tensor: Tensor, sizes: Shape, node: ast.AST, frame: Frame) -> Tensor:
    """The same numbers under other sizes."""
    if shape_of(tensor) == sizes:
        return tensor
    if len(sizes) == 1:
        return derived("Flatten", {}, (tensor,), node, frame)
    return derived("Reshape", {"sizes": sizes}, (tensor,), node, frame)


def reordered(tensor: Tensor, order: tuple[int, ...], node: ast.AST, frame: Frame) -> Tensor:
    """The axes in another order, counted without the batch; where only sizes of 1 move, other sizes will do."""
    shape = shape_of(tensor)
    assert shape is not None
    if [axis for axis in order if shape[axis] != 1] == [axis for axis in range(len(shape)) if shape[axis] != 1]:
        return seen_as(tensor, tuple(shape[axis] for axis in order), node, frame)
    return derived("Permute", {"order": order}, (tensor,), node, frame)


def range_of(tensor: Tensor, axis: int, start: int, count: int, node: ast.AST, frame: Frame) -> Tensor | None:
    """``count`` numbers along an axis from ``start`` on; ``None`` where that takes too many layers."""
    shape = shape_of(tensor)
    assert shape is not None
    if count == shape[axis]:
        return tensor
    piece = gcd(gcd(start, count), shape[axis])
    if not 1 <= count // piece <= MAXIMUM_PIECES:
        return None
    others = tuple(other for other in range(len(shape)) if other != axis)
    front = reordered(tensor, (axis, *others), node, frame)
    sizes = tuple(shape[other] for other in others)
    tokens = seen_as(front, (shape[axis] // piece, piece * prod(sizes)), node, frame)
    taken = [
        derived("TakeToken", {"index": index}, (tokens,), node, frame)
        for index in range(start // piece, (start + count) // piece)
    ]
    joined = taken[0] if len(taken) == 1 else derived("Concatenate", {"axis": 0}, taken, node, frame)
    whole = seen_as(joined, (count, *sizes), node, frame)
    back = (*range(1, axis + 1), 0, *range(axis + 1, len(shape)))
    return reordered(whole, back, node, frame)


def one_of(tensor: Tensor, axis: int, index: int, node: ast.AST, frame: Frame) -> Tensor:
    """One place along an axis, which is gone after that; its shape must be known and have the place."""
    shape = shape_of(tensor)
    assert shape is not None
    others = tuple(other for other in range(len(shape)) if other != axis)
    front = reordered(tensor, (axis, *others), node, frame)
    sizes = tuple(shape[other] for other in others)
    if not sizes:
        front, sizes = seen_as(front, (shape[axis], 1), node, frame), (1,)
    tokens = seen_as(front, (shape[axis], prod(sizes)), node, frame)
    return seen_as(derived("TakeToken", {"index": index}, (tokens,), node, frame), sizes, node, frame)


def part(tensor: Tensor, index: Value, node: ast.AST, frame: Frame) -> Value | None:
    """``x[:, 2:4, ::2]``; ``None`` where the layers here cannot do it, or where the shape is not known."""
    shape = shape_of(tensor)
    places = _places(index, len(shape) + 1) if shape is not None else None
    if shape is None or places is None or places[0] != slice(None):
        return None
    thinned = _thinned(tensor, shape, places, node, frame)
    if thinned is not None:
        return thinned
    found, axis, sizes = tensor, 0, []
    for place in places[1:]:
        if place is None:
            sizes.append(1)
            continue
        bounds = _bounds(place, shape[axis])
        if bounds is None:
            return None
        if isinstance(place, slice):
            sizes.append(bounds[1])
        cut = range_of(found, axis, *bounds, node, frame) if bounds[1] > 0 else None
        if cut is None:
            return None
        found, axis = cut, axis + 1
    return seen_as(found, tuple(sizes) or (1,), node, frame) if len(sizes) <= MAXIMUM_AXES else None


def _places(index: Value, rank: int) -> list[Value] | None:
    """One entry for each axis, the batch's first, and ``None`` for each axis that is added."""
    given = list(index) if isinstance(index, tuple) else [index]
    used = sum(place is not None and place is not ... for place in given)
    missing = [slice(None)] * (rank - used)
    if used > rank or sum(place is ... for place in given) > 1 or len(given) > 2 * MAXIMUM_AXES:
        return None
    if ... in [place for place in given if place is ...]:
        where = next(number for number, place in enumerate(given) if place is ...)
        return [*given[:where], *missing, *given[where + 1 :]]
    return [*given, *missing]


def _bounds(place: Value, size: int) -> tuple[int, int] | None:
    """Where a part of an axis begins and how much of it there is."""
    if isinstance(place, slice) and place.step in (None, 1):
        start, stop, _ = place.indices(size)
        return start, max(0, stop - start)
    if isinstance(place, int) and not isinstance(place, bool) and -size <= place < size:
        return place % size, 1
    return None


def _thinned(tensor: Tensor, shape: Shape, places: list[Value], node: ast.AST, frame: Frame) -> Tensor | None:
    """``x[:, :, ::2, ::2]`` is a pooling whose window is one pixel."""
    steps = [place.step for place in places[2:] if isinstance(place, slice) and place.start in (None, 0)]
    if len(places) != len(shape) + 1 or len(shape) not in (2, 3) or places[1] != slice(None):
        return None
    if (
        len(steps) != len(shape) - 1
        or len(set(steps)) != 1
        or not isinstance(steps[0], int)
        or not 2 <= steps[0] <= LARGEST_WINDOW
    ):
        return None
    if any(isinstance(place, slice) and place.stop is not None for place in places):
        return None
    return derived(f"MaxPool{len(steps)}d", {"kernel_size": 1, "stride": steps[0]}, (tensor,), node, frame)


# --- chunk, split, unbind


def chunk(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.chunk(2, dim=1)``: so many parts, the last one perhaps smaller."""
    count = arguments[1] if len(arguments) > 1 else keywords.get("chunks", UNKNOWN)
    axis, size = _axis(arguments, keywords)
    if isinstance(count, int) and count > 0 and size is not None:
        each = -(-size // count)
        return _parts(interpreter, arguments[0], axis, [each] * (size // each) + [size % each], node, frame)
    return _stranger(interpreter, "chunk", arguments, count, node, frame)


def split(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.split(16, dim=1)``, or ``x.split([16, 48], dim=1)`` with the size of each part."""
    wanted = arguments[1] if len(arguments) > 1 else keywords.get("split_size_or_sections", keywords.get("split_size"))
    axis, size = _axis(arguments, keywords)
    if isinstance(wanted, int) and wanted > 0 and size is not None and size // wanted <= 64:
        return _parts(interpreter, arguments[0], axis, [wanted] * (size // wanted) + [size % wanted], node, frame)
    sizes = [each for each in wanted if isinstance(each, int)] if isinstance(wanted, list | tuple) else []
    if isinstance(wanted, list | tuple) and len(sizes) == len(wanted) <= 64 and sum(sizes) == size:
        return _parts(interpreter, arguments[0], axis, sizes, node, frame)
    count = len(wanted) if isinstance(wanted, list | tuple) else UNKNOWN
    return _stranger(interpreter, "split", arguments, count, node, frame)


def unbind(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``x.unbind(1)``: every place along an axis by itself."""
    axis, size = _axis(arguments, keywords)
    tensor = arguments[0]
    if size is not None and size <= 64 and isinstance(tensor, Tensor):
        return [one_of(tensor, axis, place, node, frame) for place in range(size)]
    return _stranger(interpreter, "unbind", arguments, UNKNOWN, node, frame)


def _axis(arguments: list[Value], keywords: dict[str, Value]) -> tuple[int, int | None]:
    """The axis that is cut, counted without the batch, and its size; no size where either is not known."""
    tensor = arguments[0]
    place = 1 if len(arguments) == 2 and "dim" not in keywords else 2
    dim = keywords.get("dim", arguments[place] if len(arguments) > place else 0)
    shape = shape_of(tensor) if isinstance(tensor, Tensor) else None
    if shape is None or not isinstance(dim, int) or not -len(shape) <= dim <= len(shape) or dim == 0:
        return 0, None
    axis = dim - 1 if dim > 0 else dim + len(shape)
    return axis, shape[axis]


def _parts(
    interpreter: Interpreter, tensor: Value, axis: int, sizes: list[int], node: ast.AST, frame: Frame
) -> list[Value]:
    assert isinstance(tensor, Tensor)
    found: list[Value] = []
    start = 0
    for size in sizes:
        if size:
            cut = range_of(tensor, axis, start, size, node, frame)
            found.append(cut if cut is not None else not_taken(interpreter, tensor, node, frame))
            start += size
    return found


def not_taken(interpreter: Interpreter, tensor: Tensor, node: ast.AST, frame: Frame) -> Value:
    """An Identity for a part of a tensor that the layers here cannot take."""
    return stand_in(
        interpreter,
        [tensor],
        None,
        node,
        frame,
        QT_TRANSLATE_NOOP("engine", "this part of a tensor is not understood; an Identity stands in its place"),
    )


def _stranger(
    interpreter: Interpreter, name: str, arguments: list[Value], count: Value, node: ast.AST, frame: Frame
) -> Value:
    made = not_understood(interpreter, arguments, name, node, frame)
    return [made] * count if isinstance(count, int) and 0 < count <= 64 else UNKNOWN
