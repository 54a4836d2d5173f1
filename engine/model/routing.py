"""Ways for links that span several rows: none runs through a node, and two of different sources keep apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, Layout

LANE_GAP = 14.0
"""Between a node and the nearest lane beside it."""
LANE_STEP = 8.0
"""Between two lanes side by side."""
_CLEAR = 4.0
"""How near to a card a straight link may pass."""
_HALF_WIDTH, _HALF_HEIGHT = NODE_WIDTH / 2, NODE_HEIGHT / 2

_TIMES = [step / 24 for step in range(25)]
# The curve of a link from (0, 0) to (1, 1): a cubic Bézier with its controls straight below and above its ends.
_ACROSS = [t * t * (3 - 2 * t) for t in _TIMES]
_DOWN = [1.5 * t * (1 - t) + t * t * t for t in _TIMES]


Link = tuple[str, str, int]
"""The ids of source and target, and the number of the target's port."""


class _Taken(NamedTuple):
    x: float
    top: float
    bottom: float
    source: str


def lanes(layout: Layout, links: Iterable[Link], ports: Callable[[str], int]) -> dict[Link, float]:
    """For each link that would run through a node: the x at which it runs down beside the nodes instead.

    ``ports`` tells how many ports a layer shows. Shorter links get the nearer lanes, so that nested ones do not cross;
    links of the same source share theirs.
    """
    long = []
    for link in links:
        drop = layout[link[1]][1] - layout[link[0]][1]
        if drop > 2 * NODE_HEIGHT:  # below that no card fits in between
            long.append((drop, link))
    if not long:
        return {}
    by_height = sorted(layout.values(), key=lambda place: place[1])
    heights = [y for _, y in by_height]
    found: dict[Link, float] = {}
    taken: list[_Taken] = []
    for _, link in sorted(long, key=lambda pair: pair[0]):
        source, target, port = link
        (x, y), (u, v) = layout[source], layout[target]
        first = bisect_right(heights, y + _HALF_HEIGHT + 1)
        between = by_height[first : bisect_left(heights, v - _HALF_HEIGHT - 1)]
        if not between:
            continue
        top, bottom, end = y + _HALF_HEIGHT, v - _HALF_HEIGHT, u + port_offset(port, ports(target))
        if _is_blocked((x, top), (end, bottom), between):
            lane = _free_lane(x, end, {place[0] for place in between}, (top, bottom), taken, source)
            taken.append(_Taken(lane, top, bottom, source))
            found[link] = lane
    return found


def _is_blocked(start: tuple[float, float], end: tuple[float, float], cards: list[tuple[float, float]]) -> bool:
    """Whether the direct curve touches a card."""
    (x, y), (across, down) = start, (end[0] - start[0], end[1] - start[1])
    left, right = min(x, end[0]) - _HALF_WIDTH - _CLEAR, max(x, end[0]) + _HALF_WIDTH + _CLEAR
    for u, v in cards:
        if not left < u < right:
            continue
        if abs(across) < 1:
            return True
        first = max(bisect_left(_DOWN, (v - _HALF_HEIGHT - _CLEAR - y) / down) - 1, 0)
        last = min(bisect_right(_DOWN, (v + _HALF_HEIGHT + _CLEAR - y) / down), len(_DOWN) - 1)
        one, other = sorted((x + across * _ACROSS[first], x + across * _ACROSS[last]))
        if one < u + _HALF_WIDTH + _CLEAR and other > u - _HALF_WIDTH - _CLEAR:
            return True
    return False


def _free_lane(
    start: float, end: float, columns: set[float], reach: tuple[float, float], taken: list[_Taken], source: str
) -> float:
    """The nearest x, on the right of two equally near ones, where neither a card nor another link is."""
    top, bottom = reach
    rivals = [lane for lane in taken if lane.source != source and lane.top < bottom and lane.bottom > top]
    beside = _HALF_WIDTH + LANE_GAP
    best, least = start, float("inf")
    for column in columns:
        for side in (1, -1):
            x = column + side * beside
            while any(abs(x - lane.x) < LANE_STEP - 1 for lane in rivals):
                x += side * LANE_STEP
            if any(abs(x - other) < _HALF_WIDTH + _CLEAR for other in columns):
                continue
            way = abs(x - start) + abs(x - end) - side
            if way < least:
                best, least = x, way
    return best


def port_offset(port: int, count: int) -> float:
    """How far right of a node's middle one of its ``count`` ports lies."""
    return (port - (count - 1) / 2) * min(40.0, NODE_WIDTH / (count + 1)) if count > 1 else 0.0
