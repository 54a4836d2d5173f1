"""What a run's folder must know to go on: curves cut to the checkpoint, what happened on the way, whether it can."""

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.data.catalog import load_dataset
from engine.disk import Disk, using
from engine.model.templates import template
from engine.project import Project
from engine.runs.metadata import RunMetadata
from engine.runs.process import ProcessMark, this_process
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.runs.writer import RunWriter
from engine.text import Text
from engine.training.checkpoint import State, save_state
from engine.training.events import (
    Change,
    EpochCompleted,
    Event,
    Failure,
    Rewound,
    RunChanged,
    RunFinished,
    RunStarted,
    StepsCompleted,
)

PROJECT = Project.from_template("softmax-regression")
STEPS_PER_EPOCH = 10


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def begun(run: Run) -> RunWriter:
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "CPU", "cpu", 7_850)
    return writer


def loss(step: int) -> np.float32:
    return np.float32(1 / (step + 2))


def steps(first: int, last: int, shift: float = 0.0) -> StepsCompleted:
    values = np.array([loss(step) + np.float32(shift) for step in range(first, last + 1)], np.float32)
    halves = (values / 2).astype(np.float32)
    return StepsCompleted((first - 1) // STEPS_PER_EPOCH + 1, first, values, halves, 1000.0)


def epoch(number: int, *, best: bool = True) -> EpochCompleted:
    accuracy = 0.5 + number / 100
    return EpochCompleted(number, number * STEPS_PER_EPOCH, 0.5, 0.8, 0.4, accuracy, 2.0, 900.0, best, 0.001)


def story(epochs: int) -> list[Event]:
    """Steps in events of 4, which no epoch and no checkpoint heeds."""
    events: list[Event] = []
    for number in range(1, epochs + 1):
        first = (number - 1) * STEPS_PER_EPOCH + 1
        last = number * STEPS_PER_EPOCH
        events += [steps(begin, min(begin + 3, last)) for begin in range(first, last + 1, 4)]
        events.append(epoch(number))
    return events


def state() -> State:
    return State({"weight": torch.ones(3)}, {})


def killed(run: Run) -> None:
    """Make a run look as if its process had died."""
    data = json.loads(run.metadata_file.read_text())
    data["process"] = ProcessMark(pid=2**22 + 1, created=1.0, host=this_process().host).model_dump()
    run.metadata_file.write_text(json.dumps(data))


def cancelled(writer: RunWriter) -> None:
    writer.finish(RunFinished("cancelled", 3, 3, None, None, 7.0))


@pytest.mark.parametrize(("step", "epochs_done"), [(0, 0), (1, 0), (7, 0), (10, 1), (12, 1), (25, 2), (30, 3)])
def test_curves_are_cut_to_what_was_known_at_a_checkpoint(step: int, epochs_done: int, store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = begun(run)
    for event in story(3):
        writer.record(event)
    cancelled(writer)

    run.truncate_metrics(step, epochs_done)
    metrics = run.metrics()
    assert metrics.step_losses.tolist() == [loss(number).item() for number in range(1, step + 1)]
    assert metrics.step_accuracies.tolist() == [(loss(number) / 2).item() for number in range(1, step + 1)]
    assert [entry["epoch"] for entry in metrics.epochs] == list(range(1, epochs_done + 1))
    metadata = run.metadata()
    assert metadata.epochs_done == epochs_done
    assert metadata.seconds == 2.0 * epochs_done
    assert (metadata.best is None) == (metadata.last is None) == (epochs_done == 0)
    if metadata.best is not None and metadata.last is not None:
        assert metadata.best.epoch == metadata.last.epoch == epochs_done


def test_a_run_that_went_on_has_the_curves_of_an_undisturbed_one(store: RunStore) -> None:
    whole, cut = store.create(PROJECT), store.create(PROJECT)
    writer = begun(whole)
    for event in story(3):
        writer.record(event)
    cancelled(writer)

    writer = begun(cut)
    for event in story(2):
        writer.record(event)
    killed(cut)
    with cut.metrics_file.open("ab") as file:
        file.write(b'{"kind":"steps","epoch":3,"first_s')
    cut.truncate_metrics(13, 1)
    writer = begun(cut)
    writer.record(RunStarted(cut.name, cut.folder, 3, 10, 1, 1, "cpu", "CPU", 1, resumed_after=13))
    writer.record(steps(14, 20))
    writer.record(epoch(2))
    for event in story(3)[-4:]:
        writer.record(event)
    cancelled(writer)

    first, second = whole.metrics(), cut.metrics()
    assert second.step_losses.tobytes() == first.step_losses.tobytes()
    assert second.step_accuracies.tobytes() == first.step_accuracies.tobytes()
    assert second.epochs == first.epochs
    assert second.marks == [{"kind": "resumed", "step": 13}]
    assert cut.metadata().resumed == 1
    assert whole.metadata().resumed == 0
    assert cut.metadata().process == this_process()
    for line in cut.metrics_file.read_text().splitlines():
        json.loads(line)


def test_cutting_twice_changes_nothing(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = begun(run)
    for event in story(3):
        writer.record(event)
    cancelled(writer)
    run.truncate_metrics(12, 1)
    before = run.metrics_file.read_bytes()
    run.truncate_metrics(12, 1)
    assert run.metrics_file.read_bytes() == before


def test_going_back_makes_later_steps_and_epochs_void(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = begun(run)
    for event in story(2):
        writer.record(event)
    writer.record(Rewound(2, 15))
    writer.record(steps(16, 20, shift=1.0))
    writer.record(epoch(2, best=False))
    cancelled(writer)

    metrics = run.metrics()
    assert len(metrics.step_losses) == 20
    assert metrics.step_losses[14] == loss(15)
    assert metrics.step_losses[15] == loss(16) + np.float32(1)
    assert [(entry["epoch"], entry["best"]) for entry in metrics.epochs] == [(1, True), (2, False)]
    assert metrics.marks == [{"kind": "rewound", "step": 15, "epoch": 2, "void": 20}]
    best = run.metadata().best
    assert best is not None
    assert best.epoch == 1
    run.truncate_metrics(18, 1)
    assert run.metrics().step_losses.tolist() == metrics.step_losses[:18].tolist()
    run.truncate_metrics(14, 1)
    assert run.metrics().marks == []


def test_changes_of_a_paused_run_are_kept_with_their_steps(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = begun(run)
    writer.record(steps(1, 5))
    first = Change("learning_rate", "0.001", "0.0001")
    writer.record(RunChanged(1, 5, (first,), epochs=7, steps_per_epoch=10, parameters=7_850))
    writer.record(steps(6, 8))
    writer.record(RunChanged(1, 8, (Change("fc2", "", "Linear"),), epochs=7, steps_per_epoch=10, parameters=99))
    cancelled(writer)
    metrics = run.metrics()
    assert [(entry["step"], entry["epoch"]) for entry in metrics.changes] == [(5, 1), (8, 1)]
    assert metrics.changes[0]["changes"] == [{"name": "learning_rate", "before": "0.001", "after": "0.0001"}]
    assert (run.metadata().epochs, run.metadata().parameters) == (7, 99)
    run.truncate_metrics(8, 0, changes=1)
    assert len(run.metrics().changes) == 1
    run.truncate_metrics(5, 0, changes=0)
    assert run.metrics().changes == []
    assert len(run.metrics().step_losses) == 5


def test_lines_that_this_program_does_not_write_are_passed_over(store: RunStore) -> None:
    run = store.create(PROJECT)
    lines: list[object] = [
        {"kind": "steps", "epoch": 1, "first_step": 1, "losses": [1.0, None], "accuracies": [0.5, 0.5]},
        {"kind": "steps", "epoch": 1, "first_step": 0, "losses": [1.0], "accuracies": [0.5]},
        {"kind": "steps", "epoch": 1, "first_step": 10**12, "losses": [1.0], "accuracies": [0.5]},
        {"kind": "steps", "epoch": 1, "first_step": 3, "losses": [1.0], "accuracies": [0.5, 0.5]},
        {"kind": "steps", "epoch": 1, "first_step": 3, "losses": ["much"], "accuracies": [0.5]},
        {"kind": "steps", "epoch": 1, "first_step": 3, "losses": [[1.0]], "accuracies": [0.5]},
        {"kind": "steps", "epoch": 1, "first_step": 3, "losses": [10**400], "accuracies": [0.5]},
        {"kind": "steps", "epoch": 1, "first_step": 3, "losses": 5, "accuracies": 5},
        {"kind": "rewound", "step": "the first"},
        {"kind": "rewound"},
        {"kind": "epoch", "epoch": 1.5, "step": 3},
        {"kind": "something new", "step": 1},
        {},
        [],
        "text",
        None,
    ]
    run.metrics_file.write_text("\n".join([*map(json.dumps, lines), "[" * 100_000, "", "{", '{"kind":"st']))
    metrics = run.metrics()
    assert len(metrics.step_losses) == 2
    assert np.isnan(metrics.step_losses[1])
    assert (metrics.epochs, metrics.marks) == ([], [])
    run.truncate_metrics(2, 0)
    assert run.metrics().step_losses.tobytes() == metrics.step_losses.tobytes()


def test_an_append_that_was_cut_short_is_made_good_by_the_next(store: RunStore) -> None:
    class Filling(Disk):
        left = 30

        def write(self, handle: int, part: memoryview) -> int:
            if not self.left:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            taken = super().write(handle, part[: self.left])
            self.left -= taken
            return taken

    run = store.create(PROJECT)
    writer = begun(run)
    writer.record(steps(1, 4))
    with using(Filling()), pytest.raises(OSError, match=r"metrics\.jsonl") as caught:
        writer.record(steps(5, 8))
    assert caught.value.errno == errno.ENOSPC
    assert len(run.metrics().step_losses) == 4
    writer.record(steps(9, 12))  # the disk has room again
    assert run.metrics().step_losses.tolist() == [loss(step).item() for step in range(1, 13)]
    cancelled(writer)


def test_only_a_run_that_ended_early_and_has_a_checkpoint_can_go_on(store: RunStore) -> None:
    def run(name: str, outcome: str | None) -> Run:
        made = store.create(PROJECT, name)
        writer = begun(made)
        save_state(made.folder, state(), 1)
        failure = Failure("disk_full", Text("The disk is full."), None, "") if outcome == "failed" else None
        if outcome is None:
            killed(made)
        else:
            writer.finish(RunFinished(outcome, 0, None, None, None, 1.0, failure))  # type: ignore[arg-type]
        return made

    assert [run(name, name).resumable() for name in ("completed", "cancelled", "failed")] == [False, True, True]
    dead = run("dead", None)
    assert dead.resumable()
    assert {summary.name: summary.resumable for summary in store.list()}["dead"]
    running = store.create(PROJECT, "running")
    writer = begun(running)
    save_state(running.folder, state(), 1)
    assert not running.resumable()
    cancelled(writer)
    early = store.create(PROJECT, "no checkpoint")
    begun(early)
    killed(early)
    assert not early.resumable()
    (early.folder / "last").mkdir()
    (early.folder / "last" / "checkpoint.safetensors").write_bytes(b"of an earlier version")
    assert not early.resumable()
    assert [summary.name for summary in store.interrupted()] == ["dead"]


def test_going_on_takes_the_run_over_from_the_process_that_died(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = begun(run)
    failure = Failure("disk_full", Text("The disk is full."), None, "")
    writer.finish(RunFinished("failed", 0, None, None, None, 5.0, failure))
    killed(run)
    (run.folder / f".metadata.json.{2**22 + 1}-0123abcd.tmp").write_bytes(b"half")
    run.truncate_metrics(0, 0)
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "CPU", "cpu", 7_850, {"threads": 2})
    metadata = run.metadata()
    assert run.summary().status == "running"
    assert (metadata.failure, metadata.resumed, metadata.plan) == (None, 1, {"threads": 2})
    assert [path.name for path in run.folder.iterdir() if path.name.startswith(".")] == []
    cancelled(writer)


def test_the_seconds_of_all_parts_add_up(store: RunStore) -> None:
    run = store.create(PROJECT)
    writer = begun(run)
    for event in story(2):
        writer.record(event)
    cancelled(writer)
    assert run.metadata().seconds == 7.0
    run.truncate_metrics(20, 2)
    writer = begun(run)
    cancelled(writer)
    assert run.metadata().seconds == 4.0 + 7.0


def test_metadata_of_earlier_versions_are_read(store: RunStore) -> None:
    run = store.create(PROJECT)
    data = json.loads(run.metadata_file.read_text())
    for name in ("plan", "resumed"):
        del data[name]
    run.metadata_file.write_text(json.dumps({**data, "something": "else"}))
    assert isinstance(run.metadata(), RunMetadata)
    assert (run.metadata().plan, run.metadata().resumed) == (None, 0)


def test_a_run_goes_on_with_another_network(store: RunStore) -> None:
    run = store.create(PROJECT)
    other = Project.from_template("mnist-cnn")
    assert run.project().model == template("softmax-regression")
    run.write_project(other)
    assert run.project() == other
