"""What is done with a graph once all of a ``forward`` is read: answers of recurrent layers, repeated blocks."""

from __future__ import annotations

from engine.model.code.reader_graph import Graph, Node
from engine.model.code.reader_values import Container, Instance, Module, Tensor
from engine.model.layers.block import BlockParams
from engine.model.layers.recurrent import RecurrentParams
from engine.model.registry import layer_type

MAXIMUM_REPEAT = 200


def fold(graph: Graph, answer: Tensor | None) -> Tensor | None:
    """Settle what each recurrent layer answers and make runs of equal blocks one; returns the answer after that."""
    answer = _settle_recurrent(graph, answer)
    return _fold_repeats(graph, answer)


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
