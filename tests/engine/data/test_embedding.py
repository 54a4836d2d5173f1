"""The map of a dataset against the whole decomposition, and on images of every kind."""

import numpy as np
import pytest

from engine.data.catalog import Dataset, DatasetInfo, load_dataset
from engine.data.embedding import principal_components, principal_map


def test_the_components_are_those_of_the_whole_decomposition() -> None:
    mnist = load_dataset("mnist")
    values = mnist.train_images[:800].reshape(800, -1).astype(np.float32) / np.float32(255)
    points, explained = principal_components(values, 2)
    centred = values.astype(np.float64) - values.mean(axis=0, dtype=np.float64)
    left, singular, _ = np.linalg.svd(centred, full_matrices=False)
    for axis in range(2):
        plain = left[:, axis] * singular[axis]
        plain *= np.sign(plain[np.abs(plain).argmax()])
        assert np.abs(points[:, axis] - plain).max() < 1e-2 * np.abs(plain).max()
        assert explained[axis] == pytest.approx(singular[axis] ** 2 / np.square(singular).sum(), rel=1e-3)


def test_the_map_takes_images_from_all_over_the_dataset_and_is_the_same_each_time() -> None:
    mnist = load_dataset("mnist")
    first, second = principal_map(mnist, 700), principal_map(mnist, 700)
    assert np.array_equal(first.points, second.points)
    assert first.numbers[0] == 0
    assert first.numbers[-1] == 69_900
    labels = np.concatenate([mnist.train_labels, mnist.test_labels])
    assert np.array_equal(first.labels, labels[first.numbers])
    zeros, ones = (first.points[first.labels == label].mean(axis=0) for label in (0, 1))
    assert np.linalg.norm(zeros - ones) > 3, "zeros and ones are the two most different digits"


@pytest.mark.parametrize("shape", [(1, 1, 1), (3, 5, 200), (3, 97, 64), (1, 300, 33)])
def test_images_of_any_shape_have_a_map(shape: tuple[int, int, int]) -> None:
    images = np.random.default_rng(0).integers(0, 255, (6, *shape), np.uint8)
    labels = np.arange(6) % 2
    channels = shape[0]
    info = DatasetInfo("any", "any", ("a", "b"), shape, (0.5,) * channels, (0.2,) * channels, 6, 6, "", "")
    found = principal_map(Dataset(info, images, labels, images, labels))
    assert found.points.shape == (12, 2)
    assert np.isfinite(found.points).all()
    assert np.allclose(found.points[:6], found.points[6:], atol=1e-3), "the same images lie at the same places"


def test_equal_images_lie_on_one_point() -> None:
    points, explained = principal_components(np.ones((5, 9), np.float32), 2)
    assert np.abs(points).max() == 0
    assert explained.tolist() == [0, 0]


def test_the_map_can_be_given_up() -> None:
    class GivenUp(Exception):
        pass

    def check() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        principal_map(load_dataset("mnist"), 100, check)
