"""Reads the graph of an ONNX file (the open format of the ONNX project, opset 7 and later). No weight is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from engine.model.code.reading import Reading
from engine.model.foreign.onnx_operators import OPERATORS
from engine.model.foreign.onnx_patterns import put_together
from engine.model.foreign.onnx_recurrent import arrange
from engine.model.foreign.onnx_values import OnnxGraph
from engine.model.foreign.onnx_wire import OnnxSkeleton
from engine.model.foreign.sketch import INPUT, Sketch
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_BYTES = 512 * 2**20
MAXIMUM_NODES = 50_000


def read_onnx(path: Path) -> Reading:
    """The network in an ONNX file; raises :class:`NetwrightError` where it is none or cannot be read."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} is larger than {most} MB."),
                file=path.name,
                most=MAXIMUM_BYTES // 2**20,
            )
        content = path.read_bytes()
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."),
            file=str(path),
            reason=error.strerror or str(error),
        ) from None
    return read_onnx_bytes(content, path.stem)


def read_onnx_bytes(content: bytes, title: str) -> Reading:
    """The network in an ONNX file's content; raises :class:`NetwrightError`."""
    import onnx
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    try:
        model = onnx.ModelProto.FromString(OnnxSkeleton(MAXIMUM_NODES).of(content))
    except (DecodeError, ValueError, RecursionError) as error:
        raise _no_network(title, str(error)) from None
    graph = model.graph
    if not graph.node:
        raise _no_network(title, "no nodes")
    return _read(graph, title)


def _no_network(title: str, reason: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} holds no ONNX network that can be opened ({reason})."),
        QT_TRANSLATE_NOOP(
            "engine", "Expected a file with the ending .onnx as PyTorch, Keras or ONNX Runtime write it."
        ),
        file=title,
        reason=reason[:200],
    )


def _read(graph: Any, title: str) -> Reading:
    shapes = {tensor.name: tuple(int(size) for size in tensor.dims) for tensor in graph.initializer}
    inputs = [found for found in graph.input if found.name not in shapes]
    if not inputs:
        raise _no_network(title, "no input")
    _check_order(graph, title, {*shapes, *(found.name for found in graph.input)})
    shape, turned = _input_shape(inputs[0]), ""
    if shape is not None and len(shape) == 3:
        turned = _turned(graph, inputs[0].name, shape)
    sketch = Sketch(shape if not turned or shape is None else (shape[2], shape[0], shape[1]))
    if len(inputs) > 1:
        sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "the network has {count} inputs, of which only {name} is taken"),
            count=len(inputs),
            name=inputs[0].name,
        )
    held = OnnxGraph(sketch, shapes, {tensor.name: tensor for tensor in graph.initializer})
    held.layers[inputs[0].name] = INPUT
    answers = [found.name for found in graph.output]
    for node in graph.node:
        if node.op_type == "Constant":
            _take(held, node)
    nodes = put_together(graph.node, answers, held.number)
    held.readers.update(answers)
    held.readers.update(name for node in nodes for name in node.input)
    for node in nodes:
        if turned and turned in node.output:
            held.layers[turned] = INPUT
        elif node.op_type != "Constant":
            _take(held, node)
    reached = [held.layers[name] for name in answers if name in held.layers]
    if not reached:
        raise _no_network(title, "its output is not reached")
    if len(answers) > 1:
        sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "the network has {count} outputs, of which only the first is taken"),
            count=len(answers),
        )
    named = isinstance(graph.name, str) and 0 < len(graph.name) < 40
    return sketch.reading(reached[0], graph.name if named else title)


def _check_order(graph: Any, title: str, known: set[str]) -> None:
    """Refuse a graph in which a node reads what no node before it gives: a link from nowhere, or a loop."""
    for position, node in enumerate(graph.node):
        missing = next((name for name in node.input if name and name not in known), None)
        if missing is not None:
            place = f"node[{position}] {node.op_type} {node.name}".strip()
            raise _no_network(title, f"{place[:100]}: reads {str(missing)[:60]}, which no node before it gives")
        known.update(node.output)


def _turned(graph: Any, name: str, shape: Shape) -> str:
    """The value in which an input with the channels last has them first, if the graph begins with turning it."""
    readers = [node for node in graph.node if name in node.input]
    if len(readers) != 1 or readers[0].op_type not in ("Transpose", "Reshape"):
        return ""
    order = next((list(found.ints) for found in readers[0].attribute if found.name == "perm"), [])
    one_channel = readers[0].op_type == "Reshape" and shape[2] == 1 and shape[0] > 1
    return str(readers[0].output[0]) if order == [0, 3, 1, 2] or one_channel else ""


def _take(held: OnnxGraph, node: Any) -> None:
    """One node of the graph, as layers."""
    if node.op_type == "Constant":
        with suppress(LookupError, ValueError, TypeError, AttributeError):
            held.keep_constant(node)
        return
    if node.op_type == "Shape" and node.input and node.input[0] in held.layers:
        held.keep_shape(node, held.layers[node.input[0]])
        return
    sources = [held.layers[name] for name in node.input if name in held.layers]
    if not sources:
        with suppress(LookupError, ValueError, TypeError, ArithmeticError):
            held.fold(node)  # whoever reads what cannot be folded will say that its numbers are not known
        return
    operator: Callable[[OnnxGraph, Any, list[str], Mapping[str, Any]], str] | None = OPERATORS.get(node.op_type)
    try:
        attributes = held.attributes(node)
        if node.input[0] in held.layers and arrange(held, node, sources, attributes):
            return
        if operator is None or node.domain not in ("", "ai.onnx"):
            made = held.sketch.unknown(
                sources, held.name(node) or node.op_type, f"{node.domain} {node.op_type}".strip()
            )
        else:
            made = operator(held, node, sources, attributes)
    except (LookupError, ValueError, TypeError, ArithmeticError, AttributeError) as error:
        # a node that is not as the standard has it
        made = held.sketch.unknown(sources, held.name(node) or node.op_type, f"{node.op_type} ({error})")
    for name in node.output:
        if name:
            held.layers[name] = made


def _input_shape(given: Any) -> Shape | None:
    """The shape of one example; ``None`` where a size other than the batch's is left open."""
    sizes = [int(size.dim_value) for size in given.type.tensor_type.shape.dim][1:]
    return tuple(sizes) if sizes and all(size > 0 for size in sizes) else None
