"""Layers that only change the shape, and Dropout, which only hides."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, LayerType
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn


class Flatten(LayerType):
    """An image as a row of numbers."""

    name = "Flatten"
    category: ClassVar[Category] = "shape"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Lays an image out as one row of numbers, so that Linear layers can read it. It has no weights.",
    )
    formula = "C×H×W → C·H·W"
    id_stem = "flatten"

    def output_shape(self, params: Settings, inputs: tuple[Shape, ...]) -> Shape:
        return (prod(inputs[0]),)

    def multiply_adds(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def module(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        return nn.Flatten()

    def code(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> str:
        return "nn.Flatten()"


class DropoutParams(Settings):
    """Params of :class:`Dropout`."""

    p: float = setting(
        0.5,
        ge=0,
        lt=1,
        label=QT_TRANSLATE_NOOP("engine", "Share hidden"),
        doc=QT_TRANSLATE_NOOP("engine", "The chance that a number is hidden at a training step."),
    )


class Dropout(LayerType):
    """Random hiding while training (Srivastava et al., 2014)."""

    name = "Dropout"
    category: ClassVar[Category] = "regularisation"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Hides a random share of the numbers at each training step, so that no unit can rely on a single other. "
        "When the network answers, nothing is hidden.",
    )
    formula = "y = x · m / (1 − p),  m ~ Bernoulli(1 − p)"
    Params = DropoutParams
    id_stem = "dropout"

    def output_shape(self, params: DropoutParams, inputs: tuple[Shape, ...]) -> Shape:
        return inputs[0]

    def summary(self, params: DropoutParams) -> str:
        return f"{params.p:g}"

    def module(self, params: DropoutParams, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        return nn.Dropout(params.p)

    def code(self, params: DropoutParams, inputs: tuple[Shape, ...], output: Shape) -> str:
        return f"nn.Dropout({params.p!r})"
