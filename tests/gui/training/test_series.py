"""Buffers, smoothing and decimation, against plain formulas."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gui.training.series import GrowingArray, Smoother, StepSeries, peaks, sane_range, thinned

LOSSES = st.lists(st.floats(0, 100, width=32), min_size=1, max_size=300)


def reference(values: NDArray[Any], steps: float) -> list[float]:
    """The debiased average as it is written down: a weighted mean with weights s^(t-i)."""
    keep = 1 - 1 / steps
    return [
        float(np.average(values[: t + 1].astype(float), weights=keep ** np.arange(t, -1, -1.0)))
        for t in range(len(values))
    ]


@given(LOSSES, st.sampled_from([1.0, 2.0, 10.0, 50.0, 1000.0]))
def test_smoothing_equals_the_weighted_mean_it_claims_to_be(losses: list[float], steps: float) -> None:
    values = np.array(losses, np.float32)
    assert Smoother(steps).extend(values) == pytest.approx(reference(values, steps), rel=1e-5, abs=1e-6)


@given(LOSSES, st.integers(0, 300))
def test_smoothing_in_pieces_equals_smoothing_at_once(losses: list[float], cut: int) -> None:
    values = np.array(losses, np.float32)
    smoother = Smoother(50)
    pieces = np.concatenate((smoother.extend(values[:cut]), smoother.extend(values[cut:])))
    assert pieces == pytest.approx(Smoother(50).extend(values), rel=1e-5, abs=1e-6)


def test_a_loss_that_is_not_finite_leaves_the_average_where_it_was() -> None:
    smoothed = Smoother(10).extend(np.array([np.nan, 1, 2, np.nan, np.inf, 2], np.float32))
    assert np.isnan(smoothed[0])
    assert smoothed[3] == smoothed[2] == smoothed[4]
    assert smoothed[5] == pytest.approx(reference(np.array([1, 2, 2.0]), 10)[-1], rel=0.2)


def test_a_buffer_grows_by_doubling_and_keeps_every_value() -> None:
    array = GrowingArray()
    capacities = set()
    for first in range(0, 10_000, 7):
        array.append(np.arange(first, first + 7, dtype=np.float32))
        assert array._buffer is not None
        capacities.add(len(array._buffer))
    assert np.array_equal(array.values, np.arange(len(array), dtype=np.float32))
    assert sorted(capacities) == [1024 * 2**power for power in range(len(capacities))]


def test_steps_told_twice_are_kept_once_and_a_gap_is_nan() -> None:
    series = StepSeries()
    series.append(1, np.array([3, 2], np.float32))
    series.append(2, np.array([2, 1], np.float32))
    series.append(6, np.array([0.5], np.float32))
    assert series.last == 6
    assert np.array_equal(series.raw, np.array([3, 2, 1, np.nan, np.nan, 0.5], np.float32), equal_nan=True)


def test_another_smoothing_is_applied_to_what_is_there_and_to_what_comes() -> None:
    values = np.linspace(2, 0.1, 500, dtype=np.float32)
    series = StepSeries(50)
    series.append(1, values[:200])
    series.set_smoothing(5)
    series.append(201, values[200:])
    assert series.smooth == pytest.approx(Smoother(5).extend(values), rel=1e-5)
    assert series.at(500) == pytest.approx((values[-1], series.smooth[-1]))
    assert series.at(0) is None
    assert series.at(501) is None


@given(st.integers(1, 5_000), st.integers(2, 400))
def test_decimation_keeps_every_peak_and_draws_at_most_two_points_a_column(count: int, columns: int) -> None:
    values = np.random.default_rng(count).lognormal(size=count).astype(np.float32)
    steps, shown = peaks(values, 1, 0, count + 1, columns)
    assert len(steps) == len(shown) <= 6 * columns
    assert shown.max() == values.max()
    assert shown.min() == values.min()
    assert np.all(np.diff(steps) >= 0)
    assert steps[0] >= 1
    assert steps[-1] <= count


def test_columns_stand_still_while_the_curve_grows() -> None:
    values = np.random.default_rng(0).random(10_050).astype(np.float32)
    before, _ = peaks(values[:10_000], 1, 0, 10_100, 500)
    after, _ = peaks(values, 1, 0, 10_100, 500)
    assert np.array_equal(before[:900], after[:900])


def test_only_the_visible_part_is_looked_at_with_a_neighbour_on_each_side() -> None:
    values = np.arange(1, 1001, dtype=np.float32)
    steps, shown = peaks(values, 1, 100, 110, 500)
    assert (steps[0], steps[-1]) == (99, 111)
    assert np.array_equal(shown, steps.astype(np.float32))
    steps, _ = thinned(values, 1, 100, 900, 50)
    assert steps[-1] == 901
    assert len(steps) <= 60


def test_a_huge_first_loss_does_not_decide_the_range() -> None:
    curve = np.concatenate(([1e6], np.linspace(2, 0.1, 300))).astype(np.float32)
    low, high = sane_range([curve]) or (0, 0)
    assert low == pytest.approx(0.1)
    assert high <= 2
    assert sane_range([np.array([np.nan], np.float32)]) is None


@pytest.mark.parametrize("steps", [1.0, 5.0, 50.0])
@pytest.mark.parametrize("at", [0, 1, 700, 4_999, 5_000])
def test_a_series_goes_back_without_looking_at_all_of_it(steps: float, at: int) -> None:
    values = np.random.default_rng(at).lognormal(size=5_000).astype(np.float32)
    values[690:695] = np.nan
    series = StepSeries(steps)
    series.append(1, values)
    series.rewind(at)
    assert len(series) == at
    series.append(at + 1, values[at:])
    assert series.smooth == pytest.approx(Smoother(steps).extend(values), rel=1e-6, nan_ok=True)


def test_a_series_goes_back_into_a_long_gap_and_remembers_the_average_before_it() -> None:
    values = np.concatenate((np.full(10, 3.0), np.full(2_000, np.nan))).astype(np.float32)
    series = StepSeries(5)
    series.append(1, values)
    series.rewind(1_500)
    series.append(1_501, np.full(1, np.nan, np.float32))
    assert series.smooth[-1] == pytest.approx(3.0)
