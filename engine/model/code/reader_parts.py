"""What code takes of a tensor: one step of a sequence, the last state, averages; and what it adds to tokens."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from engine.model.code import reader_slices as slices
from engine.model.code.reader_graph import shape_of
from engine.model.code.reader_noting import line_of
from engine.model.code.reader_values import UNKNOWN, Module, Tensor, Value, Weight
from engine.model.registry import layer_type
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter


def part_of(interpreter: Interpreter, tensor: Tensor, index: Value, node: ast.Subscript, frame: Frame) -> Value:
    """``x[index]`` of a tensor."""
    if frame.graph is None:
        return UNKNOWN
    state = _part_of_state(tensor, index)
    if state is not None:
        return state
    step = _step(index)
    if step is not None:
        params = tensor.node.params
        if tensor.pick == "steps" and step == -1 and not getattr(params, "bidirectional", False):
            return frame.graph.pick(tensor, "last")
        shape = shape_of(tensor)
        if shape is None or len(shape) == 2:
            taken = layer_type("TakeToken").Params.model_validate({"index": step})
            return frame.graph.add("TakeToken", taken, (tensor,), line_of(node))
    if index == slice(None) or index is ...:
        return tensor
    found = slices.part(Tensor(tensor.node) if tensor.pick == "steps" else tensor, index, node, frame)
    return found if found is not None else slices.not_taken(interpreter, tensor, node, frame)


def _step(index: Value) -> int | None:
    """The step that ``x[:, step]`` takes; ``None`` for any other part."""
    if isinstance(index, tuple) and 2 <= len(index) <= 3 and index[0] == slice(None):
        rest_is_all = all(found == slice(None) or found is ... for found in index[2:])
        step = index[1]
        if rest_is_all and isinstance(step, int) and not isinstance(step, bool) and abs(step) <= 65_535:
            return step
    return None


def _part_of_state(tensor: Tensor, index: Value) -> Tensor | None:
    """The last hidden state: ``h[-1]`` of one direction, ``h[-2:]`` or both ``h[-2]`` and ``h[-1]`` of two."""
    first = index[0] if isinstance(index, tuple) and index else index
    bidirectional = getattr(tensor.node.params, "bidirectional", False)
    if tensor.pick == "steps" and index == -1:
        return Tensor(tensor.node, "last")
    if tensor.pick != "state":
        return None
    if bidirectional:
        if first == slice(-2, None, None):
            return Tensor(tensor.node, "both")
        return Tensor(tensor.node, "backward" if first == -1 else "forward") if first in (-1, -2, 0, 1) else None
    return Tensor(tensor.node, "last") if first in (-1, 0) else None


def both_directions(tensors: list[Tensor]) -> Tensor | None:
    """``torch.cat([h[-2], h[-1]], dim=1)``: the last state of a layer that reads both ways."""
    first, *others = tensors
    if len(others) != 1 or others[0].node is not first.node:
        return None
    return Tensor(first.node, "last") if {first.pick, others[0].pick} == {"forward", "backward"} else None


def with_positions(interpreter: Interpreter, tensor: Tensor, weight: Weight, node: ast.AST, frame: Frame) -> Value:
    """``x + self.positions``: a learned number for every number of every token."""
    assert frame.graph is not None
    shape, written = shape_of(tensor), [size for size in weight.sizes if size != 1]
    if shape is not None and len(shape) != 2:
        interpreter.mismatch(weight.line, shape)
        interpreter.note(node, QT_TRANSLATE_NOOP("engine", "arithmetic with what is no layer's output is left out"))
        return tensor
    made = frame.graph.add("PositionalEmbedding", None, (tensor,), line_of(node), name=_name(weight, frame))
    made.node.learning = weight.module.learning if isinstance(weight.module, Module) else made.node.learning
    if shape is not None and all(isinstance(size, int) for size in written) and written != [s for s in shape if s != 1]:
        interpreter.mismatch(weight.line, shape)
    return made


def with_class_token(tensor: Tensor, weight: Weight, node: ast.AST, frame: Frame) -> Value:
    """``torch.cat([token.expand(…), x], dim=1)``."""
    assert frame.graph is not None
    made = frame.graph.add("ClassToken", None, (tensor,), line_of(node), name=_name(weight, frame))
    made.node.learning = weight.module.learning if isinstance(weight.module, Module) else made.node.learning
    return made


def _name(weight: Weight, frame: Frame) -> str | None:
    name = weight.module.name if isinstance(weight.module, Module) else weight.name
    return frame.prefix + name if name else None
