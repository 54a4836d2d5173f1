"""What comes back to one unit of one's own network: the chain rule over all units that read it."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.lesson.formula import EQUALS, MINUS, TIMES, Fraction, Letter, Name, Number, Script, Total, row
from engine.lesson.notation import PARTIAL
from engine.lesson.own_network import OwnNetwork
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import Operation, Terms, entry, gradient_by, terms_of, together
from engine.text import QT_TRANSLATE_NOOP, Text


def backward_operation(own: OwnNetwork, layer: str, unit: Unit) -> Operation:
    """∂L/∂y of a unit, or ∂L/∂x of a number of the example."""
    value = own.values[layer]
    found = 0.0 if value.grad is None else float(value.grad[0][unit])
    symbol = gradient_by(entry("x" if layer in own.network.ports else "y", unit))
    end = row(EQUALS, Number(found))
    if layer == own.network.answer and own.plain_loss:
        index = Name(str(unit[0]))
        share = float(torch.softmax(value.detach(), 1)[0][unit])
        difference = row(Number(share), MINUS, Number(float(unit == (own.label,))))
        symbolic = row(symbol, EQUALS, Script(Letter("p"), index), MINUS, Script(Letter("t"), index))
        text = QT_TRANSLATE_NOOP(
            "engine",
            "With softmax and cross-entropy: the probability minus its target t, 1 for the right class and else 0.",
        )
        return Operation((symbolic, row(EQUALS, difference), end), found, Text(text))
    ways = ways_back(own, layer, unit)
    if ways is None:
        text = QT_TRANSLATE_NOOP("engine", "What the chain rule brings back to this unit; autograd gives the number.")
        return Operation((row(symbol, end),), found, Text(text))
    k = Letter("k")
    slope = Fraction(row(PARTIAL, Script(Letter("y"), k)), row(PARTIAL, entry("x", unit)))
    symbolic = row(symbol, EQUALS, Total(k), slope, TIMES, gradient_by(Script(Letter("y"), k)))
    words = QT_TRANSLATE_NOOP(
        "engine",
        "The chain rule over the {count} units that read this one, as x, in {layer}; the largest parts stand first.",
    )
    text_values = {"count": ways.count, "layer": ", ".join(own.readers(layer))}
    return Operation((symbolic, row(EQUALS, ways.formula()), end), found, Text(words, text_values))


def ways_back(own: OwnNetwork, layer: str, unit: Unit) -> Terms | None:
    """∂L/∂y times ∂y/∂x for every unit that reads this one; ``None`` where torch cannot tell the slopes of a layer, or
    where nobody reads it."""
    found = []
    for reader in own.readers(layer):
        back, slopes = own.values[reader].grad, _slopes(own, reader, layer, unit)
        if slopes is None:
            return None
        if back is not None:
            found.append(terms_of(reader, slopes[0], back[0]))
    return together(found) if found else None


def _slopes(own: OwnNetwork, reader: str, layer: str, unit: Unit) -> Tensor | None:
    """How the whole output of ``reader`` changes with one unit that it reads."""
    sources = own.sources(reader)
    received = [own.values[source].detach() for source in sources]
    place = sources.index(layer)
    direction = torch.zeros_like(received[place])
    direction[0][unit] = 1.0
    received[place].requires_grad_()
    try:
        output = own.module(reader)(*received)
        # Forward-mode derivatives of torch load its compiler first; the gradient of a gradient gives the same.
        weights = torch.zeros_like(output, requires_grad=True)
        (back,) = torch.autograd.grad(output, received[place], weights, create_graph=True)
        return torch.autograd.grad(back, weights, direction)[0]
    except (RuntimeError, NotImplementedError):  # a layer that torch cannot differentiate twice
        return None
