"""The index of runs: it only makes a listing quick, and the folders stay the truth whatever becomes of it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.runs import index as index_module
from engine.runs.index import INDEX_FILE
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.runs.summary import ReadRun, RunSummary, read_run
from engine.text import Text
from engine.training.events import Failure, RunFinished
from tests.engine.runs.making import copies, edit, ended_run

_SETTLED = 10.0


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunStore:
    """Four runs with an index, whose files were written some time ago."""
    monkeypatch.setattr(index_module, "_FEW", 2)
    store = RunStore(tmp_path / "runs")
    copies(ended_run(store, "run"), 3)
    for file in store.root.rglob("*"):
        settle(file)
    store.list()
    assert (store.root / INDEX_FILE).is_file()
    return store


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the runs whose files are read from now on."""
    names: list[str] = []

    def watched(run: Run) -> ReadRun:
        names.append(run.name)
        return read_run(run)

    monkeypatch.setattr(index_module, "read_run", watched)
    return names


def settle(file: Path) -> None:
    """As if the file had been written a while ago."""
    os.utime(file, (time.time() - _SETTLED, time.time() - _SETTLED))


def plainly(root: Path) -> list[RunSummary]:
    """The runs as they are read one by one, without any index."""
    runs = [Run(folder).summary() for folder in root.iterdir() if folder.is_dir()]
    return sorted(runs, key=lambda run: (run.created.timestamp(), run.name), reverse=True)


def test_what_is_listed_by_the_index_is_what_the_folders_say(store: RunStore, read: list[str]) -> None:
    failed = store.create(Run(store.root / "run").project(), "failed")
    text = Text("The disk is full: {file}.", {"file": "a"})
    failed.writer().finish(RunFinished("failed", 0, None, None, None, 1.0, Failure("disk_full", text, None, "")))
    (store.root / "broken").mkdir()
    edit(store.root / "run-001" / "config.json", training={"learning_rate": 0.5})
    edit(store.root / "run-001" / "metadata.json", lineage={"relation": "seed", "group": "g", "index": 3})
    RunStore(store.root).list()
    for file in store.root.rglob("*"):
        settle(file)
    RunStore(store.root).list()
    read.clear()
    assert RunStore(store.root).list() == plainly(store.root)
    assert read == [], "everything came from the index"


def test_only_what_another_program_changed_is_read_again(store: RunStore, read: list[str]) -> None:
    edit(store.root / "run-000" / "metadata.json", title="elsewhere", test_accuracy=0.5)
    (store.root / "run-002" / "annotation.json").write_text('{"format": "netwright-annotation", "tags": ["new"]}')
    shutil.rmtree(store.root / "run-001")
    found = {run.name: run for run in RunStore(store.root).list()}
    assert sorted(read) == ["run-000", "run-002"]
    assert sorted(found) == ["run", "run-000", "run-002"]
    assert (found["run-000"].title, found["run-002"].tags) == ("elsewhere", ("new",))
    same = store.root / "run" / "metadata.json"
    before = same.read_text()
    same.write_text(before.replace('"mlp"', '"mpl"'))
    assert {run.title for run in RunStore(store.root).list()} == {"mpl", "elsewhere", "mlp"}
    same.write_text(before)  # of the same size, and within the same tick of the clock
    assert {run.title for run in RunStore(store.root).list()} == {"elsewhere", "mlp"}


def _remove(file: Path) -> None:
    file.unlink()


def _garbage(file: Path) -> None:
    file.write_bytes(b"no database" * 1_000)


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 + 100])


def _other_version(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE runs")
        database.execute("CREATE TABLE runs (what)")
        database.execute("PRAGMA user_version = 7")
    database.close()


def _nonsense(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE runs SET facts = '{'")
    database.close()


@pytest.mark.parametrize("harm", [_remove, _garbage, _half, _other_version, _nonsense])
def test_an_index_that_is_gone_or_damaged_is_made_anew(
    harm: Callable[[Path], None], store: RunStore, read: list[str]
) -> None:
    expected = plainly(store.root)
    harm(store.root / INDEX_FILE)
    for _ in range(2):  # a damaged one is taken away by the first listing
        assert RunStore(store.root).list() == expected
    read.clear()
    assert RunStore(store.root).list() == expected
    assert read == []


def test_a_locked_index_and_one_that_cannot_be_written_cost_only_time(
    store: RunStore, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(store.root / INDEX_FILE)
    other.execute("BEGIN EXCLUSIVE")
    assert len(RunStore(store.root).list()) == 4
    other.close()

    def refuse(*_arguments: object, **_settings: object) -> object:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert len(RunStore(store.root).list()) == 4


def test_whether_a_run_still_goes_on_is_judged_anew_at_each_listing(store: RunStore) -> None:
    code = (
        "import sys; from pathlib import Path; from engine.project import Project;"
        "from engine.runs.store import RunStore; store = RunStore(Path(sys.argv[1]));"
        "run = store.create(Project.from_template('mlp'), 'living'); writer = run.writer();"
        "print('ready', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(store.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        assert {run.name: run.status for run in store.list()}["living"] == "running"
        child.kill()
    found = {run.name: run for run in store.list()}["living"]
    assert (found.status, found.resumable) == ("interrupted", False)


def test_a_clock_that_was_set_back_breaks_neither_order_nor_list(store: RunStore) -> None:
    edit(store.root / "run" / "metadata.json", created="2099-01-01T00:00:00+00:00")
    edit(store.root / "run-000" / "metadata.json", created="0001-01-01T00:00:00+00:00")
    edit(store.root / "run-001" / "metadata.json", created="1970-01-01T00:00:00+00:00", seconds=-5.0)
    names = [run.name for run in RunStore(store.root).list()]
    assert names[:2] == ["run", "run-002"]
    assert set(names[2:]) == {"run-000", "run-001"}
