"""The catalogue of pretrained networks: what each expects and gives; what they are made of comes when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.pretrained.arithmetic import Block, Cost

Colours = tuple[float, float, float]

IMAGENET_MEAN: Colours = (0.485, 0.456, 0.406)
IMAGENET_STD: Colours = (0.229, 0.224, 0.225)
LITE_MEAN: Colours = (0.498, 0.498, 0.498)
"""127 and 128 of 255, as EfficientNet-Lite was trained."""
LITE_STD: Colours = (0.502, 0.502, 0.502)


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A file of weights on torchvision's server; ``size`` is in bytes, to half a thousand."""

    url: str
    size: int

    @property
    def name(self) -> str:
        return self.url.rpartition("/")[2]

    @property
    def digest(self) -> str:
        """What the file's SHA-256 begins with; its name ends in it."""
        return self.name.rpartition("-")[2].partition(".")[0]


@dataclass(frozen=True, slots=True)
class Family:
    """One network. ``blocks`` are the parts that may learn one by one, from the last backwards; ``stem`` comes first.

    ``mean`` and ``std`` are those of the images it learned from, per colour; ``only_size`` is the one size it takes.
    """

    features: int
    stem: Block
    blocks: tuple[Block, ...]
    mean: Colours = IMAGENET_MEAN
    std: Colours = IMAGENET_STD
    only_size: int | None = None
    weights: WeightsFile | None = None
    """Where its weights come from; ``None``: they are installed with Netwright."""

    @property
    def in_the_box(self) -> bool:
        return self.weights is None


@cache
def families() -> dict[str, Family]:
    """Every family by its name, which is torchvision's but for EfficientNet-Lite0."""
    from engine.model.pretrained.architectures import all_families  # the first window needs none of them

    return all_families()


@lru_cache(maxsize=256)
def costs_of(family: str, height: int, width: int) -> tuple[Cost, ...]:
    """What the stem and each of the blocks of a family cost on an image of that size."""
    from engine.model.pretrained.arithmetic import costs

    found = families()[family]
    return tuple(costs((found.stem, *found.blocks), height, width))
