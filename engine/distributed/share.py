"""Which images of a batch each process computes. No torch."""

from dataclasses import dataclass
from typing import Any

from engine.distributed.world import World


@dataclass(frozen=True, slots=True)
class Piece:
    """The images from ``start`` to before ``stop`` of ``count`` that are computed at the same time by all processes.

    ``weight`` is 1, or 0 where there are too few images for everybody: the process then computes the first ones once
    more, so that all take part in what is added up, and they count nothing.
    """

    start: int
    stop: int
    count: int
    weight: int


LEAST = 2
"""Images of a piece, where there are so many: batch normalisation of a piece by itself cannot learn from one, and how
a layer laid out its answer cannot be told from one."""


def divide(count: int, rank: int, size: int) -> Piece:
    """The piece of process ``rank`` of ``size``: even pieces, in order."""
    sharing = max(1, min(size, count // LEAST))
    if rank >= sharing:
        return Piece(0, min(LEAST, count), count, 0)
    each, more = divmod(count, sharing)
    start = rank * each + min(rank, more)
    return Piece(start, start + each + (rank < more), count, 1)


class Pieces:
    """The pieces of one process. Layers that depend on the whole batch ask for the :attr:`current` one, which the step
    under way sets.
    """

    def __init__(self, world: World, group: Any = None) -> None:
        self._world = world
        self.group = group
        """torch's group of those that add up together; ``None`` for all processes there are."""
        self.current = Piece(0, 1, 1, 1)

    def of(self, count: int) -> Piece:
        """This process's piece of so many images."""
        return divide(count, self._world.rank, self._world.size)
