"""The steps of the update: each weight and bias moves against its gradient, the mean over all samples."""

from collections.abc import Iterator, Sequence

from engine.lesson.arithmetic import Pass
from engine.lesson.formula import (
    MINUS,
    TIMES,
    Fraction,
    Name,
    Number,
    Operator,
    digits_apart,
    product,
    row,
    sum_of,
)
from engine.lesson.network import DenseNetwork
from engine.lesson.notation import RATE, Notation
from engine.lesson.quantity import MEAN_LOSS, Derivative, Quantity, gradient
from engine.lesson.step import Step
from engine.text import QT_TRANSLATE_NOOP, Text

_BECOMES = Operator("←")


def mean_gradient(passes: Sequence[Pass], parameter: Quantity) -> float:
    """The mean of ∂L/∂w over the samples."""
    return sum(done.values[gradient(parameter)] for done in passes) / len(passes)


def updated(network: DenseNetwork, passes: Sequence[Pass], rate: float) -> DenseNetwork:
    """The network after one step of gradient descent on the mean loss."""
    after = network
    for parameter in network.parameters():
        after = after.with_parameter(parameter, network[parameter] - rate * mean_gradient(passes, parameter))
    return after


def update_steps(network: DenseNetwork, passes: Sequence[Pass], rate: float) -> Iterator[Step]:
    """One for each weight and bias."""
    notation = Notation(network.depth)
    for parameter in network.parameters():
        slope = Derivative(MEAN_LOSS, parameter)
        symbol = notation(parameter)
        before = network[parameter]
        after = before - rate * mean_gradient(passes, parameter)
        numbers = sum_of(*(Number(done.values[gradient(parameter)]) for done in passes))
        yield Step(
            "update",
            parameter,
            (parameter, slope),
            row(symbol, _BECOMES, symbol, MINUS, RATE, TIMES, notation(slope)),
            row(
                Number(before, parameter, digits_apart(before, after)),
                MINUS,
                product(Number(rate), Fraction(numbers, Name(str(len(passes))))),
            ),
            after,
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "A step against the gradient, as long as the learning rate α says. The gradient is the mean over "
                    "all {count} samples, not of this one alone.",
                ),
                {"count": len(passes)},
            ),
        )
