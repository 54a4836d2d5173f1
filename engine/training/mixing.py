"""Mixup and CutMix: each image of a batch blended with another one, and the loss with its label's.

The partner of image ``i`` of ``n`` is image ``n - 1 - i``; the order of an epoch is random, so this is as random as a
permutation, costs nothing and needs no random numbers.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.draws import BETA_UNIFORMS, MIXING, symmetric_beta, uniform
from engine.training.config import TrainingConfig

_OTHERS = 3
"""Uniform numbers of a draw besides those of its Beta number: which of the two, and where the rectangle is."""


class Mixing:
    """Mixes batches of images of one size; made by :func:`make_mixing`.

    A draw is one row of float32 numbers: the share of each image's own pixels, the rectangle that is the partner's
    (top, bottom, left, right, in pixels; empty in Mixup), and the weight of the own label.
    """

    def __init__(self, mixup: float, cutmix: float, seed: int, size: tuple[int, int], device: torch.device) -> None:
        self._mixup, self._cutmix = mixup, cutmix
        self._seed = seed
        self._size = size
        self._rows = torch.arange(size[0], device=device, dtype=torch.float32).view(-1, 1)
        self._columns = torch.arange(size[1], device=device, dtype=torch.float32)

    def draws(self, epoch: int, steps: int) -> Tensor:
        """Draws ``[steps, 6]`` on the CPU, one for each step of the epoch."""
        numbers = uniform((steps, _OTHERS + BETA_UNIFORMS), self._seed, MIXING, epoch)
        which, places, beta = numbers[:, 0], numbers[:, 1:_OTHERS], numbers[:, _OTHERS:]
        if not self._cutmix:
            rows = _blends(beta, self._mixup)
        elif not self._mixup:
            rows = _rectangles(beta, self._cutmix, places, self._size)
        else:
            blends, rectangles = _blends(beta, self._mixup), _rectangles(beta, self._cutmix, places, self._size)
            rows = np.where(which[:, None] < 0.5, blends, rectangles)
        return torch.from_numpy(rows.astype(np.float32))

    def apply(self, images: Tensor, draw: Tensor) -> tuple[Tensor, Tensor]:
        """The images ``[B, C, H, W]`` mixed by a draw on their device, and the weight of the own label (0-dim).

        Mixup takes features ``[B, features]``, too. The label of the partner has the rest. Does not wait for the
        device, so that it can be captured.
        """
        return self.blend(images, images.flip(0), draw)

    def blend(self, images: Tensor, partners: Tensor, draw: Tensor) -> tuple[Tensor, Tensor]:
        """The same for some of a batch's images, each with its partner ``[B, C, H, W]``."""
        share, top, bottom, left, right, weight = draw.unbind()
        if self._cutmix:
            inside = (self._rows >= top) & (self._rows < bottom) & (self._columns >= left) & (self._columns < right)
            share = torch.where(inside, 0.0, share)
        return torch.lerp(partners, images, share.to(images.dtype)), weight


def make_mixing(config: TrainingConfig, seed: int, height: int, width: int, device: torch.device) -> Mixing | None:
    """The mixing that ``config`` asks for; with both kinds, each batch takes one of the two at random."""
    if not config.mixup and not config.cutmix:
        return None
    return Mixing(config.mixup, config.cutmix, seed, (height, width), device)


def plane_of(shape: tuple[int, ...]) -> tuple[int, int]:
    """Height and width of examples of that shape; features lie in one row."""
    return (shape[1], shape[2]) if len(shape) == 3 else (1, shape[0])


def _blends(beta: NDArray[np.float64], alpha: float) -> NDArray[np.float64]:
    """Mixup (Zhang et al., 2018): all pixels of the own image by a share of Beta(α, α)."""
    rows = np.zeros((len(beta), 6))
    rows[:, 0] = rows[:, 5] = symmetric_beta(beta, alpha)
    return rows


def _rectangles(
    beta: NDArray[np.float64], alpha: float, places: NDArray[np.float64], size: tuple[int, int]
) -> NDArray[np.float64]:
    """CutMix (Yun et al., 2019): a rectangle of area ``1 - λ``, cut off at the borders; labels go by what is left."""
    side = np.sqrt(1 - symmetric_beta(beta, alpha))
    rows = np.ones((len(beta), 6))
    for axis, extent in enumerate(size):
        half = np.floor(extent * side) // 2
        middle = np.floor(places[:, axis] * extent)
        rows[:, 1 + 2 * axis] = np.clip(middle - half, 0, extent)
        rows[:, 2 + 2 * axis] = np.clip(middle + half, 0, extent)
    area = (rows[:, 2] - rows[:, 1]) * (rows[:, 4] - rows[:, 3])
    rows[:, 5] = 1 - area / (size[0] * size[1])
    return rows
