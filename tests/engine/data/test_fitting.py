"""Drawings as other datasets show their digits: MNIST's digits of known size and colour are measured and made again."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.data.catalog import load_dataset
from engine.data.fitting import InkFit, fit_of, measured_fit, plain_fit
from engine.data.ink import render_strokes

SEVEN = [[(0.0, 0.0), (60.0, 0.0), (25.0, 100.0)]]


@pytest.fixture(scope="module")
def digits() -> NDArray[np.uint8]:
    return load_dataset("mnist").train_images[:200]


def drawn() -> NDArray[np.uint8]:
    image = render_strokes(SEVEN)
    assert image is not None
    return image


def ink_box(image: NDArray[np.uint8]) -> tuple[int, int]:
    rows, columns = np.flatnonzero((image > 127).any(axis=1)), np.flatnonzero((image > 127).any(axis=0))
    return int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1


def test_mnists_own_images_leave_a_drawing_as_it_is(digits: NDArray[np.uint8]) -> None:
    assert measured_fit(digits) == InkFit()
    image = drawn()
    assert fit_of("mnist").image(image) is image


@pytest.mark.parametrize("side", [14, 42])
def test_dark_ink_on_paper_of_another_size_is_seen_and_drawn(digits: NDArray[np.uint8], side: int) -> None:
    papers = np.stack([255 - np.asarray(Image.fromarray(digit[0]).resize((side, side))) for digit in digits])
    fit = measured_fit(papers[:, None].astype(np.uint8))
    assert (fit.height, fit.width, fit.dark) == (side, side, True)
    assert fit.extent == pytest.approx(20 / 28, abs=1.5 / side)
    shown = fit.image(drawn())
    assert shown.shape == (side, side)
    assert shown[0, 0] == 255
    assert max(ink_box(255 - shown)) == pytest.approx(20 * side / 28, abs=2)


def test_digits_that_fill_small_frames_are_drawn_as_large(digits: NDArray[np.uint8]) -> None:
    filled = np.stack([np.asarray(Image.fromarray(digit[0, 4:24, 4:24]).resize((8, 8))) for digit in digits])
    fit = measured_fit(filled[:, None].astype(np.uint8))
    assert fit.extent > 0.85
    shown = fit.image(drawn())
    assert shown.shape == (8, 8)
    assert max(ink_box(shown)) >= 7


def test_colours_get_the_ink_in_each_channel_and_unequal_sides_are_kept() -> None:
    shown = InkFit(3, 20, 40).image(drawn())
    assert shown.shape == (3, 20, 40)
    assert (shown[0] == shown[2]).all()
    assert ink_box(shown[0])[0] == pytest.approx(20 * 20 / 28, abs=2)


def test_a_larger_image_has_strokes_with_sharp_edges() -> None:
    shown = InkFit(1, 112, 112).image(drawn())
    between = np.count_nonzero((shown > 25) & (shown < 230)) / np.count_nonzero(shown > 127)
    assert between < 0.35
    assert max(ink_box(shown)) == pytest.approx(80, abs=3)


def test_what_shows_nothing_is_drawn_on_as_mnist() -> None:
    assert measured_fit(np.full((5, 1, 16, 16), 200, np.uint8)) == plain_fit((1, 16, 16)) == InkFit(1, 16, 16)
    assert plain_fit((12,)) == InkFit()
    faint = np.zeros((28, 28), np.uint8)
    faint[5, 5] = 1
    assert InkFit(1, 8, 8, 1.0).image(faint).shape == (8, 8)
