"""What a dataset looks like in figures: how many images of each class, the mean of each class, which ones to look at.

Images are numbered through the whole dataset: the training images first, then the test images.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.catalog import Dataset
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_BYTES_AT_ONCE = 4 << 20


@dataclass(frozen=True, slots=True, eq=False)
class ClassCounts:
    """Images of each class, int64 ``[classes]``."""

    train: NDArray[np.int64]
    test: NDArray[np.int64]


def class_counts(dataset: Dataset) -> ClassCounts:
    """How many images of each class the two parts have."""
    classes = len(dataset.info.classes)
    return ClassCounts(
        np.bincount(dataset.train_labels, minlength=classes), np.bincount(dataset.test_labels, minlength=classes)
    )


def class_means(dataset: Dataset, check: Callable[[], None] = lambda: None) -> NDArray[np.uint8]:
    """The mean training image of each class, uint8 ``[classes, C, H, W]``; black where a class has none.

    Sums are exact. ``check`` is called now and then and may raise.
    """
    images, labels = dataset.train_images, dataset.train_labels
    sums = np.zeros((len(dataset.info.classes), *images.shape[1:]), np.int64)
    some = max(_BYTES_AT_ONCE // max(images[0].nbytes, 1), 1)
    for start in range(0, len(images), some):
        check()
        here = labels[start : start + some]
        for label in np.unique(here):
            sums[label] += images[start : start + some][here == label].sum(axis=0, dtype=np.int64)
    counts = np.maximum(class_counts(dataset).train, 1)
    means: NDArray[np.uint8] = np.rint(sums / counts.reshape(-1, 1, 1, 1)).astype(np.uint8)
    return means


def image_at(dataset: Dataset, number: int) -> NDArray[np.uint8]:
    """The image of that number, uint8 ``[C, H, W]``."""
    first = len(dataset.train_images)
    image: NDArray[np.uint8] = dataset.train_images[number] if number < first else dataset.test_images[number - first]
    return image


def label_at(dataset: Dataset, number: int) -> int:
    """The class of the image of that number."""
    first = len(dataset.train_labels)
    return int(dataset.train_labels[number] if number < first else dataset.test_labels[number - first])


def images_of(dataset: Dataset, label: int | None = None, among: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Numbers of the images of one class ``among`` others, of all where neither is given; in the order given."""
    numbers = np.arange(len(dataset.train_labels) + len(dataset.test_labels)) if among is None else among
    if label is None:
        return numbers
    labels = np.concatenate([dataset.train_labels, dataset.test_labels])
    found: NDArray[np.int64] = numbers[labels[numbers] == label]
    return found


def numbers_of_tests(dataset: Dataset) -> NDArray[np.int64]:
    """Numbers of the test images."""
    first = len(dataset.train_labels)
    return np.arange(first, first + len(dataset.test_labels))
