"""Every number of a lesson is what torch's autograd finds, and its update is what torch's SGD does."""

from itertools import pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from engine.lesson.lesson import Lesson
from engine.lesson.network import LOSS_FORMS, DenseNetwork, Layer, LossForm, Sample
from engine.lesson.quantity import MEAN_LOSS, SAMPLE_LOSS, Derivative, Quantity, Value

ROUNDING = 1e-12
"""Relative; torch subtracts where the lesson does not (1 − ŷ), so weights stay where that costs no digits."""

numbers = st.floats(-1.0, 1.0).map(lambda number: round(number, 6))


@st.composite
def lessons(draw: st.DrawFn) -> Lesson:
    """Networks of one to three layers, any loss, three samples, one of them chosen."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    loss = draw(st.sampled_from(LOSS_FORMS))

    def vector(size: int) -> tuple[float, ...]:
        return tuple(draw(st.lists(numbers, min_size=size, max_size=size)))

    layers = tuple(Layer(tuple(vector(before) for _ in range(size)), vector(size)) for before, size in pairwise(sizes))
    samples = tuple(Sample(vector(sizes[0]), _targets(draw, loss, sizes[-1])) for _ in range(3))
    network = DenseNetwork(layers, draw(st.sampled_from(("relu", "sigmoid", "tanh"))))
    return Lesson(network, samples, loss, draw(st.floats(0.01, 2.0)), draw(st.integers(0, 2)))


def _targets(draw: st.DrawFn, loss: LossForm, count: int) -> tuple[float, ...]:
    if loss in ("softmax", "categorical"):
        right = draw(st.integers(0, count - 1))
        return tuple(float(unit == right) for unit in range(count))
    return tuple(draw(st.lists(st.sampled_from((0.0, 1.0, 0.25)), min_size=count, max_size=count)))


class Reference:
    """The same network in torch, in float64, every number kept with its gradient."""

    def __init__(self, network: DenseNetwork, loss: LossForm) -> None:
        self.network, self.loss = network, loss
        self.weights = [self._leaf([list(row) for row in layer.weights]) for layer in network.layers]
        self.biases = [self._leaf(list(layer.biases)) for layer in network.layers]
        self.kept: dict[tuple[str, int], Tensor] = {}

    @staticmethod
    def _leaf(values: object) -> Tensor:
        return torch.tensor(values, dtype=torch.float64, requires_grad=True)

    def __call__(self, sample: Sample) -> Tensor:
        value = self._leaf(list(sample.inputs))
        self._keep("answer", 0, value)
        for number, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True), 1):
            total = functional.linear(value, weight, bias)
            self._keep("sum", number, total)
            value = self._activated(total, last=number == self.network.depth)
            self._keep("answer", number, value)
        targets = torch.tensor(sample.targets, dtype=torch.float64)
        costs = self._costs(value, targets)
        self._keep("output loss", self.network.depth, costs)
        return costs.mean() if self.loss == "squared" else costs.sum()

    def _keep(self, kind: str, layer: int, tensor: Tensor) -> None:
        tensor.retain_grad()
        self.kept[kind, layer] = tensor

    def _activated(self, total: Tensor, *, last: bool) -> Tensor:
        if last:
            return torch.softmax(total, 0) if self.loss == "softmax" else torch.sigmoid(total)
        return {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}[self.network.activation](total)

    def _costs(self, answers: Tensor, targets: Tensor) -> Tensor:
        match self.loss:
            case "binary":
                return functional.binary_cross_entropy(answers, targets, reduction="none")
            case "squared":
                return functional.mse_loss(answers, targets, reduction="none")
            case _:
                return -targets * answers.log()

    def gradient(self, by: Quantity) -> float:
        """∂L/∂``by`` after a backward pass."""
        if by.kind in ("weight", "bias"):
            tensor = (self.weights if by.kind == "weight" else self.biases)[by.layer - 1]
            assert tensor.grad is not None
            return float(tensor.grad[by.unit, by.source] if by.kind == "weight" else tensor.grad[by.unit])
        kept = self.kept[by.kind, by.layer].grad
        assert kept is not None
        return float(kept[by.unit])

    def slope(self, of: Quantity, by: Quantity) -> float:
        """∂a/∂z by autograd, on the activation alone."""
        total = self.kept["sum", by.layer].detach().requires_grad_()
        answers = self._activated(total, last=by.layer == self.network.depth)
        return float(torch.autograd.grad(answers[of.unit], total)[0][by.unit])

    def value(self, value: Quantity) -> float:
        return float(self.kept[value.kind, value.layer].detach()[value.unit])


@settings(max_examples=60)
@given(lessons())
def test_every_value_of_every_step_is_autograds(lesson: Lesson) -> None:
    reference = Reference(lesson.network, lesson.loss)
    loss = reference(lesson.samples[lesson.chosen])
    loss.backward()  # type: ignore[no-untyped-call]
    mean = sum(float(reference_loss(lesson, sample)) for sample in lesson.samples) / len(lesson.samples)
    seen = 0
    for step in lesson.steps:
        if step.phase == "update":
            continue
        expected = _expected(step.about, reference, float(loss.detach()), mean)
        assert step.value == pytest.approx(expected, rel=ROUNDING, abs=1e-14), step.about
        seen += 1
    assert seen > 5


def reference_loss(lesson: Lesson, sample: Sample) -> Tensor:
    return Reference(lesson.network, lesson.loss)(sample).detach()


def _expected(about: Value, reference: Reference, loss: float, mean: float) -> float:
    if isinstance(about, Derivative):
        return reference.gradient(about.by) if about.of == SAMPLE_LOSS else reference.slope(about.of, about.by)
    if about == SAMPLE_LOSS:
        return loss
    return mean if about == MEAN_LOSS else reference.value(about)


@settings(max_examples=30)
@given(lessons())
def test_the_update_is_that_of_sgd_on_the_mean_loss(lesson: Lesson) -> None:
    reference = Reference(lesson.network, lesson.loss)
    optimizer = torch.optim.SGD([*reference.weights, *reference.biases], lr=lesson.learning_rate)
    torch.stack([reference(sample) for sample in lesson.samples]).mean().backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    after = lesson.after_update()
    updates = [step for step in lesson.steps if step.phase == "update"]
    assert [step.about for step in updates] == list(lesson.network.parameters())
    for step in updates:
        parameter = step.about
        assert isinstance(parameter, Quantity)
        tensors = reference.weights if parameter.kind == "weight" else reference.biases
        place = (parameter.unit, parameter.source) if parameter.kind == "weight" else (parameter.unit,)
        expected = float(tensors[parameter.layer - 1].detach()[place])
        assert step.value == pytest.approx(expected, rel=ROUNDING, abs=1e-14)
        assert after.network[parameter] == step.value
