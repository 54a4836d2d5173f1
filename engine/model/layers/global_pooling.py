"""Pooling to a size that does not depend on the image's."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, Unreadable
from engine.model.layers.sliding import require_image
from engine.model.layers.writing import Arguments, Operation, TorchLayer, read_arguments
from engine.model.reach import EVERYWHERE, Divided, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class AdaptiveAvgPool2dParams(Settings):
    """Params of :class:`AdaptiveAvgPool2d`."""

    height: int = setting(
        7,
        ge=1,
        le=4096,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Height"),
        doc=QT_TRANSLATE_NOOP("engine", "Height of the image that leaves, whatever comes in."),
    )
    width: int | None = setting(
        None,
        ge=1,
        le=4096,
        unit="px",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Width"),
        doc=QT_TRANSLATE_NOOP("engine", "Width of the image that leaves; automatic takes the height."),
    )


class AdaptiveAvgPool2d(TorchLayer):
    """Averages whatever windows lead to a given size."""

    name = torch_name = "AdaptiveAvgPool2d"
    category: ClassVar[Category] = "pooling"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Divides the image into as many squares as you ask for and averages each. "
        "What follows therefore fits images of any size.",
    )
    formula = "y[c, i, j] = mean x[c, i·H/h … (i+1)·H/h, j·W/w … (j+1)·W/w]"
    Params = AdaptiveAvgPool2dParams
    torch_arguments = ("output_size",)
    id_stem = "pool"

    def output_shape(self, params: AdaptiveAvgPool2dParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, _, _ = require_image(inputs[0])
        return (channels, params.height, params.width or params.height)

    def multiply_adds(self, params: AdaptiveAvgPool2dParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return max(prod(inputs[0]), prod(output))

    def reach(self, params: AdaptiveAvgPool2dParams, inputs: tuple[Shape, ...]) -> Reach:
        _, height, width = inputs[0]
        sides = (Divided(height, params.height), Divided(width, params.width or params.height))
        return Reach("windows", sides)

    def summary(self, params: AdaptiveAvgPool2dParams) -> str:
        return f"→ {params.height}×{params.width or params.height}"

    def arguments(self, params: AdaptiveAvgPool2dParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((params.height if params.width is None else (params.height, params.width),))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        size = read_arguments(given, names={"output_size": "size"}).get("size")
        if isinstance(size, tuple | list) and len(size) == 2 and None not in size:
            return {"height": size[0], "width": size[1]}
        if not isinstance(size, int):
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "{name}={value} is no size"), name="output_size", value=size)
        return {"height": size}


class GlobalPoolParams(Settings):
    """Params of the global poolings."""

    flatten: bool = setting(
        True,
        label=QT_TRANSLATE_NOOP("engine", "As a vector"),
        doc=QT_TRANSLATE_NOOP("engine", "Answer one number per channel; off keeps an image of one pixel."),
    )


class _GlobalPool2d(Operation):
    category: ClassVar[Category] = "pooling"
    Params = GlobalPoolParams
    id_stem = "pool"
    reduction: ClassVar[str]

    def output_shape(self, params: GlobalPoolParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, _, _ = require_image(inputs[0])
        return (channels,) if params.flatten else (channels, 1, 1)

    def multiply_adds(self, params: GlobalPoolParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(inputs[0])

    def reach(self, params: GlobalPoolParams, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE

    def options(self, params: GlobalPoolParams, inputs: tuple[Shape, ...]) -> dict[str, object]:
        return {"keepdim": not params.flatten}

    def call(
        self,
        params: GlobalPoolParams,
        inputs: tuple[Shape, ...],
        output: Shape,
        module: str,
        arguments: tuple[str, ...],
    ) -> str:
        keepdim = "" if params.flatten else ", keepdim=True"
        return f"{arguments[0]}.{self.reduction}((2, 3){keepdim})"


class GlobalAvgPool2d(_GlobalPool2d):
    """The average of each channel (Lin et al., 2014)."""

    name = module_name = "GlobalAvgPool2d"
    reduction = "mean"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Replaces each channel by its average over the whole image. "
        "It stands before the last Linear layer and spares it thousands of weights.",
    )
    formula = "y[c] = mean x[c, i, j]"


class GlobalMaxPool2d(_GlobalPool2d):
    """The largest number of each channel."""

    name = module_name = "GlobalMaxPool2d"
    reduction = "amax"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Keeps the strongest answer of each channel, wherever in the image it stands. "
        "Says whether a pattern is there at all, not where.",
    )
    formula = "y[c] = max x[c, i, j]"
