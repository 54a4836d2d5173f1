"""The trash of runs: everything comes back whole, and nothing that is under way goes there."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.disk import Disk, using
from engine.project import Project
from engine.runs.lock import lock_folder
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from tests.engine.runs.making import ended_run


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def content(run: Run) -> dict[str, bytes]:
    return {str(file.relative_to(run.folder)): file.read_bytes() for file in run.folder.rglob("*") if file.is_file()}


def test_a_run_goes_into_the_trash_and_comes_back_as_it_was(store: RunStore) -> None:
    run = ended_run(store, "mine")
    before = content(run)
    store.trash.put(run)
    assert store.list() == []
    (trashed,) = store.trash.list()
    assert (trashed.name, trashed.label, trashed.size) == ("mine", "mine", sum(map(len, _stored(trashed.folder))))
    assert trashed.deleted is not None
    assert abs(datetime.now().astimezone() - trashed.deleted) < timedelta(minutes=1)
    back = store.trash.restore(trashed)
    assert (back.folder, content(back)) == (run.folder, before)
    assert store.trash.list() == []


def _stored(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.iterdir()]


def test_a_name_that_was_taken_meanwhile_gets_a_number_and_the_newest_is_found_first(store: RunStore) -> None:
    for _ in range(2):
        store.trash.put(ended_run(store, "mine"))
    ended_run(store, "mine")
    found = store.trash.list()
    assert [run.name for run in found] == ["mine", "mine"]
    assert store.trash.find("mine") == found[0]
    assert store.trash.restore(found[0]).name == "mine-2"
    store.trash.remove(store.trash.find("mine"))
    assert store.trash.list() == []
    assert {run.name for run in store.list()} == {"mine-2", "mine"}
    with pytest.raises(NetwrightError, match="no run “mine” in the trash"):
        store.trash.find("mine")


def test_damaged_tickets_and_clocks_set_back_keep_nothing_from_coming_back(store: RunStore) -> None:
    for name, ticket in (
        ("a", "{"),
        ("b", '{"name": "../../etc", "deleted": "2099-01-01T00:00:00+00:00"}'),
        ("c", "5"),
    ):
        trashed = store.trash.put(ended_run(store, name))
        (trashed.folder / "trashed.json").write_text(ticket)
    (store.trash.folder / "half").mkdir()
    assert store.trash.list()[0].name == "b"
    assert sorted(store.trash.restore(run).name for run in store.trash.list()) == ["a", "b", "c", "half"]
    assert {run.name for run in store.list()} == {"a", "b", "c", "half"}


def test_what_cannot_be_moved_stays_where_it_is(store: RunStore, tmp_path: Path) -> None:
    class Refusing(Disk):
        def replace(self, source: Path, target: Path) -> None:
            if source.name == "mine":
                raise OSError(28, "No space left on device")
            super().replace(source, target)

    run = ended_run(store, "mine")
    before = content(run)
    with using(Refusing()), pytest.raises(NetwrightError, match="mine cannot be deleted: No space left"):
        store.trash.put(run)
    assert content(run) == before
    going = store.create(Project.from_template("mlp"), "going")
    writer = going.writer()
    with pytest.raises(NetwrightError, match="still training"):
        store.trash.put(going)
    del writer
    elsewhere = RunStore(tmp_path / "elsewhere")
    with pytest.raises(NetwrightError, match="does not lie among"):
        elsewhere.trash.put(run)
    held = lock_folder(store.root)
    assert held is not None
    with pytest.raises(NetwrightError, match="is changing the runs"):
        store.trash.put(run)
    held.release()
    store.trash.put(run)
    assert json.loads((store.trash.find("mine").folder / "trashed.json").read_text())["name"] == "mine"
    assert [folder.name for folder in store.trash.folder.iterdir()] == ["mine"]
