"""Functions and methods on tensors (``F.relu``, ``torch.cat``): each becomes the layer that does the same."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.model.code import reader_attention as attention
from engine.model.code import reader_layers as layers
from engine.model.code import reader_moved as moved
from engine.model.code import reader_noting as noting
from engine.model.code import reader_padding as padding
from engine.model.code import reader_parts as parts
from engine.model.code import reader_reductions as reductions
from engine.model.code import reader_reshaping as reshaping
from engine.model.code import reader_slices as slices
from engine.model.code.reader_graph import shape_of
from engine.model.code.reader_noting import line_of, not_a_layer
from engine.model.code.reader_values import (
    BATCH,
    UNKNOWN,
    Attended,
    Literal,
    Module,
    Moved,
    Noise,
    Scores,
    Tensor,
    TensorShape,
    Value,
    Weight,
)
from engine.model.layer_type import Unreadable
from engine.model.layers.axes import axis_of
from engine.model.registry import layer_type
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

Operation = Callable[["Interpreter", list[Value], dict[str, Value], ast.AST, "Frame"], Value]

_MODULES = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "leaky_relu": "LeakyReLU",
    "elu": "ELU",
    "selu": "SELU",
    "celu": "CELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "swish": "SiLU",
    "mish": "Mish",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "softplus": "Softplus",
    "hardswish": "Hardswish",
    "hardsigmoid": "Hardsigmoid",
    "hardtanh": "Hardtanh",
    "logsigmoid": "LogSigmoid",
    "softmax": "Softmax",
    "log_softmax": "LogSoftmax",
    "dropout": "Dropout",
    "dropout1d": "Dropout",
    "dropout2d": "Dropout2d",
    "alpha_dropout": "Dropout",
    "threshold": "Threshold",
    "adaptive_max_pool1d": "AdaptiveMaxPool1d",
    "pixel_unshuffle": "PixelUnshuffle",
    "channel_shuffle": "ChannelShuffle",
    "max_pool1d": "MaxPool1d",
    "max_pool2d": "MaxPool2d",
    "avg_pool1d": "AvgPool1d",
    "avg_pool2d": "AvgPool2d",
    "adaptive_avg_pool1d": "AdaptiveAvgPool1d",
    "adaptive_avg_pool2d": "AdaptiveAvgPool2d",
    "adaptive_max_pool2d": "AdaptiveMaxPool2d",
    "interpolate": "Upsample",
    "upsample": "Upsample",
    "pixel_shuffle": "PixelShuffle",
    "glu": "GLU",
    "unflatten": "Unflatten",
}
"""Functions that do what a module without weights does, with the same arguments after the tensor."""

_FUNCTION_ONLY = ("training", "inplace", "_stacklevel", "recompute_scale_factor", "antialias")

_UNCHANGED = frozenset(
    [
        "contiguous",
        "clone",
        "detach",
        "float",
        "double",
        "half",
        "to",
        "cuda",
        "cpu",
        "type",
        "type_as",
        "requires_grad_",
        "expand_as",
        "bfloat16",
        "retain_grad",
        "register_hook",
        "alias",
    ]
)


def operate_on(
    interpreter: Interpreter,
    name: str,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    """What a function or method of this name answers; its first argument is the tensor, or a list of them."""
    if not arguments:
        arguments = [keywords.pop(key) for key in ("input", "x", "tensors") if key in keywords][:1]
    if not arguments:
        return UNKNOWN
    bare = name.rstrip("_") or name
    first = arguments[0]
    if frame.graph is None:
        return UNKNOWN
    if isinstance(first, Scores):
        return attention.on_scores(interpreter, bare, arguments, keywords, node, frame)
    if isinstance(first, Attended):
        return attention.on_attended(interpreter, bare, arguments, keywords, node, frame)
    if isinstance(first, Moved):
        return moved.operate_on(interpreter, bare, arguments, keywords, node, frame)
    if isinstance(first, Weight | Literal | Noise) and bare not in ("cat", "concat", "concatenate", "add"):
        return _on_weight(first, bare, arguments)
    if bare in _MODULES and isinstance(first, Tensor):
        return _as_module(interpreter, _MODULES[bare], arguments, keywords, node, frame)
    operation = _OPERATIONS.get(bare)
    if operation is not None:
        return operation(interpreter, arguments, keywords, node, frame)
    if bare in _UNCHANGED:
        return first
    if not noting.tensors_among(arguments):
        return UNKNOWN
    return not_a_layer(interpreter, name, arguments, node, frame)


def _on_weight(first: Value, name: str, arguments: list[Value]) -> Value:
    if name in ("dim", "ndimension"):
        return len(first.sizes) if isinstance(first, Literal) and first.sizes else 2
    if name == "size":
        sizes = first.sizes if isinstance(first, Weight | Literal) else ()
        index = arguments[1] if len(arguments) > 1 else None
        return sizes[index] if isinstance(index, int) and -len(sizes) <= index < len(sizes) else UNKNOWN
    return first


def _as_module(
    interpreter: Interpreter,
    kind: str,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    given = {name: value for name, value in keywords.items() if name not in _FUNCTION_ONLY}
    rest = list(arguments[1:])
    if kind.startswith("Dropout"):
        rest = rest[:1]
    if kind == "Upsample" and isinstance(given.get("size", rest[0] if rest else None), TensorShape):
        return not_a_layer(interpreter, "interpolate", arguments, node, frame)
    module = Module(kind, tuple(rest), given, line_of(node))
    return layers.call_module(interpreter, module, [arguments[0]], {}, node, frame)


def add_or_multiply(
    interpreter: Interpreter, type_name: str, operands: list[Value], node: ast.AST, frame: Frame
) -> Value:
    """``a + b`` or ``a * b`` where at least one is a tensor."""
    tensors = [found for found in operands if isinstance(found, Tensor)]
    others = [found for found in operands if not isinstance(found, Tensor)]
    if frame.graph is None or not tensors:
        return UNKNOWN
    if not others:
        return _merged(interpreter, type_name, tensors, {}, node, frame)
    if type_name == "Add" and len(tensors) == 1 and len(others) == 1:
        if isinstance(others[0], Noise):
            params = layer_type("GaussianNoise").Params.model_validate({"std": min(others[0].std, 10.0)})
            return frame.graph.add("GaussianNoise", params, tensors, line_of(node))
        if isinstance(others[0], Weight):
            return parts.with_positions(interpreter, tensors[0], others[0], node, frame)
    if type_name == "Multiply" and len(operands) == 2 and isinstance(others[0], int | float):
        return multiplied_by(tensors[0], float(others[0]), node, frame)
    summed = tensors[0] if len(tensors) == 1 else _merged(interpreter, type_name, tensors, {}, node, frame)
    interpreter.note(node, QT_TRANSLATE_NOOP("engine", "arithmetic with what is no layer's output is left out"))
    return summed


def multiplied_by(tensor: Tensor, factor: float, node: ast.AST, frame: Frame) -> Tensor:
    """An Identity for ``x * 0.125``, until it is known whether that is the scale of an attention."""
    assert frame.graph is not None
    made = frame.graph.add("Identity", None, (tensor,), line_of(node))
    made.node.factor = factor
    return made


def _merged(
    interpreter: Interpreter,
    type_name: str,
    tensors: list[Tensor],
    params: dict[str, object],
    node: ast.AST,
    frame: Frame,
) -> Value:
    graph = frame.graph
    assert graph is not None
    kind = layer_type(type_name)
    settings = kind.Params.model_validate(params)
    if len(tensors) == 1:
        return tensors[0]
    while len(tensors) > kind.most_inputs:
        first = graph.add(type_name, settings, tensors[: kind.most_inputs], line_of(node))
        tensors = [first, *tensors[kind.most_inputs :]]
    made = graph.add(type_name, settings, tensors, line_of(node))
    shapes = [shape_of(found) for found in tensors]
    if made.node.shape is None and shapes[0] is not None and None not in shapes:
        interpreter.mismatch(line_of(node), shapes[0])
    return made


def _concatenate(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    pieces = arguments[0]
    if not isinstance(pieces, list | tuple):
        return not_a_layer(interpreter, "cat", arguments, node, frame)
    dim = keywords.get("dim", keywords.get("axis", arguments[1] if len(arguments) > 1 else 0))
    if len(pieces) == 2 and isinstance(pieces[0], Weight) and isinstance(pieces[1], Tensor):
        return parts.with_class_token(pieces[1], pieces[0], node, frame)
    tensors = [found for found in pieces if isinstance(found, Tensor)]
    if len(tensors) < len(pieces):
        interpreter.note(node, QT_TRANSLATE_NOOP("engine", "what is not known is left out of the concatenation"))
    if not tensors:
        return UNKNOWN
    both = parts.both_directions(tensors)
    if both is not None:
        return both
    try:
        axis = axis_of(dim)
    except Unreadable:
        return not_a_layer(interpreter, "cat", tensors, node, frame)
    if not -4 <= axis <= 3:
        return not_a_layer(interpreter, "cat", tensors, node, frame)
    return _merged(interpreter, "Concatenate", tensors, {"axis": axis}, node, frame)


def _arithmetic(type_name: str) -> Operation:
    def operation(
        interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
    ) -> Value:
        return add_or_multiply(interpreter, type_name, arguments[:2], node, frame)

    return operation


def _multiplied(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    return matrix_product(interpreter, "matmul", arguments[:2], node, frame)


def matrix_product(interpreter: Interpreter, name: str, operands: list[Value], node: ast.AST, frame: Frame) -> Value:
    """``a @ b``, which is a layer's work in attention alone."""
    found = attention.multiply(interpreter, operands[0], operands[-1], node, frame) if len(operands) == 2 else None
    return found if found is not None else not_a_layer(interpreter, name, operands, node, frame)


