"""RandAugment (Cubuk et al., 2020): a few operations for each image, chosen at random, all of one magnitude."""

import math

import numpy as np
import torch
from torch import Tensor

from engine.data.augment import Augmentation, Augmenter
from engine.data.augmenting.erasing import Erasing, erased_rectangles
from engine.data.augmenting.light import Blur, Light, Noise, noise_start
from engine.data.augmenting.streams import RANDAUGMENT
from engine.data.draws import uniform

_SHIFT, _TURN, _SCALE, _SHEAR = 150 / 331, 30.0, 0.5, math.degrees(math.atan(0.3))
"""At the magnitude 10: shares of the image's sides, degrees, a share of its size, degrees."""
_BLUR, _LIGHT, _NOISE, _ERASED = 1 / 14, 0.9, 0.25, 0.2
"""A share of the longer side, a share of brightness or contrast, a share of white, a share of the area.

Shifts, turns, shears, brightness and contrast are those of the paper; scaling, blur, noise and erasing are not in it.
"""
_KINDS = 10
"""Shifts across and down, rotation, scaling, shear, blur, brightness, contrast, noise, erasing."""
_FURTHER = 4
"""Uniform numbers besides a choice and a sign for each: the noise's start, the rectangle's ratio and places."""


class RandAugment:
    """Changes each image by ``operations`` different ones of ours at ``magnitude`` (0 to 10), with random signs.

    Flips are left out, as in the paper: they change what some images mean. What was chosen is not done in the order of
    choice but as a camera would, warp first, so that one pass over a batch does for all its images.
    """

    def __init__(self, operations: int, magnitude: float, shape: tuple[int, int, int], device: torch.device) -> None:
        self._chosen, self._magnitude = operations, magnitude / 10
        self._size = shape[1:]
        self._warp = Augmenter(Augmentation(), shape, device)
        self._blur, self._light = Blur(1, shape, device), Light(1, 1, shape, device)
        self._noise, self._erasing = Noise(1, shape, device), Erasing(1, 1, shape, device)

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """The draws of the warp (6 numbers), blur (1), brightness and contrast (2), noise (2) and erasing (4)."""
        numbers = uniform((count, 2 * _KINDS + _FURTHER), seed, RANDAUGMENT, epoch)
        order, signs, others = np.split(numbers, [_KINDS, 2 * _KINDS], axis=1)
        ranks = order.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
        strengths = np.where(ranks < self._chosen, self._magnitude, 0.0)
        signed = np.where(signs < 0.5, -strengths, strengths).T
        height, width = self._size
        rectangles = erased_rectangles(_ERASED * strengths[:, 9], others[:, 1:], self._size)
        rows = (
            self._warp.affine(
                _SHIFT * width * signed[0],
                _SHIFT * height * signed[1],
                _TURN * signed[2],
                1 + _SCALE * signed[3],
                _SHEAR * signed[4],
            ).reshape(count, -1),
            _BLUR * max(height, width) * strengths[:, 5:6],
            _LIGHT * signed[6:8].T,
            np.stack([_NOISE * strengths[:, 8], noise_start(others[:, 0])], axis=1),
            rectangles * (strengths[:, 9:] > 0),
        )
        return torch.from_numpy(np.concatenate(rows, axis=1).astype(np.float32))

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """The images, each changed by what was chosen for it."""
        warp, blur, light, noise, erasing = torch.split(draws, [6, 1, 2, 2, 4], dim=1)
        images = self._warp(images, warp.contiguous())
        images = self._light(self._blur(images, blur), light)
        return self._erasing(self._noise(images, noise), erasing)
