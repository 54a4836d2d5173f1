"""The small network of the lesson: dense layers in plain numbers, and the samples that it learns from."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from engine.lesson.quantity import Quantity
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

Item = TypeVar("Item")
Activation = Literal["relu", "sigmoid", "tanh", "softmax"]
LossForm = Literal["binary", "softmax", "categorical", "squared"]

LOSS_FORMS: tuple[LossForm, ...] = ("binary", "softmax", "categorical", "squared")
"""Binary cross-entropy of sigmoids; categorical cross-entropy of a softmax; the categorical form of sigmoids, whose
gradient is another; squared error of sigmoids."""

LARGEST = 20.0
"""The largest weight, bias or input that a person may enter, so that pictures and formulas stay readable."""


@dataclass(frozen=True, slots=True)
class Layer:
    """``weights[unit][source]`` and ``biases[unit]``."""

    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DenseNetwork:
    """Layers one behind the other; ``activation`` is that of all but the last, whose own follows from the loss."""

    layers: tuple[Layer, ...]
    activation: Literal["relu", "sigmoid", "tanh"] = "relu"

    @property
    def depth(self) -> int:
        """How many layers compute something."""
        return len(self.layers)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many inputs there are, and how many units each layer has."""
        return (len(self.layers[0].weights[0]), *(len(layer.biases) for layer in self.layers))

    def parameters(self) -> Iterator[Quantity]:
        """Every weight and bias: unit by unit its weights, then its bias."""
        for number, layer in enumerate(self.layers, 1):
            for unit, weights in enumerate(layer.weights):
                for source in range(len(weights)):
                    yield Quantity("weight", number, unit, source)
                yield Quantity("bias", number, unit)

    def __getitem__(self, parameter: Quantity) -> float:
        layer = self.layers[parameter.layer - 1]
        if parameter.kind == "weight":
            return layer.weights[parameter.unit][parameter.source]
        return layer.biases[parameter.unit]

    def with_parameter(self, parameter: Quantity, value: float) -> "DenseNetwork":
        """The network with another number for that weight or bias."""
        layer = self.layers[parameter.layer - 1]
        if parameter.kind == "weight":
            weights = put(layer.weights[parameter.unit], parameter.source, value)
            changed = replace(layer, weights=put(layer.weights, parameter.unit, weights))
        else:
            changed = replace(layer, biases=put(layer.biases, parameter.unit, value))
        return replace(self, layers=put(self.layers, parameter.layer - 1, changed))


@dataclass(frozen=True, slots=True)
class Sample:
    """What goes in and what should come out."""

    inputs: tuple[float, ...]
    targets: tuple[float, ...]


def output_activation(loss: LossForm) -> Activation:
    """What the last layer does to its sums under a form of the loss."""
    return "softmax" if loss == "softmax" else "sigmoid"


def put(items: tuple[Item, ...], index: int, item: Item) -> tuple[Item, ...]:
    """The same with another item at ``index``."""
    return (*items[:index], item, *items[index + 1 :])


def require(value: float, low: float, high: float) -> float:
    """The number, if it lies within; raises :class:`NetwrightError` otherwise."""
    if not math.isfinite(value) or not low <= value <= high:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The number must lie between {low} and {high}, but it is {found}."),
            low=f"{low:g}",
            high=f"{high:g}",
            found=f"{value:g}",
        )
    return value


TEACHING_NETWORK = DenseNetwork(
    (
        Layer(((0.5, -0.3, 0.8), (-0.6, 0.9, 0.2)), (0.1, -0.1)),
        Layer(((0.7, -0.4), (-0.5, 0.6)), (0.05, -0.05)),
    )
)
"""Three inputs, two hidden units, two outputs; for the first sample both hidden units answer."""

TEACHING_SAMPLES = (
    Sample((1.0, 0.8, 0.6), (1.0, 0.0)),
    Sample((0.9, 0.2, 0.7), (1.0, 0.0)),
    Sample((0.2, 0.9, 0.1), (0.0, 1.0)),
    Sample((0.1, 0.7, 0.4), (0.0, 1.0)),
    Sample((0.8, 0.1, 0.9), (1.0, 0.0)),
)
