"""Where the nodes stand on the canvas: from the top down, each below its sources, branches side by side."""

from collections import deque
from collections.abc import Mapping

from engine.model.reading_order import reading_order
from engine.model.spec import ModelSpec

Layout = Mapping[str, tuple[float, float]]
"""The centre of each node in scene units, by layer id."""

NODE_WIDTH = 300.0
NODE_HEIGHT = 38.0
STEP_X = NODE_WIDTH + 40.0
STEP_Y = NODE_HEIGHT + 16.0

_recent: deque[tuple[ModelSpec, Layout]] = deque(maxlen=4)
"""The layouts made last: each edit asks for those of the networks before and after it."""


def arrange(spec: ModelSpec) -> Layout:
    """A fresh layout: the row is the longest path from a source; a node stands below its sources, siblings apart.

    A row in which nodes come too close is spread by least squares (isotonic regression by pooling adjacent violators,
    Barlow et al., 1972), so that each keeps as near to where it belongs as the others allow.
    """
    for known, layout in _recent:
        if known is spec:
            return layout
    layout = _arranged(spec)
    _recent.append((spec, layout))
    return layout


def _arranged(spec: ModelSpec) -> Layout:
    row: dict[str, int] = {}
    ordered = set(spec.order)
    for layer_id in (*spec.order, *(layer.id for layer in spec.layers if layer.id not in ordered)):
        row[layer_id] = max((row[source] + 1 for source in spec[layer_id].inputs if source in row), default=0)
    rows: dict[int, list[str]] = {}
    reading = reading_order(spec)
    for layer_id in (*reading, *(layer.id for layer in spec.layers if layer.id not in ordered)):
        rows.setdefault(row[layer_id], []).append(layer_id)
    x: dict[str, float] = {}
    for number in sorted(rows):
        wanted = {member: _wanted_x(spec, member, row, x) for member in rows[number]}
        members = sorted(rows[number], key=lambda member: wanted[member])  # stable: reading order among equals
        for member, place in zip(members, _spread([wanted[member] for member in members]), strict=True):
            x[member] = place
    return {layer.id: (x[layer.id], row[layer.id] * STEP_Y) for layer in spec.layers}


def _wanted_x(spec: ModelSpec, layer_id: str, row: Mapping[str, int], x: Mapping[str, float]) -> float:
    """Below the middle of its sources; one of several that begin branches of the same source, beside the others."""
    sources = [source for source in spec[layer_id].inputs if source in x]
    if len(sources) != 1:
        return sum(x[source] for source in sources) / len(sources) if sources else 0.0
    (source,) = sources
    beside = [reader for reader in spec.consumers[source] if row[reader] == row[source] + 1]
    if layer_id not in beside:
        return x[source]
    return x[source] + (beside.index(layer_id) - (len(beside) - 1) / 2) * STEP_X


def _spread(wanted: list[float]) -> list[float]:
    """Places at least a step apart and, all together, as near as possible to the wanted ones, which ascend."""
    if len(wanted) == 1:
        return wanted
    pools: list[list[float]] = []  # sum and count of nodes that stand shoulder to shoulder
    for number, place in enumerate(wanted):
        pools.append([place - number * STEP_X, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    even = [total / count for total, count in pools for _ in range(int(count))]
    return [place + number * STEP_X for number, place in enumerate(even)]


def follow(before: ModelSpec, layout: Layout, after: ModelSpec) -> Layout:
    """The layout after an edit: neat stays neat; placed by hand or cut, only what must move does."""
    if after.by_id.keys() == before.by_id.keys():
        return layout
    whole = all(layer.inputs or layer.type in ("Input", "BlockInput") for layer in after.layers)
    neat = arrange(before)
    if whole and (layout is neat or dict(layout) == neat):
        return arrange(after)
    placed = {layer.id: layout[layer.id] for layer in after.layers if layer.id in layout}
    for layer_id in (*after.order, *(layer.id for layer in after.layers)):
        if layer_id not in placed:
            _make_room(after, layer_id, placed)
    return placed


def _make_room(spec: ModelSpec, layer_id: str, placed: dict[str, tuple[float, float]]) -> None:
    sources = [placed[source] for source in spec[layer_id].inputs if source in placed]
    if sources:
        x, y = sources[0][0], max(position[1] for position in sources) + STEP_Y
    else:
        x = max((position[0] for position in placed.values()), default=-STEP_X) + STEP_X
        y = min((position[1] for position in placed.values()), default=0.0)
    placed[layer_id] = (x, y)
    below = [found for found in spec.order if found != layer_id and found in placed and spec.reaches(layer_id, found)]
    highest = min((placed[found][1] for found in below), default=y + STEP_Y)
    push = max(0.0, y + STEP_Y - highest)
    for found in below:
        placed[found] = (placed[found][0], placed[found][1] + push)
