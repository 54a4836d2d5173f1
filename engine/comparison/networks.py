"""In what two networks differ: layers, links and blocks. Pure arithmetic on specs; no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from engine.comparison.settings import FieldDifference, differing_fields
from engine.model.spec import LayerSpec, ModelSpec

Kind = Literal["first", "second", "changed", "renamed"]
"""Only in the first network, only in the second, in both but not alike, in both under another name alone."""

Link = tuple[str, str]
"""Source and target."""


@dataclass(frozen=True, slots=True)
class LayerDifference:
    """A layer that is not the same in both networks; a network that lacks it has ``None``."""

    kind: Kind
    first: LayerSpec | None
    second: LayerSpec | None
    fields: tuple[FieldDifference, ...] = ()
    """Params, and settings of how it learns, that differ; none where the two are of different types."""
    reordered: bool = False
    """Whether it reads the same layers in another order."""

    @property
    def name(self) -> str:
        """The layer's id in the first network, else in the second."""
        layer = self.first or self.second
        assert layer is not None
        return layer.id


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """A block whose definition is not the same: there in one network alone, or with another network inside."""

    kind: Kind
    name: str
    network: NetworkDifference | None = None


@dataclass(frozen=True, slots=True)
class NetworkDifference:
    """``partners`` leads from a layer of the first network to the same one of the second, by id.

    Links are named by the ids in their own network.
    """

    partners: Mapping[str, str]
    layers: tuple[LayerDifference, ...] = ()
    only_first_links: tuple[Link, ...] = ()
    only_second_links: tuple[Link, ...] = ()
    blocks: tuple[BlockDifference, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether the networks are the same, name for name."""
        return not (self.layers or self.only_first_links or self.only_second_links or self.blocks)

    @property
    def computes_alike(self) -> bool:
        """Whether nothing but names of layers differs."""
        links = self.only_first_links or self.only_second_links or self.blocks
        return not links and all(layer.kind == "renamed" for layer in self.layers)


def network_difference(first: ModelSpec, second: ModelSpec) -> NetworkDifference:
    """In what two networks differ. Places on the canvas, and the order in which layers were added, say nothing."""
    partners = _partners(first, second)
    gone = [LayerDifference("first", layer, None) for layer in _ordered(first) if layer.id not in partners]
    came = [LayerDifference("second", None, layer) for layer in _ordered(second) if layer.id not in partners.values()]
    pairs = (_pair(first[one], second[other], partners) for one, other in partners.items())
    changed = [difference for difference in pairs if difference is not None]
    back = {other: one for one, other in partners.items()}
    there = {(partners.get(source), partners.get(target)) for source, target in first.links}
    here = {(back.get(source), back.get(target)) for source, target in second.links}
    return NetworkDifference(
        partners,
        (*gone, *came, *changed),
        tuple(link for link in first.links if link not in here),
        tuple(link for link in second.links if link not in there),
        _blocks(first, second),
    )


def _ordered(spec: ModelSpec) -> list[LayerSpec]:
    """In the order of computation; what is on a cycle comes last."""
    known = set(spec.order)
    return [spec[name] for name in spec.order] + [layer for layer in spec.layers if layer.id not in known]


def _partners(first: ModelSpec, second: ModelSpec) -> dict[str, str]:
    """Layers of one name belong together; of the others those of the same type and params, in their order."""
    named = {layer.id: layer.id for layer in _ordered(first) if layer.id in second}
    left = [layer for layer in _ordered(first) if layer.id not in named]
    right = [layer for layer in _ordered(second) if layer.id not in named]
    matcher = SequenceMatcher(None, [_likeness(one) for one in left], [_likeness(one) for one in right], autojunk=False)
    renamed = {
        left[match.a + step].id: right[match.b + step].id
        for match in matcher.get_matching_blocks()
        for step in range(match.size)
    }
    partners = named | renamed
    return {layer.id: partners[layer.id] for layer in _ordered(first) if layer.id in partners}


def _likeness(layer: LayerSpec) -> tuple[str, str, str]:
    return layer.type, layer.params.model_dump_json(), layer.learning.model_dump_json()


def _pair(one: LayerSpec, other: LayerSpec, partners: Mapping[str, str]) -> LayerDifference | None:
    if one.type != other.type:
        return LayerDifference("changed", one, other)
    fields = differing_fields(one.params, other.params) + differing_fields(one.learning, other.learning)
    inputs = tuple(partners.get(source, "") for source in one.inputs)
    reordered = inputs != other.inputs and sorted(inputs) == sorted(other.inputs)
    if fields or reordered:
        return LayerDifference("changed", one, other, fields, reordered)
    return LayerDifference("renamed", one, other) if one.id != other.id else None


def _blocks(first: ModelSpec, second: ModelSpec) -> tuple[BlockDifference, ...]:
    there = {block.name: block.network for block in first.blocks}
    here = {block.name: block.network for block in second.blocks}
    found = [BlockDifference("first", name) for name in there if name not in here]
    found += [BlockDifference("second", name) for name in here if name not in there]
    for name, network in there.items():
        if name in here and not (inside := network_difference(network, here[name])).is_none:
            found.append(BlockDifference("changed", name, inside))
    return tuple(found)
