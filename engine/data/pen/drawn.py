"""Digits written by invented hands and drawn by the drawing pad's own pen, to be learned beside MNIST's."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.boxed import BoxedFile, read_images, read_labels
from engine.data.ink import render_strokes
from engine.data.pen.writing import write_digit

FOLDER = Path(__file__).parents[3] / "resources" / "pen"
IMAGES = BoxedFile("pen-images-idx3-ubyte", "ff4e79aa11e56d75e3c2e426b8ecc70f", 15_680_016, 3)
LABELS = BoxedFile("pen-labels-idx1-ubyte", "04656a75e6d14284aa8520a11a32548a", 20_008, 1)
COUNT = 20_000
SEED = 2026
"""A digit is drawn from this and its number alone."""


def load_drawn() -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Images ``[N, 1, 28, 28]`` and labels ``[N]``; raises :class:`NetwrightError` where a file is not intact."""
    return read_images(FOLDER, IMAGES), read_labels(FOLDER, LABELS)


def draw_digit(number: int) -> tuple[NDArray[np.uint8], int]:
    """The image ``[28, 28]`` of the digit of that number in ``resources/pen``, and which digit it is."""
    digit = number % 10
    image = render_strokes(write_digit(digit, np.random.default_rng((SEED, number))))
    assert image is not None  # every form has ink
    return image, digit
