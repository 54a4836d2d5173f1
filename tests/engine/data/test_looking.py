"""Figures of a dataset against the plainest way to work them out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.data.catalog import MNIST, Dataset, load_dataset
from engine.data.looking import class_counts, class_means, image_at, images_of, label_at, numbers_of_tests


def test_counts_are_mnists_own() -> None:
    counts = class_counts(load_dataset("mnist"))
    assert counts.train.tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert counts.test.tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_means_are_those_of_each_class() -> None:
    mnist = load_dataset("mnist")
    means = class_means(mnist)
    for label in (0, 7):
        plain = mnist.train_images[mnist.train_labels == label].mean(axis=0)
        assert np.abs(means[label] - plain).max() <= 0.5 + 1e-9


def test_the_means_can_be_given_up() -> None:
    class GivenUp(Exception):
        pass

    def check() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        class_means(load_dataset("mnist"), check)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.lists(st.integers(0, 9), min_size=1, max_size=40))
@settings(max_examples=30)
def test_every_image_is_found_once_by_its_class_and_part(train: list[int], test: list[int]) -> None:
    def images(labels: list[int]) -> NDArray[np.uint8]:
        return np.array(labels, np.uint8).reshape(-1, 1, 1, 1) + np.zeros((1, 28, 28), np.uint8)

    dataset = Dataset(MNIST, images(train), np.array(train), images(test), np.array(test))
    labels = train + test
    assert images_of(dataset).tolist() == list(range(len(labels)))
    found = [number for label in range(10) for number in images_of(dataset, label).tolist()]
    assert sorted(found) == list(range(len(labels)))
    for number in found:
        assert label_at(dataset, number) == labels[number] == image_at(dataset, number)[0, 0, 0]
    assert numbers_of_tests(dataset).tolist() == list(range(len(train), len(labels)))
    both = images_of(dataset, 3, np.arange(len(train))).tolist()
    assert both == [number for number, label in enumerate(train) if label == 3]


def test_a_class_without_images_is_black() -> None:
    ones = np.full((3, 1, 28, 28), 255, np.uint8)
    dataset = Dataset(MNIST, ones, np.array([1, 1, 1]), ones, np.array([0, 1, 2]))
    means = class_means(dataset)
    assert means[1].min() == 255
    assert means[0].max() == 0
