"""∂a/∂z: how steep an activation is where its sum stands."""

from engine.lesson.arithmetic import Pass
from engine.lesson.formula import (
    MINUS,
    NEGATIVE,
    Brackets,
    Cases,
    Formula,
    Name,
    Number,
    Script,
    Words,
    difference,
    product,
    row,
)
from engine.lesson.network import Activation, output_activation
from engine.lesson.notation import Notation
from engine.lesson.quantity import Quantity
from engine.text import QT_TRANSLATE_NOOP, Text

_ONE = Name("1")


def activation_of(done: Pass, layer: int) -> Activation:
    """The activation of a layer, from 1."""
    return output_activation(done.loss) if layer == done.network.depth else done.network.activation


def slope_formulas(
    done: Pass, notation: Notation, answer: Quantity, total: Quantity
) -> tuple[tuple[Quantity, ...], Formula, Formula]:
    """What the slope is computed from, its formula, and the same with numbers."""
    number = Number(done.values[answer], answer)
    match activation_of(done, total.layer):
        case "relu":
            given = notation(total)
            cases = Cases(((_ONE, _when(given, ">")), (Name("0"), _when(given, "≤"))))
            above = done.values[total] > 0
            numeric = row(
                _ONE if above else Name("0"),
                Words(Text(QT_TRANSLATE_NOOP("engine", ", because "))),
                Number(done.values[total], total),
                Name(" > 0" if above else " ≤ 0"),
            )
            return (total,), cases, numeric
        case "tanh":
            return (answer,), row(_ONE, MINUS, _square(notation(answer))), row(_ONE, MINUS, _square(number))
        case "sigmoid":
            return (answer,), _own(notation(answer)), _own(number)
        case "softmax":
            if answer.unit == total.unit:
                return (answer,), _own(notation(answer)), _own(number)
            other = Quantity("answer", total.layer, total.unit)
            symbolic = row(NEGATIVE, product(notation(answer), notation(other)))
            return (
                (answer, other),
                symbolic,
                row(NEGATIVE, product(number, Number(done.values[other], other))),
            )


def slope_text(done: Pass, answer: Quantity, total: Quantity) -> Text:
    """Why the slope is what it is."""
    match activation_of(done, total.layer):
        case "relu":
            return Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "ReLU has the slope 1 where it lets pass and 0 where it cuts off: nothing is learned through a "
                    "unit that answers 0.",
                )
            )
        case "tanh":
            return Text(QT_TRANSLATE_NOOP("engine", "tanh is steep around 0 and flat at both ends."))
        case "sigmoid":
            return Text(
                QT_TRANSLATE_NOOP(
                    "engine", "The sigmoid is steepest, ¼, where it answers ½, and flat where it is sure of itself."
                )
            )
        case "softmax":
            if answer.unit == total.unit:
                return Text(QT_TRANSLATE_NOOP("engine", "A share grows with its own sum …"))
            return Text(
                QT_TRANSLATE_NOOP("engine", "… and shrinks as another one's sum grows, for all shares together are 1.")
            )


def _own(estimate: Formula) -> Formula:
    """a(1 − a)."""
    if isinstance(estimate, Number):
        return product(estimate, Brackets(difference(_ONE, estimate)))
    return row(estimate, Brackets(row(_ONE, MINUS, estimate)))


def _square(formula: Formula) -> Formula:
    return Script(Brackets(formula), above=Name("2"))


def _when(formula: Formula, sign: str) -> Formula:
    return row(Words(Text(QT_TRANSLATE_NOOP("engine", "if "))), formula, Name(f" {sign} 0"))
