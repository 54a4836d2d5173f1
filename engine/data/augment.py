"""Training images moved about at random, a whole batch in one bilinear warp on the device.

For each pixel of the result a product of matrices says where in the image to look: an affine map and smooth random
displacements together. ``grid_sample`` then looks there; on a CPU it takes a fifth of the time of a gather of the four
neighbours.
"""

import math
from dataclasses import astuple, dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.data.draws import AUGMENTATION, ELASTIC, uniform, words

Numbers = float | NDArray[np.float64]

_KNOTS = 8
"""Random displacements stand on a grid of so many points each way, from border to border."""


class AugmentationFields(Protocol):
    """The hyperparameters that say how images are moved about."""

    @property
    def augment_shift(self) -> float: ...
    @property
    def augment_rotation(self) -> float: ...
    @property
    def augment_scale(self) -> float: ...
    @property
    def augment_shear(self) -> float: ...
    @property
    def augment_elastic(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far images are moved about: each number is drawn evenly between minus and plus this.

    ``shift`` is in pixels (each way by itself), ``rotation`` and ``shear`` in degrees, ``scale`` the share by which an
    image grows or shrinks. ``elastic`` is the standard deviation of the displacements of pixels, in pixels; they are
    smooth over a seventh of the image (Simard et al., 2003, with their σ of 4 in 29 pixels).
    """

    shift: float = 0.0
    rotation: float = 0.0
    scale: float = 0.0
    shear: float = 0.0
    elastic: float = 0.0

    @classmethod
    def of(cls, config: AugmentationFields) -> "Augmentation":
        """What hyperparameters ask for."""
        return cls(
            config.augment_shift,
            config.augment_rotation,
            config.augment_scale,
            config.augment_shear,
            config.augment_elastic,
        )

    @property
    def active(self) -> bool:
        """Whether images are changed at all."""
        return any(astuple(self))


class Augmenter:
    """Changes batches of images of one ``shape`` (channels, height, width) on ``device``.

    A draw is how one image is changed: a row of float32 numbers, where the warp looks in the image for each pixel.
    """

    def __init__(self, augmentation: Augmentation, shape: tuple[int, int, int], device: torch.device) -> None:
        self._augmentation = augmentation
        _, self._height, self._width = shape
        rows, columns = _places(self._height), _places(self._width)
        basis = [np.tile(columns, self._height), np.repeat(rows, self._width), np.ones(len(rows) * len(columns))]
        if augmentation.elastic:
            basis += list(np.kron(_bumps(rows), _bumps(columns)))
        self._basis = torch.from_numpy(np.stack(basis).astype(np.float32)).to(device)

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """Draws ``[count, k]`` on the CPU for the images of an epoch, each for a position in the epoch's order.

        They depend on seed, epoch and position alone. So an image is changed otherwise in each epoch, and a run that
        is resumed within an epoch goes on as it would have.
        """
        of = self._augmentation
        spread = 2 * uniform((count, 5), seed, AUGMENTATION, epoch) - 1
        draws = np.empty((count, 2, len(self._basis)), dtype=np.float32)
        draws[:, :, :3] = self.affine(
            of.shift * spread[:, 0],
            of.shift * spread[:, 1],
            of.rotation * spread[:, 2],
            1 + of.scale * spread[:, 3],
            of.shear * spread[:, 4],
        )
        if of.elastic:
            noise = draws[:, :, 3:]
            noise[:] = words(count * _KNOTS**2 // 2, seed, ELASTIC, epoch).view(np.uint16).reshape(noise.shape)
            # Evenly spread with a variance of 1, then from pixels to halves of the image.
            sizes = np.array([[self._width], [self._height]])
            spread_of_each = (math.sqrt(3) * of.elastic * 2 / sizes).astype(np.float32)
            noise *= spread_of_each * np.float32(2.0**-15)
            noise -= spread_of_each
        return torch.from_numpy(draws.reshape(count, -1))

    def affine(
        self, right: Numbers, down: Numbers, rotation: Numbers, scale: Numbers, shear: Numbers
    ) -> NDArray[np.float64]:
        """The coefficients ``[…, 2, 3]`` that shear and scale an image, turn it counterclockwise and then move it.

        Pixels, degrees, and 1 for the image's own size; all about its middle. In the coordinates of ``grid_sample``:
        -1 to 1 from border to border.
        """
        angle, slant = np.deg2rad(rotation), np.tan(np.deg2rad(shear))
        sine, cosine = np.sin(angle), np.cos(angle)
        # The inverse of scale · turn · shear: from a pixel of the result to its place in the image.
        matrix = np.array([[cosine - slant * sine, -sine - slant * cosine], [sine, cosine]]) / scale
        moved = matrix[:, 0] * right + matrix[:, 1] * down
        (xx, xy), (yx, yy) = matrix
        wide, high = self._width, self._height
        found = [[xx, xy * high / wide, -2 * moved[0] / wide], [yx * wide / high, yy, -2 * moved[1] / high]]
        return np.moveaxis(np.array(found, dtype=np.float64), (0, 1), (-2, -1))

    @torch.no_grad()
    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """Float images ``[B, C, H, W]``, in which black is 0, changed by draws ``[B, k]``.

        Black comes in at the borders. Does not wait for the device.
        """
        places = draws.view(2 * len(draws), -1) @ self._basis
        grid = places.view(-1, 2, self._height, self._width).permute(0, 2, 3, 1)
        changed = functional.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
        if images.is_contiguous() or not images.is_contiguous(memory_format=torch.channels_last):
            return changed
        return changed.contiguous(memory_format=torch.channels_last)


def _places(size: int) -> NDArray[np.float64]:
    """The middles of pixels, where -1 and 1 are the borders."""
    return (2 * np.arange(size, dtype=np.float64) + 1) / size - 1


def _bumps(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each knot moves each place ``[knots, places]``: Gaussians as wide as the knots are apart.

    Their squares add up to 1 everywhere, so that knots of variance 1 make displacements of variance 1.
    """
    knots = np.linspace(-1, 1, _KNOTS)[:, None]
    heights = np.exp(-(((places - knots) / (2 / (_KNOTS - 1))) ** 2) / 2)
    return np.asarray(heights / np.sqrt((heights**2).sum(axis=0)))
