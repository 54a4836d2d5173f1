"""Where the nodes stand on the canvas: from the top down, each below its sources, branches side by side."""

from collections import deque
from collections.abc import Iterable, Mapping
from math import inf

from engine.model.reading_order import reading_order
from engine.model.spec import ModelSpec

Place = tuple[float, float]
Layout = Mapping[str, Place]
"""The centre of each node in scene units, by layer id."""

NODE_WIDTH = 300.0
NODE_HEIGHT = 38.0
STEP_X = NODE_WIDTH + 40.0
STEP_Y = NODE_HEIGHT + 16.0

_ROOM_FOR_LINKS = 18.0
"""Between rows across which links lead to other columns, in addition."""
_CLOSE = 1.6 * STEP_Y
"""Up to which distance a layer belongs below its source; one further down was put there by a person."""
_MOST_REPAIRS = 12

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
        x.update(zip(members, _spread([wanted[member] for member in members]), strict=True))
    height = _heights(spec, row, x)
    return {layer.id: (x[layer.id], height[row[layer.id]]) for layer in spec.layers}


def _heights(spec: ModelSpec, row: Mapping[str, int], x: Mapping[str, float]) -> list[float]:
    """How far down each row stands: a little further down where links come from other columns."""
    roomy = {
        row[target]
        for source, target in spec.links
        if abs(x[source] - x[target]) > NODE_WIDTH / 4 and row[target] > row[source]
    }
    heights = [0.0]
    for number in range(1, max(row.values(), default=0) + 1):
        heights.append(heights[-1] + STEP_Y + (_ROOM_FOR_LINKS if number in roomy else 0.0))
    return heights


def _wanted_x(spec: ModelSpec, layer_id: str, row: Mapping[str, int], x: Mapping[str, float]) -> float:
    """Below the middle of its sources; one of several that begin branches of the same source, beside the others."""
    sources = [source for source in spec[layer_id].inputs if source in x]
    if len(sources) != 1:
        return sum(x[source] for source in sources) / len(sources) if sources else 0.0
    (source,) = sources
    beside = [reader for reader in spec.consumers[source] if row[reader] == row[source] + 1]
    if layer_id not in beside:
        return x[source]
    if len(beside) > 1:
        beside = _in_port_order(spec, beside)
    return x[source] + (beside.index(layer_id) - (len(beside) - 1) / 2) * STEP_X


def _in_port_order(spec: ModelSpec, heads: list[str]) -> list[str]:
    """Branches in the order of the ports at which they meet again, so that they do not cross; else as they are."""
    ports: dict[str, int] = {}
    merges: set[str] = set()
    for head in heads:
        last = head
        while len(spec.consumers[last]) == 1 and len(spec[spec.consumers[last][0]].inputs) == 1:
            last = spec.consumers[last][0]
        if len(spec.consumers[last]) != 1:
            return heads
        (merge,) = spec.consumers[last]
        merges.add(merge)
        ports[head] = spec[merge].inputs.index(last)
    return sorted(heads, key=ports.__getitem__) if len(merges) == 1 else heads


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
    """The layout after an edit: what can stay where it is stays.

    A new layer takes the slot below what it reads. Layers that stood close below their sources keep their distance:
    they make room for what comes and close up where something goes. What was placed further down by hand moves only
    where it must, and what stood above its sources not at all.
    """
    if layout.keys() == after.by_id.keys():
        return layout
    held: dict[str, float] = {}
    placed, moved = _followed(before, layout, after, held)
    for _ in range(_MOST_REPAIRS):
        pushed = _pushed_aside(after, layout, placed, moved)
        if not pushed:
            break
        held.update(pushed)
        placed, moved = _followed(before, layout, after, held)
    return placed


def _followed(
    before: ModelSpec, layout: Layout, after: ModelSpec, held: Mapping[str, float]
) -> tuple[dict[str, Place], list[str]]:
    """One way down the graph, and the layers that came or moved; layers in ``held`` stand no higher than that."""
    known, former, consumers = after.by_id, before.by_id, after.consumers
    placed = dict(layout)
    for gone in layout.keys() - known.keys():
        del placed[gone]
    moved: list[str] = []
    ordered = after.order
    if len(ordered) < len(known):  # layers on a loop
        inside = set(ordered)
        ordered = (*ordered, *(layer.id for layer in after.layers if layer.id not in inside))
    asked = {layer.id for layer in after.layers if former.get(layer.id) is not layer} | held.keys()
    for layer_id in ordered:
        if layer_id not in asked:
            continue
        if layer_id not in layout:
            placed[layer_id] = _slot(after, layer_id, placed)
            moved.append(layer_id)
            asked.update(consumers[layer_id])
            continue
        layer = known[layer_id]
        x, y = layout[layer_id]
        floor = _lowest(placed, layer.inputs)
        stood_on = _lowest(layout, former.get(layer_id, layer).inputs)
        new_y = y
        if floor is not None and stood_on is not None:
            distance = y - stood_on
            if STEP_Y - 1 <= distance <= _CLOSE:
                new_y = floor + distance
            elif distance > _CLOSE:
                new_y = max(y, floor + STEP_Y)
        if layer_id in held:
            new_y = max(new_y, held[layer_id])
        if new_y != y:
            placed[layer_id] = (x, new_y)
            moved.append(layer_id)
            asked.update(consumers[layer_id])
    return placed, moved


