"""Counting right and wrong answers: checked against formulas written out, published values and simulated draws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.evaluation.classification import class_figures, confusion_matrix, wilson_interval

Answers = tuple[NDArray[np.int64], NDArray[np.int64], int]


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Labels and predicted classes of at least one image, and the number of classes."""
    classes = draw(st.integers(1, 6))
    one = st.integers(0, classes - 1)
    pairs = draw(st.lists(st.tuples(one, one), min_size=1, max_size=60))
    labels, predicted = np.array(pairs, np.int64).T
    return labels, predicted, classes


def test_a_small_example_has_the_figures_counted_by_hand() -> None:
    labels = np.array([0, 0, 0, 1, 1, 2], np.int64)
    predicted = np.array([0, 0, 1, 1, 0, 0], np.int64)
    confusion = confusion_matrix(labels, predicted, 4)
    assert confusion.dtype == np.int64
    assert confusion.tolist() == [[2, 1, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    found = class_figures(confusion)
    nan = math.nan
    np.testing.assert_array_equal(found.support, [3, 2, 1, 0])
    np.testing.assert_allclose(found.precision, [2 / 4, 1 / 2, nan, nan])
    np.testing.assert_allclose(found.recall, [2 / 3, 1 / 2, 0, nan])
    np.testing.assert_allclose(found.f1, [4 / 7, 1 / 2, 0, nan])


@given(answers())
def test_every_image_is_in_one_cell_and_the_figures_are_those_of_counting_class_by_class(found: Answers) -> None:
    labels, predicted, classes = found
    confusion = confusion_matrix(labels, predicted, classes)
    figures = class_figures(confusion)
    assert confusion.sum() == len(labels)
    assert np.trace(confusion) == np.count_nonzero(labels == predicted)
    np.testing.assert_array_equal(confusion.sum(axis=1), figures.support)
    for one in range(classes):
        pairs = list(zip(labels.tolist(), predicted.tolist(), strict=True))
        hits = sum(truth == one == answer for truth, answer in pairs)
        answered, present = sum(answer == one for _, answer in pairs), sum(truth == one for truth, _ in pairs)
        precision = hits / answered if answered else math.nan
        recall = hits / present if present else math.nan
        assert figures.precision[one] == pytest.approx(precision, nan_ok=True)
        assert figures.recall[one] == pytest.approx(recall, nan_ok=True)
        if hits:
            assert figures.f1[one] == pytest.approx(2 * precision * recall / (precision + recall))
        else:
            assert figures.f1[one] == pytest.approx(0 if answered or present else math.nan, nan_ok=True)


@pytest.mark.parametrize(
    ("right", "images", "interval"),
    # Newcombe, 1998 (Statistics in Medicine 17), table I, method 3: the score interval without correction.
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)), (1, 29, (0.0061, 0.1718))],
)
def test_the_interval_is_the_published_one(right: int, images: int, interval: tuple[float, float]) -> None:
    assert wilson_interval(right, images) == pytest.approx(interval, abs=5e-5)


@given(st.integers(1, 100_000), st.floats(0, 1))
def test_the_interval_holds_the_accuracy_and_its_ends_solve_wilsons_equation(images: int, part: float) -> None:
    right = round(part * images)
    low, high = wilson_interval(right, images)
    share = right / images
    assert 0 <= low <= share <= high <= 1
    assert low < high
    for end in (low, high):  # |share - end| is z standard deviations of a share whose truth is the end
        if 0 < end < 1:
            deviation = math.sqrt(end * (1 - end) / images)
            assert abs(share - end) == pytest.approx(1.959963984540054 * deviation, rel=1e-6, abs=1e-9)


def test_of_many_test_sets_about_95_in_100_have_the_true_accuracy_in_their_interval() -> None:
    generator = np.random.default_rng(0)
    for truth in (0.5, 0.9, 0.99):
        drawn = generator.binomial(1000, truth, size=4000)
        ends = [wilson_interval(int(right), 1000) for right in drawn]
        assert np.mean([low <= truth <= high for low, high in ends]) == pytest.approx(0.95, abs=0.02)
