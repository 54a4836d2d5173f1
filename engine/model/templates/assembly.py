"""What the templates are put together with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from engine.model.edits import append_layer
from engine.model.layers.block import BlockParams
from engine.model.registry import layer_type
from engine.model.spec import Block, LayerSpec, ModelSpec

Step = tuple[str, dict[str, Any]]
"""A layer type's name and the params that differ from its defaults."""


@dataclass(frozen=True, slots=True)
class Template:
    """A network to start from. ``title`` and ``story`` are for people, marked for translation."""

    name: str
    title: str
    story: str
    make: Callable[[], ModelSpec]


def empty_model(shape: tuple[int, ...] = (1, 28, 28)) -> ModelSpec:
    """An input linked straight to the output."""
    given = layer_type("Input").Params.model_validate({"shape": shape})
    return ModelSpec(
        (
            LayerSpec("input", "Input", given),
            LayerSpec("output", "Output", layer_type("Output").Params(), ("input",)),
        )
    )


def chain(*steps: Step, blocks: tuple[Block, ...] = ()) -> ModelSpec:
    """Layers one behind the other between an input of 28×28 grey pixels and the output."""
    spec = ModelSpec(empty_model().layers, blocks)
    for type_name, params in steps:
        spec, _ = append_layer(spec, type_name, params=layer_type(type_name).Params.model_validate(params))
    return spec


def use(block: Block, repeat: int = 1) -> Step:
    """A step of :func:`chain` that stands for a block."""
    return "Block", BlockParams(block=block.name, repeat=repeat).model_dump()


def block(name: str, layers: Iterable[LayerSpec], answer: str) -> Block:
    """A block with one port, ``x``, that answers what the layer ``answer`` does."""
    port = LayerSpec("x", "BlockInput", layer_type("BlockInput").Params())
    output = LayerSpec("output", "Output", layer_type("Output").Params(), (answer,))
    return Block(name, ModelSpec((port, *layers, output)))


def layer(layer_id: str, type_name: str, *inputs: str, **params: object) -> LayerSpec:
    """One layer of a block."""
    return LayerSpec(layer_id, type_name, layer_type(type_name).Params.model_validate(params), inputs)
