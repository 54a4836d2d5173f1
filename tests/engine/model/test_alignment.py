"""Nodes put in line and at even distances."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.alignment import align, distribute
from engine.model.layout import STEP_X, STEP_Y

PLACES = st.dictionaries(
    st.sampled_from("abcdefg"), st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), min_size=2, max_size=7
)


def test_a_column_takes_the_mean_of_where_its_nodes_stood() -> None:
    layout = {"a": (0.0, 0.0), "b": (100.0, 200.0), "c": (50.0, 400.0), "d": (7.0, 7.0)}
    assert align(layout, ["a", "b", "c"], "column") == {**layout, "a": (50, 0), "b": (50, 200), "c": (50, 400)}


def test_nodes_that_would_overlap_move_apart() -> None:
    layout = {"a": (0.0, 0.0), "b": (400.0, 10.0), "c": (800.0, 10.0)}
    placed = align(layout, layout, "column")
    assert [placed[name][1] for name in "abc"] == pytest.approx([0, STEP_Y, 2 * STEP_Y])
    placed = align({"a": (0.0, 0.0), "b": (10.0, 400.0)}, "ab", "row")
    assert placed == {"a": (0, 200), "b": (STEP_X, 200)}


def test_even_distances_keep_the_outermost_where_they_are() -> None:
    layout = {"a": (0.0, 0.0), "b": (3.0, 100.0), "c": (6.0, 600.0)}
    assert distribute(layout, layout) == {"a": (0, 0), "b": (3, 300), "c": (6, 600)}
    layout = {"a": (0.0, 0.0), "b": (1000.0, 5.0), "c": (500.0, 3.0), "d": (3000.0, 0.0)}
    assert [distribute(layout, layout)[name][0] for name in "acbd"] == pytest.approx([0, 1000, 2000, 3000])


def test_too_few_nodes_stay_as_they_are() -> None:
    layout = {"a": (0.0, 0.0), "b": (3.0, 100.0)}
    assert align(layout, ["a"], "row") is layout
    assert align(layout, ["a", "unknown"], "row") is layout
    assert distribute(layout, layout) is layout


@given(PLACES, st.sampled_from(["column", "row"]))
def test_aligned_nodes_never_overlap_and_a_second_time_changes_nothing(
    layout: dict[str, tuple[float, float]], line: str
) -> None:
    placed = align(layout, layout, line)  # type: ignore[arg-type]
    axis, step = (1, STEP_Y) if line == "column" else (0, STEP_X)
    along = sorted(place[axis] for place in placed.values())
    assert all(later - earlier >= step - 1e-6 for earlier, later in pairwise(along))
    again = align(placed, placed, line)  # type: ignore[arg-type]
    assert all(again[name] == pytest.approx(placed[name], abs=1e-6) for name in placed)
