"""One unit of one's own network: what makes its value, what comes back to it, and one of its weights."""

from __future__ import annotations

from dataclasses import dataclass

from engine.lesson.own_backward import backward_operation
from engine.lesson.own_forward import forward_operation, given_operation, input_terms
from engine.lesson.own_network import OwnNetwork
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import Operation, Term
from engine.lesson.own_weight import weight_operations


@dataclass(frozen=True, slots=True, eq=False)
class UnitDetail:
    """A unit forward and backward; ``weight`` and ``update`` are those of the weight of one of its terms, where the
    layer has single weights."""

    layer: str
    unit: Unit
    forward: Operation
    backward: Operation
    terms: tuple[Term, ...]
    weight: Operation | None
    update: Operation | None


def unit_detail(own: OwnNetwork, layer: str, unit: Unit, chosen: int = 0) -> UnitDetail:
    """Look at a unit after :meth:`OwnNetwork.walk`; ``chosen`` is the place of the term whose weight is looked at."""
    back = backward_operation(own, layer, unit)
    if layer in own.network.ports:
        return UnitDetail(layer, unit, given_operation(own, layer, unit), back, (), None, None)
    terms = input_terms(own, layer, unit)
    weight = update = None
    if terms.first:
        weight, update = weight_operations(own, layer, unit, terms.first[min(chosen, len(terms.first) - 1)])
    return UnitDetail(layer, unit, forward_operation(own, layer, unit, terms), back, terms.first, weight, update)
