"""Modules of torch that are no layer here but do exactly what some layers do together."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.model.code import reader_padding as padding
from engine.model.code import reader_slices as slices
from engine.model.code.reader_graph import output_shape, shape_of
from engine.model.code.reader_noting import line_of
from engine.model.code.reader_slices import LARGEST_WINDOW, reordered, seen_as
from engine.model.code.reader_values import Module, Tensor, Value
from engine.model.registry import layer_type

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame


Composer = Callable[[Module, Tensor, ast.AST, "Frame"], "Value | None"]


def compose(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    """What a module answers; ``None`` where no layers do the same, or where the shape that arrives is not known."""
    composer = _COMPOSERS.get(module.kind)
    return composer(module, tensor, node, frame) if composer is not None else None


def _argument(module: Module, place: int, name: str, default: Value = None) -> Value:
    return module.keywords.get(name, module.arguments[place] if len(module.arguments) > place else default)


def _add(
    module: Module, type_name: str, params: dict[str, object], tensor: Tensor, node: ast.AST, frame: Frame
) -> Tensor:
    assert frame.graph is not None
    settings = layer_type(type_name).Params.model_validate(params)
    name = frame.prefix + module.name if module.name else None
    return frame.graph.add(type_name, settings, (tensor,), line_of(node), name=name)


def _glu(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    """The first half, times the Sigmoid of the second (Dauphin et al., 2017)."""
    shape, dim = shape_of(tensor), _argument(module, 0, "dim", -1)
    if shape is None or not isinstance(dim, int) or not -len(shape) <= dim <= len(shape) or dim == 0:
        return None
    axis = dim - 1 if dim > 0 else dim + len(shape)
    half = shape[axis] // 2
    if shape[axis] % 2:
        return None
    first = slices.range_of(tensor, axis, 0, half, node, frame)
    second = slices.range_of(tensor, axis, half, half, node, frame)
    assert first is not None
    assert second is not None
    assert frame.graph is not None
    gate = frame.graph.add("Sigmoid", None, (second,), line_of(node))
    return frame.graph.add("Multiply", None, (first, gate), line_of(node))


def _pixel_shuffle(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    """``[C·r², H, W]`` to ``[C, H·r, W·r]`` (Shi et al., 2016): the columns first, then the rows."""
    shape, factor = shape_of(tensor), _argument(module, 0, "upscale_factor")
    if shape is None or len(shape) != 3 or not isinstance(factor, int) or factor < 1 or shape[0] % (factor * factor):
        return None
    channels, height, width = shape
    left = channels // factor
    columns = reordered(seen_as(tensor, (left, factor, height, width), node, frame), (0, 2, 3, 1), node, frame)
    wide = seen_as(columns, (left // factor, factor, height, width * factor), node, frame)
    rows = reordered(wide, (0, 2, 1, 3), node, frame)
    return seen_as(rows, (left // factor, height * factor, width * factor), node, frame)


def _pixel_unshuffle(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    """``[C, H·r, W·r]`` to ``[C·r², H, W]``."""
    shape, factor = shape_of(tensor), _argument(module, 0, "downscale_factor")
    if shape is None or len(shape) != 3 or not isinstance(factor, int) or factor < 1:
        return None
    channels, height, width = shape[0], shape[1] // factor, shape[2] // factor
    if shape != (channels, height * factor, width * factor):
        return None
    rows = reordered(seen_as(tensor, (channels, height, factor, shape[2]), node, frame), (0, 2, 1, 3), node, frame)
    apart = seen_as(rows, (channels * factor, height, width, factor), node, frame)
    columns = reordered(apart, (0, 3, 1, 2), node, frame)
    return seen_as(columns, (channels * factor * factor, height, width), node, frame)


def _channel_shuffle(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    """The channels of each group dealt out in turn (Zhang et al., 2018)."""
    shape, groups = shape_of(tensor), _argument(module, 0, "groups")
    if shape is None or len(shape) != 3 or not isinstance(groups, int) or groups < 1 or shape[0] % groups:
        return None
    dealt = seen_as(tensor, (groups, shape[0] // groups, *shape[1:]), node, frame)
    return seen_as(reordered(dealt, (1, 0, 2, 3), node, frame), shape, node, frame)


def _adaptive(type_name: str) -> Composer:
    """Pooling to a size that divides what arrives is pooling by windows; a maximum over all is a layer of its own."""

    def composer(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
        shape, wanted = shape_of(tensor), _argument(module, 0, "output_size")
        sides = 2 if type_name.endswith("2d") else 1
        sizes = tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,) * sides
        if sizes == (1, 1):
            return _add(module, "GlobalMaxPool2d", {"flatten": False}, tensor, node, frame)
        if shape is None or len(shape) != sides + 1 or len(sizes) != sides:
            return None
        if not all(isinstance(size, int) and size > 0 for size in sizes):
            return None
        windows = {side // size for side, size in zip(shape[1:], sizes, strict=True) if isinstance(size, int)}
        window = windows.pop()
        params = layer_type(type_name).Params.model_validate({"kernel_size": min(max(window, 1), LARGEST_WINDOW)})
        if windows or output_shape(layer_type(type_name), params, (shape,)) != (shape[0], *sizes):
            return None
        even = all(side == window * size for side, size in zip(shape[1:], sizes, strict=True) if isinstance(size, int))
        return _add(module, type_name, params.model_dump(), tensor, node, frame) if even else None

    return composer


def _celu(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    return _add(module, "ELU", {}, tensor, node, frame) if _argument(module, 0, "alpha", 1.0) == 1 else None


def _hardtanh(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    bounds = (_argument(module, 0, "min_val", -1.0), _argument(module, 1, "max_val", 1.0))
    return _add(module, "ReLU6", {}, tensor, node, frame) if bounds == (0, 6) else None


def _threshold(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    bounds = (_argument(module, 0, "threshold"), _argument(module, 1, "value"))
    return _add(module, "ReLU", {}, tensor, node, frame) if bounds == (0, 0) else None


def _upsampling(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    scale = _argument(module, 1, "scale_factor")
    if not isinstance(scale, int) or not 1 <= scale <= 64 or _argument(module, 0, "size") is not None:
        return None
    return _add(module, "Upsample", {"scale_factor": scale}, tensor, node, frame)


_COMPOSERS: dict[str, Composer] = {
    "GLU": _glu,
    "PixelShuffle": _pixel_shuffle,
    "PixelUnshuffle": _pixel_unshuffle,
    "ChannelShuffle": _channel_shuffle,
    "AdaptiveMaxPool2d": _adaptive("MaxPool2d"),
    "AdaptiveMaxPool1d": _adaptive("MaxPool1d"),
    "AdaptiveAvgPool1d": _adaptive("AvgPool1d"),
    "CELU": _celu,
    "Hardtanh": _hardtanh,
    "Threshold": _threshold,
    "UpsamplingNearest2d": _upsampling,
    **dict.fromkeys(padding.MODULES, padding.pad_by_module),
}
