"""Who reads whom, and in which order layers are computed: found once a network, brought up to date after edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress, count, islice
from typing import TYPE_CHECKING

from engine.model.difference import Difference, difference

if TYPE_CHECKING:
    from engine.model.spec import ModelSpec

_MOST_OF_A_SMALL_ONE = 8
"""Where an edit touches more than half of a network, and more layers than these, all is found anew."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """``consumers`` and ``order`` of a network, and whether it is ``sound``.

    That is: each source is there, none is read twice by the same layer, no layers wait for each other.
    """

    consumers: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]
    sound: bool


def wire(spec: ModelSpec) -> Wiring:
    """The wiring of a network of which nothing is known."""
    readers: dict[str, dict[str, None]] = {layer.id: {} for layer in spec.layers}
    for layer in spec.layers:
        for source in layer.inputs:
            if source in readers:
                readers[source][layer.id] = None
    consumers = {source: tuple(found) for source, found in readers.items()}
    order = _ordered(spec, consumers)
    links = sum(len(layer.inputs) for layer in spec.layers)
    sound = links == sum(map(len, consumers.values())) and len(order) == len(spec.layers) == len(consumers)
    return Wiring(consumers, order, sound)


def _ordered(spec: ModelSpec, consumers: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Kahn, 1962, first come, first served."""
    waiting = {
        layer.id: sum(source in consumers for source in set(layer.inputs))
        if len(layer.inputs) > 1
        else int(bool(layer.inputs) and layer.inputs[0] in consumers)
        for layer in spec.layers
    }
    ready = [layer_id for layer_id, sources in waiting.items() if sources == 0]
    for layer_id in ready:  # grows while it is walked
        for reader in consumers[layer_id]:
            waiting[reader] -= 1
            if waiting[reader] == 0:
                ready.append(reader)
    return tuple(ready)


def rewire(former: Wiring, before: ModelSpec, after: ModelSpec) -> Wiring:
    """The wiring after an edit, from that of the network before it: the same as :func:`wire` finds."""
    if not former.sound or len(after.by_id) != len(after.layers):
        return wire(after)
    edit = difference(before, after)
    if edit.reordered or 2 * (len(edit.changed) + len(edit.removed)) > len(after.layers) + _MOST_OF_A_SMALL_ONE:
        return wire(after)
    links = _links(former, before, after, edit)
    if links is None:
        return wire(after)
    if not links.sources and not edit.added and not edit.removed:
        return former
    consumers = _consumers(former, after, edit, links)
    order = _order(former, after, edit, links, consumers)
    return Wiring(consumers, order, len(order) == len(after.layers))


@dataclass(frozen=True, slots=True)
class _Links:
    """What of the links an edit changed: for each source who began to read it, which readers, and whether ends did."""

    sources: dict[str, list[str]]
    readers: set[str]
    ends: bool


def _links(former: Wiring, before: ModelSpec, after: ModelSpec, edit: Difference) -> _Links | None:
    """``None`` where a link leads nowhere or stands twice."""
    now = after.by_id
    sources: dict[str, list[str]] = {}
    readers: set[str] = set()
    ends = False
    for layer in edit.changed:
        old = before.by_id[layer.id].inputs if layer.id not in edit.added else None
        if old == layer.inputs:
            continue
        inputs, left = set(layer.inputs), set(old or ())
        if len(inputs) != len(layer.inputs) or not inputs <= now.keys():
            return None
        for source in inputs ^ left:
            if source in now:
                sources.setdefault(source, []).extend((layer.id,) if source in inputs else ())
        if old is None or inputs != left:
            readers.add(layer.id)
            ends = ends or not inputs or (old is not None and not left)
    for layer in edit.removed:
        ends = ends or not layer.inputs
        for source in layer.inputs:
            if source in now:
                sources.setdefault(source, [])
        if any(reader in now and layer.id in now[reader].inputs for reader in former.consumers[layer.id]):
            return None
    return _Links(sources, readers, ends)


def _consumers(former: Wiring, after: ModelSpec, edit: Difference, links: _Links) -> dict[str, tuple[str, ...]]:
    now, consumers = after.by_id, dict(former.consumers)
    for layer in edit.removed:
        del consumers[layer.id]
    for layer_id in edit.added:
        consumers[layer_id] = ()
    place: dict[str, int] = {}
    for source, begun in links.sources.items():
        readers = [reader for reader in consumers[source] if reader in now and source in now[reader].inputs] + begun
        if len(readers) > 1:
            place = place or dict(zip(now, count()))
            readers.sort(key=place.__getitem__)
        consumers[source] = tuple(readers)
    return consumers


def _order(
    former: Wiring, after: ModelSpec, edit: Difference, links: _Links, consumers: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Kahn's way between the first layer with other readers and the first behind which all is as it was.

    That is one for which all that is left waits, when as many are left as were behind it.
    """
    old, now = former.order, after.by_id
    pending = links.readers | links.sources.keys()
    if links.ends:
        start, ready = 0, [layer.id for layer in after.layers if not layer.inputs]
        done: set[str] = set()
    else:
        touched = links.sources.keys() | {layer.id for layer in edit.removed}
        touched = touched.union(*(now[reader].inputs for reader in links.readers))
        start = next(compress(count(), map(touched.__contains__, old)))
        ready = list(old[:start])
        done = set(ready)
        for layer_id in islice(old, start, None):
            if layer_id not in now or not done.issuperset(now[layer_id].inputs):
                break
            ready.append(layer_id)
    for position in count(start):
        if position == len(ready):
            break
        layer_id = ready[position]
        done.add(layer_id)
        pending.discard(layer_id)
        for reader in consumers[layer_id]:
            if done.issuperset(now[reader].inputs):
                ready.append(reader)
        if not pending and len(ready) == position + 2:
            behind = len(old) - (len(now) - position - 1)
            if 0 <= behind < len(old) and old[behind] == ready[-1]:
                return (*ready[:-1], *old[behind:])
    return tuple(ready)
