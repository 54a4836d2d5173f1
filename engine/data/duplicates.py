"""Images that a dataset has more than once: in training and test, or under different classes."""

from __future__ import annotations

import hashlib
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

_AT_ONCE = 512
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True, eq=False)
class Duplicates:
    """Numbers of images as in :mod:`engine.data.looking`, equal ones beside each other.

    ``leaked`` are test images with the pixels of a training image, and those training images; ``leaked_tests`` counts
    the test images among them. ``contradictory`` are images with the pixels of an image of another class.
    """

    leaked: NDArray[np.int64]
    leaked_tests: int
    contradictory: NDArray[np.int64]


def find_duplicates(dataset: Dataset, check: Callable[[], None] = lambda: None) -> Duplicates:
    """Compare all images, by a digest of their pixels; ``check`` is called now and then and may raise."""
    digests = np.concatenate([_digests(images, check) for images in (dataset.train_images, dataset.test_images)])
    labels = np.concatenate([dataset.train_labels, dataset.test_labels])
    order = np.lexsort((digests[:, 1], digests[:, 0]))  # equal ones keep the order of their numbers
    ranked = digests[order]
    begins = np.flatnonzero(np.append(True, (ranked[1:] != ranked[:-1]).any(axis=1)))
    sizes = np.diff(np.append(begins, len(order)))
    tests = np.add.reduceat(order >= len(dataset.train_labels), begins, dtype=np.int64)
    leaks = (tests > 0) & (tests < sizes)
    contradicts = np.minimum.reduceat(labels[order], begins) != np.maximum.reduceat(labels[order], begins)
    return Duplicates(
        leaked=order[np.repeat(leaks, sizes)],
        leaked_tests=int(tests[leaks].sum()),
        contradictory=order[np.repeat(contradicts, sizes)],
    )


def _digests(images: NDArray[np.uint8], check: Callable[[], None]) -> NDArray[np.uint64]:
    """A digest of each image, as two numbers ``[N, 2]``."""
    found = bytearray()
    for start in range(0, len(images), _AT_ONCE):
        check()
        some = np.ascontiguousarray(images[start : start + _AT_ONCE])
        for image in some.reshape(len(some), -1):
            found += hashlib.blake2b(image.data, digest_size=_DIGEST_BYTES).digest()
    return np.frombuffer(bytes(found), np.uint64).reshape(-1, 2)
