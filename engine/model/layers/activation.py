"""Activations: the bend between linear layers, applied to every number on its own (Softmax: to each row)."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, ClassVar

from engine.fields import Settings
from engine.model.layer_type import Category, ShapeMismatch, shape_text
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, same_names
from engine.model.reach import EVERYWHERE, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class Activation(TorchLayer):
    """An activation; torch calls its arguments as the params are called."""

    category: ClassVar[Category] = "activation"
    torch_arguments: ClassVar[tuple[str, ...]] = ("inplace",)

    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        return inputs[0]

    def arguments(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments()

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        return read_arguments(given, names=same_names(*self.Params.model_fields), ignored=("inplace",))


class ReLU(Activation):
    """Cuts negative numbers to zero."""

    name = torch_name = "ReLU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Lets positive numbers pass and turns negative ones into zero. "
        "Cheap, and its gradient does not fade, which is why it is the usual choice.",
    )
    formula = "y = max(0, x)"


class ReLU6(Activation):
    """A ReLU that stops at six (Krizhevsky, 2010)."""

    name = torch_name = "ReLU6"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Like ReLU, but nothing grows beyond six. "
        "Networks for phones use it because small ranges survive coarse arithmetic.",
    )
    formula = "y = min(max(0, x), 6)"


class Sigmoid(Activation):
    """Squeezes every number between 0 and 1."""

    name = torch_name = "Sigmoid"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Squeezes every number between 0 and 1. Far from zero it is nearly flat, so deep stacks of it learn slowly.",
    )
    formula = "y = 1 / (1 + exp(−x))"
    torch_arguments = ()


class Tanh(Activation):
    """Squeezes every number between −1 and 1."""

    name = torch_name = "Tanh"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Squeezes every number between −1 and 1, with zero staying zero. Far from zero it is nearly flat.",
    )
    formula = "y = tanh(x)"
    torch_arguments = ()


class SiLU(Activation):
    """A number times its sigmoid, also called swish (Ramachandran et al., 2017)."""

    name = torch_name = "SiLU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Multiplies each number by its own Sigmoid: a smooth relative of ReLU, also known as swish. "
        "EfficientNet and many later image networks use it.",
    )
    formula = "y = x · σ(x)"


class Mish(Activation):
    """A smooth ReLU (Misra, 2019)."""

    name = torch_name = "Mish"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A smooth relative of ReLU that lets a little of the negative side through. "
        "Close to SiLU, and a little dearer.",
    )
    formula = "y = x · tanh(ln(1 + exp(x)))"


class Hardswish(Activation):
    """SiLU in straight lines (Howard et al., 2019)."""

    name = torch_name = "Hardswish"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "SiLU put together from straight lines, so that it needs no exponential. MobileNetV3 uses it for speed.",
    )
    formula = "y = x · min(max(0, x + 3), 6) / 6"


class Hardsigmoid(Activation):
    """A sigmoid in straight lines (Courbariaux et al., 2015)."""

    name = torch_name = "Hardsigmoid"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A Sigmoid put together from three straight lines. Cheap to compute, and exactly 0 or 1 beyond ±3.",
    )
    formula = "y = min(max(0, x + 3), 6) / 6"


class _OverRow(Activation):
    """An activation that looks at a whole row: the classes of a vector, the features of each step of a sequence."""

    torch_arguments = ("dim",)

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

    def reach(self, params: Settings, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE if len(inputs[0]) == 1 else Reach("features")

    def arguments(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((), {"dim": -1})

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        # Written for vectors, dim=1 and torch's implied one are the last dimension too.
        return read_arguments(given, fixed={"dim": (-1, 1, None)})


class Softmax(_OverRow):
    """Turns numbers into probabilities."""

    name = torch_name = "Softmax"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Turns any numbers into probabilities that add up to 1. "
        "At the end of a network it is for you to read: the loss is computed on what comes before it.",
    )
    formula = "y[i] = exp(x[i]) / Σ exp(x[j])"


class LogSoftmax(_OverRow):
    """The logarithm of :class:`Softmax`."""

    name = torch_name = "LogSoftmax"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "The logarithm of Softmax, computed without overflow. "
        "Older code ends in it; the cross-entropy of logits computes the same by itself.",
    )
    formula = "y[i] = x[i] − ln Σ exp(x[j])"
