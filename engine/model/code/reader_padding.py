"""Zeros around an image or a sequence (``F.pad``, ``nn.ZeroPad2d``): part of the convolution or pooling behind them.

Padding is an Identity with ``pads`` while the code is read, and goes into the layers that read it where they then
compute just the same. Elsewhere the Identity stays, with a note.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.fields import Settings
from engine.model.code import reader_slices as slices
from engine.model.code.reader_graph import Graph, Node, output_shape, shape_of
from engine.model.code.reader_noting import line_of
from engine.model.code.reader_values import Module, Tensor, Value
from engine.model.registry import layer_type
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

Pads = tuple[tuple[int, int], ...]
"""(before, behind) for each side, height first."""

MODULES = ("ZeroPad1d", "ZeroPad2d", "ConstantPad1d", "ConstantPad2d")
MAXIMUM_PAD = 255
_CONVOLUTIONS = ("Conv1d", "Conv2d", "DepthwiseConv2d")
_POOLINGS = ("MaxPool1d", "MaxPool2d", "AvgPool1d", "AvgPool2d")
_NEVER_NEGATIVE = ("ReLU", "ReLU6", "Sigmoid", "Hardsigmoid", "Softplus", "Softmax")
_AS_WHAT_COMES = ("MaxPool1d", "MaxPool2d", "AvgPool1d", "AvgPool2d", "Dropout", "Dropout2d", "Identity", "Upsample")


def pad_by_module(module: Module, tensor: Tensor, node: ast.AST, frame: Frame) -> Value | None:
    """``nn.ZeroPad2d(1)``; ``None`` for padding with anything but zeros."""
    padding = module.arguments[0] if module.arguments else module.keywords.get("padding")
    value = module.keywords.get("value", module.arguments[1] if len(module.arguments) > 1 else None)
    if module.kind.startswith("Constant") and value != 0:
        return None
    sides = 4 if module.kind.endswith("2d") else 2
    return _padded(tensor, [padding] * sides if isinstance(padding, int) else padding, node, frame)


def pad(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``F.pad(x, (1, 1, 1, 1))``."""
    given = dict(zip(("input", "pad", "mode", "value"), arguments, strict=False)) | keywords
    tensor = given["input"]
    plain = given.get("mode", "constant") == "constant" and given.get("value") in (None, 0)
    if isinstance(tensor, Tensor):
        found = _padded(tensor, given.get("pad"), node, frame) if plain else None
        return found if found is not None else left_out(interpreter, tensor, line_of(node), frame)
    return tensor


def left_out(interpreter: Interpreter, tensor: Tensor, line: int, frame: Frame) -> Tensor:
    """An Identity for padding that no layer does."""
    assert frame.graph is not None
    _note(interpreter, line)
    return frame.graph.add("Identity", None, (tensor,), line)


def _note(interpreter: Interpreter, line: int) -> None:
    interpreter.note(
        line, QT_TRANSLATE_NOOP("engine", "no layer behind this padding can do it; an Identity stands in its place")
    )


def _padded(tensor: Tensor, padding: Value, node: ast.AST, frame: Frame) -> Value | None:
    graph, shape = frame.graph, shape_of(tensor)
    assert graph is not None
    if not isinstance(padding, list | tuple) or len(padding) % 2 or not 2 <= len(padding) <= 6:
        return None
    sizes = [size for size in padding if isinstance(size, int) and abs(size) <= MAXIMUM_PAD]
    if len(sizes) != len(padding):
        return None
    # Torch begins with the last axis.
    pads = [(sizes[place], sizes[place + 1]) for place in range(0, len(sizes), 2)][::-1]
    if not any(sizes):
        return tensor
    if shape is None:
        return graph.add("Identity", None, (tensor,), line_of(node))
    pads = [(0, 0)] * (len(shape) - len(pads)) + pads
    if len(pads) != len(shape) or len(shape) not in (2, 3):
        return None
    if all(size <= 0 for size in sizes):
        return _cropped(tensor, shape, pads, node, frame)
    if pads[0] != (0, 0) or min(sizes) < 0:
        return None
    padded = tuple(size + sum(pad) for size, pad in zip(shape, pads, strict=True))
    made = graph.add("Identity", None, (tensor,), line_of(node), shape=padded)
    made.node.pads = tuple(pads[1:])
    return made


