"""What lens, light and sensor do to an image: blur, brightness and contrast, noise."""

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.augmenting.streams import BLUR, LIGHT, NOISE
from engine.data.draws import uniform


class Blur:
    """Gaussian blur, for each image with a standard deviation drawn evenly from 0 to ``sigma`` pixels."""

    def __init__(self, sigma: float, shape: tuple[int, int, int], device: torch.device) -> None:
        self._sigma = sigma
        self._height, self._width = shape[1:]
        self._distances = {size: _distances(size, device) for size in shape[1:]}

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """Each image's standard deviation in pixels."""
        return torch.from_numpy((self._sigma * uniform((count, 1), seed, BLUR, epoch)).astype(np.float32))

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """Two products of matrices, along the columns and the rows; at the borders only what is inside counts."""
        sigma = draws.clamp_min(0.01)  # so small a blur is none
        weights = {size: _weights(distances, sigma) for size, distances in self._distances.items()}
        return weights[self._height] @ images @ weights[self._width].mT


def _distances(size: int, device: torch.device) -> Tensor:
    """How far pixels of a line are from each other, ``[size, size]``."""
    places = torch.arange(size, device=device)
    return (places.view(-1, 1) - places).abs()


def _weights(distances: Tensor, sigma: Tensor) -> Tensor:
    """How much each pixel takes of each other ``[B, 1, size, size]``, for the images' deviations ``[B, 1]``."""
    size = len(distances)
    bell = torch.exp(distances[0].square() / (-2 * sigma.square()))  # few distances: exponentials take the time
    weights = bell.index_select(1, distances.flatten()).view(-1, 1, size, size)
    return weights / weights.sum(dim=3, keepdim=True)


class Light:
    """Brightness and contrast, multiplied by numbers drawn evenly from 1 - this to 1 + this.

    Contrast is the distance from the image's own mean. What leaves 0 to 255 is cut off.
    """

    def __init__(self, brightness: float, contrast: float, shape: tuple[int, int, int], device: torch.device) -> None:
        self._most = brightness, contrast

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """By what share each image's brightness and contrast grow."""
        shares = np.multiply(self._most, 2 * uniform((count, 2), seed, LIGHT, epoch) - 1)
        return torch.from_numpy(shares.astype(np.float32))

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """The images, first made brighter, then richer in contrast."""
        brightness, contrast = draws.view(-1, 2, 1, 1, 1).unbind(1)
        if self._most[0]:
            images = (images * (1 + brightness)).clamp_(0, 255)
        if self._most[1]:
            mean = images.mean(dim=(1, 2, 3), keepdim=True)
            images = (images * (1 + contrast) - mean * contrast).clamp_(0, 255)
        return images


class Noise:
    """Gaussian noise, for each image with a standard deviation drawn evenly from 0 to ``deviation``, of white.

    A draw holds the start of the image's own random numbers, which whole numbers then make on the device: the same on
    every one, without a number for each pixel of an epoch.
    """

    def __init__(self, deviation: float, shape: tuple[int, int, int], device: torch.device) -> None:
        self._deviation = deviation
        self._places = torch.arange(math.prod(shape), device=device).view(shape)

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """Each image's standard deviation, of white, and the start of its numbers."""
        numbers = uniform((count, 2), seed, NOISE, epoch)
        rows = np.stack([self._deviation * numbers[:, 0], noise_start(numbers[:, 1])], axis=1)
        return torch.from_numpy(rows.astype(np.float32))

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """The images with their noise; what leaves 0 to 255 is cut off."""
        deviation, start = draws.view(-1, 2, 1, 1, 1).unbind(1)
        bits = _scrambled((_scrambled(start.to(torch.int64)) + self._places) & _ALL_BITS)
        evenly = (bits >> 8).to(torch.float32) * 2**-23 + (2**-24 - 1)  # between -1 and 1, and neither of them
        return torch.addcmul(images, torch.erfinv(evenly), deviation * (255 * math.sqrt(2))).clamp_(0, 255)


def noise_start(uniforms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whole numbers from uniform ones, small enough for float32 to hold them exactly."""
    return np.asarray(np.floor(uniforms * 2**24))


_ALL_BITS = 2**32 - 1


def _scrambled(numbers: Tensor) -> Tensor:
    """A one-to-one map of whole numbers of 32 bits that looks like chance (C. Wellons, «Hash Prospector», 2018)."""
    numbers = (numbers ^ (numbers >> 16)) * 0x21F0AAAD & _ALL_BITS
    numbers = (numbers ^ (numbers >> 15)) * 0x735A2D97 & _ALL_BITS
    return numbers ^ (numbers >> 15)
