"""Images that are in training and test, or under different classes, against a plain comparison of all pairs."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.catalog import MNIST, Dataset, load_dataset
from engine.data.duplicates import find_duplicates

Images = list[tuple[int, int]]
"""Shade and class of each image."""
some = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=25)


def dataset_of(train: Images, test: Images) -> Dataset:
    parts = []
    for images in (train, test):
        shades = np.array([shade for shade, _ in images], np.uint8)
        parts += [shades.reshape(-1, 1, 1, 1) + np.zeros((1, 28, 28), np.uint8), np.array([of for _, of in images])]
    return Dataset(MNIST, *parts)


@given(some, some)
@settings(max_examples=60)
def test_every_pair_is_found_and_no_other(train: Images, test: Images) -> None:
    found = find_duplicates(dataset_of(train, test))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number, (shade, _) in enumerate(train + test):
        groups[shade].append(number)
    classes = [of for _, of in train + test]
    leaks = [group for group in groups.values() if group[0] < len(train) <= group[-1]]
    contradictions = [group for group in groups.values() if len({classes[number] for number in group}) > 1]
    assert sorted(found.leaked) == sorted(number for group in leaks for number in group)
    assert sorted(found.contradictory) == sorted(number for group in contradictions for number in group)
    assert found.leaked_tests == sum(number >= len(train) for number in found.leaked)
    shades = [shade for shade, _ in train + test]
    shown = [shades[number] for number in found.leaked]
    assert sum(a != b for a, b in pairwise(shown)) == max(len(leaks) - 1, 0), "equal ones together"


def test_mnist_is_sound() -> None:
    found = find_duplicates(load_dataset("mnist"))
    assert found.leaked_tests == 0
    assert len(found.contradictory) == 0


def test_an_image_of_mnist_put_among_the_tests_is_found() -> None:
    mnist = load_dataset("mnist")
    images, labels = mnist.test_images.copy(), mnist.test_labels.copy()
    images[17], labels[17] = mnist.train_images[4_000], (mnist.train_labels[4_000] + 1) % 10
    found = find_duplicates(Dataset(mnist.info, mnist.train_images, mnist.train_labels, images, labels))
    assert found.leaked.tolist() == found.contradictory.tolist() == [4_000, 60_017]
    assert found.leaked_tests == 1


def test_the_comparison_can_be_given_up() -> None:
    class GivenUp(Exception):
        pass

    def check() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        find_duplicates(load_dataset("mnist"), check)
