"""The chain rule from the loss to a value, term by term."""

from collections.abc import Callable

from engine.lesson.arithmetic import Pass
from engine.lesson.formula import EQUALS, Brackets, Formula, Number, product, row, sum_of
from engine.lesson.notation import Notation
from engine.lesson.quantity import Derivative, Quantity, Value, gradient
from engine.lesson.step import Chain

_Write = Callable[[Value], Formula]


def chain_to(done: Pass, notation: Notation, by: Quantity) -> Chain:
    """The terms of ∂L/∂``by``: a product along each way from the loss, and a sum over the ways.

    A softmax mixes all outputs, so there the ways begin at ∂L/∂z; in deeper networks they begin two layers above.
    """
    last = done.network.depth

    def symbol(value: Value) -> Formula:
        return notation(value)

    def figure(value: Value) -> Formula:
        return Number(done.values[value], value)

    def to_sum(write: _Write, total: Quantity, levels: int) -> tuple[Formula, ...]:
        answer = Quantity("answer", total.layer, total.unit)
        if levels == 0 or (total.layer == last and done.loss == "softmax"):
            return (write(gradient(total)),)
        if total.layer == last:
            return write(gradient(answer)), write(Derivative(answer, total))
        return (*to_answer(write, answer, levels), write(Derivative(answer, total)))

    def to_answer(write: _Write, answer: Quantity, levels: int) -> tuple[Formula, ...]:
        if answer.layer == last:
            return (write(gradient(answer)),)
        ways = []
        for unit in range(done.network.sizes[answer.layer + 1]):
            reader = Quantity("sum", answer.layer + 1, unit)
            weight = Quantity("weight", answer.layer + 1, unit, answer.unit)
            link = write(Derivative(reader, answer)) if write is symbol else write(weight)
            ways.append(product(*to_sum(write, reader, levels - 1), link))
        return (ways[0],) if len(ways) == 1 else (Brackets(sum_of(*ways)),)

    def terms(write: _Write) -> Formula:
        total = Quantity("sum", by.layer, by.unit)
        match by.kind:
            case "weight":
                source = Quantity("answer", by.layer - 1, by.source)
                link = write(Derivative(total, by)) if write is symbol else write(source)
                return product(*to_sum(write, total, 2), link)
            case "bias":
                link = write(Derivative(total, by)) if write is symbol else Number(1.0)
                return product(*to_sum(write, total, 2), link)
            case "sum":
                return product(*to_sum(write, by, 2))
            case _:
                found = product(*to_answer(write, by, 2))
                return found.inside if isinstance(found, Brackets) else found

    return Chain(row(symbol(gradient(by)), EQUALS, terms(symbol)), terms(figure))
