"""What draws a dragged node: the columns and rows of the others, and the free slots beside, above and below them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, STEP_X, STEP_Y, Place

SNAP = 8.0
"""Within how many scene units a dragged node takes the column or row of another."""
SLOT_REACH_X, SLOT_REACH_Y = 30.0, 18.0
"""How near it comes to a slot before it is drawn there."""


class Snapped(NamedTuple):
    """Where the node comes to stand, and the nodes whose column and row it shares by that."""

    place: Place
    column: Place | None = None
    row: Place | None = None


def snapped(wanted: Place, others: Sequence[Place]) -> Snapped:
    """The place near ``wanted`` that suits the other nodes: a slot next to one of them, else in line with some."""
    x, y = wanted
    near: list[Place] = []
    column = row = None
    least_x = least_y = SNAP
    for u, v in others:
        across, down = abs(u - x), abs(v - y)
        if across < STEP_X + SLOT_REACH_X and down < STEP_Y + SLOT_REACH_Y:
            near.append((u, v))
        if across < least_x or (across == least_x and column is not None and down < abs(column[1] - y)):
            column, least_x = (u, v), across
        if down < least_y or (down == least_y and row is not None and across < abs(row[0] - x)):
            row, least_y = (u, v), down
    slot = _nearest_slot(wanted, near, others)
    if slot is not None:
        place, neighbour = slot
        upright = place[0] == neighbour[0]
        return Snapped(place, neighbour if upright else None, None if upright else neighbour)
    return Snapped((column[0] if column else x, row[1] if row else y), column, row)


def _nearest_slot(wanted: Place, near: Iterable[Place], others: Sequence[Place]) -> tuple[Place, Place] | None:
    x, y = wanted
    found: list[tuple[float, Place, Place]] = []
    for u, v in near:
        for slot in ((u, v + STEP_Y), (u, v - STEP_Y), (u + STEP_X, v), (u - STEP_X, v)):
            across, down = abs(slot[0] - x), abs(slot[1] - y)
            if across < SLOT_REACH_X and down < SLOT_REACH_Y:
                found.append((across / SLOT_REACH_X + down / SLOT_REACH_Y, slot, (u, v)))
    return next(((slot, neighbour) for _, slot, neighbour in sorted(found) if is_free(slot, others)), None)


def is_free(slot: Place, others: Iterable[Place]) -> bool:
    """Whether a card there would lie upon no other."""
    return not any(_touches(slot, other) for other in others)


def _touches(place: Place, other: Place) -> bool:
    """Whether two cards would lie upon each other."""
    return abs(place[0] - other[0]) < NODE_WIDTH and abs(place[1] - other[1]) < NODE_HEIGHT
