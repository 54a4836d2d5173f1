"""Pixels that only change their place: random crops and mirrored images."""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.data.augmenting.streams import CROP, FLIPS
from engine.data.draws import uniform


class RandomCrop:
    """A piece of each image's own size, cut at whole pixels from the image with ``padding`` black pixels around it."""

    def __init__(self, padding: int, shape: tuple[int, int, int], device: torch.device) -> None:
        self._padding = padding
        _, height, width = shape
        self._rows = torch.arange(height, device=device).view(-1, 1) + padding
        self._columns = torch.arange(width, device=device) + padding

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """How many pixels each image's piece lies below and right of the middle."""
        places = np.floor(uniform((count, 2), seed, CROP, epoch) * (2 * self._padding + 1)) - self._padding
        return torch.from_numpy(places.astype(np.float32))

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """The pieces; black where they reach beyond the image."""
        down, right = draws.to(torch.int64).view(-1, 2, 1, 1).unbind(1)
        padded = functional.pad(images, (self._padding,) * 4)
        places = (self._rows + down) * padded.shape[3] + self._columns + right
        chosen = places.flatten(1).unsqueeze(1).expand(-1, images.shape[1], -1)
        return padded.flatten(2).gather(2, chosen).view(images.shape)


class Flips:
    """Mirrors these shares of the images: left to right (``horizontal``), upside down (``vertical``), or both."""

    def __init__(self, horizontal: float, vertical: float, shape: tuple[int, int, int], device: torch.device) -> None:
        self._shares = horizontal, vertical

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """For each image 1 or 0, whether it is mirrored left to right and upside down."""
        mirrored = uniform((count, 2), seed, FLIPS, epoch) < self._shares
        return torch.from_numpy(mirrored.astype(np.float32))

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """The images, mirrored where the draws say so."""
        for share, axis, mirrored in zip(self._shares, (3, 2), draws.unbind(1), strict=True):
            if share:
                images = torch.where(mirrored.view(-1, 1, 1, 1) > 0, images.flip(axis), images)
        return images
