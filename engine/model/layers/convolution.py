"""Convolutions of images and of sequences."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from math import prod
from typing import Any, ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, Unreadable
from engine.model.layers import window_fields
from engine.model.layers.sliding import require_channels, require_divisible, require_image, require_sequence, slide
from engine.model.layers.window_fields import Padding
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, read_side, same_names, unusual
from engine.model.reach import Reach, Sliding
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class Conv2dParams(Settings):
    """Params of :class:`Conv2d`."""

    out_channels: int = window_fields.filters()
    kernel_size: int = window_fields.kernel_size()
    stride: int = window_fields.stride()
    padding: Padding = window_fields.padding()
    padding_size: int = window_fields.padding_size()
    kernel_width: int | None = window_fields.kernel_width()
    dilation: int = window_fields.dilation()
    groups: int = window_fields.groups()
    in_channels: int | None = window_fields.in_channels()
    bias: bool = window_fields.bias()


class Conv1dParams(Settings):
    """Params of :class:`Conv1d`."""

    out_channels: int = window_fields.filters()
    kernel_size: int = setting(
        3,
        ge=1,
        le=255,
        label=QT_TRANSLATE_NOOP("engine", "Kernel size"),
        doc=QT_TRANSLATE_NOOP("engine", "How many neighbours in a row each filter looks at."),
    )
    stride: int = window_fields.stride()
    padding: Padding = window_fields.padding()
    padding_size: int = window_fields.padding_size()
    dilation: int = window_fields.dilation()
    groups: int = window_fields.groups()
    in_channels: int | None = window_fields.in_channels()
    bias: bool = window_fields.bias()


class DepthwiseConv2dParams(Settings):
    """Params of :class:`DepthwiseConv2d`."""

    multiplier: int = setting(
        1,
        ge=1,
        le=1024,
        unit="×",
        label=QT_TRANSLATE_NOOP("engine", "Filters per channel"),
        doc=QT_TRANSLATE_NOOP("engine", "How many filters each channel has, each answering one channel."),
    )
    kernel_size: int = window_fields.kernel_size()
    stride: int = window_fields.stride()
    padding: Padding = window_fields.padding()
    padding_size: int = window_fields.padding_size()
    kernel_width: int | None = window_fields.kernel_width()
    dilation: int = window_fields.dilation()
    bias: bool = window_fields.bias()


class _Convolution(TorchLayer):
    category: ClassVar[Category] = "convolution"
    torch_arguments = (
        "in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias", "padding_mode",
    )  # fmt: skip
    id_stem = "conv"

    @abstractmethod
    def receive(self, params: Any, shape: Shape) -> tuple[int, ...]:
        """Check the shape that comes in and return it: (channels, sides…)."""

    def windows(self, params: Any) -> tuple[int, ...]:
        """The window's size along each side."""
        return (params.kernel_size,)

    def filters(self, params: Any, channels: int) -> int:
        """The channels that leave."""
        count: int = params.out_channels
        return count

    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        channels, *sides = self.receive(params, inputs[0])
        if params.padding == "same" and params.stride > 1:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "padding “same” needs stride {expected}, not {found}"),
                expected="1",
                found=str(params.stride),
                field="padding",
                remedy="pad_valid",
            )
        leaving = self.filters(params, channels)
        if params.padding == "same":
            return (leaving, *sides)
        padding = params.padding_size if params.padding == "explicit" else 0
        names = ("kernel_size", "kernel_size" if getattr(params, "kernel_width", None) is None else "kernel_width")
        places = [
            slide(side, window, params.stride, padding=padding, dilation=params.dilation, field=name)
            for side, window, name in zip(sides, self.windows(params), names, strict=False)
        ]
        return (leaving, *places)

    def parameter_count(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return output[0] * (self._weights_per_filter(params, inputs) + int(params.bias))

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(output) * self._weights_per_filter(params, inputs)

    def _weights_per_filter(self, params: Any, inputs: tuple[Shape, ...]) -> int:
        return int(inputs[0][0] // self.group_count(params, inputs[0][0]) * prod(self.windows(params)))

    def group_count(self, params: Any, channels: int) -> int:
        """Into how many groups the channels fall."""
        count: int = params.groups
        return count

    def reach(self, params: Any, inputs: tuple[Shape, ...]) -> Reach:
        _, *places = self.output_shape(params, inputs)
        sides = []
        for size, place, window in zip(inputs[0][1:], places, self.windows(params), strict=True):
            same = params.dilation * (window - 1) // 2  # where the window is even, one more is added behind
            padding = {"valid": 0, "same": same, "explicit": params.padding_size}[params.padding]
            sides.append(Sliding(size, place, window, params.stride, padding, params.dilation))
        return Reach("windows" if len(sides) == 2 else "steps", tuple(sides))

    def written_window(self, params: Any) -> object:
        """The window as torch takes it: a number where it is square."""
        return params.kernel_size

    def options_written(self, params: Any) -> dict[str, object]:
        """The keyword arguments that differ from torch's defaults, without groups."""
        padding = params.padding_size if params.padding == "explicit" else params.padding
        return unusual(stride=(params.stride, 1), padding=(padding, "valid"), dilation=(params.dilation, 1))

    def arguments(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        keywords = self.options_written(params) | unusual(groups=(params.groups, 1), bias=(params.bias, True))
        given = Arguments((inputs[0][0], params.out_channels, self.written_window(params)), keywords)
        return given if params.in_channels is None else given.as_keywords(self.torch_arguments)

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        pinned = ("in_channels",) if "in_channels" in keywords else ()
        found = read_arguments(
            given,
            names=same_names("out_channels", "stride", "dilation", "groups", "bias", *pinned),
            ignored=("in_channels", "kernel_size", "padding"),
            fixed={"padding_mode": ("zeros",)},
        )
        found |= {name: read_side(name, found[name]) for name in ("stride", "dilation") if name in found}
        found |= self.read_window(given)
        return found | _read_padding(given, found)

    def read_window(self, given: Mapping[str, object]) -> dict[str, object]:
        """Params from the argument ``kernel_size``."""
        return {"kernel_size": read_side("kernel_size", given["kernel_size"])} if "kernel_size" in given else {}


class _ImageConvolution(_Convolution):
    torch_name = "Conv2d"

    def receive(self, params: Any, shape: Shape) -> tuple[int, ...]:
        return require_image(shape)

    def windows(self, params: Any) -> tuple[int, ...]:
        return (params.kernel_size, params.kernel_width or params.kernel_size)

    def written_window(self, params: Any) -> object:
        return params.kernel_size if params.kernel_width is None else (params.kernel_size, params.kernel_width)

    def read_window(self, given: Mapping[str, object]) -> dict[str, object]:
        window = given.get("kernel_size")
        if isinstance(window, tuple | list) and len(window) == 2:
            return {"kernel_size": window[0], "kernel_width": window[1]}
        return super().read_window(given)

    def summary(self, params: Any) -> str:
        height, width = self.windows(params)
        stride = f" / {params.stride}" if params.stride > 1 else ""
        return f"{height}×{width}{stride}"


class Conv2d(_ImageConvolution):
    """A two-dimensional convolution."""

    name = "Conv2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Slides small filters over the image and answers where each one fits. "
        "The same few weights serve every place, so it finds a pattern wherever it stands.",
    )
    formula = "y[o, i, j] = b[o] + Σ w[o, c, u, v] · x[c, i·s + u, j·s + v]"
    Params = Conv2dParams

    def receive(self, params: Conv2dParams, shape: Shape) -> tuple[int, ...]:
        channels, height, width = require_image(shape)
        _require_groups(params, channels)
        return channels, height, width

    def summary(self, params: Conv2dParams) -> str:
        return f"{params.out_channels} · {super().summary(params)}"


class Conv1d(_Convolution):
    """A one-dimensional convolution along the second axis."""

    name = torch_name = "Conv1d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Slides small filters along a sequence of channels × steps and answers where each one fits. "
        "Put a Permute before it where the steps come first, as they do for LSTM.",
    )
    formula = "y[o, i] = b[o] + Σ w[o, c, u] · x[c, i·s + u]"
    Params = Conv1dParams

    def receive(self, params: Conv1dParams, shape: Shape) -> tuple[int, ...]:
        channels, length = require_sequence(shape)
        _require_groups(params, channels)
        return channels, length

    def summary(self, params: Conv1dParams) -> str:
        stride = f" / {params.stride}" if params.stride > 1 else ""
        return f"{params.out_channels} · {params.kernel_size}{stride}"


class DepthwiseConv2d(_ImageConvolution):
    """A convolution of each channel by itself (Sifre, 2014; Chollet, 2017)."""

    name = "DepthwiseConv2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Gives each channel filters of its own instead of looking at all channels at once. "
        "With a 1×1 Conv2d behind it, it does nearly the work of a full convolution at a fraction of the cost.",
    )
    formula = "y[c, i, j] = b[c] + Σ w[c, u, v] · x[c, i·s + u, j·s + v]"
    Params = DepthwiseConv2dParams

    def filters(self, params: DepthwiseConv2dParams, channels: int) -> int:
        return channels * params.multiplier

    def group_count(self, params: DepthwiseConv2dParams, channels: int) -> int:
        return channels

    def arguments(self, params: DepthwiseConv2dParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        # ``kernel_size=`` by name tells this layer from a Conv2d with as many groups as channels.
        keywords = {"kernel_size": self.written_window(params), **self.options_written(params)}
        keywords |= {"groups": inputs[0][0], **unusual(bias=(params.bias, True))}
        return Arguments((inputs[0][0], output[0]), keywords)

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        channels, leaving = given.get("in_channels"), given.get("out_channels")
        of_its_own = given.get("groups") == channels and "groups" in keywords and "kernel_size" in keywords
        if not of_its_own or "in_channels" in keywords or not isinstance(channels, int) or not isinstance(leaving, int):
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "is no depthwise convolution"))
        if channels < 1 or leaving % channels:
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "is no depthwise convolution"))
        found = super().read_call(given, keywords)
        del found["out_channels"], found["groups"]
        return found | {"multiplier": leaving // channels}


def _require_groups(params: Conv1dParams | Conv2dParams, channels: int) -> None:
    require_channels(channels, params.in_channels)
    for count in (channels, params.out_channels):
        require_divisible(
            count,
            params.groups,
            QT_TRANSLATE_NOOP("engine", "{expected} groups do not divide {found} channels evenly"),
            field="groups",
            remedy="divide_groups",
        )


def _read_padding(given: Mapping[str, object], found: Mapping[str, object]) -> dict[str, object]:
    padding = given.get("padding", 0)
    if isinstance(padding, tuple | list) and any(size != padding[0] for size in padding):
        windows = (found.get("kernel_size"), found.get("kernel_width", found.get("kernel_size")))
        half = [window // 2 for window in windows if isinstance(window, int) and window % 2]
        if list(padding) == half and found.get("stride", 1) == 1 and found.get("dilation", 1) == 1:
            return {"padding": "same"}
    padding = read_side("padding", padding)
    if padding in ("valid", "same"):
        return {"padding": padding}
    return {"padding": "explicit", "padding_size": padding} if padding != 0 else {}
