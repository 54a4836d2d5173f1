"""Where the arrow keys lead on the canvas."""

from math import inf

from PySide6.QtCore import Qt

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, Layout
from engine.model.spec import ModelSpec

DIRECTIONS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}

_FAR = 1e9
"""Makes nodes out of line count as further away than any in line."""


def neighbour(spec: ModelSpec, layout: Layout, current: str | None, direction: str) -> str | None:
    """The layer ``up`` or ``down`` along the links, ``left`` or ``right`` in the row, or the ``first`` or ``last``.

    Along links the nearest in its column comes first; where no link leads on, the nearest node that way is taken.
    """
    if not spec.layers:
        return None
    ordered = set(spec.order)
    order = (*spec.order, *(layer.id for layer in spec.layers if layer.id not in ordered))
    if current is None or direction == "first":
        return order[0] if direction != "last" else order[-1]
    if direction == "last":
        return order[-1]
    x, y = layout[current]
    if direction in ("up", "down"):
        linked = spec[current].inputs if direction == "up" else spec.consumers[current]
        known = [name for name in linked if name in spec]
        if known:
            return min(known, key=lambda name: abs(layout[name][0] - x))
    sign = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}[direction]

    in_line = NODE_HEIGHT if direction in ("left", "right") else NODE_WIDTH / 2

    def away(name: str) -> float:
        along = (layout[name][0] - x) * sign[0] + (layout[name][1] - y) * sign[1]
        across = abs((layout[name][0] - x) * sign[1]) + abs((layout[name][1] - y) * sign[0])
        if along <= 1 or across > along * 3:
            return inf
        return along if across < in_line else _FAR + along + 2 * across

    others = [name for name in order if name != current]
    best = min(others, key=away, default=None)
    return best if best is not None and away(best) < inf else None
