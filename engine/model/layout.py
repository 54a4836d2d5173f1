"""Where the nodes stand on the canvas: from the top down, each below its sources."""

from collections.abc import Mapping

from engine.model.spec import ModelSpec

Layout = Mapping[str, tuple[float, float]]
"""The centre of each node in scene units, by layer id."""

NODE_WIDTH = 300.0
NODE_HEIGHT = 38.0
STEP_X = NODE_WIDTH + 40.0
STEP_Y = NODE_HEIGHT + 16.0


def arrange(spec: ModelSpec) -> Layout:
    """A fresh layout: the row is the longest path from a source, rows are centred, branches stand side by side."""
    row: dict[str, int] = {}
    for layer_id in spec.order:
        row[layer_id] = max((row[source] + 1 for source in spec[layer_id].inputs if source in row), default=0)
    for layer in spec.layers:
        row.setdefault(layer.id, 0)
    rows: dict[int, list[str]] = {}
    for layer_id in (*spec.order, *(layer.id for layer in spec.layers if layer.id not in set(spec.order))):
        rows.setdefault(row[layer_id], []).append(layer_id)
    placed: dict[str, tuple[float, float]] = {}
    for number in sorted(rows):
        members = sorted(rows[number], key=lambda member: _mean_x(spec, member, placed))
        left = -(len(members) - 1) / 2 * STEP_X
        for column, member in enumerate(members):
            placed[member] = (left + column * STEP_X, number * STEP_Y)
    return placed


def follow(before: ModelSpec, layout: Layout, after: ModelSpec) -> Layout:
    """The layout after an edit: neat stays neat; placed by hand or cut, only what must move does."""
    whole = all(layer.inputs or layer.type == "Input" for layer in after.layers)
    if whole and after.by_id.keys() != before.by_id.keys() and dict(layout) == dict(arrange(before)):
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


def _mean_x(spec: ModelSpec, layer_id: str, placed: Mapping[str, tuple[float, float]]) -> float:
    sources = [placed[source][0] for source in spec[layer_id].inputs if source in placed]
    return sum(sources) / len(sources) if sources else 0.0
