"""Drawn strokes become what MNIST is made of, wherever, however large and however finely they were drawn."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.data.ink import BOX, CENTRE, SIDE, THICKNESS, Stroke, render_strokes

Image = NDArray[np.uint8]

coordinate = st.integers(0, 400)
drawings = st.lists(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=30), min_size=1, max_size=4)

SEVEN = [[(40, 40), (160, 42), (150, 70), (90, 230)]]


def rendered(strokes: list[Stroke]) -> Image:
    image = render_strokes(strokes)
    assert image is not None
    return image


def extent(image: Image) -> tuple[int, int]:
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return int(rows[-1] - rows[0] + 1), int(columns[-1] - columns[0] + 1)


def centre_of_mass(image: Image) -> tuple[float, float]:
    weights = image.astype(float)
    along = np.arange(SIDE)
    return float(weights.sum(1) @ along / weights.sum()), float(weights.sum(0) @ along / weights.sum())


def difference(first: Image, second: Image) -> float:
    """Mean absolute difference, at the best of the shifts that rounding the centre of mass allows."""
    shifts = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    other = second.astype(float)
    return min(float(np.abs(np.roll(other, shift, (0, 1)) - first).mean()) for shift in shifts)


def is_dot(strokes: list[list[tuple[int, int]]]) -> bool:
    return len({point for stroke in strokes for point in stroke}) == 1


@given(drawings)
def test_ink_fills_the_box_of_twenty_pixels(strokes: list[list[tuple[int, int]]]) -> None:
    assume(not is_dot(strokes))
    image = rendered([*strokes])
    assert image.shape == (SIDE, SIDE)
    assert image.dtype == np.uint8
    assert abs(max(extent(image)) - BOX) <= 1


@given(drawings)
@example([[(0, 5)], [(0, 0), (7, 0)]])
def test_centre_of_mass_lies_in_the_middle_or_the_ink_at_the_edge(strokes: list[list[tuple[int, int]]]) -> None:
    image = rendered([*strokes])
    filled = (np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0)))
    for mass, places in zip(centre_of_mass(image), filled, strict=True):
        clamped = places[0] == 0 or places[-1] == SIDE - 1
        assert abs(mass - CENTRE) <= 0.51 or clamped


@given(drawings, st.integers(-5000, 5000), st.integers(-5000, 5000), st.sampled_from([0.125, 0.5, 2.0, 64.0]))
def test_place_and_size_of_the_drawing_do_not_matter(
    strokes: list[list[tuple[int, int]]], right: int, down: int, scale: float
) -> None:
    moved = [[((x + right) * scale, (y + down) * scale) for x, y in stroke] for stroke in strokes]
    assert np.array_equal(rendered([*strokes]), rendered([*moved]))


@given(drawings)
@settings(max_examples=50)
def test_how_densely_the_pen_was_sampled_does_not_matter(strokes: list[list[tuple[int, int]]]) -> None:
    dense = [
        [
            stroke[0],
            *(
                (a[0] + (b[0] - a[0]) * k / 7, a[1] + (b[1] - a[1]) * k / 7)
                for a, b in pairwise(stroke)
                for k in range(1, 8)
            ),
        ]
        for stroke in strokes
    ]
    assert difference(rendered([*strokes]), rendered([*dense])) < 2.0


def test_pressure_does_not_matter() -> None:
    pressed = [[(x, y, 0.1 + 0.2 * k) for k, (x, y) in enumerate(stroke)] for stroke in SEVEN]
    assert np.array_equal(rendered([*SEVEN]), rendered([*pressed]))


def test_ink_is_bright_on_dark_and_thick_as_in_mnist() -> None:
    upright = rendered([[(0.0, 0.0), (3.0, 100.0)]])
    profile = upright[8:20].sum(axis=1) / 255
    assert upright.max() == 255
    assert upright[0].max() == 0
    assert profile == pytest.approx(np.full(12, THICKNESS), abs=0.25)


@pytest.mark.parametrize("end", [(0, 100), (100, 0), (100, 100)], ids=["upright", "level", "slanted"])
def test_straight_line_keeps_its_direction(end: tuple[int, int]) -> None:
    height, width = extent(rendered([[(0, 0), end]]))
    assert (height > 15) == (end[1] > 0)
    assert (width > 15) == (end[0] > 0)


def test_dot_is_a_dot_in_the_middle() -> None:
    image = rendered([[(12, 34)]])
    assert max(extent(image)) <= 4
    assert 3.0 < image.sum() / 255 < 7.0
    assert centre_of_mass(image) == pytest.approx((CENTRE, CENTRE), abs=0.5)


def test_dot_beside_a_line_is_part_of_the_drawing() -> None:
    line: Stroke = [(0, 0), (0, 100)]
    assert rendered([line, [(80, 50)]])[:, 18:].any()


@pytest.mark.parametrize("strokes", [[], [[]], [[], []], [[(float("nan"), 1.0)]]])
def test_without_ink_there_is_no_image(strokes: list[Stroke]) -> None:
    assert render_strokes(strokes) is None


def test_points_that_are_no_numbers_are_left_out() -> None:
    assert np.array_equal(rendered([*SEVEN]), rendered([[*SEVEN[0], (float("inf"), 0.0)]]))


def test_aspect_is_kept() -> None:
    height, width = extent(rendered([[(0, 0), (50, 0), (50, 100), (0, 100), (0, 0)]]))
    assert height == BOX
    assert width == pytest.approx((BOX - THICKNESS - 1) / 2 + THICKNESS + 1, abs=1.5)
