"""Layers that enlarge an image: the transposed convolution and plain upsampling."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import ClassVar, Literal

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, Unreadable
from engine.model.layers import window_fields
from engine.model.layers.sliding import require_channels, require_image
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, read_side, same_names, unusual
from engine.model.reach import Enlarged, Laid, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class ConvTranspose2dParams(Settings):
    """Params of :class:`ConvTranspose2d`."""

    out_channels: int = window_fields.filters()
    kernel_size: int = window_fields.kernel_size(2)
    stride: int = setting(
        2,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Stride"),
        doc=QT_TRANSLATE_NOOP("engine", "How far apart the answers are laid out; 2 doubles the image."),
    )
    padding: int = setting(
        0,
        ge=0,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Crop"),
        doc=QT_TRANSLATE_NOOP("engine", "How many pixels are cut off at each border of the result (torch's padding)."),
    )
    output_padding: int = setting(
        0,
        ge=0,
        le=254,
        unit="px",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Extra border"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Pixels added at the right and lower border, to reach a size that the stride skips."
        ),
    )
    in_channels: int | None = window_fields.in_channels()
    bias: bool = window_fields.bias()


class ConvTranspose2d(TorchLayer):
    """A transposed convolution (Zeiler et al., 2010)."""

    name = torch_name = "ConvTranspose2d"
    category: ClassVar[Category] = "convolution"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Lays a small learned patch for every pixel onto a larger image and adds up where they overlap. "
        "It undoes the shrinking of a convolution with a stride, as decoders need it.",
    )
    formula = "y[o, i·s + u, j·s + v] += w[c, o, u, v] · x[c, i, j]"
    Params = ConvTranspose2dParams
    torch_arguments = (
        "in_channels", "out_channels", "kernel_size", "stride", "padding", "output_padding", "groups", "bias",
        "dilation", "padding_mode",
    )  # fmt: skip
    id_stem = "deconv"

    def output_shape(self, params: ConvTranspose2dParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, *sides = require_image(inputs[0])
        require_channels(channels, params.in_channels)
        if params.output_padding >= params.stride and params.output_padding > 0:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "the extra border must be below the stride {expected}, not {found}"),
                expected=str(params.stride),
                found=str(params.output_padding),
                field="output_padding",
                remedy="no_extra_border",
            )
        added = params.kernel_size - 2 * params.padding + params.output_padding
        enlarged = [(side - 1) * params.stride + added for side in sides]
        if min(enlarged) < 1:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "needs a result of at least {expected} pixel a side, gets {found}"),
                expected="1",
                found=str(min(enlarged)),
                field="padding",
                remedy="no_crop",
            )
        return (params.out_channels, *enlarged)

    def parameter_count(self, params: ConvTranspose2dParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return params.out_channels * (inputs[0][0] * params.kernel_size**2 + params.bias)

    def multiply_adds(self, params: ConvTranspose2dParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(inputs[0]) * params.out_channels * params.kernel_size**2

    def reach(self, params: ConvTranspose2dParams, inputs: tuple[Shape, ...]) -> Reach:
        _, *places = self.output_shape(params, inputs)
        sides = zip(inputs[0][1:], places, strict=True)
        laid = (Laid(size, place, params.kernel_size, params.stride, params.padding) for size, place in sides)
        return Reach("windows", tuple(laid))

    def summary(self, params: ConvTranspose2dParams) -> str:
        side = params.kernel_size
        return f"{params.out_channels} · {side}×{side} · ×{params.stride}"

    def arguments(self, params: ConvTranspose2dParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        keywords = unusual(
            stride=(params.stride, 1),
            padding=(params.padding, 0),
            output_padding=(params.output_padding, 0),
            bias=(params.bias, True),
        )
        given = Arguments((inputs[0][0], params.out_channels, params.kernel_size), keywords)
        return given if params.in_channels is None else given.as_keywords(self.torch_arguments)

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        pinned = ("in_channels",) if "in_channels" in keywords else ()
        sides = ("kernel_size", "stride", "padding", "output_padding")
        found = read_arguments(
            given,
            names=same_names("out_channels", "bias", *sides, *pinned),
            ignored=("in_channels",),
            fixed={"groups": (1,), "dilation": (1, (1, 1)), "padding_mode": ("zeros",)},
        )
        return {"stride": 1} | found | {name: read_side(name, found[name]) for name in sides if name in found}


class UpsampleParams(Settings):
    """Params of :class:`Upsample`."""

    scale_factor: int = setting(
        2,
        ge=1,
        le=64,
        unit="×",
        label=QT_TRANSLATE_NOOP("engine", "Scale"),
        doc=QT_TRANSLATE_NOOP("engine", "How many times larger each side becomes."),
    )
    mode: Literal["nearest", "bilinear"] = setting(
        "nearest",
        label=QT_TRANSLATE_NOOP("engine", "Mode"),
        doc=QT_TRANSLATE_NOOP("engine", "nearest repeats each pixel; bilinear blends neighbours into each other."),
    )


class Upsample(TorchLayer):
    """Enlarges an image without weights."""

    name = torch_name = "Upsample"
    category: ClassVar[Category] = "shape"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Enlarges an image by repeating or blending its pixels; it has no weights. "
        "With a Conv2d behind it, it is the smooth alternative to ConvTranspose2d.",
    )
    formula = "y[c, i, j] = x[c, i/s, j/s]"
    Params = UpsampleParams
    torch_arguments = ("size", "scale_factor", "mode", "align_corners", "recompute_scale_factor")
    id_stem = "upsample"

    def output_shape(self, params: UpsampleParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, height, width = require_image(inputs[0])
        return (channels, height * params.scale_factor, width * params.scale_factor)

    def multiply_adds(self, params: UpsampleParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 4 * prod(output) if params.mode == "bilinear" else 0

    def reach(self, params: UpsampleParams, inputs: tuple[Shape, ...]) -> Reach:
        blended = params.mode == "bilinear"
        return Reach("windows", tuple(Enlarged(size, params.scale_factor, blended) for size in inputs[0][1:]))

    def summary(self, params: UpsampleParams) -> str:
        return f"×{params.scale_factor}"

    def arguments(self, params: UpsampleParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((), {"scale_factor": params.scale_factor, **unusual(mode=(params.mode, "nearest"))})

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        fixed = {"size": (None,), "align_corners": (None, False), "recompute_scale_factor": (None, False)}
        found = read_arguments(given, names=same_names("scale_factor", "mode"), fixed=fixed)
        scale = read_side("scale_factor", found.get("scale_factor"))
        if not isinstance(scale, int | float) or scale != int(scale):
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "enlarges by something else than a whole number"))
        return found | {"scale_factor": int(scale)}
