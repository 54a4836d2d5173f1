"""The numbers of one forward and backward pass, in plain floats, exact also where sigmoids saturate."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.lesson.network import DenseNetwork, LossForm, Sample, output_activation, put
from engine.lesson.quantity import SAMPLE_LOSS, Derivative, Quantity, Value, gradient


@dataclass(eq=False)
class Pass:
    """Everything that one sample makes the network compute: ``values`` by quantity and derivative.

    ``rests[unit]`` is 1 − ŷ of an output, which a subtraction would round to 0 long before it is.
    """

    network: DenseNetwork
    sample: Sample
    loss: LossForm
    values: dict[Value, float] = field(default_factory=dict)
    rests: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._forward()
        self._backward()

    @property
    def outputs(self) -> int:
        return self.network.sizes[-1]

    @property
    def loss_value(self) -> float:
        """The loss of the sample."""
        return self.values[SAMPLE_LOSS]

    # Forward

    def _forward(self) -> None:
        values = self.values
        for unit, number in enumerate(self.sample.inputs):
            values[Quantity("answer", 0, unit)] = number
        for unit, number in enumerate(self.sample.targets):
            values[Quantity("target", 0, unit)] = number
        for parameter in self.network.parameters():
            values[parameter] = self.network[parameter]
        before = list(self.sample.inputs)
        for number, layer in enumerate(self.network.layers, 1):
            sums = []
            for unit, (weights, bias) in enumerate(zip(layer.weights, layer.biases, strict=True)):
                sums.append(sum((weight * answer for weight, answer in zip(weights, before, strict=True)), bias))
                values[Quantity("sum", number, unit)] = sums[-1]
            before = self._answers(number, sums)
            for unit, answer in enumerate(before):
                values[Quantity("answer", number, unit)] = answer
        self._losses(sums)

    def _answers(self, layer: int, sums: Sequence[float]) -> list[float]:
        match output_activation(self.loss) if layer == self.network.depth else self.network.activation:
            case "relu":
                return [max(0.0, number) for number in sums]
            case "tanh":
                return [math.tanh(number) for number in sums]
            case "sigmoid":
                return [sigmoid(number) for number in sums]
            case "softmax":
                return softmax(sums)

    def _losses(self, sums: Sequence[float]) -> None:
        values, last = self.values, self.network.depth
        answers = [values[Quantity("answer", last, unit)] for unit in range(self.outputs)]
        if self.loss == "softmax":
            self.rests = [sum(put(tuple(answers), unit, 0.0)) for unit in range(self.outputs)]
        else:
            self.rests = [sigmoid(-number) for number in sums]
        normaliser = _log_sum_exp(sums)
        losses = []
        for unit, (target, number) in enumerate(zip(self.sample.targets, sums, strict=True)):
            match self.loss:
                case "binary":
                    found = target * _softplus(-number) + (1 - target) * _softplus(number)
                case "categorical":
                    found = target * _softplus(-number)
                case "softmax":
                    found = target * (normaliser - number)
                case "squared":
                    found = (answers[unit] - target) ** 2
            values[Quantity("output loss", last, unit)] = found
            losses.append(found)
        values[SAMPLE_LOSS] = sum(losses) / (len(losses) if self.loss == "squared" else 1)

    # Backward

    def _backward(self) -> None:
        self._output_gradients()
        for number in range(self.network.depth, 0, -1):
            layer = self.network.layers[number - 1]
            if number < self.network.depth:
                self._through_activation(number)
            deltas = [self.values[gradient(Quantity("sum", number, unit))] for unit in range(len(layer.biases))]
            for unit, delta in enumerate(deltas):
                for source in range(len(layer.weights[unit])):
                    answer = self.values[Quantity("answer", number - 1, source)]
                    self.values[gradient(Quantity("weight", number, unit, source))] = delta * answer
                self.values[gradient(Quantity("bias", number, unit))] = delta
            for source in range(len(layer.weights[0])):
                passed = sum(delta * layer.weights[unit][source] for unit, delta in enumerate(deltas))
                self.values[gradient(Quantity("answer", number - 1, source))] = passed

    def _through_activation(self, layer: int) -> None:
        for unit in range(self.network.sizes[layer]):
            total, answer = Quantity("sum", layer, unit), Quantity("answer", layer, unit)
            slope = self._slope(self.values[total], self.values[answer])
            self.values[Derivative(answer, total)] = slope
            self.values[gradient(total)] = self.values[gradient(answer)] * slope

    def _slope(self, total: float, answer: float) -> float:
        match self.network.activation:
            case "relu":
                return 1.0 if total > 0 else 0.0
            case "tanh":
                return 4 * sigmoid(2 * total) * sigmoid(-2 * total)  # 1 − a² without its cancellation
            case "sigmoid":
                return answer * sigmoid(-total)

    def _output_gradients(self) -> None:
        values, last = self.values, self.network.depth
        answers = [values[Quantity("answer", last, unit)] for unit in range(self.outputs)]
        for unit, (answer, target) in enumerate(zip(answers, self.sample.targets, strict=True)):
            total, answered = Quantity("sum", last, unit), Quantity("answer", last, unit)
            rest = self.rests[unit]
            match self.loss:
                case "binary":
                    values[gradient(answered)] = _quotient(-target, answer) + _quotient(1 - target, rest)
                    values[Derivative(answered, total)] = answer * rest
                    values[gradient(total)] = (1 - target) * answer - target * rest  # ŷ − y without its cancellation
                case "categorical":
                    values[gradient(answered)] = _quotient(-target, answer)
                    values[Derivative(answered, total)] = answer * rest
                    values[gradient(total)] = -target * rest
                case "softmax":
                    values[gradient(answered)] = _quotient(-target, answer)
                    for other, its in enumerate(answers):
                        slope = answer * (rest if other == unit else -its)
                        values[Derivative(answered, Quantity("sum", last, other))] = slope
                    others = sum(put(self.sample.targets, unit, 0.0))
                    values[gradient(total)] = answer * others - target * rest  # ŷ − y where the targets add up to 1
                case "squared":
                    values[gradient(answered)] = 2 * (answer - target) / self.outputs
                    values[Derivative(answered, total)] = answer * rest
                    values[gradient(total)] = values[gradient(answered)] * answer * rest


def sigmoid(number: float) -> float:
    """1 / (1 + e⁻ᶻ), exact at both ends."""
    if number >= 0:
        return 1 / (1 + math.exp(-number))
    grown = math.exp(number)
    return grown / (1 + grown)


def softmax(numbers: Sequence[float]) -> list[float]:
    """eᶻ of each over the sum of all, without overflow."""
    largest = max(numbers)
    grown = [math.exp(number - largest) for number in numbers]
    return [number / sum(grown) for number in grown]


def _softplus(number: float) -> float:
    """ln(1 + eᶻ), which is −ln of the sigmoid of −z."""
    return max(number, 0.0) + math.log1p(math.exp(-abs(number)))


def _log_sum_exp(numbers: Sequence[float]) -> float:
    largest = max(numbers)
    return largest + math.log(sum(math.exp(number - largest) for number in numbers))


def _quotient(top: float, bottom: float) -> float:
    """A quotient that becomes infinite where its bottom vanishes; nothing over nothing is nothing here, for y = 0
    takes the whole term away."""
    if top == 0:
        return 0.0
    return top / bottom if bottom else math.copysign(math.inf, top)
