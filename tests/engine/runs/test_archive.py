"""One file for one run: it comes back bit by bit, and no file from elsewhere can do harm."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.disk import Disk, using
from engine.project import Project
from engine.runs.annotation import annotate
from engine.runs.archive import SUFFIX, export_run, import_run
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from tests.engine.runs.making import edit, ended_run


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


@pytest.fixture
def run(store: RunStore) -> Run:
    made = ended_run(store, "mine")
    (made.folder / "best.safetensors").write_bytes(os.urandom(50_000))
    (made.folder / "last").mkdir()
    os.link(made.folder / "best.safetensors", made.folder / "last" / f"best-00000002-000001.{'0' * 64}.safetensors")
    annotate(made.folder, tags=["kept"])
    return made


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    target = tmp_path / f"mine{SUFFIX}"
    export_run(run, target)
    return target


def content(folder: Path) -> dict[str, bytes]:
    return {found.relative_to(folder).as_posix(): found.read_bytes() for found in folder.rglob("*") if found.is_file()}


def test_a_run_comes_back_on_another_machine_as_it_was(run: Run, file: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    other = RunStore(tmp_path / "elsewhere")
    back = import_run(file, other, lambda done, total: told.append((done, total)))
    assert content(back.folder) == content(run.folder)
    assert back.project() == run.project()
    assert other.list()[0].tags == ("kept",)
    assert told[-1][0] == told[-1][1]
    assert file.stat().st_size < 60_000, "the second name of a file is stored once"
    second = import_run(file, other)
    assert (second.name, second.metadata().name) == ("mine-2", "mine-2")


def test_a_run_that_was_cut_off_elsewhere_does_not_count_as_running_here(run: Run, tmp_path: Path) -> None:
    edit(run.metadata_file, status="running", process={"pid": 1, "created": 1.0, "host": "elsewhere"})
    old = run.metrics_file.stat().st_mtime - 10_000
    os.utime(run.metrics_file, (old, old))
    export_run(run, tmp_path / f"cut{SUFFIX}")
    assert import_run(tmp_path / f"cut{SUFFIX}", RunStore(tmp_path / "other")).summary().status == "interrupted"


def rewritten(file: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    """Change the list of files and the files in an archive, as somebody else could."""
    with zipfile.ZipFile(file) as source:
        members = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(members.pop("netwright-run.json"))
    change(manifest, members)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
        target.writestr("netwright-run.json", json.dumps(manifest))


def _add(manifest: dict[str, Any], members: dict[str, bytes], name: str, data: bytes = b"x") -> None:
    members[f"run/{name}"] = data
    manifest["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


HARMS: dict[str, tuple[Callable[[dict[str, Any], dict[str, bytes]], None], str]] = {
    "a path that leads out": (lambda m, f: _add(m, f, "../../outside"), "a place that no run has"),
    "an absolute path": (lambda m, f: _add(m, f, "/tmp/outside"), "a place that no run has"),
    "a path of Windows": (lambda m, f: _add(m, f, "c:\\outside"), "a place that no run has"),
    "a hidden file": (lambda m, f: _add(m, f, ".lock"), "a place that no run has"),
    "a file beside the run": (lambda m, f: f.update({"evil": b"x"}), "does not hold the files"),
    "a file that is not listed": (lambda m, f: f.update({"run/evil": b"x"}), "does not hold the files"),
    "a file that is missing": (lambda m, f: f.pop("run/model.json"), "does not hold the files"),  # type: ignore[dict-item]
    "a copy of nothing": (
        lambda m, f: m["files"].update(x={"size": 1, "sha256": "", "same_as": "nothing"}),
        "does not hold the files",
    ),
    "a changed file": (lambda m, f: f.update({"run/model.json": b"{}"}), "not what was exported"),
    "a bomb": (lambda m, f: _add(m, f, "bomb.json", bytes(50_000_000)), "as no run does"),
    "a lie about a size": (lambda m, f: m["files"]["model.json"].update(size=5), "not what was exported"),
    "a newer version": (lambda m, f: m.update(version=2), "has version 2"),
    "another format": (lambda m, f: m.update(format="zip"), "list of files is damaged"),
    "a newer run": (
        lambda m, f: _add(m, f, "metadata.json", f["run/metadata.json"].replace(b'"version": 1', b'"version": 7')),
        "has version 7",
    ),
    "a half run": (lambda m, f: _add(m, f, "model.json", b'{"format": '), "cannot be read"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_file_with_it_is_refused_and_leaves_nothing(harm: str, file: Path, store: RunStore, tmp_path: Path) -> None:
    change, words = HARMS[harm]
    rewritten(file, change)
    other = RunStore(tmp_path / "elsewhere")
    with pytest.raises(NetwrightError, match=words):
        import_run(file, other)
    assert other.list() == []
    assert not other.root.exists() or list(other.root.iterdir()) == []
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("keep", [0, 10, 20_000, -30])
def test_a_file_that_was_cut_off_and_one_that_is_none_are_refused(keep: int, file: Path, store: RunStore) -> None:
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(NetwrightError, match=r"mine.netwrightrun cannot be imported"):
        import_run(file, store)
    with pytest.raises(NetwrightError, match="No such file"):
        import_run(file.with_name("nowhere"), store)
    assert [run.name for run in store.list()] == ["mine"]


def test_a_full_disk_leaves_no_half_of_a_file_and_none_of_a_run(
    run: Run, file: Path, store: RunStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(Disk):
        def write(self, handle: int, part: memoryview) -> int:
            raise OSError(28, "No space left on device")

    before = file.read_bytes()
    with using(Full()):
        with pytest.raises(NetwrightError, match="No space left"):
            export_run(run, file)
        with pytest.raises(NetwrightError, match="No space left"):
            import_run(file, store)
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["home", file.name, "runs"]
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000))
    with pytest.raises(NetwrightError, match="MB left"):
        import_run(file, store)
    assert [one.name for one in store.list()] == ["mine"]


def test_giving_up_leaves_nothing_and_a_running_run_is_not_exported(run: Run, file: Path, store: RunStore) -> None:
    class GivenUp(Exception):
        pass

    def give_up() -> None:
        raise GivenUp

    before = file.read_bytes()
    with pytest.raises(GivenUp):
        export_run(run, file, check=give_up)
    with pytest.raises(GivenUp):
        import_run(file, store, check=give_up)
    assert file.read_bytes() == before
    assert [one.name for one in store.list()] == ["mine"]
    assert not [one for one in store.root.iterdir() if one.name.startswith(".new")]
    going = store.create(Project.from_template("mlp"), "going")
    going.writer()
    with pytest.raises(NetwrightError, match="still training"):
        export_run(going, file)
