"""The steps of the backward pass: from the loss through outputs, sums and weights down to the inputs."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.lesson.arithmetic import Pass
from engine.lesson.chain import chain_to
from engine.lesson.formula import EQUALS, Formula, Number, product, row, sum_of
from engine.lesson.notation import Notation
from engine.lesson.output_gradients import answer_gradient, shortcut, sum_gradient_text
from engine.lesson.quantity import Derivative, Quantity, Value, gradient
from engine.lesson.slopes import slope_formulas, slope_text
from engine.lesson.step import Step
from engine.text import QT_TRANSLATE_NOOP, Text


def backward_steps(done: Pass) -> Iterator[Step]:
    """Each derivative once, every one from those before it."""
    walk = _Backward(done, Notation(done.network.depth))
    yield from walk.outputs()
    for layer in range(done.network.depth - 1, 0, -1):
        yield from walk.hidden(layer)
    for source in range(done.network.sizes[0]):
        yield walk.passed_down(Quantity("answer", 0, source))


@dataclass(frozen=True, slots=True)
class _Backward:
    done: Pass
    notation: Notation

    def outputs(self) -> Iterator[Step]:
        last, count = self.done.network.depth, self.done.outputs
        if self.done.loss == "softmax":
            for unit in range(count):
                yield answer_gradient(self.done, self.notation, unit)
        for unit in range(count):
            answer, total = Quantity("answer", last, unit), Quantity("sum", last, unit)
            if self.done.loss == "softmax":
                for other in range(count):
                    yield self._slope(Quantity("answer", last, other), total)
            else:
                yield answer_gradient(self.done, self.notation, unit)
                yield self._slope(answer, total)
            yield self._sum_gradient(total)
            yield from self._parameters(total)

    def hidden(self, layer: int) -> Iterator[Step]:
        for unit in range(self.done.network.sizes[layer]):
            answer, total = Quantity("answer", layer, unit), Quantity("sum", layer, unit)
            yield self.passed_down(answer)
            yield self._slope(answer, total)
            yield self._sum_gradient(total)
            yield from self._parameters(total)

    def passed_down(self, answer: Quantity) -> Step:
        """∂L/∂a of an answer, or ∂L/∂x of an input: what comes back over all its links."""
        readers = range(self.done.network.sizes[answer.layer + 1])
        sums = [Quantity("sum", answer.layer + 1, unit) for unit in readers]
        weights = [Quantity("weight", answer.layer + 1, unit, answer.unit) for unit in readers]
        pairs = list(zip(map(gradient, sums), weights, strict=True))
        if answer.layer:
            text = QT_TRANSLATE_NOOP(
                "engine",
                "The answer went into {count} sums, so it is to blame for all of them: what comes back over each link "
                "is that link's weight times ∂L/∂z behind it, and it adds up.",
            )
        else:
            text = QT_TRANSLATE_NOOP(
                "engine",
                "In the same way the gradient reaches the input: so much would the loss change if the input did. "
                "Inputs are not learned, but saliency maps are made of this.",
            )
        return self._step(
            gradient(answer),
            tuple(value for pair in pairs for value in pair),
            sum_of(*(product(self.notation(delta), self.notation(weight)) for delta, weight in pairs)),
            sum_of(*(product(self._number(delta), self._number(weight)) for delta, weight in pairs)),
            Text(text, {"count": len(sums)}),
            chained=answer,
        )

    def _slope(self, answer: Quantity, total: Quantity) -> Step:
        reads, symbolic, numeric = slope_formulas(self.done, self.notation, answer, total)
        text = slope_text(self.done, answer, total)
        return self._step(Derivative(answer, total), reads, symbolic, numeric, text)

    def _sum_gradient(self, total: Quantity) -> Step:
        """∂L/∂z: what comes back to the answer times the slope; under a softmax a sum over all answers."""
        last = total.layer == self.done.network.depth
        answers = [Quantity("answer", total.layer, total.unit)]
        if last and self.done.loss == "softmax":
            answers = [Quantity("answer", total.layer, unit) for unit in range(self.done.outputs)]
        pairs = [(gradient(answer), Derivative(answer, total)) for answer in answers]
        if last:
            text, notes = sum_gradient_text(self.done), shortcut(self.done, self.notation, total)
        else:
            text, notes = (
                Text(QT_TRANSLATE_NOOP("engine", "The chain rule: what came back to the answer, times the slope.")),
                (),
            )
        return self._step(
            gradient(total),
            tuple(value for pair in pairs for value in pair),
            sum_of(*(product(self.notation(back), self.notation(slope)) for back, slope in pairs)),
            sum_of(*(product(self._number(back), self._number(slope)) for back, slope in pairs)),
            text,
            notes=notes,
            chained=None if last and self.done.loss == "softmax" else total,
        )

    def _parameters(self, total: Quantity) -> Iterator[Step]:
        delta = gradient(total)
        for source in range(self.done.network.sizes[total.layer - 1]):
            weight = Quantity("weight", total.layer, total.unit, source)
            answer = Quantity("answer", total.layer - 1, source)
            yield self._step(
                gradient(weight),
                (delta, answer),
                product(self.notation(delta), self.notation(answer)),
                product(self._number(delta), self._number(answer)),
                Text(
                    QT_TRANSLATE_NOOP(
                        "engine",
                        "In the sum the weight stands beside what came over its link, so ∂z/∂w is that value: "
                        "a link that carried 0 gets no gradient.",
                    )
                ),
                chained=weight,
            )
        bias = Quantity("bias", total.layer, total.unit)
        yield self._step(
            gradient(bias),
            (delta,),
            product(self.notation(delta), Number(1.0)),
            product(self._number(delta), Number(1.0)),
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "The bias is added as it is, ∂z/∂b = 1. Its gradient is ∂L/∂z itself, not ∂L/∂a: the slope of the "
                    "activation belongs to it.",
                )
            ),
            chained=bias,
        )

    def _number(self, value: Value) -> Number:
        return Number(self.done.values[value], value)

    def _step(
        self,
        about: Derivative,
        reads: tuple[Value, ...],
        symbolic: Formula,
        numeric: Formula,
        text: Text,
        notes: tuple[Formula, ...] = (),
        chained: Quantity | None = None,
    ) -> Step:
        return Step(
            "backward",
            about,
            reads,
            row(self.notation(about), EQUALS, symbolic),
            numeric,
            self.done.values[about],
            text,
            notes,
            None if chained is None else chain_to(self.done, self.notation, chained),
        )