def _lowest(places: Layout, layer_ids: Iterable[str]) -> float | None:
    """How far down the lowest of these layers stands; ``None`` where none has a place."""
    lowest = None
    for layer_id in layer_ids:
        place = places.get(layer_id)
        if place is not None and (lowest is None or place[1] > lowest):
            lowest = place[1]
    return lowest


def _slot(spec: ModelSpec, layer_id: str, placed: Mapping[str, Place]) -> Place:
    """The free place nearest below the sources of a new layer, or above its readers where it reads nothing."""
    sources = [placed[source] for source in spec[layer_id].inputs if source in placed]
    readers = [placed[reader] for reader in spec.consumers[layer_id] if reader in placed]
    if sources:
        columns, y = [x for x, _ in (*sources, *readers)], max(y for _, y in sources) + STEP_Y
    elif readers:
        columns, y = [x for x, _ in readers], min(y for _, y in readers) - STEP_Y
    else:
        x = max((x for x, _ in placed.values()), default=-STEP_X) + STEP_X
        return x, min((y for _, y in placed.values()), default=0.0)
    row = [(found, x) for found, (x, other) in placed.items() if abs(other - y) < NODE_HEIGHT]
    aside = (columns[0] + side * step * STEP_X for step in range(1, len(row) + 2) for side in (1, -1))
    for x in (*columns, *aside):
        # What reads the new layer, or would, makes room for it.
        if all(abs(other - x) >= NODE_WIDTH or spec.reaches(layer_id, found) for found, other in row):
            return x, y
    return columns[0], y


def _pushed_aside(spec: ModelSpec, layout: Layout, placed: Mapping[str, Place], moved: list[str]) -> dict[str, float]:
    """How far down layers have to be that others have come to lie upon, by their ids."""
    if not moved or _all_below_by_as_much(layout, placed, moved):
        return {}
    bands: dict[int, list[str]] = {}
    for found, (_, y) in placed.items():
        bands.setdefault(int(y // STEP_Y), []).append(found)
    pushed: dict[str, float] = {}
    for mover in moved:
        x, y = placed[mover]
        band = int(y // STEP_Y)
        for found in (*bands.get(band - 1, ()), *bands.get(band, ()), *bands.get(band + 1, ())):
            u, v = placed[found]
            if found == mover or abs(u - x) >= NODE_WIDTH or abs(v - y) >= NODE_HEIGHT:
                continue
            if _overlapped(layout, mover, found):
                continue
            rose = mover in layout and y < layout[mover][1]  # and closes up no further than to here
            lower, upper = (mover, found) if rose or spec.reaches(found, mover) else (found, mover)
            pushed[lower] = max(pushed.get(lower, -inf), placed[upper][1] + STEP_Y)
    return pushed


def _all_below_by_as_much(layout: Layout, placed: Mapping[str, Place], moved: list[str]) -> bool:
    """Whether all that moved stands below all that did not, and moved by the same: then none can be in the way."""
    step, highest = 0.0, inf
    came: list[float] = []
    for layer_id in moved:
        y, old = placed[layer_id][1], layout.get(layer_id)
        if old is None:
            came.append(y)
        elif step in (0.0, y - old[1]):
            step, highest = y - old[1], min(highest, y)
        else:
            return False
    movers = set(moved)
    stayed = max((y for layer_id, (_, y) in placed.items() if layer_id not in movers), default=-inf) + NODE_HEIGHT
    return (
        step != 0.0 and stayed <= highest and all(stayed <= y <= highest - NODE_HEIGHT for y in came) and len(came) < 2
    )


def _overlapped(layout: Layout, one: str, other: str) -> bool:
    """Whether a person had put one upon the other."""
    if one not in layout or other not in layout:
        return False
    (x, y), (u, v) = layout[one], layout[other]
    return abs(u - x) < NODE_WIDTH and abs(v - y) < NODE_HEIGHT
