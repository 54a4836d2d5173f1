"""Convolutions."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, ClassVar, Literal

from engine.fields import Settings, setting
from engine.model.layer_type import Category, LayerType, ShapeMismatch
from engine.model.layers.sliding import require_image, slide
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn


class Conv2dParams(Settings):
    """Params of :class:`Conv2d`."""

    out_channels: int = setting(
        32,
        ge=1,
        le=65_536,
        label=QT_TRANSLATE_NOOP("engine", "Filters"),
        doc=QT_TRANSLATE_NOOP("engine", "How many filters slide over the image; each answers one channel."),
    )
    kernel_size: int = setting(
        3,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Kernel size"),
        doc=QT_TRANSLATE_NOOP("engine", "Side of the square window that each filter looks at."),
    )
    stride: int = setting(
        1,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Stride"),
        doc=QT_TRANSLATE_NOOP("engine", "How far the window moves at a time; 2 halves the image."),
    )
    padding: Literal["valid", "same"] = setting(
        "valid",
        label=QT_TRANSLATE_NOOP("engine", "Padding"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "valid keeps the window inside the image; same adds zeros at the border so that the size stays."
        ),
    )
    in_channels: int | None = setting(
        None,
        ge=1,
        le=65_536,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Channels in"),
        doc=QT_TRANSLATE_NOOP("engine", "How many channels it receives; automatic takes what comes."),
    )
    bias: bool = setting(
        True,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Bias"),
        doc=QT_TRANSLATE_NOOP("engine", "Add a learned number to each sum."),
    )


class Conv2d(LayerType):
    """A two-dimensional convolution."""

    name = "Conv2d"
    category: ClassVar[Category] = "convolution"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Slides small filters over the image and answers where each one fits. "
        "The same few weights serve every place, so it finds a pattern wherever it stands.",
    )
    formula = "y[o, i, j] = b[o] + Σ w[o, c, u, v] · x[c, i·s + u, j·s + v]"
    Params = Conv2dParams
    id_stem = "conv"

    def output_shape(self, params: Conv2dParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, height, width = require_image(inputs[0])
        if params.in_channels not in (None, channels):
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects {expected} channels, receives {found}"),
                expected=str(params.in_channels),
                found=str(channels),
                field="in_channels",
                remedy="take_what_comes",
            )
        if params.padding == "same" and params.stride > 1:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "padding “same” needs stride {expected}, not {found}"),
                expected="1",
                found=str(params.stride),
                field="padding",
                remedy="pad_valid",
            )
        if params.padding == "same":
            return (params.out_channels, height, width)
        return (
            params.out_channels,
            slide(height, params.kernel_size, params.stride),
            slide(width, params.kernel_size, params.stride),
        )

    def parameter_count(self, params: Conv2dParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return params.out_channels * (inputs[0][0] * params.kernel_size**2 + params.bias)

    def multiply_adds(self, params: Conv2dParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(output) * inputs[0][0] * params.kernel_size**2

    def summary(self, params: Conv2dParams) -> str:
        stride = f" / {params.stride}" if params.stride > 1 else ""
        return f"{params.out_channels} · {params.kernel_size}×{params.kernel_size}{stride}"

    def module(self, params: Conv2dParams, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        return nn.Conv2d(
            inputs[0][0],
            params.out_channels,
            params.kernel_size,
            stride=params.stride,
            padding="same" if params.padding == "same" else 0,
            bias=params.bias,
        )

    def code(self, params: Conv2dParams, inputs: tuple[Shape, ...], output: Shape) -> str:
        parts = [str(inputs[0][0]), str(params.out_channels), str(params.kernel_size)]
        if params.stride != 1:
            parts.append(f"stride={params.stride}")
        if params.padding != "valid":
            parts.append(f'padding="{params.padding}"')
        if not params.bias:
            parts.append("bias=False")
        return f"nn.Conv2d({', '.join(parts)})"
