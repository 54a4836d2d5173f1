"""A map by t-SNE: each image close to its neighbours.

After van der Maaten and Hinton (Visualizing data using t-SNE, JMLR 9, 2008), exact, with the customary settings:
perplexity 30, early exaggeration 12 for 250 rounds, momentum and gains, from the principal components on. The same
images always give the same map.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.data.catalog import Dataset
from engine.data.embedding import ImageMap, principal_components, some_images
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MOST_IMAGES = 1_500
PERPLEXITY = 30.0
ROUNDS = 600
_EXAGGERATION, _EXAGGERATED_ROUNDS = 12.0, 250
_DIMENSIONS = 50
"""The images' principal components that distances are taken of."""
_HALVINGS = 40
_START = 1e-4
"""Standard deviation of the first points."""
_TOLD_EVERY = 10


def neighbour_map(
    dataset: Dataset,
    most: int = MOST_IMAGES,
    told: Callable[[int, ImageMap], None] = lambda done, found: None,
    check: Callable[[], None] = lambda: None,
) -> ImageMap:
    """Map up to ``most`` images from all over the dataset.

    ``told`` gets how many rounds are done and the map as it is then, now and then; ``check`` is called for each round
    and may raise.
    """
    numbers, labels, values = some_images(dataset, most)
    components, _shares = principal_components(values, _DIMENSIONS, check)

    def tell(done: int, points: NDArray[np.float32]) -> None:
        told(done, ImageMap(numbers, labels, points))

    return ImageMap(numbers, labels, neighbour_points(components, told=tell, check=check))


def neighbour_points(
    values: NDArray[np.float32],
    rounds: int = ROUNDS,
    told: Callable[[int, NDArray[np.float32]], None] = lambda done, points: None,
    check: Callable[[], None] = lambda: None,
) -> NDArray[np.float32]:
    """Points ``[N, 2]`` for values ``[N, D]``, the widest axes first; ``told`` gets points on their way."""
    likeness = _likeness(values, check) * np.float32(_EXAGGERATION)
    points = np.asarray(values[:, :2] * (_START / max(float(values[:, 0].std()), 1e-12)), np.float32)
    speed, gains = np.zeros_like(points), np.ones_like(points)
    rate = max(len(values) / _EXAGGERATION / 4, 50.0)
    for done in range(1, rounds + 1):
        check()
        gradient = _gradient(points, likeness)
        along = (gradient > 0) == (speed > 0)  # where the last step went up
        gains = np.asarray(np.maximum(np.where(along, gains * 0.8, gains + 0.2), 0.01), np.float32)
        momentum = 0.5 if done <= _EXAGGERATED_ROUNDS else 0.8
        speed = np.asarray(momentum * speed - rate * gains * gradient, np.float32)
        points = points + speed
        points = np.asarray(points - points.mean(axis=0), np.float32)
        if done == _EXAGGERATED_ROUNDS:
            likeness /= np.float32(_EXAGGERATION)
        if done % _TOLD_EVERY == 0:
            told(done, points)
    return points


def _distances(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Squared distances ``[N, N]``."""
    squares = np.square(values).sum(axis=1)
    found: NDArray[np.float32] = squares[:, None] + squares - 2 * (values @ values.T)
    return np.maximum(found, 0, out=found)


def _likeness(values: NDArray[np.float32], check: Callable[[], None]) -> NDArray[np.float32]:
    """How much each two are neighbours ``[N, N]``: shares that sum to 1, as wide as the perplexity asks for."""
    distances = _distances(values).astype(np.float64)
    np.fill_diagonal(distances, np.inf)
    distances -= distances.min(axis=1, keepdims=True)  # else all shares of a far-off point may underflow
    wanted = np.log(min(PERPLEXITY, max((len(values) - 1) / 3, 1.0)))
    low, high = np.full(len(values), -60.0), np.full(len(values), 60.0)  # logarithms of the inverse widths
    shares = distances
    for _ in range(_HALVINGS):
        check()
        middle = (low + high) / 2
        weights = np.exp(-distances * np.exp(middle)[:, None])
        shares = weights / weights.sum(axis=1, keepdims=True)
        entropy = -np.where(shares > 0, shares * np.log(np.maximum(shares, 1e-300)), 0).sum(axis=1)
        low, high = np.where(entropy > wanted, middle, low), np.where(entropy > wanted, high, middle)
    both = (shares + shares.T) / (2 * len(values))
    found: NDArray[np.float32] = both.astype(np.float32)
    return found


def _gradient(points: NDArray[np.float32], likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of the Kullback-Leibler divergence, by the points."""
    near = _distances(points)
    near += 1
    np.reciprocal(near, out=near)
    np.fill_diagonal(near, 0)
    pull = likeness - near / near.sum()
    pull *= near
    found: NDArray[np.float32] = 4 * (pull.sum(axis=1)[:, None] * points - pull @ points)
    return found
