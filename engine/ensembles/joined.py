"""Several networks as one: each becomes a block, all read the same input, and :class:`SoftVote` averages what they say.

What comes out is a network like any other, so that everything that works on networks works on ensembles.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from engine.data.catalog import Preprocessing
from engine.model import edits
from engine.model.blocks import add_block, fresh_name, use_names
from engine.model.build import logits_layer
from engine.model.layer_type import NoParams
from engine.model.layers.block import BlockParams
from engine.model.layers.convolution import DepthwiseConv2dParams
from engine.model.layers.ports import InputParams
from engine.model.layers.soft_vote import SoftVoteParams
from engine.model.learning import LayerLearning
from engine.model.ports import output_layer
from engine.model.spec import Block, LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_BLOCK = "Member"
_RESCALED = "rescaled"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A network to be joined, its weights by their names, and the preprocessing that it was trained with."""

    network: ModelSpec
    weights: Mapping[str, Tensor]
    preprocessing: Preprocessing
    share: int = 1


def joined(parts: Sequence[Part]) -> tuple[ModelSpec, dict[str, Tensor]]:
    """The network of all parts and its weights; it takes what the first part takes, prepared as for that one.

    Networks that are the same are one block, used several times. Raises :class:`NetwrightError` where features were
    standardised in different ways.
    """
    first = parts[0]
    entrance = next(layer for layer in first.network if layer.type == "Input")
    assert isinstance(entrance.params, InputParams)
    spec = ModelSpec((LayerSpec("input", "Input", entrance.params),))
    known: dict[ModelSpec, str] = {}
    weights: dict[str, Tensor] = {}
    uses: list[LayerSpec] = []
    for number, part in enumerate(parts, start=1):
        inside, state = _inside(part, first.preprocessing)
        if inside not in known:
            spec, names = add_block(spec, inside.blocks)
            name = fresh_name(spec, _BLOCK)
            block = Block(name, ModelSpec(use_names(inside.layers, names)))
            spec = replace(spec, blocks=(*spec.blocks, block))
            known[inside] = name
        use = LayerSpec(f"member{number}", "Block", BlockParams(block=known[inside]), ("input",))
        uses.append(use)
        weights |= {f"{use.id}.{name}": tensor for name, tensor in state.items()}
    shares = tuple(part.share for part in parts)
    vote = SoftVoteParams(shares=shares if len(set(shares)) > 1 else ())
    end = (
        LayerSpec("vote", "SoftVote", vote, tuple(use.id for use in uses)),
        LayerSpec("softmax", "Softmax", NoParams(), ("vote",)),
        LayerSpec("output", "Output", NoParams(), ("softmax",)),
    )
    return spec.with_layers((*spec.layers, *uses, *end)), weights


def _inside(part: Part, preprocessing: Preprocessing) -> tuple[ModelSpec, Mapping[str, Tensor]]:
    """A network as it stands in a block, up to its logits; and its weights."""
    spec, logits = part.network, logits_layer(part.network)
    output = output_layer(spec)
    assert output is not None
    layers = list(_needed(spec, logits, output.id))
    state = part.weights
    if part.preprocessing != preprocessing:
        layers, state = _rescaled(spec, layers, part, preprocessing)
    ports = (
        replace(layer, type="BlockInput", params=NoParams()) if layer.type == "Input" else layer for layer in layers
    )
    ended = (replace(layer, inputs=(logits,)) if layer.id == output.id else layer for layer in ports)
    return spec.with_layers(ended), state


def _needed(spec: ModelSpec, logits: str, output: str) -> Iterable[LayerSpec]:
    """The layers that the logits depend on, and the output."""
    return (layer for layer in spec.layers if layer.id == output or spec.reaches(layer.id, logits))


def _rescaled(
    spec: ModelSpec, layers: list[LayerSpec], part: Part, given: Preprocessing
) -> tuple[list[LayerSpec], Mapping[str, Tensor]]:
    """Bring pixels from the preprocessing that they come with to the one that a member knows, channel by channel."""
    known = part.preprocessing
    if given.of_features or known.of_features:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The members standardise their features in different ways."),
            QT_TRANSLATE_NOOP("engine", "Choose runs on the same dataset."),
        )
    entrance = next(layer for layer in layers if layer.type == "Input")
    name = edits.fresh_id(spec, _RESCALED)
    params = DepthwiseConv2dParams(kernel_size=1)
    scale = LayerSpec(name, "DepthwiseConv2d", params, (entrance.id,), LayerLearning(trainable=False))
    moved: list[LayerSpec] = []
    for layer in layers:
        inputs = tuple(name if source == entrance.id else source for source in layer.inputs)
        moved += [replace(layer, inputs=inputs), scale] if layer is entrance else [replace(layer, inputs=inputs)]
    mean, std = (torch.tensor(values, dtype=torch.float64) for values in (given.mean, given.std))
    own_mean, own_std = (torch.tensor(values, dtype=torch.float64) for values in (known.mean, known.std))
    factor = {
        f"{name}.weight": (std / own_std).float().view(-1, 1, 1, 1),
        f"{name}.bias": ((mean - own_mean) / own_std).float(),
    }
    return moved, {**part.weights, **factor}
