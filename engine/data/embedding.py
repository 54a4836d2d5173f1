"""Images as points of a plane, alike ones close together: the two principal components of their pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.catalog import Dataset
from engine.data.looking import image_at, images_of, label_at
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MOST_IMAGES = 5_000
_MOST_SIDE = 32
"""Larger images are averaged down to about this before."""
_EXTRA, _ROUNDS, _SEED = 8, 6, 0
"""Directions beside the two wanted, rounds of refinement and the seed of the randomised decomposition."""


@dataclass(frozen=True, slots=True, eq=False)
class ImageMap:
    """``numbers`` of the images as in :mod:`engine.data.looking`, their ``labels`` and ``points`` float32 ``[N, 2]``.

    ``explained`` is the share of the variance that each axis has, from 0 to 1, where the axes are principal components.
    """

    numbers: NDArray[np.int64]
    labels: NDArray[np.int64]
    points: NDArray[np.float32]
    explained: tuple[float, float] | None = None


def principal_map(dataset: Dataset, most: int = MOST_IMAGES, check: Callable[[], None] = lambda: None) -> ImageMap:
    """Map up to ``most`` images from all over the dataset; ``check`` is called now and then and may raise."""
    numbers, labels, values = some_images(dataset, most)
    points, shares = principal_components(values, 2, check)
    return ImageMap(numbers, labels, points, (float(shares[0]), float(shares[1])))


def some_images(dataset: Dataset, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Up to ``most`` images from all over the dataset: numbers, labels, and values from 0 to 1 ``[N, D]``."""
    numbers = images_of(dataset)
    if len(numbers) > most:
        numbers = numbers[np.arange(most) * len(numbers) // most]
    labels = np.array([label_at(dataset, int(number)) for number in numbers], np.int64)
    return numbers, labels, np.stack([_reduced(image_at(dataset, int(number))) for number in numbers])


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalAxes:
    """The directions in which values vary most: ``mean`` ``[D]``, ``directions`` ``[D, count]``, both float32.

    ``shares`` (float64 ``[count]``) are theirs of the variance.
    """

    mean: NDArray[np.float32]
    directions: NDArray[np.float32]
    shares: NDArray[np.float64]

    def points_of(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values ``[N, D]`` as points ``[N, count]``."""
        return ((values - self.mean) @ self.directions).astype(np.float32, copy=False)


def principal_axes(values: NDArray[np.float32], count: int, check: Callable[[], None] = lambda: None) -> PrincipalAxes:
    """The first principal axes of values ``[N, D]``.

    By randomised subspace iteration (Halko, Martinsson, Tropp: Finding structure with randomness, SIAM Review 53(2),
    2011), always with the same random numbers. Of each axis the largest coordinate is positive; axes that the values do
    not have are 0.
    """
    mean: NDArray[np.float32] = values.mean(axis=0, dtype=np.float32)
    centred = values - mean
    wanted = min(count + _EXTRA, *centred.shape)
    basis = np.random.default_rng(_SEED).standard_normal((centred.shape[1], wanted), np.float32)
    for _ in range(_ROUNDS):
        check()
        basis, _triangle = np.linalg.qr(centred.T @ (centred @ basis))
    left, singular, turned = np.linalg.svd(centred @ basis, full_matrices=False)
    directions, shares = np.zeros((values.shape[1], count), np.float32), np.zeros(count)
    found = min(count, int(np.count_nonzero(singular)))
    directions[:, :found] = (basis @ turned.T)[:, :found]
    furthest = left[np.abs(left).argmax(axis=0), np.arange(left.shape[1])][:found]
    directions[:, :found] *= np.where(furthest < 0, -1, 1).astype(np.float32)
    total = max(float(np.square(centred, dtype=np.float64).sum()), np.finfo(np.float64).tiny)
    shares[:found] = np.square(singular[:found], dtype=np.float64) / total
    return PrincipalAxes(mean, directions, shares)


def principal_components(
    values: NDArray[np.float32], count: int, check: Callable[[], None] = lambda: None
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Values ``[N, D]`` as points ``[N, count]`` along their :func:`principal_axes`, and the axes' shares."""
    axes = principal_axes(values, count, check)
    return axes.points_of(values), axes.shares


def _reduced(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """An image uint8 ``[C, H, W]`` as one row of values from 0 to 1, made smaller by whole blocks of pixels."""
    channels, height, width = image.shape
    block = -(-max(height, width) // _MOST_SIDE)
    rows, columns = max(height // block, 1), max(width // block, 1)
    down, across = height // rows, width // columns
    cut = image[:, : rows * down, : columns * across].astype(np.float32)
    means = cut.reshape(channels, rows, down, columns, across).mean(axis=(2, 4))
    flat: NDArray[np.float32] = (means / 255).reshape(-1)
    return flat
