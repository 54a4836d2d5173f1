"""From a photograph to digits: uneven light, either polarity, several lines, dirt, and pictures without any digit."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.data.catalog import load_dataset
from engine.data.components import boxes_of, label_components
from engine.data.ink import normalise_image
from engine.data.photo import read_photo
from engine.data.reading import text_of
from engine.text import NetwrightError

MNIST = load_dataset("mnist")


def page(rows: list[list[int]], seed: int = 0, scale: int = 3) -> tuple[NDArray[np.float64], list[NDArray[np.uint8]]]:
    """Ink from 0 to 1 of test digits, in lines that climb and waver a little, and the digits as MNIST has them."""
    draws = np.random.default_rng(seed)
    cell = 28 * scale
    ink = np.zeros((cell * len(rows) + 60, cell * max(map(len, rows)) + 60))
    originals = []
    for down, row in enumerate(rows):
        for across, number in enumerate(row):
            digit = MNIST.test_images[number, 0]
            originals.append(np.array(digit))
            large = np.asarray(Image.fromarray(digit).resize((cell, cell), Image.Resampling.BICUBIC)) / 255
            top = 30 + down * cell + int(draws.integers(-4, 5)) - across * 2
            left = 30 + across * cell + int(draws.integers(-3, 4))
            area = ink[top : top + cell, left : left + cell]
            np.maximum(area, large[: area.shape[0], : area.shape[1]], out=area)
    return ink, originals


def photograph(ink: NDArray[np.float64], seed: int = 0) -> NDArray[np.uint8]:
    """Dark ink on paper, lit from one side, with a shadow and the noise of a sensor."""
    draws = np.random.default_rng(seed)
    height, width = ink.shape
    light = np.linspace(1.0, 0.45, width)[None] * np.linspace(0.9, 1.0, height)[:, None]
    light[height // 3 :, : width // 4] *= 0.75
    paper = 235 * light * (1 - 0.8 * ink) + draws.normal(0, 3, ink.shape)
    return np.clip(paper, 0, 255).astype(np.uint8)


def alike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


ROWS = [[0, 1, 2, 3, 4], [10, 11, 12, 13, 14], [20, 21, 22, 23, 24]]


@pytest.mark.parametrize("way", ["photograph", "blackboard", "colours"])
def test_digits_are_found_in_reading_order_and_look_like_mnist(way: str) -> None:
    ink, originals = page(ROWS)
    pixels = photograph(ink)
    if way == "blackboard":
        pixels = (20 + 200 * ink).astype(np.uint8)
    elif way == "colours":
        pixels = np.stack([pixels, pixels, np.full_like(pixels, 120)], axis=2)
    photo = read_photo(pixels)
    assert [digit.line for digit in photo.digits] == [0] * 5 + [1] * 5 + [2] * 5
    likeness = [alike(digit.image, original) for digit, original in zip(photo.digits, originals, strict=True)]
    assert min(likeness) > 0.8
    assert np.mean(likeness) > 0.93
    names = [str(number) for row in ROWS for number in MNIST.test_labels[row]]
    assert text_of(photo.digits, names) == "72104\n06901\n96654"


def test_nearly_every_digit_of_mnist_is_one_digit() -> None:
    whole = 0
    for number in range(60):
        ink, _ = page([[number]], seed=number)
        whole += len(read_photo(photograph(ink, number)).digits) == 1
    assert whole >= 58


def test_an_image_of_mnist_itself_comes_out_nearly_as_it_went_in() -> None:
    for number in range(20):
        (digit,) = read_photo(MNIST.test_images[number, 0]).digits
        assert alike(digit.image, np.array(MNIST.test_images[number, 0])) > 0.97


def test_specks_and_the_end_of_the_paper_are_not_read() -> None:
    ink, _ = page([[0, 1, 2]])
    draws = np.random.default_rng(5)
    for _ in range(12):
        y, x = draws.integers(5, np.array(ink.shape) - 5)
        ink[y : y + 2, x : x + 2] = 1
    ink[:, -6:] = 1
    assert len(read_photo(photograph(ink)).digits) == 3


def test_the_bar_of_a_5_stays_with_it_and_the_digit_beside_it_does_not() -> None:
    ink = np.zeros((120, 160))
    ink[30:90, 30:36] = ink[84:90, 30:60] = 1  # a body
    ink[18:24, 34:64] = 1  # its bar, apart
    ink[20:90, 90:97] = 1  # a 1 beside it
    digits = read_photo(photograph(ink)).digits
    assert [(round(d.box[0]), round(d.box[1])) for d in digits] == [(30, 18), (90, 20)]


def test_boxes_are_pixels_of_the_picture_that_comes_back() -> None:
    ink, _ = page([[0, 1]], scale=40)
    photo = read_photo(photograph(ink))
    assert max(photo.pixels.shape[:2]) == 1600
    for digit in photo.digits:
        left, top, right, bottom = digit.box
        assert 0 <= left < right <= photo.pixels.shape[1]
        assert 0 <= top < bottom <= photo.pixels.shape[0]
        cut = normalise_image(photo.pixels[int(top) - 8 : int(bottom) + 8, int(left) - 8 : int(right) + 8])
        assert cut is not None
        assert alike(cut, digit.image) > 0.8


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((50, 80), 200, dtype=np.uint8),
        np.zeros((1, 1), dtype=np.uint8),
        np.random.default_rng(0).integers(118, 138, (200, 200)).astype(np.uint8),
        np.tile(np.linspace(60, 220, 300).astype(np.uint8), (200, 1)),
    ],
)
def test_a_picture_without_writing_says_so(pixels: NDArray[np.uint8]) -> None:
    with pytest.raises(NetwrightError, match="No handwriting"):
        read_photo(pixels)


def test_parts_are_connected_also_over_corners_and_around_bends() -> None:
    drawing = ["#..#.#", "#.#..#", "##...#", "......", "#.#.##", "###..#"]
    ink = np.array([[letter == "#" for letter in line] for line in drawing])
    labels, count = label_components(ink)
    assert count == 4
    assert labels[0, 0] == labels[0, 3]
    assert labels[4, 0] == labels[4, 2]
    assert labels[0, 5] != labels[4, 5]
    boxes, pixels = boxes_of(labels, count)
    assert boxes[labels[0, 0] - 1].tolist() == [0, 0, 4, 3]
    assert int(pixels.sum()) == int(ink.sum())
