"""The loss of one's own network on one example."""

from __future__ import annotations

from engine.lesson.formula import EQUALS, NEGATIVE, Letter, Number, Script, Words, of, row
from engine.lesson.own_network import Walk
from engine.lesson.own_terms import Operation
from engine.text import QT_TRANSLATE_NOOP, Text


def loss_operation(walk: Walk, name: str) -> Operation:
    """−ln of the probability of the right class, called ``name``."""
    right = Script(Letter("p"), Words(Text(name.replace("{", "{{").replace("}", "}}"))))
    probability = float(walk.probabilities[walk.label])
    lines = (
        row(Letter("L"), EQUALS, NEGATIVE, of("ln", right)),
        row(EQUALS, NEGATIVE, of("ln", Number(probability))),
        row(EQUALS, Number(walk.loss)),
    )
    text = QT_TRANSLATE_NOOP(
        "engine", "Cross-entropy: −ln of the probability, by softmax, that the network gives the right class."
    )
    return Operation(lines, walk.loss, Text(text))
