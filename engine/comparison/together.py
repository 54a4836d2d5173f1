"""Two networks drawn beside each other: what they share stands at the same height, what one lacks leaves a gap."""

from __future__ import annotations

from dataclasses import replace

from engine.comparison.networks import NetworkDifference
from engine.model.layout import Layout, arrange
from engine.model.spec import ModelSpec


def arranged_together(first: ModelSpec, second: ModelSpec, difference: NetworkDifference) -> tuple[Layout, Layout]:
    """The places of both networks' nodes; where they have their common layers in opposite order, each by itself."""
    names = {other: one for one, other in difference.partners.items()}
    for layer in second.layers:
        if layer.id not in names:
            name = layer.id
            while name in first:
                name += "_"
            names[layer.id] = name
    union = {layer.id: layer for layer in first.layers}
    for layer in second.layers:
        name, inputs = names[layer.id], tuple(names[source] for source in layer.inputs if source in names)
        there = union.get(name)
        if there is None:
            union[name] = replace(layer, id=name, inputs=inputs)
        else:
            union[name] = replace(there, inputs=tuple(dict.fromkeys((*there.inputs, *inputs))))
    both = ModelSpec(tuple(union.values()))
    if len(both.order) < len(both):
        return arrange(first), arrange(second)
    places = arrange(both)
    return (
        {layer.id: places[layer.id] for layer in first.layers},
        {layer.id: places[names[layer.id]] for layer in second.layers},
    )
