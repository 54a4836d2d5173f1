"""The reliability curve: images fall into the right bins, and its error is what Guo et al. define."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation.calibration import reliability

Seen = list[tuple[float, bool]]
SEEN = st.lists(st.tuples(st.floats(0, 1, width=32), st.booleans()), min_size=1, max_size=80)


def test_a_small_example_has_the_error_computed_by_hand() -> None:
    confidences = np.array([0.75, 0.75, 1.0, 0.5, 0.25], np.float32)
    curve = reliability(confidences, np.array([True, False, True, False, True]), bins=4)
    np.testing.assert_array_equal(curve.edges, [0, 0.25, 0.5, 0.75, 1])
    np.testing.assert_array_equal(curve.count, [1, 1, 2, 1])
    np.testing.assert_allclose(curve.confidence, [0.25, 0.5, 0.75, 1])
    np.testing.assert_allclose(curve.accuracy, [1, 0, 0.5, 1])
    assert curve.calibration_error == pytest.approx((0.75 + 0.5 + 2 * 0.25 + 0) / 5)


def test_a_bin_without_images_has_no_confidence_and_no_accuracy() -> None:
    curve = reliability(np.array([0.9], np.float32), np.array([True]), bins=2)
    np.testing.assert_array_equal(curve.count, [0, 1])
    np.testing.assert_allclose(curve.accuracy, [math.nan, 1])
    np.testing.assert_allclose(curve.confidence, [math.nan, 0.9], rtol=1e-6)


def test_a_softmax_that_rounding_brings_above_1_is_in_the_last_bin() -> None:
    above = np.nextafter(np.float32(1), np.float32(2))
    assert reliability(np.array([above, 0], np.float32), np.array([True, False])).count.tolist() == [1, *[0] * 13, 1]


@given(SEEN, st.integers(1, 20))
def test_every_image_is_in_one_bin_and_the_error_is_that_of_going_bin_by_bin(seen: Seen, bins: int) -> None:
    confidences, right = np.array([pair[0] for pair in seen], np.float32), np.array([pair[1] for pair in seen])
    curve = reliability(confidences, right, bins)
    assert curve.count.sum() == len(seen)
    error = 0.0
    for number in range(bins):
        low, high = curve.edges[number], curve.edges[number + 1]
        inside = [pair for pair in seen if low < pair[0] <= high or (number == 0 and pair[0] == 0)]
        assert curve.count[number] == len(inside)
        if inside:
            gap = np.mean([answer for _, answer in inside]) - np.mean([confidence for confidence, _ in inside])
            error += len(inside) / len(seen) * abs(float(gap))
    assert curve.calibration_error == pytest.approx(error, abs=1e-12)
    assert 0 <= curve.calibration_error <= 1


def test_answers_that_are_as_often_right_as_they_say_have_next_to_no_error() -> None:
    generator = np.random.default_rng(1)
    confidences = generator.uniform(0.1, 1, 200_000).astype(np.float32)
    right = generator.uniform(size=len(confidences)) < confidences
    assert reliability(confidences, right).calibration_error < 0.005
    assert reliability(confidences, right & (generator.uniform(size=len(right)) < 0.5)).calibration_error > 0.2
