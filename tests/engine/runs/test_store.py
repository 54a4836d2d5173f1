"""The run store: folders with readable names, a list that nothing can break, files that come back as they went."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.data.catalog import load_dataset
from engine.project import VERSION, Project
from engine.runs import store as store_module
from engine.runs.metadata import Lineage, StoredText
from engine.runs.process import this_process
from engine.runs.store import Run, RunStore, default_root
from engine.text import NetwrightError, Text
from engine.training.events import EpochCompleted, Failure, RunFinished, StateChanged, StepsCompleted

PROJECT = Project.from_template("mnist-cnn")


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def steps(first: int, losses: list[float], epoch: int = 1) -> StepsCompleted:
    values = np.array(losses, np.float32)
    return StepsCompleted(epoch, first, values, np.full(len(losses), 0.5, np.float32), 1000.0)


def epoch(number: int, *, best: bool, accuracy: float = 0.9) -> EpochCompleted:
    return EpochCompleted(number, number * 2, 0.5, 0.8, 0.4, accuracy, 1.5, 900.0, best)


def finished(outcome: str = "completed", failure: Failure | None = None) -> RunFinished:
    return RunFinished(outcome, 2, 1, 0.3, 0.95, 3.0, failure)  # type: ignore[arg-type]


def completed_run(store: RunStore, name: str | None = None) -> Run:
    run = store.create(PROJECT, name)
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "AMD EPYC", "cpu", 225_034)
    writer.record(steps(1, [2.3, 2.1]))
    writer.record(epoch(1, best=True))
    writer.record(steps(3, [1.5, 0.1], epoch=2))
    writer.record(epoch(2, best=False, accuracy=0.8))
    writer.finish(finished())
    return run


def edit(file: Path, **changes: object) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_a_run_comes_back_as_it_was_written(store: RunStore) -> None:
    created = completed_run(store)
    run = store.open(created.name)
    assert run.project() == PROJECT
    metrics = run.metrics()
    assert metrics.step_losses.tolist() == np.array([2.3, 2.1, 1.5, 0.1], np.float32).tolist()
    assert metrics.step_losses.dtype == metrics.step_accuracies.dtype == np.float32
    assert [entry["epoch"] for entry in metrics.epochs] == [1, 2]
    assert metrics.epochs[1]["validation_accuracy"] == 0.8
    summary = run.summary()
    assert summary == store.list()[0]
    assert (summary.status, summary.epochs_done, summary.epochs) == ("completed", 2, 10)
    assert (summary.val_accuracy, summary.val_loss, summary.test_accuracy) == (0.9, 0.4, 0.95)
    assert (summary.title, summary.dataset, summary.device) == ("mnist-cnn", "mnist", "cpu")
    assert (summary.parameters, summary.seconds, summary.error) == (225_034, 3.0, None)
    metadata = run.metadata()
    assert metadata.fingerprint == load_dataset("mnist").fingerprint
    assert metadata.preprocessing == load_dataset("mnist").info.preprocessing
    assert metadata.classes == tuple("0123456789")
    assert metadata.versions["torch"][0].isdigit()
    assert metadata.seed == 0


def test_the_files_hold_plain_json_and_no_pickle(store: RunStore) -> None:
    run = completed_run(store)
    assert sorted(path.name for path in run.folder.iterdir()) == [
        "config.json",
        "metadata.json",
        "metrics.jsonl",
        "model.json",
    ]
    for file in run.folder.glob("*.json"):
        expected = 1 if file.name == "metadata.json" else VERSION
        assert json.loads(file.read_text(encoding="utf-8"))["version"] == expected
    kinds = [json.loads(line)["kind"] for line in run.metrics_file.read_text().splitlines()]
    assert kinds == ["steps", "epoch", "steps", "epoch"]


def test_names_tell_time_and_network_and_are_never_used_twice(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Frozen(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Frozen":
            return cls(2026, 11, 24, 15, 30, 12)

    monkeypatch.setattr(store_module, "datetime", Frozen)
    names = [store.create(PROJECT).name for _ in range(3)]
    stem = "2026-11-24-153012-mnist-cnn"
    assert names == [stem, f"{stem}-2", f"{stem}-3"]


@pytest.mark.parametrize(
    ("wished", "given"),
    [("my run", "my-run"), ("../../etc", "etc"), ("数字 1", "数字-1"), ("a/b\\c:d", "a-b-c-d"), ("...", "run")],
)
def test_any_name_makes_one_folder_below_the_root(store: RunStore, wished: str, given: str) -> None:
    run = store.create(PROJECT, wished)
    assert run.folder == store.root / given
    assert store.create(PROJECT, wished).name == f"{given}-2"


def test_the_root_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETWRIGHT_HOME", str(tmp_path / "here"))
    assert RunStore().root == tmp_path / "here" / "runs"
    monkeypatch.delenv("NETWRIGHT_HOME")
    assert default_root().name == "runs"
    assert "netwright" in str(default_root())


def test_the_newest_run_comes_first(store: RunStore) -> None:
    names = [store.create(PROJECT, f"run{number}").name for number in range(4)]
    assert [summary.name for summary in store.list()] == names[::-1]


def test_a_store_that_is_not_there_yet_is_empty(store: RunStore) -> None:
    assert store.list() == []


def test_listing_reads_the_metadata_alone(store: RunStore) -> None:
    run = completed_run(store)
    run.metrics_file.unlink()
    (run.folder / "model.json").write_text("broken")
    assert store.list()[0].status == "completed"


def test_damaged_folders_are_listed_with_what_is_wrong(store: RunStore) -> None:
    whole = completed_run(store, "whole")
    for name in ("no-metadata", "no-json", "other-json", "newer", "wrong-type", "empty-file", "deep"):
        shutil.copytree(whole.folder, store.root / name)
    (store.root / "no-metadata" / "metadata.json").unlink()
    (store.root / "no-json" / "metadata.json").write_bytes(b"\xff\x00{")
    (store.root / "other-json" / "metadata.json").write_text("[1, 2]")
    edit(store.root / "newer" / "metadata.json", version=99)
    edit(store.root / "wrong-type" / "metadata.json", epochs="many")
    (store.root / "empty-file" / "metadata.json").write_text("")
    (store.root / "deep" / "metadata.json").write_text("[" * 100_000)
    (store.root / "empty-folder").mkdir()
    (store.root / "a file").write_text("no folder")

    found = {summary.name: summary for summary in store.list()}
    assert not found.pop("whole").damaged
    assert len(found) == 8
    for summary in found.values():
        assert summary.damaged
        assert summary.error is not None
        assert "metadata.json" in str(summary.error)
        with pytest.raises(NetwrightError, match=r"metadata\.json"):
            store.open(summary.name)
    assert "version 99" in str(found["newer"].error)
    assert "epochs" in str(found["wrong-type"].error)


def test_a_damaged_model_is_named_when_it_is_opened(store: RunStore) -> None:
    run = completed_run(store)
    (run.folder / "model.json").write_text("{")
    with pytest.raises(NetwrightError, match=r"model\.json"):
        run.project()
    (run.folder / "model.json").unlink()
    with pytest.raises(NetwrightError, match="missing"):
        run.project()


def test_a_torn_last_line_costs_only_that_line(store: RunStore) -> None:
    run = completed_run(store)
    whole = run.metrics_file.read_bytes()
    run.metrics_file.write_bytes(whole[:-30] + b'\n{"kind":"steps","first_step":"?"}\n[]\n\xff\xfe\n')
    metrics = run.metrics()
    assert len(metrics.step_losses) == 4
    assert [entry["epoch"] for entry in metrics.epochs] == [1]


def test_steps_that_were_never_written_are_gaps(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = run.writer()
    writer.record(steps(3, [0.5, float("nan")]))
    writer.finish(finished("failed"))
    losses = run.metrics().step_losses
    assert np.isnan(losses).tolist() == [True, True, False, True]
    assert len(store.create(PROJECT).metrics().step_losses) == 0


def test_all_that_was_told_is_in_the_file_at_once(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "CPU", "cpu", 1)
    for number in range(1, 50):
        writer.record(steps(number, [1.0]))
        assert len(run.metrics().step_losses) == number
    writer.record(epoch(1, best=True))
    assert run.summary().epochs_done == 1
    writer.record(steps(50, [1.0]))
    assert [entry["epoch"] for entry in run.metrics().epochs] == [1]
    writer.finish(finished())


def test_every_figure_comes_back_to_the_bit(store: RunStore) -> None:
    bits = np.random.default_rng(0).integers(0, 2**32, 20_000, dtype=np.uint32)
    values = np.concatenate([bits.view(np.float32), np.array([0.0, -0.0, 1e-45, 3.4e38, 1.0, 0.1], np.float32)])
    run = store.create(PROJECT)
    writer = run.writer()
    for part in (values[np.isfinite(values)], values):  # with and without NaN and infinity
        writer.record(StepsCompleted(1, 1, part, part[::-1].copy(), 1000.0))
        metrics = run.metrics()
        known = np.isfinite(part)
        assert metrics.step_losses[: len(part)][known].tobytes() == part[known].tobytes()
        assert metrics.step_accuracies[: len(part)][known[::-1]].tobytes() == part[::-1][known[::-1]].tobytes()
        assert np.isnan(metrics.step_losses[: len(part)][~known]).all()
    for line in run.metrics_file.read_text().splitlines():
        json.loads(line, parse_constant=pytest.fail)
    writer.finish(finished())


def test_short_epochs_write_the_metadata_now_and_then_and_a_pause_at_once(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("engine.runs.writer.time.monotonic", lambda: now)
    run = store.create(PROJECT)
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "CPU", "cpu", 1)
    for number in range(1, 11):
        writer.record(epoch(number, best=True))
    assert run.metadata().epochs_done == 1
    now += 0.9
    writer.record(steps(50, [1.0]))
    assert run.metadata().epochs_done == 1
    now += 0.2
    writer.record(steps(51, [1.0]))
    assert run.metadata().epochs_done == 10
    writer.record(epoch(11, best=True))
    writer.record(StateChanged("paused"))
    assert run.metadata().epochs_done == 11
    writer.record(epoch(12, best=True))
    writer.finish(finished("cancelled"))
    assert run.metadata().last is not None
    assert run.metadata().last.epoch == 12  # type: ignore[union-attr]


def test_a_failure_is_kept_with_its_words(store: RunStore) -> None:
    run = store.create(PROJECT)
    text = Text("The loss is {loss}: {why}", {"loss": "NaN", "why": Text("at {step}", {"step": 3})})
    run.writer().finish(finished("failed", Failure("not_finite", text, Text("Lower it."), "Traceback")))
    summary = store.list()[0]
    assert summary.status == "failed"
    assert summary.error == text
    failure = run.metadata().failure
    assert failure is not None
    assert (failure.kind, failure.details) == ("not_finite", "Traceback")


def test_values_that_json_does_not_know_become_text() -> None:
    stored = StoredText.of(Text("{path}", {"path": Path("/tmp/x"), "ok": True}))
    assert stored.values == {"path": "/tmp/x", "ok": True}


def test_a_run_in_this_process_is_running_until_its_end(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = run.writer()
    assert store.list()[0].status == "running"
    writer.finish(finished("cancelled"))
    assert store.list()[0].status == "cancelled"


def test_a_run_whose_process_died_is_interrupted(store: RunStore) -> None:
    program = (
        "import os, sys; from pathlib import Path; from engine.project import Project;"
        "from engine.runs.store import RunStore;"
        "run = RunStore(Path(sys.argv[1])).create(Project.from_template('mnist-cnn'), 'killed'); run.writer();"
        "print('ready', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(store.root)],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert process.stdout.readline().strip() == b"ready"
        assert store.list()[0].status == "running"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()
    assert store.list()[0].status == "interrupted"
    store.delete(store.open("killed"))
    assert store.list() == []


def test_another_process_with_the_same_number_is_not_taken_for_the_runs(store: RunStore) -> None:
    run = store.create(PROJECT)
    parent = psutil.Process(os.getppid())
    mark = {"pid": parent.pid, "host": this_process().host}
    edit(run.metadata_file, process={**mark, "created": parent.create_time()})
    assert store.list()[0].status == "running"
    edit(run.metadata_file, process={**mark, "created": parent.create_time() - 1000})
    assert store.list()[0].status == "interrupted"


def test_a_silent_run_of_another_machine_is_interrupted(store: RunStore) -> None:
    run = store.create(PROJECT)
    run.metrics_file.write_text("")
    edit(run.metadata_file, process={"pid": 1, "host": "elsewhere", "created": 1.0})
    assert store.list()[0].status == "running"
    an_hour_ago = time.time() - 3600
    os.utime(run.metrics_file, (an_hour_ago, an_hour_ago))
    assert store.list()[0].status == "interrupted"


def test_deleting_takes_a_finished_run_and_leaves_a_running_one(store: RunStore) -> None:
    done, going = completed_run(store, "done"), store.create(PROJECT, "going")
    writer = going.writer()
    with pytest.raises(NetwrightError, match="still training"):
        store.delete(going)
    writer.finish(finished())
    store.delete(done)
    assert [path.name for path in store.root.iterdir()] == ["going"]
    store.delete(store.list()[0])
    assert list(store.root.iterdir()) == []


def test_a_run_shows_only_when_it_is_whole(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    write = store_module.write_atomically  # type: ignore[attr-defined]

    def watching(path: Path, content: bytes) -> None:
        seen.append(len(store.list()))
        write(path, content)

    monkeypatch.setattr(store_module, "write_atomically", watching)
    store.create(PROJECT)
    assert seen == [0, 0, 0]
    assert len(store.list()) == 1


def test_what_a_killed_process_left_half_made_goes(store: RunStore) -> None:
    dead = 2**22 + 1  # above Linux's highest process number
    for name in (f".new-0123abcd-{dead}", f".deleted-my-run-{dead}", f".new-0123abcd-{os.getppid()}", ".thumbnails"):
        (store.root / name).mkdir(parents=True)
        (store.root / name / "model.json").write_text("half")
    store.create(PROJECT, "mine")
    found = sorted(path.name for path in store.root.iterdir())
    assert found == [f".new-0123abcd-{os.getppid()}", ".thumbnails", "mine"]


def test_damaged_runs_can_be_deleted_but_foreign_folders_cannot(store: RunStore, tmp_path: Path) -> None:
    (store.root / "damaged").mkdir(parents=True)
    store.delete(store.list()[0])
    assert store.list() == []
    (tmp_path / "thesis").mkdir()
    with pytest.raises(NetwrightError, match="left alone"):
        store.delete(Run(tmp_path / "thesis"))
    assert (tmp_path / "thesis").exists()


def test_a_run_opens_by_name_and_by_folder(store: RunStore) -> None:
    run = completed_run(store, "mine")
    assert store.open("mine").folder == run.folder
    assert store.open(run.folder).folder == run.folder
    assert store.open(str(run.folder)).name == "mine"
    for nothing in ("other", "", ".", "..", "/nowhere/at/all"):
        with pytest.raises(NetwrightError):
            store.open(nothing)


def test_a_projects_title_gives_the_name(store: RunStore) -> None:
    run = store.create(replace(PROJECT, title="Léa's net: v2"))
    assert run.name.endswith("-Léa-s-net-v2")
    assert run.summary().title == "Léa's net: v2"


def test_a_run_made_with_others_tells_of_them_in_the_list(store: RunStore) -> None:
    lineage = Lineage(relation="fold", group="five folds", index=3, parent="reference")
    run = store.create(Project.from_template("mlp"), "fold 4", lineage=lineage)
    assert Run(run.folder).metadata().lineage == lineage
    assert [summary.lineage for summary in store.list()] == [lineage]
