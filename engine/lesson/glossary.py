"""The formulas of the field that the lesson walks through, each with its derivative and a sentence."""

from dataclasses import dataclass

from engine.lesson.formula import (
    EQUALS,
    MINUS,
    NEGATIVE,
    PLUS,
    TIMES,
    Brackets,
    Cases,
    Formula,
    Fraction,
    Letter,
    Name,
    Operator,
    Script,
    Total,
    Words,
    difference,
    of,
    row,
)
from engine.lesson.notation import ESTIMATE, PARTIAL, RATE
from engine.text import QT_TRANSLATE_NOOP, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` is the same in every language; ``title`` and ``text`` are sentences for people."""

    name: str
    title: Text
    formulas: tuple[Formula, ...]
    text: Text


_ONE, _ZERO = Name("1"), Name("0")
_Z, _Y, _W, _B, _L = Letter("z"), Letter("y"), Letter("w"), Letter("b"), Letter("L")
_I, _J, _K, _N = Letter("i"), Letter("j"), Letter("k"), Letter("n")


def _at(symbol: Formula, index: Formula) -> Formula:
    return Script(symbol, index)


def _slope(of_what: Formula, by: Formula) -> Formula:
    return Fraction(row(PARTIAL, of_what), row(PARTIAL, by))


def _prime(name: str, argument: Formula = _Z) -> Formula:
    return row(Script(Name(name), above=Name("′")), Brackets(argument))


def _square(formula: Formula) -> Formula:
    return Script(formula, above=Name("2"))


def _exp(power: Formula) -> Formula:
    return Script(Letter("e"), above=power)


def _when(condition: Formula) -> Formula:
    return row(Words(Text(QT_TRANSLATE_NOOP("engine", "if "))), condition)


def _equation(left: Formula, *right: Formula) -> Formula:
    return row(left, EQUALS, *right)


_LESS = row(_ONE, MINUS, ESTIMATE)
_WITH_SIGMOID = Text(QT_TRANSLATE_NOOP("engine", "with sigmoid: "))
_NEURON = Entry(
    "neuron",
    Text(QT_TRANSLATE_NOOP("engine", "Neuron")),
    (
        _equation(_at(_Z, _J), Total(_I), _at(_W, row(_J, _I)), TIMES, _at(Letter("x"), _I), PLUS, _at(_B, _J)),
        _equation(_at(Letter("a"), _J), of("f", _at(_Z, _J))),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "A weighted sum of what comes in, plus a bias, through an activation f. Without f, layers one "
            "behind the other would be no more than one layer.",
        )
    ),
)
_SIGMOID = Entry(
    "sigmoid",
    Text(QT_TRANSLATE_NOOP("engine", "Sigmoid")),
    (
        _equation(of("σ", _Z), Fraction(_ONE, row(_ONE, PLUS, _exp(row(NEGATIVE, _Z))))),
        _equation(_prime("σ"), of("σ", _Z), TIMES, Brackets(row(_ONE, MINUS, of("σ", _Z)))),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "Between 0 and 1, so it can be read as the probability of a yes. Its slope is ¼ at most, which "
            "is why gradients fade through many of them.",
        )
    ),
)
_TANH = Entry(
    "tanh",
    Text(QT_TRANSLATE_NOOP("engine", "Hyperbolic tangent")),
    (
        _equation(
            of("tanh", _Z),
            Fraction(
                row(_exp(_Z), MINUS, _exp(row(NEGATIVE, _Z))),
                row(_exp(_Z), PLUS, _exp(row(NEGATIVE, _Z))),
            ),
        ),
        _equation(_prime("tanh"), _ONE, MINUS, _square(Brackets(of("tanh", _Z)))),
    ),
    Text(QT_TRANSLATE_NOOP("engine", "A sigmoid from −1 to 1, steepest at 0 with a slope of 1.")),
)
_RELU = Entry(
    "relu",
    Text(QT_TRANSLATE_NOOP("engine", "ReLU")),
    (
        _equation(of("ReLU", _Z), of("max", row(Name("0, "), _Z))),
        _equation(
            _prime("ReLU"),
            Cases(((_ONE, _when(row(_Z, Name(" > 0")))), (_ZERO, _when(row(_Z, Name(" ≤ 0")))))),
        ),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine", "Its slope does not fade where it lets pass. At 0 it has none; every library takes 0 there."
        )
    ),
)
_SOFTMAX = Entry(
    "softmax",
    Text(QT_TRANSLATE_NOOP("engine", "Softmax")),
    (
        _equation(_at(ESTIMATE, _K), Fraction(_exp(_at(_Z, _K)), row(Total(_J), _exp(_at(_Z, _J))))),
        _equation(
            _slope(_at(ESTIMATE, _K), _at(_Z, _J)),
            Cases(
                (
                    (row(_at(ESTIMATE, _K), Brackets(row(_ONE, MINUS, _at(ESTIMATE, _K)))), _when(_equation(_K, _J))),
                    (row(NEGATIVE, _at(ESTIMATE, _K), _at(ESTIMATE, _J)), _when(row(_K, Operator("≠"), _J))),
                )
            ),
        ),
    ),
    Text(QT_TRANSLATE_NOOP("engine", "Shares that are positive and together 1: one answer among several classes.")),
)
_SQUARED = Entry(
    "squared",
    Text(QT_TRANSLATE_NOOP("engine", "Mean squared error")),
    (
        _equation(
            _L,
            Fraction(_ONE, Letter("K")),
            Total(_K),
            _square(Brackets(difference(_at(ESTIMATE, _K), _at(_Y, _K)))),
        ),
        _equation(
            _slope(_L, _at(ESTIMATE, _K)),
            Fraction(Name("2"), Letter("K")),
            Brackets(difference(_at(ESTIMATE, _K), _at(_Y, _K))),
        ),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "For numbers rather than classes. Behind a sigmoid its gradient keeps the slope ŷ(1 − ŷ) and "
            "fades where the output is sure and wrong.",
        )
    ),
)
_BINARY = Entry(
    "binary",
    Text(QT_TRANSLATE_NOOP("engine", "Binary cross-entropy")),
    (
        _equation(
            Letter("ℓ"),
            NEGATIVE,
            Brackets(row(_Y, TIMES, of("ln", ESTIMATE), PLUS, Brackets(row(_ONE, MINUS, _Y)), TIMES, of("ln", _LESS))),
        ),
        _equation(
            _slope(Letter("ℓ"), ESTIMATE),
            NEGATIVE,
            Fraction(_Y, ESTIMATE),
            PLUS,
            Fraction(row(_ONE, MINUS, _Y), _LESS),
        ),
        row(Words(_WITH_SIGMOID), _equation(_slope(Letter("ℓ"), _Z), difference(ESTIMATE, _Y))),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "One question with yes or no for each output; several may be yes. With a sigmoid, and only in "
            "this form, the gradient at the sum is ŷ − y.",
        )
    ),
)
_CATEGORICAL = Entry(
    "categorical",
    Text(QT_TRANSLATE_NOOP("engine", "Categorical cross-entropy")),
    (
        _equation(_L, NEGATIVE, Total(_K), _at(_Y, _K), TIMES, of("ln", _at(ESTIMATE, _K))),
        _equation(_slope(_L, _at(ESTIMATE, _K)), NEGATIVE, Fraction(_at(_Y, _K), _at(ESTIMATE, _K))),
        row(
            Words(Text(QT_TRANSLATE_NOOP("engine", "with softmax: "))),
            _equation(_slope(_L, _at(_Z, _K)), difference(_at(ESTIMATE, _K), _at(_Y, _K))),
        ),
        row(
            Words(_WITH_SIGMOID),
            _equation(
                _slope(_L, _at(_Z, _K)),
                NEGATIVE,
                _at(_Y, _K),
                Brackets(row(_ONE, MINUS, _at(ESTIMATE, _K))),
            ),
        ),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "One right class among several, so it belongs to a softmax. With sigmoids the outputs whose "
            "target is 0 get no gradient: nothing pushes them down.",
        )
    ),
)
_CHAIN = Entry(
    "chain",
    Text(QT_TRANSLATE_NOOP("engine", "Backward through a layer")),
    (
        _equation(_slope(_L, _at(_Z, _J)), _slope(_L, _at(Letter("a"), _J)), TIMES, _prime("f", _at(_Z, _J))),
        _equation(_slope(_L, _at(_W, row(_J, _I))), _slope(_L, _at(_Z, _J)), TIMES, _at(Letter("x"), _I)),
        _equation(_slope(_L, _at(_B, _J)), _slope(_L, _at(_Z, _J))),
        _equation(_slope(_L, _at(Letter("x"), _I)), Total(_J), _slope(_L, _at(_Z, _J)), TIMES, _at(_W, row(_J, _I))),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "The chain rule, once for each layer. A bias moves by ∂L/∂z, not by ∂L/∂a: the slope of the "
            "activation lies between the two.",
        )
    ),
)
_DESCENT = Entry(
    "sgd",
    Text(QT_TRANSLATE_NOOP("engine", "Update by gradient descent")),
    (
        row(
            _W,
            Operator("←"),
            _W,
            MINUS,
            RATE,
            TIMES,
            Fraction(_ONE, Letter("N")),
            Total(_N),
            _slope(_at(_L, _N), _W),
        ),
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "Against the gradient, the mean over a batch of N samples, as far as the learning rate α says. "
            "Biases are updated the same way.",
        )
    ),
)

ENTRIES = (_NEURON, _SIGMOID, _TANH, _RELU, _SOFTMAX, _SQUARED, _BINARY, _CATEGORICAL, _CHAIN, _DESCENT)
"""Every formula, in the order in which a pass meets them."""
