"""Who reads whom in a functional Keras model: every call of every layer, in an order of computation."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Place = tuple[str, int]
"""A layer's name and which of its calls."""
_MAXIMUM_NESTING = 30


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a layer: its description, the use's number from 0, and the calls whose answers it reads."""

    entry: Mapping[str, Any]
    name: str
    number: int
    sources: tuple[Place, ...]


def config_of(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """A layer's or model's settings."""
    found = entry.get("config")
    return found if isinstance(found, Mapping) else {}


def name_of(entry: Mapping[str, Any]) -> str:
    """A layer's name in its model."""
    return str(entry.get("name") or config_of(entry).get("name"))


def calls_in_order(entries: list[Mapping[str, Any]]) -> list[Call]:
    """All calls but the inputs', sources first (Kahn, 1962).

    Raises :class:`ValueError`, naming a layer, where a call reads what is not there or calls wait for each other.
    """
    given = {(name_of(entry), 0) for entry in entries if entry.get("class_name") == "InputLayer"}
    calls: dict[Place, Call] = {}
    for entry in entries:
        if entry.get("class_name") != "InputLayer":
            for call in _calls(entry):
                calls[call.name, call.number] = call
    readers: dict[Place, list[Place]] = {}
    waiting: dict[Place, int] = {}
    for place, call in calls.items():
        sources = set(call.sources) - given
        missing = next((source for source in sources if source not in calls), None)
        if missing is not None:
            raise ValueError(f"{call.name} reads {missing[0]}, which is not there")
        waiting[place] = len(sources)
        for source in sources:
            readers.setdefault(source, []).append(place)
    ready = deque(place for place, count in waiting.items() if count == 0)
    ordered = []
    while ready:
        place = ready.popleft()
        ordered.append(calls[place])
        for reader in readers.get(place, ()):
            waiting[reader] -= 1
            if waiting[reader] == 0:
                ready.append(reader)
    if len(ordered) != len(calls):
        loop = dict.fromkeys(name for (name, _), count in waiting.items() if count)
        raise ValueError(f"its layers wait for each other: {', '.join(loop)[:100]}")
    return ordered


def outputs_of(config: Mapping[str, Any]) -> list[Place]:
    """What a functional model answers."""
    return _places(config.get("output_layers"), 0)


def _calls(entry: Mapping[str, Any]) -> list[Call]:
    nodes = entry.get("inbound_nodes")
    name = name_of(entry)
    if not isinstance(nodes, list) or not nodes:
        return [Call(entry, name, 0, ())]
    return [Call(entry, name, number, tuple(_places(node, 0))) for number, node in enumerate(nodes)]


def _places(found: object, depth: int) -> list[Place]:
    """Every tensor in the arguments of a call, in their order."""
    if depth > _MAXIMUM_NESTING:
        raise ValueError("nested too deeply")
    if isinstance(found, Mapping):
        settings = found.get("config")
        if found.get("class_name") == "__keras_tensor__" and isinstance(settings, Mapping):
            return _place(settings.get("keras_history"))
        return [place for value in found.values() for place in _places(value, depth + 1)]
    if isinstance(found, list):
        place = _place(found)
        return place or [place for value in found for place in _places(value, depth + 1)]
    return []


def _place(found: object) -> list[Place]:
    """``[name, call, tensor]``, as Keras 3 keeps a tensor's history and Keras 2 wrote a link."""
    if isinstance(found, list) and len(found) >= 3 and isinstance(found[0], str) and isinstance(found[1], int):
        return [(found[0], found[1])]
    return []
