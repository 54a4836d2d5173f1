"""The tests and intervals against SciPy's, against what is known of them, and against cases done by hand."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from engine.comparison.significance import (
    EXACT_BELOW,
    MOST_PERMUTATIONS,
    bootstrap_difference,
    group_test,
    holm,
    mcnemar,
    paired_interval,
    paired_test,
    permutation,
    welch,
)

VALUES = st.lists(st.floats(0, 1, width=32), min_size=2, max_size=5)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_scipys_binomial_test_for_few_pairs_and_its_chi_square_for_many(one: int, other: int) -> None:
    p, method = mcnemar(one, other)
    pairs = one + other
    if pairs < EXACT_BELOW:
        assert method == "exact"
        expected = stats.binomtest(one, pairs).pvalue if pairs else 1.0
    else:
        assert method == "corrected"
        expected = stats.chi2.sf(max(abs(one - other) - 1, 0) ** 2 / pairs, 1)
    assert p == pytest.approx(expected, rel=1e-9)


def test_mcnemar_by_hand() -> None:
    assert mcnemar(0, 5) == (2 / 32, "exact")
    assert mcnemar(6, 6)[0] == 1.0
    assert mcnemar(10, 25)[0] == pytest.approx(math.erfc(math.sqrt(14**2 / 35 / 2)))


def test_answers_are_counted_where_only_one_of_the_two_is_right() -> None:
    first = np.array([True, True, True, False, False, True])
    second = np.array([True, False, True, True, True, True])
    found = paired_test(first, second)
    assert (found.images, found.only_first, found.only_second) == (6, 1, 2)
    assert found.difference == pytest.approx(second.mean() - first.mean())


def test_the_interval_of_two_paired_shares_is_that_of_the_bootstrap_where_there_are_many() -> None:
    images, one, other = 10_000, 120, 180
    low, high = paired_interval(one, other, images)
    draws = np.random.default_rng(0).multinomial(images, [one / images, other / images, 1 - 300 / images], 20_000)
    expected = np.quantile((draws[:, 1] - draws[:, 0]) / images, [0.025, 0.975])
    assert (low, high) == pytest.approx(tuple(expected), abs=1e-4)


def test_the_interval_has_a_width_where_no_answer_tells_the_two_apart() -> None:
    low, high = paired_interval(0, 0, 50)
    assert -0.1 < low < 0 < high < 0.1


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    cells, images = [0.03, 0.06, 0.91], 400
    held = 0
    for one, other, _ in random.multinomial(images, cells, 2_000):
        low, high = paired_interval(int(one), int(other), images)
        held += low <= 0.03 <= high
    assert 0.93 < held / 2_000 < 0.975


@given(VALUES, VALUES)
def test_welch_is_scipys(first: list[float], second: list[float]) -> None:
    assume(np.var(first) > 1e-6 and np.var(second) > 1e-6)
    p, interval = welch(first, second)
    expected = stats.ttest_ind(second, first, equal_var=False)
    assert p == pytest.approx(expected.pvalue, rel=1e-6)
    known = expected.confidence_interval()
    assert interval == pytest.approx((known.low, known.high), rel=1e-6, abs=1e-9)


def test_values_without_spread_are_told_apart_by_their_means_alone() -> None:
    assert welch([0.5, 0.5], [0.5, 0.5])[0] == 1.0
    assert welch([0.5, 0.5], [0.75, 0.75]) == (0.0, (0.25, 0.25))


def test_the_permutation_test_is_scipys_where_all_ways_are_looked_at() -> None:
    first, second = [0.981, 0.983, 0.979, 0.984], [0.985, 0.986, 0.982, 0.988, 0.987]
    expected = stats.permutation_test(
        (first, second), lambda a, b: abs(np.mean(b) - np.mean(a)), n_resamples=np.inf, alternative="greater"
    )
    assert permutation(first, second) == pytest.approx(expected.pvalue)
    assert permutation([0.1, 0.2], [0.3, 0.4]) == pytest.approx(2 / 6), "2 of the 6 ways of dealing are this uneven"


def test_the_permutation_test_at_random_is_near_to_all_ways_and_always_the_same() -> None:
    random = np.random.default_rng(3)
    first, second = random.normal(0, 1, 12).tolist(), random.normal(0.9, 1, 12).tolist()
    assert math.comb(24, 12) > MOST_PERMUTATIONS
    found = permutation(first, second)
    assert found == pytest.approx(welch(first, second)[0], abs=0.02)
    assert permutation(first, second) == found


def test_the_bootstrap_over_seeds_is_scipys_and_always_the_same() -> None:
    random = np.random.default_rng(4)
    first, second = random.normal(0.98, 0.002, 20), random.normal(0.985, 0.001, 20)
    found = bootstrap_difference(first.tolist(), second.tolist())
    expected = stats.bootstrap(
        (first, second), lambda a, b, axis: b.mean(axis=axis) - a.mean(axis=axis), method="percentile", rng=random
    ).confidence_interval
    assert found == pytest.approx((expected.low, expected.high), abs=1e-4)
    assert bootstrap_difference(first.tolist(), second.tolist()) == found
    assert group_test(first.tolist(), second.tolist()).bootstrap == found


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_corrects_no_less_than_it_must_and_no_more_than_bonferroni(p_values: list[float]) -> None:
    found = holm(p_values)
    for p, corrected in zip(p_values, found, strict=True):
        assert p <= corrected <= min(1.0, len(p_values) * p) + 1e-12
    order = np.argsort(p_values, kind="stable")
    assert list(np.array(found)[order]) == sorted(found), "the order of the chances stays"


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
