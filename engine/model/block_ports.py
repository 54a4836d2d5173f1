"""Edits of a block's ports: they concern its inside and every place that uses it."""

from dataclasses import replace

from engine.model.edits import fresh_id
from engine.model.layer_type import NoParams
from engine.model.layers.block import MAXIMUM_PORTS, BlockParams
from engine.model.ports import block_ports
from engine.model.spec import Block, LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


def add_port(spec: ModelSpec, name: str) -> tuple[ModelSpec, str]:
    """Give a block one more port, the last one; returns its id too. Wherever the block is used a link is missing then.

    Raises :class:`NetwrightError` where there is no such block or it has as many ports as one can have.
    """
    network = _definition(spec, name)
    ports = block_ports(network)
    if len(ports) >= MAXIMUM_PORTS:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "A block has at most {most} ports."), most=MAXIMUM_PORTS)
    port = LayerSpec(fresh_id(network, "x"), "BlockInput", NoParams())
    place = max((number for number, layer in enumerate(network.layers, 1) if layer.type == "BlockInput"), default=0)
    inside = (*network.layers[:place], port, *network.layers[place:])
    return _with_definition(spec, name, inside), port.id


def remove_port(spec: ModelSpec, name: str, port: str) -> ModelSpec:
    """Take a port away, with what it leads to inside and what leads to it wherever the block is used.

    Raises :class:`NetwrightError` where there is no such block or port, and for a block's only port.
    """
    network = _definition(spec, name)
    ports = block_ports(network)
    if port not in ports:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The block {name} has no port {port}."), name=name, port=port[:100]
        )
    if len(ports) == 1:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "A block keeps one port at least."))
    number = ports.index(port)
    inside = tuple(
        replace(layer, inputs=tuple(source for source in layer.inputs if source != port))
        if port in layer.inputs
        else layer
        for layer in network.layers
        if layer.id != port
    )
    changed = _with_definition(spec, name, inside)

    def unlinked(layers: tuple[LayerSpec, ...]) -> tuple[LayerSpec, ...]:
        return tuple(
            replace(layer, inputs=(*layer.inputs[:number], *layer.inputs[number + 1 :]))
            if isinstance(layer.params, BlockParams) and layer.params.block == name and len(layer.inputs) > number
            else layer
            for layer in layers
        )

    blocks = tuple(Block(block.name, ModelSpec(unlinked(block.network.layers))) for block in changed.blocks)
    return replace(changed, layers=unlinked(changed.layers), blocks=blocks)


def _definition(spec: ModelSpec, name: str) -> ModelSpec:
    network = spec.block_named.get(name)
    if network is None:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "This network has no block named {name}."), name=name)
    return network


def _with_definition(spec: ModelSpec, name: str, layers: tuple[LayerSpec, ...]) -> ModelSpec:
    return replace(
        spec, blocks=tuple(Block(name, ModelSpec(layers)) if block.name == name else block for block in spec.blocks)
    )
