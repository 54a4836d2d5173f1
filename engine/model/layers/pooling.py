"""Pooling: many neighbours in, one number out."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, LayerType
from engine.model.layers.sliding import require_image, slide
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn


class PoolParams(Settings):
    """Params of the pooling layers."""

    kernel_size: int = setting(
        2,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Window"),
        doc=QT_TRANSLATE_NOOP("engine", "Side of the square of pixels that becomes one."),
    )
    stride: int | None = setting(
        None,
        ge=1,
        le=255,
        unit="px",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Stride"),
        doc=QT_TRANSLATE_NOOP("engine", "How far the window moves at a time; automatic takes the window's side."),
    )


class _Pool2d(LayerType):
    category: ClassVar[Category] = "pooling"
    Params = PoolParams
    id_stem = "pool"

    def output_shape(self, params: PoolParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, height, width = require_image(inputs[0])
        stride = params.stride or params.kernel_size
        return (channels, slide(height, params.kernel_size, stride), slide(width, params.kernel_size, stride))

    def multiply_adds(self, params: PoolParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(output) * params.kernel_size**2

    def summary(self, params: PoolParams) -> str:
        stride = f" / {params.stride}" if params.stride not in (None, params.kernel_size) else ""
        return f"{params.kernel_size}×{params.kernel_size}{stride}"

    def module(self, params: PoolParams, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        pool: type[nn.Module] = getattr(nn, self.name)
        return pool(params.kernel_size, stride=params.stride)

    def code(self, params: PoolParams, inputs: tuple[Shape, ...], output: Shape) -> str:
        stride = "" if params.stride is None else f", stride={params.stride}"
        return f"nn.{self.name}({params.kernel_size}{stride})"


class MaxPool2d(_Pool2d):
    """Keeps the largest of each window."""

    name = "MaxPool2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Keeps the strongest answer of each little square and drops the rest. "
        "The image shrinks, and a pattern may shift a little without being lost.",
    )
    formula = "y[c, i, j] = max x[c, i·s + u, j·s + v]"


class AvgPool2d(_Pool2d):
    """Averages each window."""

    name = "AvgPool2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Replaces each little square by its average. The image shrinks smoothly, fine detail is blurred away.",
    )
    formula = "y[c, i, j] = mean x[c, i·s + u, j·s + v]"
