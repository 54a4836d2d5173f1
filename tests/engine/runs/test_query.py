"""Finding, sorting and grouping runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.runs.columns import COLUMNS, sorted_runs, value_of
from engine.runs.groups import grouped, spread
from engine.runs.metadata import Lineage
from engine.runs.query import parse_query
from engine.runs.run import RunSummary
from engine.text import NetwrightError


def run(name: str, **values: object) -> RunSummary:
    day = datetime(2026, 11, 20, 12, tzinfo=UTC).astimezone()
    known = RunSummary(name, Path("/runs") / name, day, "completed", title="mnist-cnn", dataset="mnist")
    return replace(known, **values)  # type: ignore[arg-type]


RUNS = [
    run("a", tags=("Wide", "keep me"), val_accuracy=0.991, test_accuracy=0.989, seconds=90.0, parameters=225_034),
    run("b", status="failed", val_accuracy=0.5, given_name="First try", device="cuda:0", size=30_000_000),
    run("c", dataset="fashion-mnist", star=True, hyperparameters={"learning_rate": 0.1, "optimizer": "sgd"}),
    run("d", note="went badly", lineage=Lineage(relation="seed", group="five seeds"), val_accuracy=0.97, seed=4),
    run("e", damaged=True, status="failed", created=datetime(2026, 11, 29, 8).astimezone(), parameters=50_000),
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "abcde"),
        ("cnn", "abcde"),
        ("FIRST", "b"),
        ("badly seeds", "d"),
        ("-cnn", ""),
        ('"keep me"', "a"),
        ("star", "c"),
        ("-star", "abde"),
        ("tag:wide", "a"),
        ('tag:"keep me"', "a"),
        ("tag:keep", ""),
        ("-tag:wide", "bcde"),
        ("accuracy > 0.98", "a"),
        ("accuracy>98%", "a"),
        ("val_accuracy <= 97", "bd"),
        ("test >= 98.9%", "a"),
        ("dataset:mnist", "abcde"),
        ("dataset=mnist", "abde"),
        ("dataset!=mnist", "c"),
        ("status:failed", "b"),
        ("status:damaged", "e"),
        ("learning_rate >= 0.05", "c"),
        ("learning_rate = 1e-3", "abd"),
        ("optimizer:sgd", "c"),
        ("parameters <= 50k", "e"),
        ("duration < 2min", "a"),
        ("size > 20MB", "b"),
        ("created > 2026-11-25", "e"),
        ("created:2026-11-20", "abcd"),
        ("group:seeds seed=4", "d"),
        ("device:cuda -star", "b"),
        ("accuracy >", "abcde"),
        ("-", "abcde"),
    ],
)
def test_a_search_finds(text: str, names: str) -> None:
    assert "".join(found.name for found in parse_query(text).among(RUNS)) == names


@pytest.mark.parametrize("text", ["accuracy > high", "colour:red", "parameters < 5 apples colour:1", "size > 3parsecs"])
def test_a_condition_that_cannot_be_understood_says_what_is_expected(text: str) -> None:
    with pytest.raises(NetwrightError) as told:
        parse_query(text)
    assert told.value.hint is not None


def test_every_column_has_a_value_of_every_run_and_sorts() -> None:
    for column in (*COLUMNS, "learning_rate", "optimizer", "augment_flip_horizontal"):
        ordered = sorted_runs(RUNS, column, descending=False)
        assert {found.name for found in ordered} == set("abcde")
        assert len([value_of(found, column) for found in ordered]) == 5
    assert [found.name for found in sorted_runs(RUNS, "validation", descending=True)] == ["a", "d", "b", "c", "e"]
    with pytest.raises(NetwrightError, match="colour"):
        sorted_runs(RUNS, "colour", descending=True)


def test_groups_tell_mean_and_deviation_and_a_run_with_two_tags_is_in_both() -> None:
    by_tag = grouped(RUNS, "tag")
    assert [(group.key, [found.name for found in group.runs]) for group in by_tag] == [
        ("Wide", ["a"]),
        ("keep me", ["a"]),
        ("", ["b", "c", "d", "e"]),
    ]
    found = spread([0.9, 0.94, None, float("nan")])
    assert found is not None
    assert found.mean == pytest.approx(0.92)
    assert found.deviation == pytest.approx(0.0282842712)
    assert spread([None]) is None
    alone = spread([0.5])
    assert alone is not None
    assert alone.deviation is None
    assert [group.key for group in grouped(RUNS, "group")] == ["five seeds", ""]


def test_long_searches_are_read_at_once() -> None:
    parse_query("a " * 5_000 + "accuracy > 0.5 " * 1_000 + timedelta.__name__)
