"""``sweep`` before and after its trials: what it takes, what it refuses and in which words, what it lists."""

import json
from pathlib import Path

import pytest

from engine.cli import run
from engine.project import Project
from engine.sweeps.space import SearchSpace
from engine.sweeps.store import SweepStore
from engine.sweeps.sweep import SweepSettings

RATE = "learning_rate=0.001..0.1:log"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "expected a search space"),
        (("--set", "epochs=3"), "expected a search space"),
        (("--set", "learning_rate=0.1..x"), "expected a range such as"),
        (("--set", "conv7.out_channels=1..3"), "there is no layer “conv7”"),
        (("--set", RATE, "--constraint", "speed < 3"), "Expected a limit such as"),
        (("--set", RATE, "--objective", "test_accuracy"), "Expected an objective"),
        (("--set", RATE, "--sampler", "cmaes", "--objective", "seconds", "parameters"), "CMA-ES knows one objective"),
        (("--set", RATE, "--extend", "3"), "expected --resume NAME"),
        (("--set", RATE, "--trials", "0"), "trials"),
        (("--space", "nowhere.json"), "nowhere.json cannot be read"),
        (("--resume", "nobody"), "There is no sweep “nobody”"),
        (("--resume", "nobody", "--trials", "3"), "a sweep goes on as it was begun"),
        (("--set", RATE, "--storage", "mysql://here/db"), "is no storage"),
        (("--set", RATE, "validation_split=0"), "no images are kept aside"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_one_line(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sweep", *arguments]) == 2
    told = capsys.readouterr().err.strip()
    assert words in told
    assert len(told.splitlines()) == 1
    assert SweepStore().list() == []


def test_sweeps_are_listed_the_newest_first_and_a_damaged_one_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sweep", "--list"]) == 0
    assert "no sweeps yet" in capsys.readouterr().out
    space = SearchSpace.from_data({"learning_rate": {"low": 0.001, "high": 0.1}})
    for name in ("first", "first", "broken"):
        made = SweepStore().create(Project.from_template(), space, SweepSettings(trials=7), name)
    (made.folder / "space.json").write_text("{")
    assert run(["sweep", "--list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["sweeps"]
    assert [one["sweep"] for one in told] == ["first-2", "first", "broken"]
    assert [one["planned"] for one in told] == [7, 7, 0]
    assert "JSON" in told[2]["error"]
    assert run(["sweep", "--list"]) == 0
    assert "damaged" in capsys.readouterr().out


def test_a_sweep_of_a_newer_version_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    space = SearchSpace.from_data({"learning_rate": {"low": 0.001, "high": 0.1}})
    made = SweepStore().create(Project.from_template(), space, SweepSettings(), "new")
    file = made.folder / "sweep.json"
    file.write_text(file.read_text().replace('"version": 1', '"version": 9'))
    assert run(["sweep", "--resume", "new"]) == 2
    assert "Open the sweep with a newer Netwright" in capsys.readouterr().err
