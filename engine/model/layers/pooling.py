"""Pooling: many neighbours in, one number out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from math import prod
from typing import Any, ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch
from engine.model.layers.sliding import require_image, require_sequence, slide
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, read_side, same_names, unusual
from engine.model.reach import Reach, Sliding
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


def _stride() -> Any:
    return setting(
        None,
        ge=1,
        le=255,
        unit="px",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Stride"),
        doc=QT_TRANSLATE_NOOP("engine", "How far the window moves at a time; automatic takes the window's side."),
    )


def _padding() -> Any:
    return setting(
        0,
        ge=0,
        le=127,
        unit="px",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Padding size"),
        doc=QT_TRANSLATE_NOOP("engine", "How many pixels are added at each border; at most half the window."),
    )


def _ceil_mode() -> Any:
    return setting(
        False,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Keep the rest"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Let the last window reach over the border, so that no pixel is left out where sizes do not divide.",
        ),
    )


class PoolParams(Settings):
    """Params of the poolings of images."""

    kernel_size: int = setting(
        2,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Window"),
        doc=QT_TRANSLATE_NOOP("engine", "Side of the square of pixels that becomes one."),
    )
    stride: int | None = _stride()
    padding: int = _padding()
    ceil_mode: bool = _ceil_mode()


class Pool1dParams(Settings):
    """Params of the poolings of sequences."""

    kernel_size: int = setting(
        2,
        ge=1,
        le=255,
        label=QT_TRANSLATE_NOOP("engine", "Window"),
        doc=QT_TRANSLATE_NOOP("engine", "How many neighbours in a row become one."),
    )
    stride: int | None = _stride()
    padding: int = _padding()
    ceil_mode: bool = _ceil_mode()


class _Pool(TorchLayer):
    category: ClassVar[Category] = "pooling"
    torch_arguments: ClassVar[tuple[str, ...]] = (
        "kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode",
    )  # fmt: skip
    id_stem = "pool"

    @abstractmethod
    def receive(self, shape: Shape) -> tuple[int, ...]:
        """Check the shape that comes in and return it: (channels, sides…)."""

    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        channels, *sides = self.receive(inputs[0])
        if params.padding > params.kernel_size // 2:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "padding may be at most half the window, {expected}, not {found}"),
                expected=str(params.kernel_size // 2),
                found=str(params.padding),
                field="padding",
                remedy="halve_padding",
            )
        places = [
            slide(
                side,
                params.kernel_size,
                params.stride or params.kernel_size,
                padding=params.padding,
                ceil_mode=params.ceil_mode,
            )
            for side in sides
        ]
        return (channels, *places)

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        window: int = params.kernel_size ** (len(output) - 1)
        return prod(output) * window

    def reach(self, params: Any, inputs: tuple[Shape, ...]) -> Reach:
        _, *places = self.output_shape(params, inputs)
        stride = params.stride or params.kernel_size
        sides = tuple(
            Sliding(size, place, params.kernel_size, stride, params.padding)
            for size, place in zip(inputs[0][1:], places, strict=True)
        )
        return Reach("windows" if len(sides) == 2 else "steps", sides)

    def summary(self, params: Any) -> str:
        stride = f" / {params.stride}" if params.stride not in (None, params.kernel_size) else ""
        return f"{params.kernel_size}{stride}"

    def arguments(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        keywords = unusual(
            stride=(params.stride, None), padding=(params.padding, 0), ceil_mode=(params.ceil_mode, False)
        )
        return Arguments((params.kernel_size,), keywords)

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        sides = ("kernel_size", "stride", "padding")
        fixed = {
            "dilation": (1, (1, 1)),
            "return_indices": (False,),
            "count_include_pad": (True,),
            "divisor_override": (None,),
        }
        found = read_arguments(given, names=same_names(*sides, "ceil_mode"), fixed=fixed)
        return found | {name: read_side(name, found[name]) for name in sides if name in found}


class _Pool2d(_Pool):
    Params = PoolParams

    def receive(self, shape: Shape) -> tuple[int, ...]:
        return require_image(shape)

    def summary(self, params: PoolParams) -> str:
        return f"{params.kernel_size}×{super().summary(params)}"


class _Pool1d(_Pool):
    Params = Pool1dParams

    def receive(self, shape: Shape) -> tuple[int, ...]:
        return require_sequence(shape)


class MaxPool2d(_Pool2d):
    """Keeps the largest of each window."""

    name = torch_name = "MaxPool2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Keeps the strongest answer of each little square and drops the rest. "
        "The image shrinks, and a pattern may shift a little without being lost.",
    )
    formula = "y[c, i, j] = max x[c, i·s + u, j·s + v]"


class AvgPool2d(_Pool2d):
    """Averages each window."""

    name = torch_name = "AvgPool2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Replaces each little square by its average. The image shrinks smoothly, fine detail is blurred away.",
    )
    formula = "y[c, i, j] = mean x[c, i·s + u, j·s + v]"
    torch_arguments = ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override")


class MaxPool1d(_Pool1d):
    """Keeps the largest of each window of a sequence."""

    name = torch_name = "MaxPool1d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Keeps the strongest answer of a few neighbours in a sequence of channels × steps and drops the rest. "
        "It belongs behind Conv1d.",
    )
    formula = "y[c, i] = max x[c, i·s + u]"


class AvgPool1d(_Pool1d):
    """Averages each window of a sequence."""

    name = torch_name = "AvgPool1d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Replaces a few neighbours in a sequence of channels × steps by their average. It belongs behind Conv1d.",
    )
    formula = "y[c, i] = mean x[c, i·s + u]"
    torch_arguments = ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad")
