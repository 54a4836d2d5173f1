"""``runs`` and ``again``: what the window does with runs, in the terminal."""

from pathlib import Path

import pytest

from engine.runs.archive import SUFFIX
from engine.runs.metadata import Lineage
from engine.runs.store import RunStore
from tests.engine.cli.test_commands import command, quick
from tests.engine.runs.making import edit, ended_run


@pytest.fixture
def store() -> RunStore:
    """Three runs, of which two are seeds of one group."""
    store = RunStore()
    for number, accuracy in enumerate((0.9, 0.94)):
        ended_run(store, f"seed-{number}", accuracy, Lineage(relation="seed", group="seeds", index=number))
    ended_run(store, "alone", 0.5)
    return store


def names(*arguments: object) -> list[str]:
    return [run["run"] for run in command("runs", *arguments, "--json").data["runs"]]


def test_runs_are_found_sorted_and_grouped(store: RunStore) -> None:
    assert names() == ["alone", "seed-1", "seed-0"]
    assert names("--filter", "accuracy > 0.8", "--sort", "validation", "--ascending") == ["seed-0", "seed-1"]
    assert names("--group", "seeds", "--limit", 1) == ["seed-1"]
    groups = command("runs", "--by", "group", "--json").data["groups"]
    assert [(group["group"], len(group["runs"])) for group in groups] == [("seeds", 2), ("", 1)]
    assert groups[0]["val_accuracy"]["mean"] == pytest.approx(0.92)
    assert "92.00 ± 2.83 %" in command("runs", "--by", "group").out
    assert command("runs", "--filter", "nothing like this").out == "None of the 3 runs is what you look for.\n"
    for wrong in (("--filter", "colour:red"), ("--sort", "colour")):
        done = command("runs", *wrong)
        assert (done.code, done.out) == (2, "")
        assert "colour" in done.err


def test_what_is_said_of_a_run_is_found_again(store: RunStore) -> None:
    assert command("runs", "note", "alone", "--name", "The first", "--tag", "a", "--tag", "b", "--star").code == 0
    said = command("runs", "note", "alone", "--untag", "A", "--note", "slow", "--json").data
    assert said == {"run": "alone", "name": "The first", "note": "slow", "tags": ["b"], "star": True}
    assert names("--star", "--tag", "B", "--filter", "slow") == ["alone"]
    assert "* alone (The first)" in command("runs").out
    assert command("runs", "note", "nobody").code == 2


def test_runs_go_into_the_trash_and_come_back(store: RunStore) -> None:
    (store.root / "broken").mkdir()
    assert command("runs", "delete", "seed-0", "alone", "broken").code == 0
    assert names() == ["seed-1"]
    assert {run["run"] for run in command("runs", "trash", "--json").data["trash"]} == {"seed-0", "alone", "broken"}
    assert command("runs", "restore", "alone").out == f"{store.root / 'alone'}\n"
    assert command("runs", "empty-trash", "--older-than", 1, "--json").data["deleted"] == []
    assert len(command("runs", "empty-trash", "--json").data["deleted"]) == 2
    assert command("runs", "restore", "seed-0").code == 1
    assert command("runs", "delete", "alone", "--for-good").code == 0
    assert names() == ["seed-1"]
    assert command("runs", "trash").out == "The trash is empty.\n"


def test_a_run_goes_into_a_file_and_comes_back(store: RunStore, tmp_path: Path) -> None:
    file = tmp_path / f"alone{SUFFIX}"
    assert command("runs", "export", "alone", tmp_path, "--json").data["file"] == str(file)
    assert command("runs", "export", "alone", tmp_path).code == 2
    assert command("runs", "export", "alone", tmp_path / "alone", "--overwrite").code == 0
    (tmp_path / "half").write_bytes(file.read_bytes()[:300])
    done = command("runs", "import", file, tmp_path / "half", "--json")
    assert done.code == 1
    assert "half cannot be imported" in done.err
    assert [run["run"] for run in done.data["imported"]] == ["alone-2"]


def test_again_says_what_differs_and_comes_to_the_same_bits(store: RunStore) -> None:
    first = command("train", *quick(), "--name", "first", "--json").data
    assert command("again", "first", "--check").out == "Nothing differs: the same bits are to be expected.\n"
    done = command("again", "first", "--json")
    assert (done.code, done.data["same_bits"], done.data["again"]) == (0, True, "first")
    assert (done.data["test_loss"], done.data["run"]) != (first["test_loss"], "first")
    assert done.data["test_loss"] == first["test_loss"]
    edit(store.open("first").metadata_file, device="cuda:0", device_name="Voodoo 2")
    told = command("again", "first", "--check", "--json").data
    assert (told["same_bits_expected"], len(told["differences"])) == (False, 1)
    assert command("again", "nobody").code == 2
