"""Calls of modules on tensors: each becomes a layer, a chain of layers, or a block of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engine.model.code import reader_attention as attention
from engine.model.code.reader_classes import method
from engine.model.code.reader_composed import compose
from engine.model.code.reader_folding import fold
from engine.model.code.reader_graph import Graph, output_shape, shape_of
from engine.model.code.reader_modules import Understood, argument, as_patches, understand
from engine.model.code.reader_noting import line_of, stand_in, tensors_among
from engine.model.code.reader_values import (
    UNKNOWN,
    Class,
    Container,
    Function,
    Instance,
    Module,
    Scores,
    Tensor,
    Value,
)
from engine.model.layer_type import LayerType, NoParams
from engine.model.layers.block import MAXIMUM_PORTS, BlockParams
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

_VARIANT = re.compile(r"(\w+) where other shapes come in\.")
MAXIMUM_DEFINITIONS = 500
"""With so many blocks, further modules are written out in the network instead."""
RECURRENT = ("LSTM", "GRU", "RNN")


def call_module(
    interpreter: Interpreter,
    module: Value,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    """What a module answers to its arguments."""
    if frame.graph is None:
        interpreter.fed(module, arguments)
        return UNKNOWN
    scores = next((found for found in arguments if isinstance(found, Scores)), None)
    if scores is not None and not isinstance(module, Instance):
        return attention.by_module(interpreter, module, scores, node, frame)
    match module:
        case Module():
            return _call_torch(interpreter, module, arguments, keywords, node, frame)
        case Container(kind="Sequential"):
            return chain(interpreter, module, arguments, node, frame)
        case Instance():
            return _call_instance(interpreter, module, arguments, keywords, node, frame)
    interpreter.note(node, QT_TRANSLATE_NOOP("engine", "a list of modules cannot be called; the call is left out"))
    return next((found for found in arguments if isinstance(found, Tensor)), UNKNOWN)


def chain(
    interpreter: Interpreter, container: Container, arguments: Sequence[Value], node: ast.AST, frame: Frame
) -> Value:
    """The modules of an ``nn.Sequential`` one after the other."""
    received = list(arguments)
    for child in list(container.children.values()):
        interpreter.budget.step()
        received = [call_module(interpreter, child, received, {}, node, frame)]
    return received[0] if received else UNKNOWN


def _call_torch(
    interpreter: Interpreter,
    module: Module,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    graph = frame.graph
    assert graph is not None
    understood = interpreter.understood(module)
    if understood is None:
        tensors = tensors_among([*arguments, *keywords.values()])
        composed = compose(module, tensors[0], node, frame) if tensors else None
        if composed is not None:
            return composed
        return stand_in(
            interpreter,
            [*arguments, *keywords.values()],
            module.name or module.kind.lower(),
            ast.Pass(lineno=module.line),
            frame,
            QT_TRANSLATE_NOOP("engine", "there is no layer for {kind}; an Identity stands in its place"),
            kind=module.kind,
        )
    for complaint in understood.complaints:
        interpreter.note(
            module.line,
            QT_TRANSLATE_NOOP("engine", "{kind}: {reason}; it is left out"),
            kind=module.kind,
            reason=complaint,
        )
    for remark in understood.remarks:
        interpreter.note(module.line, QT_TRANSLATE_NOOP("engine", "{kind}: {reason}"), kind=module.kind, reason=remark)
    kind = understood.kind
    if kind.name == "MultiheadAttention":
        received = _attended(arguments, keywords)
    else:
        received = _ports(interpreter, kind, tensors_among([*arguments, *keywords.values()]), node)
    projected = attention.project(module, understood.params, received, frame)
    if projected is not None:
        return projected
    before = graph.used(module)
    if before == 1 and type(kind).parameter_count is not LayerType.parameter_count:
        interpreter.note(
            node,
            QT_TRANSLATE_NOOP("engine", "{name} is used again with the same weights; here each use has its own"),
            name=module.name or module.kind,
        )
    name = frame.prefix + module.name if module.name else None
    params = understood.params
    if module.kind in RECURRENT:
        params = params.model_copy(update={"output": "sequence"})
    if module.kind == "PretrainedBackbone" and not module.learning.trainable and not interpreter.own_code:
        params = params.model_copy(update={"trainable": "frozen"})
    interpreter.clue(module)
    made = graph.add(kind.name, params, received, line_of(node), name=name)
    if module.kind == "Conv2d":
        made.node.patches = as_patches(module)
    made.node.learning = module.learning
    _compare_sizes(interpreter, understood, received, module, made)
    return answer_of(interpreter, kind, module, made)


def answer_of(interpreter: Interpreter, kind: LayerType, module: Module, made: Tensor) -> Value:
    """What the call of a module gives: more than a tensor where torch answers several values."""
    if module.kind in RECURRENT:
        state = Tensor(made.node, "state")
        return (Tensor(made.node, "steps"), (state, UNKNOWN) if module.kind == "LSTM" else state)
    if module.kind == "MultiheadAttention":
        return (made, UNKNOWN)
    return made


def _attended(arguments: Sequence[Value], keywords: Mapping[str, Value]) -> list[Tensor]:
    """What attention reads: the query alone where key and value are the same, or query and memory, or all three."""
    given = dict(zip(("query", "key", "value"), arguments, strict=False)) | dict(keywords)
    found = [tensor for name in ("query", "key", "value") if isinstance(tensor := given.get(name), Tensor)]
    if len(found) == 3 and found[2] == found[1]:
        found = found[:2]
    return found[:1] if len(found) == 2 and found[0] == found[1] else found


def _ports(interpreter: Interpreter, kind: LayerType, found: list[Tensor], node: ast.AST) -> list[Tensor]:
    """What the layer reads: each tensor once where its ports are fewer than the arguments, as in self-attention."""
    if len(found) <= kind.most_inputs:
        return found
    once = list(dict.fromkeys(found))
    if len(once) > kind.most_inputs:
        interpreter.note(
            node,
            QT_TRANSLATE_NOOP("engine", "{kind} reads {most} at most; the other arguments are left out"),
            kind=kind.name,
            most=kind.most_inputs,
        )
    return once[: kind.most_inputs]


def _compare_sizes(
    interpreter: Interpreter, understood: Understood, received: Sequence[Tensor], module: Module, made: Tensor
) -> None:
    """Remember where the sizes written in the code do not fit what arrives."""
    shapes = tuple(found for found in map(shape_of, received) if found is not None)
    if len(shapes) != len(received) or not shapes:
        return
    channels = argument(module, "num_features")
    wrong = isinstance(channels, int) and channels != shapes[0][0]
    if understood.pinned is not None and not wrong:
        wrong = output_shape(understood.kind, understood.pinned, shapes) is None
    if wrong or made.node.shape is None:
        interpreter.mismatch(module.line, shapes[0])


# --- modules of classes of the text


def _call_instance(
    interpreter: Interpreter,
    instance: Instance,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    graph = frame.graph
    assert graph is not None
    forward = method(instance, "forward")
    inner = instance.attributes.get("")
    container = inner if forward is None and isinstance(inner, Container) else None
    if forward is None and container is None:
        return stand_in(
            interpreter,
            [*arguments, *keywords.values()],
            instance.name or instance.made_by.name.lower(),
            node,
            frame,
            QT_TRANSLATE_NOOP("engine", "{kind} has no forward; an Identity stands in its place"),
            kind=instance.made_by.name,
        )
    known = interpreter.answers.get(instance)
    if known is not None:
        return known
    if graph.used(instance) == 1 and has_weights(instance):
        interpreter.note(
            node,
            QT_TRANSLATE_NOOP("engine", "{name} is used again with the same weights; here each use has its own"),
            name=instance.name or instance.made_by.name,
        )
    block = _as_block(interpreter, instance, forward, container, arguments, keywords, node, frame)
    if block is not None:
        return block
    prefix = frame.prefix + (f"{instance.name}_" if instance.name else "")
    inside = frame.inside(instance, graph, prefix)
    if forward is None:
        return chain(interpreter, container, arguments, node, inside) if container is not None else UNKNOWN
    return interpreter.call_function(forward, arguments, keywords, inside, node)


def _as_block(
    interpreter: Interpreter,
    instance: Instance,
    forward: Function | None,
    container: Container | None,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value | None:
    """A use of a block; ``None`` where the module answers more than one tensor, or takes lists of them."""
    outer = frame.graph
    assert outer is not None
    given = _named(forward, arguments, keywords)
    if given is None or not all(_passable(value) for value in given.values()):
        return None
    ports: dict[str, Tensor] = {}
    inner = Graph(interpreter.budget)
    passed: dict[str, Value] = {}
    for name, value in given.items():
        passed[name] = value
        if isinstance(value, Tensor):
            ports[name] = inner.port("BlockInput", name, NoParams(), shape_of(value), line_of(node))
            passed[name] = ports[name]
    if not 1 <= len(ports) <= MAXIMUM_PORTS or len(interpreter.definitions) >= MAXIMUM_DEFINITIONS:
        return None
    if len({given[name] for name in ports}) < len(ports):
        return None
    if any(isinstance(value, Tensor) and value.pick == attention.PROJECTED for value in given.values()):
        return None
    inside = frame.inside(instance, inner, "")
    answer = (
        chain(interpreter, container, list(passed.values()), node, inside)
        if forward is None and container is not None
        else interpreter.call_function(forward, [], passed, inside, node)
        if forward is not None
        else UNKNOWN
    )
    if not isinstance(answer, Tensor) or answer.pick == attention.PROJECTED:
        return None  # the projection may follow outside
    answer = fold(interpreter, inner, answer)
    if answer is None or answer.pick:
        return None
    back = {tensor.node: name for name, tensor in ports.items()}
    if len(inner.nodes) == len(ports) and not interpreter.own_code:
        return given[back[answer.node]]
    network = inner.finish(answer, "output")
    name = interpreter.define(block_name(instance.made_by), network)
    received = [given[port] for port in ports]
    made = outer.add(
        "Block",
        BlockParams(block=name),
        [tensor for tensor in received if isinstance(tensor, Tensor)],
        line_of(node),
        name=frame.prefix + instance.name if instance.name else None,
        shape=answer.node.shape,
    )
    made.node.origin = instance.origin
    made.node.learning = instance.learning
    return made


def block_name(made: Class) -> str:
    """The name of a class's block; a class that Netwright wrote for other shapes says which block it is."""
    found = _VARIANT.fullmatch(ast.get_docstring(made.node) or "")
    return found[1] if found is not None else made.name


