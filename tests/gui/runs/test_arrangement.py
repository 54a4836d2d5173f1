"""Few changed runs are put in their places: the same rows as if all were found and sorted anew."""

import random
from dataclasses import replace

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from engine.runs.query import parse_query
from engine.runs.run import RunSummary
from gui.runs.arrangement import Arrangement
from gui.runs.table_model import RunTableModel
from tests.gui.runs.test_run_table import many


def changed(run: RunSummary, draw: random.Random) -> RunSummary:
    accuracy = draw.choice([None, float("nan"), 0.9, 0.931, 0.95])
    return replace(run, val_accuracy=accuracy, star=draw.random() < 0.3, given_name=draw.choice(["", "A", "b", "Ä"]))


@pytest.mark.parametrize(
    ("column", "descending"), [("created", True), ("created", False), ("validation", True), ("name", False)]
)
@pytest.mark.parametrize("words", ["", "accuracy > 0.93 -star"])
def test_runs_that_changed_are_where_all_of_them_sorted_anew_would_have_them(
    column: str, descending: bool, words: str, qtbot: QtBot
) -> None:
    draw = random.Random(0)
    model = RunTableModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    arrangement = Arrangement(column, descending, parse_query(words))
    model.arrange(arrangement)
    runs = many(40)
    model.show_runs(runs)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    for _ in range(25):
        runs = list(runs)
        for number in draw.sample(range(len(runs)), draw.randint(0, 3)):
            runs[number] = changed(runs[number], draw)
        model.show_runs(runs)
        wanted = arrangement.found(runs)
        assert [id(model.row(row)) for row in range(model.rowCount())] == [id(run) for run in wanted]
        assert [model.key(row)[1] for row in range(model.rowCount())] == [run.name for run in wanted]
        assert model.matches == len(wanted)
    assert not resets


def test_runs_that_come_go_and_change_places_are_found_anew(qtbot: QtBot) -> None:
    model = RunTableModel()
    arrangement = Arrangement("name", False, parse_query("-star"))
    model.arrange(arrangement)
    runs = many(10)
    for now in (runs, runs[1:], [replace(runs[0], name="new"), *runs[1:]], [runs[1], runs[0], *runs[2:]], []):
        model.show_runs(now)
        assert [model.row(row) for row in range(model.rowCount())] == arrangement.found(now)
