"""How many layers a layer reads, and what its ports are called. A block's ports are those of its definition."""

from engine.model.layers.block import BlockLayer
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec

ENDS = ("Input", "Output", "BlockInput")
"""The types of layers that a network cannot do without: they are neither copied nor deleted."""


def input_range(spec: ModelSpec, layer: LayerSpec) -> tuple[int, int]:
    """The least and the most layers that ``layer`` reads."""
    if layer.type == BlockLayer.name:
        network = spec.block_named.get(layer.params.block)  # type: ignore[attr-defined]
        count = len(block_ports(network)) if network is not None else 1
        return count, count
    kind = layer_type(layer.type)
    return kind.least_inputs, kind.most_inputs


def input_names(spec: ModelSpec, layer: LayerSpec) -> tuple[str, ...]:
    """The names of its ports where their order matters; empty where they are alike."""
    if layer.type == BlockLayer.name:
        network = spec.block_named.get(layer.params.block)  # type: ignore[attr-defined]
        return block_ports(network) if network is not None else ()
    return layer_type(layer.type).input_names


def block_ports(network: ModelSpec) -> tuple[str, ...]:
    """The ids of a block's ports in order."""
    return tuple(layer.id for layer in network.layers if layer.type == "BlockInput")


def output_layer(spec: ModelSpec) -> LayerSpec | None:
    """The layer that gives the network's, or the block's, answer."""
    return next((layer for layer in spec.layers if layer.type == "Output"), None)