def _named(
    forward: Function | None, arguments: Sequence[Value], keywords: Mapping[str, Value]
) -> dict[str, Value] | None:
    """The arguments of a forward by name, without ``self``; ``None`` where it takes any number of them."""
    if forward is None:
        return {"x": arguments[0]} if len(arguments) == 1 and not keywords else None
    given = forward.node.args
    if given.vararg is not None or given.kwarg is not None or forward.bound is None:
        return None
    names = [found.arg for found in (*given.posonlyargs, *given.args)][1:]
    every = [*names, *(found.arg for found in given.kwonlyargs)]
    if len(arguments) > len(names) or not set(keywords) <= set(every):
        return None
    found = dict(zip(names, arguments, strict=False)) | dict(keywords)
    return {name: found[name] for name in every if name in found}


def _passable(value: Value) -> bool:
    return value is None or isinstance(value, Tensor | bool | int | float | str)


def has_weights(value: Value) -> bool:
    """Whether a module learns anything."""
    stack, seen = [value], set()
    while stack:
        found = stack.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        match found:
            case Module():
                understood = understand(found)
                if understood and type(understood.kind).parameter_count is not LayerType.parameter_count:
                    return True
            case Container():
                stack += found.children.values()
            case Instance():
                stack += found.attributes.values()
    return False