def _noise(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    return Noise()


def _size(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    sizes = sizes_of(arguments[0])
    index = arguments[1] if len(arguments) > 1 else keywords.get("dim")
    if index is None:
        return sizes
    if not isinstance(sizes, tuple):
        return BATCH if index == 0 else UNKNOWN
    return sizes[index] if isinstance(index, int) and -len(sizes) <= index < len(sizes) else UNKNOWN


def sizes_of(value: Value) -> Value:
    """``x.shape``, the batch first where it was not moved."""
    if isinstance(value, Moved):
        return moved.sizes_of(value)
    if isinstance(value, Attended):
        return attention.sizes_of(value)
    shape = shape_of(value) if isinstance(value, Tensor) else None
    return (BATCH, *shape) if shape is not None else TensorShape()


def _rank(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    sizes = sizes_of(arguments[0])
    return len(sizes) if isinstance(sizes, tuple) else UNKNOWN


_OPERATIONS: dict[str, Operation] = {
    "pad": padding.pad,
    "matmul": _multiplied,
    "bmm": _multiplied,
    "scaled_dot_product_attention": attention.scaled_dot_product,
    "cat": _concatenate,
    "concat": _concatenate,
    "concatenate": _concatenate,
    "add": _arithmetic("Add"),
    "mul": _arithmetic("Multiply"),
    "multiply": _arithmetic("Multiply"),
    "randn_like": _noise,
    "size": _size,
    "dim": _rank,
    "chunk": slices.chunk,
    "tensor_split": slices.chunk,
    "split": slices.split,
    "unbind": slices.unbind,
    "flatten": reshaping.flatten,
    "view": reshaping.view,
    "reshape": reshaping.reshape,
    "permute": reshaping.permute,
    "transpose": reshaping.transpose,
    "swapaxes": reshaping.transpose,
    "swapdims": reshaping.transpose,
    "squeeze": reshaping.squeeze,
    "unsqueeze": reshaping.unsqueeze,
    "mean": reductions.mean,
    "amax": reductions.largest,
    "max": reductions.largest_and_place,
}
