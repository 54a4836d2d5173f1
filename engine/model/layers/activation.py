"""Activations: the bend between linear layers, applied to every number on its own (Softmax: to each row)."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, LayerType, ShapeMismatch, shape_text
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn


class _Activation(LayerType):
    category: ClassVar[Category] = "activation"

    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        return inputs[0]

    def module(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        activation: type[nn.Module] = getattr(nn, self.name)
        return activation()

    def code(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> str:
        return f"nn.{self.name}()"


class ReLU(_Activation):
    """Cuts negative numbers to zero."""

    name = "ReLU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Lets positive numbers pass and turns negative ones into zero. "
        "Cheap, and its gradient does not fade, which is why it is the usual choice.",
    )
    formula = "y = max(0, x)"


class LeakyReLUParams(Settings):
    """Params of :class:`LeakyReLU`."""

    negative_slope: float = setting(
        0.01,
        ge=0,
        le=1,
        label=QT_TRANSLATE_NOOP("engine", "Negative slope"),
        doc=QT_TRANSLATE_NOOP("engine", "What negative numbers are multiplied by."),
    )


class LeakyReLU(_Activation):
    """A ReLU that lets a little of the negative side through."""

    name = "LeakyReLU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Like ReLU, but negative numbers are made small instead of zero. "
        "A unit that always answers negative can therefore still learn.",
    )
    formula = "y = max(x, a·x)"
    Params = LeakyReLUParams

    def summary(self, params: LeakyReLUParams) -> str:
        return f"{params.negative_slope:g}"

    def module(self, params: LeakyReLUParams, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        return nn.LeakyReLU(params.negative_slope)

    def code(self, params: LeakyReLUParams, inputs: tuple[Shape, ...], output: Shape) -> str:
        return f"nn.LeakyReLU({params.negative_slope!r})"


class Sigmoid(_Activation):
    """Squeezes every number between 0 and 1."""

    name = "Sigmoid"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Squeezes every number between 0 and 1. Far from zero it is nearly flat, so deep stacks of it learn slowly.",
    )
    formula = "y = 1 / (1 + exp(−x))"


class Tanh(_Activation):
    """Squeezes every number between −1 and 1."""

    name = "Tanh"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Squeezes every number between −1 and 1, with zero staying zero. Far from zero it is nearly flat.",
    )
    formula = "y = tanh(x)"


class GELU(_Activation):
    """A smooth ReLU, weighted by the normal distribution (Hendrycks & Gimpel, 2016)."""

    name = "GELU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A smooth relative of ReLU: each number is multiplied by the chance that a normal variable lies below it. "
        "The usual choice in transformers.",
    )
    formula = "y = x · Φ(x)"


class Softmax(_Activation):
    """Turns numbers into probabilities."""

    name = "Softmax"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Turns any numbers into probabilities that add up to 1. "
        "At the end of a network it is for you to read: the loss is computed on what comes before it.",
    )
    formula = "y[i] = exp(x[i]) / Σ exp(x[j])"

    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        if len(inputs[0]) > 2:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects {expected}, receives an image {found}: flatten it first"),
                expected=QT_TRANSLATE_NOOP("engine", "[features]"),
                found=shape_text(inputs[0]),
                remedy="insert_flatten",
            )
        return inputs[0]

    def multiply_adds(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 2 * prod(output)

    def module(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        return nn.Softmax(dim=-1)

    def code(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> str:
        return "nn.Softmax(dim=-1)"
