"""Ways for links that span several rows: none runs through a node, and two of different sources keep apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from math import inf
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
    return Router().lanes(layout, links, ports)


class Router:
    """Finds lanes, and keeps those of links whose surroundings an edit left as they were."""

    def __init__(self) -> None:
        self._layout: Layout = {}
        self._checked: dict[Link, float | None] = {}
        """The lanes of all links long enough to need one; ``None`` where the direct way is free."""

    def lanes(self, layout: Layout, links: Iterable[Link], ports: Callable[[str], int]) -> dict[Link, float]:
        """See :func:`lanes`."""
        long = []
        for link in links:
            drop = layout[link[1]][1] - layout[link[0]][1]
            if drop > 2 * NODE_HEIGHT:  # below that no card fits in between
                long.append((drop, link))
        kept = _kept(self._layout, layout) if long else None
        before, self._layout, self._checked = self._checked, layout, {}
        taken: list[_Taken] = []
        fresh = []
        for drop, link in long:
            if kept is not None and link in before and kept(layout[link[0]][1], layout[link[1]][1]):
                lane = self._checked[link] = before[link]
                if lane is not None:
                    top = layout[link[0]][1] + _HALF_HEIGHT
                    taken.append(_Taken(lane, top, top + drop - NODE_HEIGHT, link[0]))
            else:
                fresh.append((drop, link))
        if fresh:
            self._find(fresh, ports, taken)
        return {link: lane for link, lane in self._checked.items() if lane is not None}

    def _find(self, long: list[tuple[float, Link]], ports: Callable[[str], int], taken: list[_Taken]) -> None:
        layout = self._layout
        by_height = sorted(layout.values(), key=lambda place: place[1])
        heights = [y for _, y in by_height]
        for _, link in sorted(long, key=lambda pair: pair[0]):
            source, target, port = link
            (x, y), (u, v) = layout[source], layout[target]
            first = bisect_right(heights, y + _HALF_HEIGHT + 1)
            between = by_height[first : bisect_left(heights, v - _HALF_HEIGHT - 1)]
            top, bottom, end = y + _HALF_HEIGHT, v - _HALF_HEIGHT, u + port_offset(port, ports(target))
            self._checked[link] = None
            if between and _is_blocked((x, top), (end, bottom), between):
                lane = _free_lane(x, end, {place[0] for place in between}, (top, bottom), taken, source)
                taken.append(_Taken(lane, top, bottom, source))
                self._checked[link] = lane


def _kept(before: Layout, now: Layout) -> Callable[[float, float], bool] | None:
    """Whether all between two heights stands to each other as before; ``None`` where too much has moved to tell.

    What an edit usually does is told: some nodes come or go, and all below them move down or up together.
    """
    step: float | None = None
    stayed, moved = -inf, inf
    odd: list[float] = []
    for layer_id, place in now.items():
        old = before.get(layer_id)
        if old is None:
            odd.append(place[1])
        elif old is place or old == place:
            stayed = max(stayed, place[1])
        elif old[0] != place[0] or (step is not None and place[1] - old[1] != step):
            return None
        else:
            step = place[1] - old[1]
            moved = min(moved, place[1])
    for layer_id in before.keys() - now.keys():
        odd += (before[layer_id][1], before[layer_id][1] + (step or 0.0))
    if stayed >= moved:
        return None

    def kept(top: float, bottom: float) -> bool:
        return (bottom <= stayed or top >= moved) and not any(top < height < bottom for height in odd)

    return kept


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
