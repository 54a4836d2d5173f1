"""A lesson: a network, its samples and a learning rate; never changed, every change gives another lesson."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engine.lesson.arithmetic import Pass
from engine.lesson.backward import backward_steps
from engine.lesson.forward import forward_steps, mean_loss_step
from engine.lesson.network import (
    LARGEST,
    TEACHING_NETWORK,
    TEACHING_SAMPLES,
    DenseNetwork,
    LossForm,
    Sample,
    put,
    require,
)
from engine.lesson.notation import Notation
from engine.lesson.quantity import MEAN_LOSS, Derivative, Quantity, Value
from engine.lesson.step import Step
from engine.lesson.update import mean_gradient, update_steps, updated


@dataclass(frozen=True)
class Lesson:
    """One iteration of gradient descent, walked through for the sample ``chosen``; the update takes all of them.

    Changing a number raises :class:`NetwrightError` where it is out of range.
    """

    network: DenseNetwork = TEACHING_NETWORK
    samples: tuple[Sample, ...] = TEACHING_SAMPLES
    loss: LossForm = "binary"
    learning_rate: float = 0.5
    chosen: int = 0

    @cached_property
    def passes(self) -> tuple[Pass, ...]:
        """The numbers of every sample's forward and backward pass."""
        return tuple(Pass(self.network, sample, self.loss) for sample in self.samples)

    @cached_property
    def mean_loss(self) -> float:
        """The loss that the update makes smaller."""
        return sum(self.losses) / len(self.losses)

    @property
    def losses(self) -> tuple[float, ...]:
        """The loss of each sample."""
        return tuple(done.loss_value for done in self.passes)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every operation of the iteration in order: forward, backward, update."""
        done = self.passes[self.chosen]
        return (
            *forward_steps(done),
            mean_loss_step(self.losses, Notation(self.network.depth)),
            *backward_steps(done),
            *update_steps(self.network, self.passes, self.learning_rate),
        )

    @cached_property
    def values(self) -> Mapping[Value, float]:
        """Every number of the chosen sample's passes, the mean loss and the mean gradients; weights as before."""
        found = dict(self.passes[self.chosen].values)
        found[MEAN_LOSS] = self.mean_loss
        for parameter in self.network.parameters():
            found[Derivative(MEAN_LOSS, parameter)] = mean_gradient(self.passes, parameter)
        return found

    # Changes

    def with_number(self, quantity: Quantity, value: float) -> "Lesson":
        """Another weight, bias, input or target (those two of the chosen sample)."""
        sample = self.samples[self.chosen]
        match quantity.kind:
            case "weight" | "bias":
                checked = require(value, -LARGEST, LARGEST)
                return replace(self, network=self.network.with_parameter(quantity, checked))
            case "answer" if quantity.layer == 0:
                sample = replace(sample, inputs=put(sample.inputs, quantity.unit, require(value, -LARGEST, LARGEST)))
            case "target":
                sample = replace(sample, targets=put(sample.targets, quantity.unit, require(value, 0.0, 1.0)))
            case _:
                raise ValueError(f"{quantity.kind} is computed, not given")
        return replace(self, samples=put(self.samples, self.chosen, sample))

    def with_learning_rate(self, rate: float) -> "Lesson":
        """Another learning rate."""
        return replace(self, learning_rate=require(rate, 0.0, 100.0))

    def after_update(self) -> "Lesson":
        """The next iteration: the same lesson with the updated weights."""
        return replace(self, network=updated(self.network, self.passes, self.learning_rate))


def can_be_given(value: Value) -> bool:
    """Whether a person may put a number there: weights, biases, inputs and targets."""
    if isinstance(value, Derivative):
        return False
    return value.kind in ("weight", "bias", "target") or (value.kind == "answer" and value.layer == 0)
