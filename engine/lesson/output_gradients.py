"""Where the backward pass begins: ∂L/∂ŷ under each form of the loss, and what ∂L/∂z boils down to.

∂L/∂z = ŷ − y holds for sigmoids with *binary* cross-entropy and for a softmax with categorical cross-entropy. Sigmoids
with the categorical form give −y(1 − ŷ): an output whose target is 0 gets no gradient.
"""

from engine.lesson.arithmetic import Pass
from engine.lesson.formula import (
    EQUALS,
    MINUS,
    NEGATIVE,
    PLUS,
    Brackets,
    Formula,
    Fraction,
    Name,
    Number,
    Operator,
    difference,
    product,
    row,
)
from engine.lesson.notation import Notation
from engine.lesson.quantity import Quantity, gradient
from engine.lesson.step import Step
from engine.text import QT_TRANSLATE_NOOP, Text

_UNEQUAL = Operator("≠")
_ONE = Name("1")


def answer_gradient(done: Pass, notation: Notation, unit: int) -> Step:
    """∂L/∂ŷ of one output: the derivative of what this output costs."""
    last = done.network.depth
    answer, target = Quantity("answer", last, unit), Quantity("target", 0, unit)
    about = gradient(answer)
    symbols = _answer_gradient(done, notation(target), notation(answer))
    numbers = _answer_gradient(done, Number(done.values[target], target), Number(done.values[answer], answer))
    if done.loss == "squared":
        text = QT_TRANSLATE_NOOP("engine", "The square changes by twice the difference, shared among the outputs.")
    elif done.loss == "binary":
        text = QT_TRANSLATE_NOOP(
            "engine",
            "The derivative of −ln ŷ is −1/ŷ: the surer the output is of what is wrong, the more the loss would "
            "change.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "engine", "The derivative of −ln ŷ is −1/ŷ; where y = 0 the output does not appear in the loss."
        )
    return Step(
        "backward",
        about,
        (answer, target),
        row(notation(about), EQUALS, symbols),
        numbers,
        done.values[about],
        Text(text),
    )


def _answer_gradient(done: Pass, target: Formula, estimate: Formula) -> Formula:
    match done.loss:
        case "binary":
            second = Fraction(row(_ONE, MINUS, target), row(_ONE, MINUS, estimate))
            return row(NEGATIVE, Fraction(target, estimate), PLUS, second)
        case "softmax" | "categorical":
            return row(NEGATIVE, Fraction(target, estimate))
        case "squared":
            share = Fraction(Name("2"), Name(str(done.outputs)))
            return row(share, Brackets(difference(estimate, target)))


def sum_gradient_text(done: Pass) -> Text:
    """What to notice in ∂L/∂z of an output."""
    match done.loss:
        case "binary":
            text = QT_TRANSLATE_NOOP(
                "engine",
                "The slope ŷ(1 − ŷ) cancels what stands below the fractions; ŷ − y is left, because this is the binary "
                "form, one cross-entropy for each output.",
            )
        case "softmax":
            text = QT_TRANSLATE_NOOP(
                "engine",
                "The chain rule over all outputs, for each share depends on this sum. With softmax, and targets that "
                "add up to 1, ŷ − y is left.",
            )
        case "categorical":
            text = QT_TRANSLATE_NOOP(
                "engine",
                "Sigmoids with the categorical form give −y(1 − ŷ), not ŷ − y: where y = 0 nothing is learned, however "
                "wrong the output is. Sigmoids want the binary form, the categorical form wants a softmax.",
            )
        case "squared":
            text = QT_TRANSLATE_NOOP(
                "engine",
                "Here the slope ŷ(1 − ŷ) stays: an output that is sure and wrong learns slowly, which is why "
                "cross-entropy took its place.",
            )
    return Text(text)


def shortcut(done: Pass, notation: Notation, total: Quantity) -> tuple[Formula, ...]:
    """Equations that say what ∂L/∂z of an output boils down to, with numbers."""
    answer, target = Quantity("answer", total.layer, total.unit), Quantity("target", 0, total.unit)
    y, estimate = notation(target), notation(answer)
    y_number, estimate_number = Number(done.values[target], target), Number(done.values[answer], answer)
    head = notation(gradient(total))
    found = Number(done.values[gradient(total)], gradient(total))
    apart = row(difference(estimate, y), EQUALS, difference(estimate_number, y_number))
    match done.loss:
        case "binary":
            return (row(head, EQUALS, apart, EQUALS, found),)
        case "softmax" if sum(done.sample.targets) == 1:
            return (row(head, EQUALS, apart, EQUALS, found),)
        case "categorical":
            left = row(NEGATIVE, y, Brackets(row(_ONE, MINUS, estimate)))
            numbers = row(NEGATIVE, product(y_number, Brackets(difference(_ONE, estimate_number))))
            wrong = Number(done.values[answer] - done.values[target])
            own = row(head, EQUALS, left, EQUALS, numbers, EQUALS, found)
            return (own,) if done.values[target] == 1 else (own, row(head, _UNEQUAL, apart, EQUALS, wrong))
        case _:
            return ()
