"""How fast this machine trained last, and what that says of the network on the canvas."""

from typing import NamedTuple

FASTER_THAN_COST = 20.0
"""An estimate for a network this many times cheaper than the measured one says no more than «at most»."""


class Pace(NamedTuple):
    """A measured training speed: of which network (multiply-adds per image) at how many images a second."""

    multiply_adds: int
    images_per_second: float

    def seconds_per_epoch(self, multiply_adds: int, images: int) -> float:
        """About how long an epoch of so many images takes for a network of that cost, by proportion.

        Every image costs something however small its network is, so cheaper networks gain at most a factor of 20.
        """
        relative = max(multiply_adds / max(self.multiply_adds, 1), 1 / FASTER_THAN_COST)
        return images * relative / self.images_per_second
