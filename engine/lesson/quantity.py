"""What has a value in a network of single units: sums, answers, weights, losses, and derivatives of one by another."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["answer", "target", "weight", "bias", "sum", "output loss", "sample loss", "mean loss"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Layers count from 1, layer 0 are the inputs; units and sources count from 0.

    An ``answer`` of layer 0 is an input. A ``weight`` of a unit belongs to its link from unit ``source`` of the layer
    before. An ``output loss`` is that of one output, a ``sample loss`` that of one sample.
    """

    kind: Kind
    layer: int = 0
    unit: int = 0
    source: int = 0


@dataclass(frozen=True, slots=True)
class Derivative:
    """How ``of`` changes with ``by``, everything else on the way from one to the other following."""

    of: Quantity
    by: Quantity


Value = Quantity | Derivative

SAMPLE_LOSS = Quantity("sample loss")
MEAN_LOSS = Quantity("mean loss")


def gradient(by: Quantity) -> Derivative:
    """The derivative of the sample's loss."""
    return Derivative(SAMPLE_LOSS, by)
