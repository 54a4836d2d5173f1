"""What makes the value of one unit of a normalisation: what is taken away, what it is divided by, scale and shift."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn

from engine.lesson.formula import (
    EQUALS,
    PLUS,
    TIMES,
    Formula,
    Fraction,
    Letter,
    Name,
    Number,
    Script,
    difference,
    of,
    product,
    row,
    sum_of,
)
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import Operation, entry
from engine.text import QT_TRANSLATE_NOOP, Text

Normalisation = nn.BatchNorm1d | nn.BatchNorm2d | nn.InstanceNorm2d | nn.GroupNorm | nn.LayerNorm
NORMALISATIONS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.InstanceNorm2d, nn.GroupNorm, nn.LayerNorm)


@dataclass(frozen=True, slots=True)
class _Figures:
    """y = scale · (x − mean) / √(variance + ε) + shift; ``count`` numbers of the example gave mean and variance, none
    where the layer has learned them."""

    x: float
    mean: float
    variance: float
    scale: float
    shift: float
    count: int


def normalisation_operation(module: Normalisation, received: Tensor, unit: Unit, value: float) -> Operation:
    """How a unit gets its ``value`` of what the layer received, without the batch."""
    found = _figures(module, received, unit)
    mean, spread, i = Letter("μ"), Script(Letter("σ"), above=Name("2")), entry("x", unit)
    symbolic = row(
        Letter("γ"),
        TIMES,
        Fraction(difference(i, mean), of("√", row(spread, PLUS, Letter("ε")))),
        PLUS,
        Letter("β"),
    )
    root = of("√", sum_of(Number(found.variance), Number(module.eps)))
    normalised: Formula = Fraction(difference(Number(found.x), Number(found.mean)), root)
    numbers = sum_of(product(Number(found.scale), normalised), Number(found.shift))
    lines = (row(entry("y", unit), EQUALS, symbolic), row(EQUALS, numbers), row(EQUALS, Number(value)))
    if found.count:
        words = QT_TRANSLATE_NOOP(
            "engine",
            "μ and σ² are the mean and the variance of {count} numbers of this example; γ and β are learned, and let "
            "the network undo it.",
        )
        return Operation(lines, value, Text(words, {"count": found.count}))
    words = QT_TRANSLATE_NOOP(
        "engine",
        "μ and σ² are the mean and the variance of channel {channel} over the batches of the training, kept for use; γ "
        "and β are learned, and let the network undo it.",
    )
    return Operation(lines, value, Text(words, {"channel": unit[0]}))


def _figures(module: Normalisation, received: Tensor, unit: Unit) -> _Figures:
    channel, x = unit[0], float(received[unit])
    if isinstance(module, nn.LayerNorm):
        own = unit[len(unit) - len(module.normalized_shape) :]
        return _of_group(received[unit[: len(unit) - len(own)]], x, module.weight[own], module.bias[own])
    scale = None if module.weight is None else module.weight[channel]
    shift = None if module.bias is None else module.bias[channel]
    if isinstance(module, nn.GroupNorm):
        size = module.num_channels // module.num_groups
        first = channel // size * size
        return _of_group(received[first : first + size], x, scale, shift)
    if module.running_mean is None or module.running_var is None:
        return _of_group(received[channel], x, scale, shift)
    mean, variance = float(module.running_mean[channel]), float(module.running_var[channel])
    return _Figures(x, mean, variance, _number(scale, 1.0), _number(shift, 0.0), 0)


def _of_group(group: Tensor, x: float, scale: Tensor | None, shift: Tensor | None) -> _Figures:
    """With the mean and the variance of these numbers."""
    mean, variance = float(group.mean()), float(group.var(unbiased=False))
    return _Figures(x, mean, variance, _number(scale, 1.0), _number(shift, 0.0), group.numel())


def _number(given: Tensor | None, otherwise: float) -> float:
    return otherwise if given is None else float(given.detach())
