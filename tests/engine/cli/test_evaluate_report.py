"""``evaluate --report``: what people and programs get to see of a run's report."""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
import pytest

from engine.cli import run
from engine.cli.evaluation_text import report_data, report_text
from engine.evaluation.observations import Observations
from engine.evaluation.report import report_on


def printed(*arguments: object) -> list[str]:
    """What a command that succeeds prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        assert run([str(argument) for argument in arguments]) == 0
    return out.getvalue().splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a softmax regression on 500 images."""
    made = tmp_path_factory.mktemp("trained") / "run"
    quick = ("--template", "softmax-regression", "--limit-train", 500, "--epochs", 1, "--device", "cpu")
    printed("train", *quick, "--run-dir", made)
    return made


def test_the_report_follows_the_line_that_is_printed_without_it(folder: Path) -> None:
    plain, full = printed("evaluate", folder), printed("evaluate", folder, "--report")
    assert len(plain) == 1
    assert full[0] == plain[0]
    assert full[1].startswith("95 % interval of the accuracy: ")
    assert full[2].startswith("expected calibration error: ")
    assert full[4].split() == ["class", "images", "precision", "recall", "F1"]
    rows = [[int(text) for text in line.split()[1:]] for line in full[-10:]]
    names = [line.split()[0] for line in full[-10:]]
    assert (full[-11].split(), names) == (list("0123456789"), list("0123456789"))
    assert sum(map(sum, rows)) == 10_000
    right = sum(row[number] for number, row in enumerate(rows))
    assert plain[0].endswith(f"accuracy {right / 100:.2f} %")


def test_as_json_the_report_adds_to_what_is_there_without_it(folder: Path) -> None:
    plain = json.loads(printed("evaluate", folder, "--split", "validation", "--json")[-1])
    (line,) = printed("evaluate", folder, "--split", "validation", "--json", "--report")
    full = json.loads(line)
    assert {key: full[key] for key in plain} == plain
    assert full["interval"][0] < full["accuracy"] < full["interval"][1]
    assert 0 < full["calibration_error"] < 1
    assert [sum(row) for row in full["confusion"]] == [found["images"] for found in full["classes"]]
    assert sum(full["reliability"]["images"]) == sum(full["losses"]["images"]) == full["images"] == 100
    assert len(full["hardest"]) == 10
    losses = [found["loss"] for found in full["hardest"]]
    assert losses == sorted(losses, reverse=True)


def test_what_is_not_defined_is_a_dash() -> None:
    seen = Observations(
        np.array([0, 1], np.int64), np.zeros(2, np.int64), np.full((2, 3), 1 / 3, np.float32), np.ones(2, np.float32)
    )
    report = report_on(seen, ("cat", "dog", "newt"), 1.0)
    assert report_text(report).splitlines()[3:7] == [
        "class  images  precision    recall       F1",
        "cat         1    50.00 %  100.00 %  66.67 %",
        "dog         1          –    0.00 %   0.00 %",
        "newt        0          –         –        –",
    ]
    assert report_text(report).splitlines()[-4:] == [
        "      cat  dog  newt",
        "cat     1    0     0",
        "dog     1    0     0",
        "newt    0    0     0",
    ]
    assert np.isnan(report_data(report)["classes"][2]["recall"])
