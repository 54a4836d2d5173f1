"""What is done with a graph once a whole ``forward`` is read: padding, what recurrent layers answer, equal blocks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.model.code.reader_attention import PROJECTED
from engine.model.code.reader_graph import Graph, Node
from engine.model.code.reader_padding import settle_padding
from engine.model.code.reader_values import Container, Instance, Module, Tensor
from engine.model.layers.block import BlockParams
from engine.model.layers.recurrent import RecurrentParams
from engine.model.registry import layer_type
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_interpreter import Interpreter

MAXIMUM_REPEAT = 200


def fold(interpreter: Interpreter, graph: Graph, answer: Tensor | None) -> Tensor | None:
    """Settle padding and what each recurrent layer answers, make runs of equal blocks one; the answer after that."""
    _drop_spare(graph, answer)
    answer = _settle_factors(interpreter, graph, answer)
    answer = _settle_projections(interpreter, graph, answer)
    settle_padding(interpreter, graph, answer)
    answer = _settle_recurrent(graph, answer)
    return _fold_repeats(graph, answer)


def _drop_spare(graph: Graph, answer: Tensor | None) -> None:
    """Leave out the steps on the way to parts of a tensor that the code does not use."""
    reads = Counter(tensor.node for node in graph.nodes for tensor in node.inputs)
    if answer is not None:
        reads[answer.node] += 1
    kept: list[Node] = []
    for node in reversed(graph.nodes):
        if node.spare and not reads[node]:
            reads.subtract(tensor.node for tensor in node.inputs)
        else:
            kept.append(node)
    graph.nodes = kept[::-1]


def _settle_factors(interpreter: Interpreter, graph: Graph, answer: Tensor | None) -> Tensor | None:
    """Leave out the factors that are no part of an attention, each with a note."""
    instead: dict[Node, Tensor] = {}
    kept: set[Node] = set()

    def plain(tensor: Tensor) -> Tensor:
        while tensor.node in instead:
            tensor = instead[tensor.node]
        return tensor

    for node in graph.nodes:
        read: list[Tensor] = []
        for tensor in node.inputs:
            found = plain(tensor)
            if found is not tensor and any(other.node is found.node for other in read):
                kept.add(tensor.node)  # ``cat([x * a, x * b])``: a layer reads another only once
                found = tensor
            read.append(found)
        node.inputs = tuple(read)
        if node.factor is not None:
            instead[node] = node.inputs[0]
            interpreter.note(
                node.line, QT_TRANSLATE_NOOP("engine", "arithmetic with what is no layer's output is left out")
            )
    graph.nodes = [node for node in graph.nodes if node not in instead or node in kept]
    return plain(answer) if answer is not None else None


def _settle_projections(interpreter: Interpreter, graph: Graph, answer: Tensor | None) -> Tensor | None:
    """Note attention written by hand behind which no projection follows; the layer has one."""

    def plain(tensor: Tensor) -> Tensor:
        if tensor.pick != PROJECTED:
            return tensor
        interpreter.note(
            tensor.node.line, QT_TRANSLATE_NOOP("engine", "this attention has a Linear layer of its own behind it here")
        )
        return Tensor(tensor.node)

    for node in graph.nodes:
        if any(tensor.pick == PROJECTED for tensor in node.inputs):
            node.inputs = tuple(map(plain, node.inputs))
    return plain(answer) if answer is not None else None


def _settle_recurrent(graph: Graph, answer: Tensor | None) -> Tensor | None:
    """Where only the last state is read the layer answers that alone; where both are, a TakeToken picks it."""
    reads = [tensor for node in graph.nodes for tensor in node.inputs] + ([answer] if answer is not None else [])
    wanted: dict[Node, set[str]] = {
        node: {node.wanted} if node.wanted else set()
        for node in graph.nodes
        if isinstance(node.params, RecurrentParams)
    }
    if not wanted:
        return answer
    for tensor in reads:
        if tensor.node in wanted:
            wanted[tensor.node].add("all" if tensor.pick in ("", "steps") else "last")
    taken: dict[Node, Tensor] = {}
    for node, parts in wanted.items():
        if parts == {"last"}:
            node.params = node.params.model_copy(update={"output": "last"})
            graph.reshape(node)
        elif "last" in parts:
            params = layer_type("TakeToken").Params.model_validate({"index": -1})
            taken[node] = graph.add("TakeToken", params, (Tensor(node),), node.line)
            graph.nodes.insert(graph.nodes.index(node) + 1, graph.nodes.pop())

    def plain(tensor: Tensor) -> Tensor:
        if tensor.node not in wanted:
            return tensor
        if tensor.pick not in ("", "steps") and tensor.node in taken:
            return taken[tensor.node]
        return Tensor(tensor.node)

    for node in graph.nodes:
        if not any(taken_from.node is node for taken_from in taken.values()):
            node.inputs = tuple(map(plain, node.inputs))
    return plain(answer) if answer is not None else None


def _fold_repeats(graph: Graph, answer: Tensor | None) -> Tensor | None:
    """Blocks of one container that are equal and stand one behind the other become one block with a repeat count."""
    readers: dict[Node, list[Node]] = {}
    for node in graph.nodes:
        for tensor in node.inputs:
            readers.setdefault(tensor.node, []).append(node)
    gone: set[Node] = set()
    for node in graph.nodes:
        if node in gone or node.origin is None:
            continue
        run = [node]
        while (following := _next_copy(run[-1], readers, answer)) is not None and len(run) < MAXIMUM_REPEAT:
            run.append(following)
        whole = len(run) == len(node.origin[0].children)
        if len(run) > 1:
            last = run[-1]
            block: str = node.params.block  # type: ignore[attr-defined]
            last.params = BlockParams(block=block, repeat=len(run))
            last.inputs, last.name = node.inputs, node.name
            gone.update(run[:-1])
        if whole:
            run[-1].name = _name_of_container(run[-1].name, node.origin)
    if gone:
        graph.nodes = [node for node in graph.nodes if node not in gone]
    return answer


def _next_copy(node: Node, readers: dict[Node, list[Node]], answer: Tensor | None) -> Node | None:
    found = readers.get(node, [])
    if len(found) != 1 or (answer is not None and answer.node is node):
        return None
    following = found[0]
    if following.origin is None or node.origin is None or following.origin[0] is not node.origin[0]:
        return None
    same = following.params == node.params and following.learning == node.learning
    one_behind = following.origin[1] == node.origin[1] + 1
    reads = following.inputs[:1] == (Tensor(node),) and following.inputs[1:] == node.inputs[1:]
    return following if same and one_behind and reads else None


def _name_of_container(name: str | None, origin: tuple[Container, int]) -> str | None:
    """The container's name where its blocks became one; with the prefix that the block's own name had."""
    container, index = origin
    child = list(container.children.values())[index]
    own = child.name if isinstance(child, Instance | Module) else None
    if container.name is None or name is None or own is None or not name.endswith(own):
        return name
    return name[: len(name) - len(own)] + container.name
