"""The filters of a layer as pictures."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.evaluation.layer_outputs import MAXIMUM_SIDE, levels
from engine.model.analysis import Analysis
from engine.model.build import GraphModule
from engine.model.spec import ModelSpec, Shape

MAXIMUM_FILTERS, MAXIMUM_CHANNELS = 32, 8


@dataclass(frozen=True, slots=True, eq=False)
class Filters:
    """Filters as pictures: uint8 levels ``[filters, channels, h, w]`` of the first ones of each.

    128 is 0, and the value furthest from 0 is 1 or 255. ``coloured`` filters have three channels that are red, green
    and blue of the image. ``total`` filters of ``total_channels`` there are.
    """

    levels: NDArray[np.uint8]
    coloured: bool
    total: int
    total_channels: int


def layer_filters(module: nn.Module, image: Shape | None, furthest: float | None = None) -> Filters | None:
    """The filters of a convolution, or of a linear layer that reads an ``image``, flattened; ``None`` of others.

    ``furthest`` is the value that stands for 1 and 255 where filters are to be compared; without it they choose it.
    """
    weight = filter_weight(module, image)
    return None if weight is None else filter_pictures(weight, furthest)


def filter_weight(module: nn.Module, image: Shape | None) -> Tensor | None:
    """The weights ``[filters, channels, h, w]`` of such a layer, where they make pictures of two places at least."""
    weight = getattr(module, "weight", None)
    if not isinstance(weight, Tensor):
        return None
    if isinstance(module, nn.Linear) and image is not None:
        weight = weight.reshape(-1, *image)
    elif not isinstance(module, nn.Conv2d):
        return None
    return weight.detach() if weight.shape[2] * weight.shape[3] >= 2 else None


def filter_pictures(weight: Tensor, furthest: float | None = None) -> Filters:
    """Such weights as pictures."""
    filters, channels, height, width = weight.shape
    shown = weight[:MAXIMUM_FILTERS, :MAXIMUM_CHANNELS].float()
    if max(height, width) > MAXIMUM_SIDE:
        shown = functional.adaptive_avg_pool2d(shown, (min(height, MAXIMUM_SIDE), min(width, MAXIMUM_SIDE)))
    values: NDArray[np.float32] = shown.contiguous().numpy().copy()
    low, high = (float(values.min()), float(values.max())) if furthest is None else (-furthest, furthest)
    return Filters(levels(values, low, high), channels == 3, filters, channels)


def flattened_image(spec: ModelSpec, analysis: Analysis, layer_id: str) -> Shape | None:
    """The image that a layer reads, flattened: the weights of a linear one then are images of that shape."""
    sources = spec[layer_id].inputs
    if len(sources) != 1 or spec[sources[0]].type != "Flatten":
        return None
    received = analysis.layers[sources[0]].input_shapes
    return received[0] if received and len(received[0]) == 3 else None


def first_filtering_layer(
    spec: ModelSpec, analysis: Analysis, network: GraphModule
) -> tuple[str, nn.Module, Shape | None] | None:
    """The first layer, in order of computation, whose filters are pictures: its name, its module, its image."""
    for name, module, _, _ in network.learning_layers():
        image = flattened_image(spec, analysis, name) if name in spec.by_id else None
        if filter_weight(module, image) is not None:
            return name, module, image
    return None
