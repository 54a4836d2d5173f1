"""Activations that exporters write out as several operators, put together again before the graph is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import prod
from typing import Any

Makers = Mapping[str, Any]
"""The node that gives each value."""
Numbers = Callable[[str], float | None]
"""The number that a value is, where it is a constant of one number."""


def put_together(nodes: Iterable[Any], answers: Iterable[str], number: Numbers) -> list[Any]:
    """The nodes with one operator in the place of each known group: Swish, HardSwish, Mish and both forms of Gelu.

    Sources: the definitions in torch.nn.functional and in the operator specification of the ONNX project.
    """
    listed = list(nodes)
    makers = {name: node for node in listed for name in node.output}
    made: list[Any] = []
    dropped: list[Any] = []
    for node in listed:
        found = _activation(node, makers, number) if node.op_type in ("Mul", "Div") else None
        if found is None:
            made.append(node)
            continue
        kind, source, inside = found
        made.append(_node(kind, source, node))
        dropped += inside
    if not dropped:
        return listed
    return _without_unread(made, {id(node) for node in dropped}, set(answers))


def _activation(node: Any, makers: Makers, number: Numbers) -> tuple[str, str, list[Any]] | None:
    """What a product stands for: its kind, the value it is applied to, and the nodes between."""
    for gate, source in _both_ways(node):
        inner = makers.get(gate)
        if inner is None:
            continue
        if inner.op_type == "Sigmoid" and inner.input[0] == source:
            return "Swish", source, [inner]
        if inner.op_type == "HardSigmoid" and inner.input[0] == source:
            return "HardSwish", source, [inner]
        if inner.op_type == "Tanh":
            softplus = makers.get(inner.input[0])
            if softplus is not None and softplus.op_type == "Softplus" and softplus.input[0] == source:
                return "Mish", source, [inner, softplus]
    return _gelu(node, makers, number)


def _gelu(node: Any, makers: Makers, number: Numbers) -> tuple[str, str, list[Any]] | None:
    """x · (1 + erf(x / √2)) · ½, with the half at either place."""
    factors, inside = _factors(node, makers, number, 3)
    half = [value for value in factors if isinstance(value, float)]
    values = [value for value in factors if isinstance(value, str)]
    if len(values) != 2 or abs(prod(half) - 0.5) > 1e-4:
        return None
    for gate, source in ((values[0], values[1]), (values[1], values[0])):
        add = makers.get(gate)
        if add is None or add.op_type != "Add":
            continue
        for one, name in _both_ways(add):
            erf = makers.get(name)
            if number(one) != 1 or erf is None or erf.op_type != "Erf":
                continue
            scaled = makers.get(erf.input[0])
            if scaled is None:
                continue
            root, _ = _factors(scaled, makers, number, 1)
            scale = prod(value for value in root if isinstance(value, float))
            if [value for value in root if isinstance(value, str)] == [source] and abs(scale - 0.5**0.5) < 1e-4:
                return "Gelu", source, [*inside, add, erf, scaled]
    return None


def _factors(node: Any, makers: Makers, number: Numbers, depth: int) -> tuple[list[str | float], list[Any]]:
    """The values and constants that a chain of products multiplies, and the inner nodes of the chain."""
    factors: list[str | float] = []
    inside: list[Any] = []
    for position, name in enumerate(node.input):
        constant = number(name)
        inner = makers.get(name)
        if constant is not None:
            divides = node.op_type == "Div" and position == 1
            factors.append((1 / constant if constant else 0.0) if divides else constant)
        elif (
            depth and inner is not None and inner.op_type in ("Mul", "Div") and (node.op_type == "Mul" or not position)
        ):
            more, nodes = _factors(inner, makers, number, depth - 1)
            factors += more
            inside += [inner, *nodes]
        else:
            factors.append(name)
    return factors, inside


def _both_ways(node: Any) -> list[tuple[str, str]]:
    if len(node.input) != 2:
        return []
    first, second = node.input
    return [(first, second), (second, first)]


def _node(kind: str, source: str, instead_of: Any) -> Any:
    made = type(instead_of)()
    made.op_type, made.name = kind, instead_of.name
    made.input.append(source)
    made.output.extend(instead_of.output)
    return made


def _without_unread(nodes: list[Any], candidates: set[int], answers: set[str]) -> list[Any]:
    """Without those candidates whose values nothing reads any more."""
    readers = Counter(name for node in nodes for name in node.input)
    kept = []
    for node in reversed(nodes):
        if id(node) in candidates and not any(readers[name] or name in answers for name in node.output):
            readers.subtract(node.input)
        else:
            kept.append(node)
    return kept[::-1]
