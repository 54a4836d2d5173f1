"""The network as pure data: a directed acyclic graph of layers. Canvas positions live apart, in the layout."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engine.fields import Settings
from engine.model.learning import AS_THE_NETWORK, LayerLearning
from engine.model.wiring import Wiring, rewire, wire

Shape = tuple[int, ...]
"""Sizes of one example without the batch: ``(channels, height, width)`` of an image, ``(features,)`` of a vector."""

_FORMER = "_former"
"""Where a network keeps the one it was edited from until it has derived its wiring from that one's."""


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """One layer: a unique id (a Python identifier, the prefix of its weights' names), a type, params and its sources.

    ``inputs`` holds the ids of the layers it reads, in port order, each once; an unconnected layer has fewer than it
    needs. ``learning`` says how it learns where that differs from the rest of the network.
    """

    id: str
    type: str
    params: Settings
    inputs: tuple[str, ...] = ()
    learning: LayerLearning = AS_THE_NETWORK


@dataclass(frozen=True)
class Block:
    """A sub-network with a name, which ``Block`` layers use as often as they like.

    Its network has ``BlockInput`` layers for ports (in port order, their ids are the ports' names) and one ``Output``;
    it holds no definitions of its own: a block used inside another one is defined beside it.
    """

    name: str
    network: "ModelSpec"


@dataclass(frozen=True)
class ModelSpec:
    """A network. Layers stand in the order in which they were added; :attr:`order` is the order of computation.

    ``blocks`` are the definitions that its ``Block`` layers, and those inside the definitions, refer to by name.
    """

    layers: tuple[LayerSpec, ...]
    blocks: tuple[Block, ...] = ()

    def with_layers(self, layers: Iterable[LayerSpec]) -> "ModelSpec":
        """The same definitions around other layers."""
        changed = replace(self, layers=tuple(layers))
        known = self if "wiring" in self.__dict__ else self.__dict__.get(_FORMER)
        if known is not None:
            changed.__dict__[_FORMER] = known
        return changed

    @cached_property
    def block_named(self) -> Mapping[str, "ModelSpec"]:
        """The network of each block, able to resolve the blocks inside it."""
        return {block.name: replace(block.network, blocks=self.blocks) for block in self.blocks}

    @cached_property
    def by_id(self) -> Mapping[str, LayerSpec]:
        return {layer.id: layer for layer in self.layers}

    def __getitem__(self, layer_id: str) -> LayerSpec:
        return self.by_id[layer_id]

    def __contains__(self, layer_id: object) -> bool:
        return layer_id in self.by_id

    def __iter__(self) -> Iterator[LayerSpec]:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self.layers)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types of the layers, in their order."""
        return tuple(layer.type for layer in self.layers)

    @cached_property
    def wiring(self) -> Wiring:
        """Consumers and order: those of the network before an edit where they are known, brought up to date."""
        former: ModelSpec | None = self.__dict__.pop(_FORMER, None)
        known = None if former is None else former.__dict__.get("wiring")
        return wire(self) if former is None or known is None else rewire(known, former, self)

    @property
    def consumers(self) -> Mapping[str, tuple[str, ...]]:
        """For each layer's id the ids of the layers that read it, each once."""
        return self.wiring.consumers

    @property
    def order(self) -> tuple[str, ...]:
        """Ids in an order in which every layer follows its sources (Kahn, 1962); layers on a cycle are left out."""
        return self.wiring.order

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Every link as (source id, target id)."""
        return tuple((source, layer.id) for layer in self.layers for source in layer.inputs if source in self.by_id)

    def reaches(self, start: str, goal: str) -> bool:
        """Whether a path leads from ``start`` to ``goal`` (a layer reaches itself)."""
        seen, stack = {start}, [start]
        while stack:
            current = stack.pop()
            if current == goal:
                return True
            for reader in self.consumers.get(current, ()):
                if reader not in seen:
                    seen.add(reader)
                    stack.append(reader)
        return False
