"""Real digits as files of every kind."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.data.catalog import load_dataset


@pytest.fixture(scope="session")
def digits() -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The first 60 images of MNIST ``[60, 28, 28]`` and their labels."""
    mnist = load_dataset("mnist")
    return mnist.train_images[:60, 0], mnist.train_labels[:60]


@pytest.fixture
def class_folder(tmp_path: Path, digits: tuple[NDArray[np.uint8], NDArray[np.int64]]) -> Path:
    """Digits as PNG files in a folder for each class."""
    root = tmp_path / "数字 digits"
    for number, (image, label) in enumerate(zip(*digits, strict=True)):
        folder = root / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(folder / f"{number}.png")
    return root
