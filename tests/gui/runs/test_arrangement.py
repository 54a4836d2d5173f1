"""Few changed runs are put in their places: the same rows as if all were found and sorted anew."""

import random
from dataclasses import replace

from engine.runs.query import parse_query
from engine.runs.run import RunSummary
from gui.runs.arrangement import Arrangement
from tests.gui.runs.test_run_table import many

ARRANGEMENTS = [
    Arrangement(column, descending, parse_query(words))
    for column, descending in (("created", True), ("created", False), ("validation", True), ("name", False))
    for words in ("", "accuracy > 0.93 -star")
]


def changed(run: RunSummary, draw: random.Random) -> RunSummary:
    accuracy = draw.choice([None, float("nan"), 0.9, 0.931, 0.95])
    return replace(run, val_accuracy=accuracy, star=draw.random() < 0.3, given_name=draw.choice(["", "A", "b", "Ä"]))


def test_runs_that_changed_are_put_where_all_of_them_sorted_anew_would_have_them() -> None:
    draw = random.Random(0)
    for arrangement in ARRANGEMENTS:
        runs = many(120)
        found = arrangement.found(runs)
        for _ in range(20):
            before, runs = runs, list(runs)
            for number in draw.sample(range(len(runs)), draw.randint(0, 3)):
                runs[number] = changed(runs[number], draw)
            found = arrangement.found_again(found, before, runs)
            assert [id(run) for run in found] == [id(run) for run in arrangement.found(runs)]


def test_runs_that_come_go_and_change_places_are_found_anew() -> None:
    arrangement = Arrangement("name", False, parse_query("-star"))
    runs = many(10)
    found = arrangement.found(runs)
    for now in (runs[1:], [replace(runs[0], name="new"), *runs[1:]], [runs[1], runs[0], *runs[2:]], []):
        assert arrangement.found_again(found, runs, now) == arrangement.found(now)
