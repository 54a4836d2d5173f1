"""The probability of the right class and the loss of one's own network on one example."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.lesson.formula import (
    EQUALS,
    MINUS,
    NEGATIVE,
    Formula,
    Fraction,
    Letter,
    Name,
    Number,
    Script,
    Total,
    difference,
    of,
    row,
)
from engine.lesson.own_network import Walk
from engine.lesson.own_terms import Operation
from engine.text import QT_TRANSLATE_NOOP, Text

_LARGEST_POWER = 700.0
_K = Letter("k")


def loss_operations(walk: Walk, name: str) -> tuple[Operation, ...]:
    """Softmax of the right class, called ``name``, and −ln of it; nothing where the loss is not that alone."""
    return (_softmax(walk, name), _loss(walk, name)) if walk.plain_loss else ()


@dataclass(frozen=True, slots=True)
class _Sum:
    """Σ eʸ over all classes, each divided by e to ``less``: e to more than 700 is no number any more."""

    total: float
    less: float

    @property
    def logarithm(self) -> float:
        """ln of the whole sum."""
        return math.log(self.total) + self.less


def _sum_of_powers(walk: Walk) -> _Sum:
    logits = walk.stages[-1].output.tolist()
    less = max(logits) if max(logits) > _LARGEST_POWER else 0.0
    return _Sum(sum(math.exp(logit - less) for logit in logits), less)


def _softmax(walk: Walk, name: str) -> Operation:
    powers, logit = _sum_of_powers(walk), float(walk.stages[-1].output[walk.label])
    share = Fraction(_power(_logit(_called(name))), row(Total(_K), _power(_logit(_K))))
    probability = float(walk.probabilities[walk.label])
    lines = (
        row(_probability(name), EQUALS, share),
        row(EQUALS, Fraction(_power(Number(logit - powers.less)), Number(powers.total))),
        row(EQUALS, Number(probability)),
    )
    text = QT_TRANSLATE_NOOP("engine", "Softmax makes a probability of the answer y: its share of all {count} classes.")
    return Operation(lines, probability, Text(text, {"count": len(walk.probabilities)}))


def _loss(walk: Walk, name: str) -> Operation:
    """Where the probability is too small for a number, the logarithm is taken of the sum instead."""
    probability = float(walk.probabilities[walk.label])
    if probability > 0:
        symbolic = row(NEGATIVE, of("ln", _probability(name)))
        numeric = row(NEGATIVE, of("ln", Number(probability)))
    else:
        symbolic = row(of("ln", row(Total(_K), _power(_logit(_K)))), MINUS, _logit(_called(name)))
        logit = Number(float(walk.stages[-1].output[walk.label]))
        numeric = row(difference(Number(_sum_of_powers(walk).logarithm), logit))
    lines = (row(Letter("L"), EQUALS, symbolic), row(EQUALS, numeric), row(EQUALS, Number(walk.loss)))
    text = QT_TRANSLATE_NOOP("engine", "Cross-entropy: −ln of the probability that the network gives the right class.")
    return Operation(lines, walk.loss, Text(text))


def _logit(index: Formula) -> Formula:
    return Script(Letter("y"), index)


def _probability(name: str) -> Formula:
    return Script(Letter("p"), _called(name))


def _called(name: str) -> Formula:
    """A class by its name, as long as that is short enough for an index."""
    return Name(name) if len(name) <= 12 else Name(f"{name[:11]}…")


def _power(formula: Formula) -> Formula:
    return Script(Letter("e"), above=formula)
