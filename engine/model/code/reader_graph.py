"""The graph that grows while a ``forward`` is read, and its way to layers with ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from engine.fields import Settings
from engine.model.code.reader_budget import Budget
from engine.model.code.reader_values import Container, Tensor
from engine.model.layer_type import LayerType, ShapeMismatch
from engine.model.learning import AS_THE_NETWORK, LayerLearning
from engine.model.naming import allowed, is_name
from engine.model.ports import ENDS
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape

MAXIMUM_NAME = 100


@dataclass(eq=False, slots=True)
class Node:
    """A layer to be. ``name`` is the attribute it is kept under, ``variable`` the name its value is given."""

    type: str
    params: Settings
    inputs: tuple[Tensor, ...]
    line: int
    name: str | None = None
    variable: str | None = None
    shape: Shape | None = None
    learning: LayerLearning = AS_THE_NETWORK
    origin: tuple[Container, int] | None = None
    patches: Settings | None = None
    """The params of a PatchEmbedding, where a convolution would do as one."""
    wanted: str = ""
    """What was taken of a recurrent layer's answer where nothing reads it."""
    pads: tuple[tuple[int, int], ...] | None = None
    """The zeros around an image, where the layer stands for padding: (before, behind) for each side."""
    factor: float | None = None
    """What the code multiplies by, where the layer is an Identity in the place of that."""
    spare: bool = False
    """Whether it is left out where nothing reads it, since the code does not name it."""


@dataclass(slots=True)
class Graph:
    """Nodes in the order in which the code computes them; ``ports`` come first and are among them."""

    budget: Budget
    nodes: list[Node] = field(default_factory=list)
    uses: dict[int, int] = field(default_factory=dict)
    """How often each module was called in this graph, by its identity."""

    def port(self, type_name: str, name: str, params: Settings, shape: Shape | None, line: int) -> Tensor:
        """Add where something comes in."""
        node = Node(type_name, params, (), line, name=name, shape=shape)
        self.nodes.append(node)
        return Tensor(node)

    def add(
        self,
        type_name: str,
        params: Settings | None,
        inputs: Sequence[Tensor],
        line: int,
        *,
        name: str | None = None,
        shape: Shape | None = None,
        learning: LayerLearning = AS_THE_NETWORK,
    ) -> Tensor:
        """Add a layer; its shape is worked out where that of every input is known.

        A layer reads another only once: what is read again is read through an Identity.
        """
        read: list[Tensor] = []
        for tensor in inputs:
            read.append(tensor if tensor not in read else self.add("Identity", None, (tensor,), line))
        self.budget.layer()
        settings = params or layer_type(type_name).Params()
        node = Node(type_name, settings, tuple(read), line, name=name, learning=learning)
        node.shape = shape if shape is not None else self._shape(type_name, settings, read)
        self.nodes.append(node)
        return Tensor(node)

    def _shape(self, type_name: str, params: Settings, inputs: Sequence[Tensor]) -> Shape | None:
        shapes = tuple(found for found in map(shape_of, inputs) if found is not None)
        if type_name == "Block" or len(shapes) != len(inputs):
            return None
        return output_shape(layer_type(type_name), params, shapes)

    def pick(self, tensor: Tensor, part: str) -> Tensor:
        """Take a part of what a layer answers."""
        tensor.node.wanted = part
        return Tensor(tensor.node, part)

    def reshape(self, node: Node) -> None:
        """Work a layer's shape out again."""
        node.shape = self._shape(node.type, node.params, node.inputs)

    def used(self, module: object) -> int:
        """Count one more call of a module; says how often it was called before."""
        before = self.uses.get(id(module), 0)
        self.uses[id(module)] = before + 1
        return before

    def finish(self, answer: Tensor | None, output_name: str) -> ModelSpec:
        """The layers under their ids, with the output reading the answer."""
        inputs = () if answer is None else (answer,)
        output = Node("Output", layer_type("Output").Params(), inputs, 0, name=output_name)
        nodes = [*self.nodes, output]
        ids = _ids(nodes)
        return ModelSpec(
            tuple(
                LayerSpec(
                    ids[node], node.type, node.params, tuple(ids[read.node] for read in node.inputs), node.learning
                )
                for node in nodes
            )
        )


def shape_of(tensor: Tensor) -> Shape | None:
    """The shape of what was taken of a layer's output, without the batch."""
    shape = tensor.node.shape
    if tensor.pick not in ("", "steps", "heads") and shape is not None:
        return shape[-1:]
    return shape


def output_shape(kind: LayerType, params: Settings, shapes: tuple[Shape, ...]) -> Shape | None:
    """What leaves a layer; ``None`` where it cannot take what comes in."""
    if not kind.least_inputs <= len(shapes) <= kind.most_inputs:
        return None
    try:
        return kind.output_shape(params, shapes)
    except (ShapeMismatch, ValueError, IndexError, ZeroDivisionError):
        return None


class Names:
    """Hands out ids, each once."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._next: dict[str, int] = {}

    def fresh(self, wanted: str) -> str:
        """The name itself, or with a number behind it where it is taken (``relu_2``)."""
        wanted = wanted[: MAXIMUM_NAME - 8]
        return self._take(wanted) if wanted not in self.taken else self._numbered(f"{wanted}_", 2)

    def numbered(self, stem: str) -> str:
        """The stem with the next number (``relu1``)."""
        return self._numbered(stem, 1)

    def _numbered(self, stem: str, first: int) -> str:
        found = next(number for number in count(self._next.get(stem, first)) if f"{stem}{number}" not in self.taken)
        self._next[stem] = found + 1
        return self._take(f"{stem}{found}")

    def _take(self, name: str) -> str:
        self.taken.add(name)
        return name


def _ids(nodes: Iterable[Node]) -> dict[Node, str]:
    """An id for each node: the attribute's name first, then the variable's, then the type's stem with a number."""
    ids: dict[Node, str] = {}
    names = Names()
    listed = list(nodes)
    ends = [node for node in listed if node.type in ENDS]
    for node in (*ends, *(node for node in listed if node.type not in ENDS)):
        if node.name is not None and is_name(node.name):
            ids[node] = names.fresh(node.name if node.type in ENDS else allowed(node.name))
    for node in listed:
        if node not in ids and node.variable is not None and _tells(node.variable) and node.variable not in names.taken:
            ids[node] = names.fresh(node.variable)
    for node in listed:
        if node not in ids:
            kind = layer_type(node.type)
            ids[node] = names.numbered(kind.id_stem or kind.name.lower())
    return ids


def _tells(variable: str) -> bool:
    """Whether a variable's name can be the id of the layer whose value it holds."""
    return is_name(variable) and allowed(variable) == variable
