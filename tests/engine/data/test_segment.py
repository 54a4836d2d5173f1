"""From strokes to digits: one digit stays one, in whichever way it is drawn; digits side by side are told apart."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.data.segment import group_strokes
from tests.engine.data.pen_digits import WAYS, in_a_row, written


@pytest.mark.parametrize("way", WAYS)
def test_one_digit_stays_one_however_it_is_drawn(way: str) -> None:
    draws = np.random.default_rng(7)
    for _ in range(60):
        lines = written(way, draws)
        assert group_strokes(lines) == [list(range(len(lines)))]


@pytest.mark.parametrize("way", [way for way in WAYS if len(WAYS[way]) > 1])
def test_one_digit_is_never_torn_while_it_gets_smaller_or_moves(way: str) -> None:
    draws = np.random.default_rng(3)
    lines = written(way, draws)
    for scale, offset in ((0.01, 0.4), (1.0, -3.0), (500.0, 20.0)):
        assert len(group_strokes([line * scale + offset for line in lines])) == 1


@example(5927, ["5 with bar", "5 with bar", "5 with bar apart", "1"])
@given(st.integers(0, 10_000), st.lists(st.sampled_from(sorted(WAYS)), min_size=2, max_size=6))
def test_digits_with_a_gap_between_are_told_apart_and_read_from_left_to_right(seed: int, ways: list[str]) -> None:
    draws = np.random.default_rng(seed)
    row = in_a_row(ways, 0.3, draws)
    lines = [(number, line) for number, digit in enumerate(row) for line in digit]
    shuffled = [lines[place] for place in draws.permutation(len(lines))]
    groups = group_strokes([line for _, line in shuffled])
    assert [{shuffled[stroke][0] for stroke in group} for group in groups] == [{k} for k in range(len(ways))]


def test_digits_that_touch_stay_one() -> None:
    row = in_a_row(["3", "5 in one"], 0.02, np.random.default_rng(1))
    assert len(group_strokes([line for digit in row for line in digit])) == 1


def test_dots_and_dashes_beside_each_other_are_not_several_digits() -> None:
    assert group_strokes([[(0, 0)], [(1, 0)]]) == [[0, 1]]
    assert group_strokes([[(0, 0), (1, 0.01)], [(1.5, 0), (2.5, 0.01)]]) == [[0, 1]]


def test_a_dot_joins_the_digit_it_is_nearest_to() -> None:
    eleven = [[(0, 0), (0, 1)], [(1, 0), (1, 1)]]
    assert group_strokes([*eleven, [(1.3, 0.9)]]) == [[0], [1, 2]]
    assert group_strokes([*eleven, [(-0.3, 0.9)]]) == [[0, 2], [1]]


def test_nothing_and_what_is_no_number_is_in_no_group() -> None:
    assert group_strokes([]) == []
    assert group_strokes([[]]) == []
    assert group_strokes([[(float("nan"), 0)], [(0, 0), (0, 1)]]) == [[1]]


@given(st.lists(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), max_size=6), max_size=6))
def test_every_stroke_is_in_one_group(strokes: list[list[tuple[float, float]]]) -> None:
    groups = group_strokes(strokes)
    assert sorted(number for group in groups for number in group) == [k for k, line in enumerate(strokes) if line]
