"""Nodes put in line, or at even distances, by the person's wish; none comes to lie on another of them."""

from collections.abc import Collection
from typing import Literal

from engine.model.layout import STEP_X, STEP_Y, Layout

Line = Literal["column", "row"]
_STEPS = {"column": STEP_Y, "row": STEP_X}


def align(layout: Layout, ids: Collection[str], line: Line) -> Layout:
    """The layout with these nodes in one column or one row, at the mean of their places across it.

    Those that would overlap are moved apart along the line, in the order in which they stand.
    """
    chosen = [layer_id for layer_id in ids if layer_id in layout]
    if len(chosen) < 2:
        return layout
    along, across = _axes(line)
    mean = sum(layout[layer_id][across] for layer_id in chosen) / len(chosen)
    ordered = sorted(chosen, key=lambda layer_id: (layout[layer_id][along], layout[layer_id][across]))
    places: list[float] = []
    for layer_id in ordered:
        wanted = layout[layer_id][along]
        places.append(max(wanted, places[-1] + _STEPS[line]) if places else wanted)
    return _placed(layout, line, dict(zip(ordered, places, strict=True)), mean)


def distribute(layout: Layout, ids: Collection[str]) -> Layout:
    """The layout with even distances between these nodes, along the direction in which they spread the most.

    The outermost stay where they are, unless there is not room enough for all between them.
    """
    chosen = [layer_id for layer_id in ids if layer_id in layout]
    if len(chosen) < 3:
        return layout

    def spread(axis: int) -> float:
        places = [layout[layer_id][axis] for layer_id in chosen]
        return max(places) - min(places)

    line: Line = "column" if spread(1) >= spread(0) else "row"
    along, _ = _axes(line)
    ordered = sorted(chosen, key=lambda layer_id: layout[layer_id][along])
    step = max(spread(along) / (len(ordered) - 1), _STEPS[line])
    first = layout[ordered[0]][along]
    return _placed(layout, line, {layer_id: first + step * number for number, layer_id in enumerate(ordered)}, None)


def _axes(line: Line) -> tuple[int, int]:
    return (1, 0) if line == "column" else (0, 1)


def _placed(layout: Layout, line: Line, along: dict[str, float], across: float | None) -> Layout:
    placed = dict(layout)
    for layer_id, place in along.items():
        x, y = layout[layer_id]
        if line == "column":
            placed[layer_id] = (x if across is None else across, place)
        else:
            placed[layer_id] = (place, y if across is None else across)
    return placed
