"""Attention written by hand: ``softmax(q @ k.T / sqrt(d)) @ v`` becomes the layer that computes the same.

Query, key and value must come from Linear layers, which then are the layer's own projections, as is a Linear layer
right behind. Masks and whatever else is done to the scores are left out, with a note.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from math import isclose, sqrt
from typing import TYPE_CHECKING

from engine.model.code.reader_graph import shape_of
from engine.model.code.reader_noting import line_of, not_a_layer
from engine.model.code.reader_values import BATCH, UNKNOWN, Attended, Module, Scores, Tensor, Value
from engine.model.code.reader_views import View, view_of
from engine.model.registry import layer_type
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

PROJECTED = "heads"
"""The pick of an attention's answer before its last projection."""
MAXIMUM_HEADS = 1024
_UNCHANGED = ("float", "contiguous", "clone", "type_as", "to", "half", "detach")


def multiply(interpreter: Interpreter, left: Value, right: Value, node: ast.AST, frame: Frame) -> Value | None:
    """``q @ k.transpose(-2, -1)``, or ``scores @ v``; ``None`` where it is no attention."""
    if frame.graph is None:
        return UNKNOWN
    if isinstance(left, Scores) and isinstance(right, Tensor):
        return _attended(interpreter, left, right, node, frame)
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        query, key = view_of(left), view_of(right)
        if query is not None and key is not None and _fit(query, key):
            return Scores(left, right, query.factor * key.factor)
    return None


def _fit(query: View, key: View) -> bool:
    """Whether two views of projections are multiplied over the features of each head."""
    linear = query.base.type == key.base.type == "Linear"
    return linear and 2 <= len(query.sizes) == len(key.sizes) <= 3 and query.sizes[-1] == key.sizes[-2]


