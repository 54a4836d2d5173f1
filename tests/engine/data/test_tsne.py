"""The map by t-SNE: clusters stay together and apart, on whatever there is."""

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.data.catalog import load_dataset
from engine.data.tsne import neighbour_map, neighbour_points


def test_three_clusters_are_three_heaps_and_each_knows_its_own() -> None:
    random = np.random.default_rng(0)
    labels = np.repeat(np.arange(3), 40)
    values = (10 * np.eye(3, 6)[labels] + random.standard_normal((120, 6))).astype(np.float32)
    points = neighbour_points(values, 400)
    distances = np.square(points[:, None] - points).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (labels[distances.argmin(axis=1)] == labels).all()
    centres = np.stack([points[labels == label].mean(axis=0) for label in range(3)])
    widest = max(np.linalg.norm(points[labels == label] - centres[label], axis=1).max() for label in range(3))
    apart = min(np.linalg.norm(centres[one] - centres[other]) for one, other in ((0, 1), (0, 2), (1, 2)))
    assert apart > 1.5 * widest


def test_digits_lie_beside_digits_of_their_class_and_the_map_is_the_same_each_time() -> None:
    mnist, told = load_dataset("mnist"), []
    first = neighbour_map(mnist, 300, lambda done, _found: told.append(done))
    assert told[0] == 10
    assert told[-1] == 600
    distances = np.square(first.points[:, None] - first.points).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (first.labels[distances.argmin(axis=1)] == first.labels).mean() > 0.7
    assert np.array_equal(first.points, neighbour_map(mnist, 300).points)


@pytest.mark.parametrize("values", [np.zeros((2, 3)), np.ones((7, 2)), np.diag([0.0, 1e6, 1e-6, 3.0])])
def test_few_equal_and_far_off_values_have_finite_points(values: NDArray[np.float64]) -> None:
    points = neighbour_points(values.astype(np.float32), 60)
    assert points.shape == (len(values), 2)
    assert np.isfinite(points).all()


def test_it_can_be_given_up_on_the_way() -> None:
    class GivenUp(Exception):
        pass

    rounds = 0

    def told(done: int, _found: object) -> None:
        nonlocal rounds
        rounds = done

    def check() -> None:
        if rounds >= 20:
            raise GivenUp

    with pytest.raises(GivenUp):
        neighbour_map(load_dataset("mnist"), 100, told, check)
    assert rounds == 20
