"""MNIST from the four original files in ``resources/mnist``, known by the published MD5 sums."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.boxed import BoxedFile, read_images, read_labels
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MNIST_FOLDER = Path(__file__).parents[2] / "resources" / "mnist"

_TRAIN_IMAGES = BoxedFile("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb", 47_040_016, 3)
_TRAIN_LABELS = BoxedFile("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624", 60_008, 1)
_TEST_IMAGES = BoxedFile("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea", 7_840_016, 3)
_TEST_LABELS = BoxedFile("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637", 10_008, 1)


@dataclass(frozen=True, slots=True, eq=False)
class MnistArrays:
    """The decoded files: images uint8 ``[N, 1, 28, 28]``, ink bright on dark, and labels int64 ``[N]``; read-only."""

    train_images: NDArray[np.uint8]
    train_labels: NDArray[np.int64]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.int64]


def load_mnist(folder: Path | None = None) -> MnistArrays:
    """Read, check and decode the four files of ``folder`` (the bundled ones without it).

    Raises :class:`NetwrightError` that names the file, what was expected, what was found and what to do.
    """
    source = MNIST_FOLDER if folder is None else folder
    return MnistArrays(
        train_images=read_images(source, _TRAIN_IMAGES),
        train_labels=read_labels(source, _TRAIN_LABELS),
        test_images=read_images(source, _TEST_IMAGES),
        test_labels=read_labels(source, _TEST_LABELS),
    )
