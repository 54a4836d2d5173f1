"""What a person says of a run, and that two programs which write at once do not undo each other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.disk import Disk, using
from engine.runs.annotation import ANNOTATION_FILE, annotate, read_annotation
from engine.runs.lock import is_locked, lock_folder
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import RunFinished
from engine.training.job import TrainingJob
from tests.engine.runs.making import ended_run


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def test_what_is_said_comes_back_and_is_listed_and_the_trainers_files_stay(store: RunStore) -> None:
    run = ended_run(store, "mine")
    metadata = run.metadata_file.read_bytes()
    annotate(run.folder, name="  The   best\nof all ", tags=["a, b", "A B", "", "c " * 40], star=True)
    annotate(run.folder, note=" learned\nslowly ")
    said = run.annotation()
    assert (said.name, said.note, said.star) == ("The best of all", "learned\nslowly", True)
    assert said.tags == ("a b", ("c " * 20).strip())
    listed = store.list()[0]
    assert (listed.label, listed.name, listed.tags, listed.star) == (said.name, "mine", said.tags, True)
    assert run.metadata_file.read_bytes() == metadata


def test_what_a_newer_version_says_besides_is_kept(store: RunStore) -> None:
    run = ended_run(store, "mine")
    file = run.folder / ANNOTATION_FILE
    file.write_text('{"format": "netwright-annotation", "version": 9, "tags": ["x"], "colour": {"of": "the row"}}')
    annotate(run.folder, star=True)
    assert json.loads(file.read_text()) == {
        "format": "netwright-annotation",
        "version": 9,
        "name": "",
        "note": "",
        "tags": ["x"],
        "star": True,
        "colour": {"of": "the row"},
    }


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "netwright-annotation", "tags": 5}', "\ud800"])
def test_a_damaged_file_is_told_and_put_aside_when_something_is_said_anew(content: str, store: RunStore) -> None:
    run = ended_run(store, "mine")
    file = run.folder / ANNOTATION_FILE
    file.write_bytes(content.encode(errors="surrogatepass"))
    with pytest.raises(NetwrightError, match="cannot be read"):
        read_annotation(run.folder)
    listed = store.list()[0]
    assert (listed.status, listed.tags) == ("completed", ())
    assert "cannot be read" in str(listed.error)
    annotate(run.folder, tags=["new"])
    assert run.annotation().tags == ("new",)
    assert (run.folder / "annotation.damaged.json").read_bytes() == content.encode(errors="surrogatepass")


def test_a_full_disk_leaves_what_was_said_before(store: RunStore) -> None:
    class Full(Disk):
        def write(self, handle: int, part: memoryview) -> int:
            raise OSError(28, "No space left on device")

    run = ended_run(store, "mine")
    annotate(run.folder, name="before")
    with using(Full()), pytest.raises(NetwrightError, match=r"mine cannot be kept: No space left"):
        annotate(run.folder, name="after")
    assert run.annotation().name == "before"


def test_a_run_written_by_another_process_is_read_only_here_until_that_one_ends(store: RunStore) -> None:
    run = ended_run(store, "mine")
    code = (
        "import sys; from pathlib import Path; from engine.runs.process import begin_writing;"
        "begin_writing(Path(sys.argv[1])); print('ready', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(run.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        assert is_locked(run.folder)
        with pytest.raises(NetwrightError, match="written by another window or program"):
            run.writer()
        with pytest.raises(NetwrightError, match="written by another window or program"):
            store.trash.put(run)
        annotate(run.folder, star=True)  # clashes with nothing
        child.kill()
    assert not is_locked(run.folder)
    run.writer().finish(_end())
    store.trash.put(run)


def _end() -> RunFinished:
    return RunFinished("completed", 2, 2, 0.3, 0.9, 90.0)


def test_a_job_that_would_go_on_with_a_run_of_another_window_changes_nothing_of_it(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ended_run(store, "mine")
    before = {file.name: file.read_bytes() for file in run.folder.iterdir()}
    held = lock_folder(run.folder)
    assert held is not None
    job = TrainingJob(run.project(), store, resumed=run)
    job.start()
    assert job.join(60)
    finished = [job.events.get() for _ in range(job.events.qsize())][-1]
    held.release()
    assert "written by another window or program" in str(finished.failure.text)  # type: ignore[union-attr]
    assert {file.name: file.read_bytes() for file in run.folder.iterdir()} == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_says_so(store: RunStore) -> None:
    run = ended_run(store, "mine")
    run.folder.chmod(0o500)
    try:
        with pytest.raises(NetwrightError, match="Permission denied"):
            annotate(run.folder, star=True)
    finally:
        run.folder.chmod(0o700)