def _cropped(tensor: Tensor, shape: Shape, pads: Pads | list[tuple[int, int]], node: ast.AST, frame: Frame) -> Value:
    found: Tensor | None = tensor
    for axis, (before, behind) in enumerate(pads):
        left = shape[axis] + before + behind
        if found is not None and left != shape[axis]:
            found = slices.range_of(found, axis, -before, left, node, frame) if left > 0 else None
    return found


def settle_padding(interpreter: Interpreter, graph: Graph, answer: Tensor | None) -> None:
    """Hand each padding over to the layers that read it; note those that stay."""
    for node in [node for node in graph.nodes if node.pads is not None]:
        readers = [reader for reader in graph.nodes if any(read.node is node for read in reader.inputs)]
        params = [_with(node.pads or (), reader, node.inputs[0]) for reader in readers]
        answers = answer is not None and answer.node is node
        if answers or not readers or any(found is None for found in params):
            _note(interpreter, node.line)
            continue
        for reader, found in zip(readers, params, strict=True):
            assert found is not None
            reader.params, reader.inputs, reader.patches = found, node.inputs, None
            graph.reshape(reader)
        graph.nodes.remove(node)


def _with(pads: Pads, reader: Node, source: Tensor) -> Settings | None:
    """The params with which a layer does the padding as well; ``None`` where it cannot."""
    shape, kind, params = shape_of(source), layer_type(reader.type), reader.params
    if shape is None or reader.shape is None or len(shape) != len(pads) + 1:
        return None
    if reader.type in _CONVOLUTIONS:
        return _in_convolution(pads, reader, shape)
    if reader.type not in _POOLINGS or getattr(params, "ceil_mode", False):
        return None
    if reader.type.startswith("Max") and not _never_negative(source):
        return None  # it pads with minus infinity
    own: int = params.padding  # type: ignore[attr-defined]
    size = _leading(pads, own)
    if size is None:
        return None
    found = params.model_copy(update={"padding": size})
    return found if output_shape(kind, found, (shape,)) == reader.shape else None


def _in_convolution(pads: Pads, reader: Node, shape: Shape) -> Settings | None:
    kind, params = layer_type(reader.type), reader.params
    own = {"valid": 0, "explicit": getattr(params, "padding_size", 0)}.get(getattr(params, "padding", ""))
    if own is None:
        return None
    size = _leading(pads, own)
    choices: list[dict[str, object]] = [{"padding": "same"}] if _as_same(pads, own, reader) else []
    if size is not None:
        choices.append({"padding": "explicit", "padding_size": size} if size else {"padding": "valid"})
    for choice in reversed(choices):
        found = params.model_copy(update=choice)
        # What is padded behind does not matter where no window reaches it.
        if output_shape(kind, found, (shape,)) == reader.shape:
            return found
    return None


def _leading(pads: Pads, own: int) -> int | None:
    """What is padded before, where that is the same along every side."""
    before = {first + own for first, _ in pads}
    return before.pop() if len(before) == 1 and max(before) <= MAXIMUM_PAD else None


def _as_same(pads: Sequence[tuple[int, int]], own: int, reader: Node) -> bool:
    """Whether the padding is that of torch's “same”, which pads one more behind where the window is even."""
    params = reader.params
    window: int = params.kernel_size  # type: ignore[attr-defined]
    windows = (window, getattr(params, "kernel_width", None) or window)
    dilation = getattr(params, "dilation", 1)
    totals = [dilation * (window - 1) for window in windows[: len(pads)]]
    wanted = [(total // 2, total - total // 2) for total in totals]
    given = [(before + own, behind + own) for before, behind in pads]
    return given == wanted and getattr(params, "stride", 1) == 1


def _never_negative(tensor: Tensor) -> bool:
    node = tensor.node
    while node.type in _AS_WHAT_COMES and node.inputs:
        node = node.inputs[0].node
    return node.type in _NEVER_NEGATIVE
