"""A picture of a digit, from a scan or from MNIST itself, reaches the network in MNIST's own form."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.data.catalog import load_dataset
from engine.data.ink import BOX, normalise_image, render_strokes

FOUR = [[(30.0, 10.0), (12.0, 55.0), (62.0, 55.0)], [(50.0, 30.0), (46.0, 98.0)]]


def photographed(width: int, *, paper: int = 235, pen: int = 40, noise: float = 0.0) -> NDArray[np.uint8]:
    """The drawing in a corner of a large sheet, with a pen that wide."""
    sheet = Image.new("L", (640, 480), paper)
    draw = ImageDraw.Draw(sheet)
    for stroke in FOUR:
        draw.line([(60 + 3 * x, 90 + 3 * y) for x, y in stroke], fill=pen, width=width, joint="curve")
    grain = np.random.default_rng(0).normal(0, noise, (480, 640))
    return np.clip(np.asarray(sheet) + grain, 0, 255).astype(np.uint8)


def normalised(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    image = normalise_image(picture)
    assert image is not None
    return image


def likeness(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """Correlation at the best shift by one pixel."""
    shifts = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    return max(float(np.corrcoef(np.roll(first, s, (0, 1)).ravel(), second.ravel())[0, 1]) for s in shifts)


@pytest.fixture(scope="module")
def mnist_images() -> NDArray[np.uint8]:
    images: NDArray[np.uint8] = load_dataset("mnist").test_images[:2000, 0]
    return images


def test_images_of_mnist_come_out_as_they_went_in(mnist_images: NDArray[np.uint8]) -> None:
    same = [np.array_equal(normalised(image), image) for image in mnist_images]
    assert np.mean(same) > 0.995


def test_dark_ink_on_bright_paper_is_turned_round(mnist_images: NDArray[np.uint8]) -> None:
    for image in mnist_images[:200]:
        assert np.array_equal(normalised(255 - image), normalised(image))


@pytest.mark.parametrize("width", [3, 12, 36])
@pytest.mark.parametrize("noise", [0.0, 6.0])
def test_photograph_looks_like_the_same_digit_drawn_on_the_pad(width: int, noise: float) -> None:
    drawn = render_strokes(FOUR)
    assert drawn is not None
    assert likeness(normalised(photographed(width, noise=noise)), drawn) > 0.8


def test_hair_lines_are_thickened_and_faint_ones_brightened() -> None:
    image = normalised(photographed(2, paper=220, pen=150))
    assert image.max() == 255
    assert image.sum() / 255 > 50


def test_longer_side_is_twenty_pixels() -> None:
    image = normalised(photographed(20))
    assert len(np.flatnonzero(image.any(axis=1))) == BOX


@pytest.mark.parametrize("level", [0, 128, 255])
def test_blank_picture_gives_no_image(level: int) -> None:
    assert normalise_image(np.full((50, 40), level, dtype=np.uint8)) is None


def test_blank_but_grainy_paper_gives_no_image() -> None:
    grain = np.random.default_rng(1).normal(200, 3, (200, 200)).astype(np.uint8)
    assert normalise_image(grain) is None


def test_small_pictures_are_enlarged() -> None:
    image = normalised(np.pad(np.full((8, 2), 200, dtype=np.uint8), 3))
    assert len(np.flatnonzero(image.any(axis=1))) == BOX