def scaled_dot_product(
    interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """``F.scaled_dot_product_attention(q, k, v)``."""
    names = ("query", "key", "value", "attn_mask", "dropout_p", "is_causal", "scale")
    given = dict(zip(names, arguments, strict=False)) | keywords
    query, key, value = (given.get(name) for name in names[:3])
    if frame.graph is None or not all(isinstance(found, Tensor) for found in (query, key, value)):
        return not_a_layer(interpreter, "scaled_dot_product_attention", [query, key, value], node, frame)
    assert isinstance(query, Tensor)
    assert isinstance(key, Tensor)
    assert isinstance(value, Tensor)
    shape, seen = shape_of(query), view_of(key)
    if shape is None or seen is None or view_of(query) is None:
        return not_a_layer(interpreter, "scaled_dot_product_attention", [query], node, frame)
    if given.get("attn_mask") is not None or given.get("is_causal") is True:
        _without_mask(interpreter, node)
    scale, dropout = given.get("scale"), given.get("dropout_p")
    factor = scale if isinstance(scale, int | float) else 1 / sqrt(shape[-1])
    scores = Scores(query, key, factor, True, dropout if isinstance(dropout, float) else 0.0, turned=False)
    return _attended(interpreter, scores, value, node, frame)


def on_scores(
    interpreter: Interpreter, name: str, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """A function or method of the scores between queries and keys."""
    scores = arguments[0]
    assert isinstance(scores, Scores)
    if name in _UNCHANGED:
        return scores
    if name == "softmax":
        dim = keywords.get("dim", arguments[1] if len(arguments) > 1 else -1)
        shape = shape_of(scores.query)
        if dim == -1 or (shape is not None and dim == len(shape)):
            return replace(scores, soft=True)
    if name in ("dropout", "dropout2d"):
        share = keywords.get("p", arguments[1] if len(arguments) > 1 else 0.5)
        return replace(scores, dropout=share if isinstance(share, float) and 0 <= share < 1 else 0.0)
    if name in ("masked_fill", "masked_fill_", "where", "tril"):
        _without_mask(interpreter, node)
        return scores
    if name in ("matmul", "bmm") and len(arguments) > 1:
        found = multiply(interpreter, scores, arguments[1], node, frame)
        return found if found is not None else settled(interpreter, scores, node, frame)
    if name in ("size", "dim"):
        return UNKNOWN
    if name in ("mul", "div") and len(arguments) > 1:
        return arithmetic(interpreter, ast.Mult() if name == "mul" else ast.Div(), arguments[:2], node, frame)
    interpreter.note(
        node, QT_TRANSLATE_NOOP("engine", "{kind} of an attention's scores is left out: the layer has none"), kind=name
    )
    return scores


def by_module(interpreter: Interpreter, module: Value, scores: Scores, node: ast.AST, frame: Frame) -> Value:
    """A module called with the scores."""
    name = module.kind.lower() if isinstance(module, Module) else "?"
    given = list(module.arguments) if isinstance(module, Module) else []
    keywords = dict(module.keywords) if isinstance(module, Module) else {}
    return on_scores(interpreter, name, [scores, *given], keywords, node, frame)


def arithmetic(
    interpreter: Interpreter, operation: ast.operator, operands: list[Value], node: ast.AST, frame: Frame
) -> Value:
    """``scores * scale``; anything else that is added or multiplied is left out."""
    scores = next(found for found in operands if isinstance(found, Scores))
    number = next((found for found in operands if isinstance(found, int | float)), None)
    if number and len(operands) == 2 and isinstance(operation, ast.Mult):
        return replace(scores, scale=scores.scale * number)
    if number and operands[0] is scores and len(operands) == 2 and isinstance(operation, ast.Div):
        return replace(scores, scale=scores.scale / number)
    if isinstance(operation, ast.MatMult):
        found = multiply(interpreter, operands[0], operands[1], node, frame)
        return found if found is not None else settled(interpreter, scores, node, frame)
    interpreter.note(node, QT_TRANSLATE_NOOP("engine", "arithmetic with what is no layer's output is left out"))
    return scores


def settled(interpreter: Interpreter, scores: Scores, node: ast.AST, frame: Frame) -> Value:
    """An Identity where scores go anywhere but into an attention."""
    return not_a_layer(interpreter, "matmul", [scores.query], node, frame)


def _without_mask(interpreter: Interpreter, node: ast.AST) -> None:
    interpreter.note(
        node, QT_TRANSLATE_NOOP("engine", "the mask is left out: here every token sees all tokens"),
    )  # fmt: skip


def _attended(interpreter: Interpreter, scores: Scores, value: Tensor, node: ast.AST, frame: Frame) -> Value:
    graph = frame.graph
    assert graph is not None
    query, key, seen = view_of(scores.query), view_of(scores.key), view_of(value)
    heads = _heads(query, key, seen, scores.turned) if query and key and seen and scores.soft else 0
    if query is None or key is None or seen is None or not heads:
        return not_a_layer(interpreter, "matmul", [value], node, frame)
    each = query.sizes[-1]
    sources = [view.base.inputs[0] for view in (query, key, seen)]
    biases = [bool(getattr(view.base.params, "bias", True)) for view in (query, key, seen)]
    features = shape_of(sources[0])
    if features is None or features[-1] != heads * each or heads > MAXIMUM_HEADS:
        return not_a_layer(interpreter, "matmul", [value], node, frame)
    if not isclose(scores.scale, 1 / sqrt(each), rel_tol=1e-3):
        interpreter.note(
            node,
            QT_TRANSLATE_NOOP("engine", "the scores are divided by √{features} here, whatever the code does"),
            features=each,
        )
    if seen.factor != 1:
        interpreter.note(node, QT_TRANSLATE_NOOP("engine", "arithmetic with what is no layer's output is left out"))
    received = sources[:1] if sources[0] == sources[1] == sources[2] else sources
    received = received[:2] if len(received) == 3 and received[1] == received[2] else received
    params = {"num_heads": heads, "dropout": scores.dropout, "bias": any(biases)}
    made = graph.add(
        "MultiheadAttention",
        layer_type("MultiheadAttention").Params.model_validate(params),
        received,
        line_of(node),
        learning=query.base.learning,
    )
    for view in (query, key, seen):
        for passed in (view.base, *view.passed):
            passed.spare = True
    whole = Tensor(made.node, PROJECTED)
    return whole if len(query.sizes) == 2 else Attended(whole, ("heads", "tokens", "each"), heads)


def _heads(query: View, key: View, value: View, turned: bool) -> int:
    """How many heads there are; 0 where query, key and value are no parts of projections that a layer could have."""
    key_axes = (*key.axes[:-2], key.axes[-1], key.axes[-2]) if turned else key.axes
    views = (query, replace(key, axes=key_axes), value)
    uses: dict[int, list[int]] = {}
    for view in views:
        if view.base.type != "Linear" or len(view.sizes) != len(query.sizes) or view.base.shape is None:
            return 0
        atoms = view.plain()
        features = view.base.shape[-1]
        # Tokens lie as far apart as the projection is wide, and a part of it begins within its first token.
        if atoms is None or atoms[-2][1] not in (features, 0) or view.offset >= features:
            return 0
        uses.setdefault(id(view.base), []).append(view.offset)
    heads = query.sizes[0] if len(query.sizes) == 3 else 1
    each = query.sizes[-1]
    tokens = views[1].sizes[-2]
    if any(view.sizes[:-2] != query.sizes[:-2] or view.sizes[-1] != each for view in views):
        return 0
    if value.sizes[-2] != tokens:
        return 0
    for view in views:
        offsets = uses[id(view.base)]
        if view.base.shape is None or view.base.shape[-1] != heads * each * len(offsets):
            return 0
        if len(set(offsets)) < len(offsets):
            return 0
    return heads


def sizes_of(found: Attended) -> tuple[Value, ...]:
    """``x.shape``."""
    shape = shape_of(found.tensor) or (0, 0)
    known = {"heads": found.heads, "tokens": shape[0], "each": shape[1] // found.heads}
    return (BATCH, *(known[axis] for axis in found.axes))


def on_attended(
    interpreter: Interpreter, name: str, arguments: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> Value:
    """The heads on their way to stand one beside the other: ``x.transpose(1, 2).reshape(B, T, D)``."""
    found = arguments[0]
    assert isinstance(found, Attended)
    dims = list(arguments[1]) if len(arguments) == 2 and isinstance(arguments[1], list | tuple) else arguments[1:]
    known = [dim % 4 for dim in dims if isinstance(dim, int) and -4 <= dim < 4]
    if name in _UNCHANGED:
        return found
    if name == "size":
        sizes = sizes_of(found)
        return sizes[known[0]] if known else sizes
    if name in ("transpose", "swapaxes") and len(known) == 2 and 0 not in known:
        axes = list(found.axes)
        first, second = known[0] - 1, known[1] - 1
        axes[first], axes[second] = axes[second], axes[first]
        return replace(found, axes=tuple(axes))
    if name == "permute" and known[:1] == [0] and sorted(known) == [0, 1, 2, 3]:
        return replace(found, axes=tuple(found.axes[place - 1] for place in known[1:]))
    if found.axes == ("tokens", "heads", "each"):
        shape = shape_of(found.tensor)
        start = keywords.get("start_dim", dims[0] if dims else None)
        whole = name in ("view", "reshape") and shape is not None and len(dims) == 3 and _leads_to(dims[1:], shape)
        if whole or (name == "flatten" and start in (2, -2)):
            return found.tensor
    return not_a_layer(interpreter, name, [found.tensor], node, frame)


def _leads_to(dims: list[Value], shape: tuple[int, ...]) -> bool:
    return all(dim in (size, -1) or dim is UNKNOWN for dim, size in zip(dims, shape, strict=True))


def project(module: Module, params: object, received: list[Tensor], frame: Frame) -> Tensor | None:
    """A Linear layer right behind an attention written by hand is its last projection, where it is as wide."""
    if module.kind != "Linear" or len(received) != 1 or received[0].pick != PROJECTED or frame.graph is None:
        return None
    node = received[0].node
    known = any(read.node is node for other in frame.graph.nodes for read in other.inputs)
    if known or node.shape is None or getattr(params, "out_features", None) != node.shape[-1]:
        return None
    bias = bool(getattr(params, "bias", True) or getattr(node.params, "bias", True))
    node.params = node.params.model_copy(update={"bias": bias})
    return Tensor(node)
