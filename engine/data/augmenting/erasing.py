"""Random erasing (Zhong et al., 2020): a black rectangle somewhere in an image."""

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.augmenting.streams import ERASING
from engine.data.draws import uniform

LEAST_AREA = 0.02
_FLATTEST = 0.3
"""Of the two sides' ratio; both this and the least area are those of the paper."""


class Erasing:
    """Erases a rectangle of a share of the images: up to ``area`` of an image, of any shape that is not too long."""

    def __init__(self, share: float, area: float, shape: tuple[int, int, int], device: torch.device) -> None:
        self._share, self._area = share, area
        self._size = shape[1:]
        self._rows = torch.arange(shape[1], device=device, dtype=torch.float32).view(-1, 1)
        self._columns = torch.arange(shape[2], device=device, dtype=torch.float32)

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """Each image's rectangle: top, bottom, left, right in pixels; all 0 where nothing is erased."""
        numbers = uniform((count, 5), seed, ERASING, epoch)
        areas = LEAST_AREA + (self._area - LEAST_AREA) * numbers[:, 1]
        rectangles = erased_rectangles(areas, numbers[:, 2:], self._size)
        rectangles *= numbers[:, :1] < self._share
        return torch.from_numpy(rectangles.astype(np.float32))

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """The images with what is inside their rectangles black."""
        top, bottom, left, right = draws.view(-1, 4, 1, 1, 1).unbind(1)
        inside = (self._rows >= top) & (self._rows < bottom) & (self._columns >= left) & (self._columns < right)
        return images.masked_fill(inside, 0)


def erased_rectangles(
    areas: NDArray[np.float64], numbers: NDArray[np.float64], size: tuple[int, ...]
) -> NDArray[np.float64]:
    """Rectangles ``[n, 4]`` in images of ``size`` (height, width), each of a share of the image's area.

    ``numbers`` ``[n, 3]`` are uniform: the ratio of the sides, evenly spread as a logarithm, and the two places.
    """
    ratio = np.exp((2 * numbers[:, 0] - 1) * -math.log(_FLATTEST))
    pixels = areas * size[0] * size[1]
    rectangles = np.empty((len(areas), 4))
    for axis, wished in enumerate((np.sqrt(pixels * ratio), np.sqrt(pixels / ratio))):
        side = np.clip(np.rint(wished), 1, size[axis])
        first = np.floor(numbers[:, 1 + axis] * (size[axis] - side + 1))
        rectangles[:, 2 * axis], rectangles[:, 2 * axis + 1] = first, first + side
    return rectangles
