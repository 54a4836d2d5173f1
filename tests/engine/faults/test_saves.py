"""Whatever fails, at whichever call of a save: what was there before stays readable, and no error is kept quiet."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.data.catalog import load_dataset
from engine.disk import using
from engine.project import Project, load_project, save_project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.runs.writer import RunWriter
from engine.text import NetwrightError, Text
from engine.training.checkpoint import State, load_newest, save_best, save_state
from engine.training.epoch_files import epoch_files
from engine.training.events import EpochCompleted, RunFinished, StepsCompleted
from engine.training.history import read_epoch, save_epoch
from engine.weights import load_weights
from tests.engine.faults.faulty_disk import FAULTS, Fault, FaultyDisk

BEFORE, BETWEEN, AFTER = 1, 2, 3
PROJECT = Project.from_template("softmax-regression")


@dataclass(frozen=True)
class Home:
    """A person's files: a run with two checkpoints, best weights, metrics and metadata, and a project's file."""

    folder: Path

    @property
    def store(self) -> RunStore:
        return RunStore(self.folder / "runs")

    @property
    def run(self) -> Run:
        return Run(self.folder / "runs" / "mine")

    @property
    def project_file(self) -> Path:
        return self.folder / "my.netwright"

    def writer(self) -> RunWriter:
        writer = self.run.writer()
        writer._next_metadata = float("-inf")  # at once, whenever the last one was
        return writer


def state(number: int) -> State:
    return State({"weight": torch.full((3,), float(number)), "moment": torch.zeros(2, 2)}, {"number": number})


def weights(number: int) -> dict[str, torch.Tensor]:
    return {"weight": torch.full((3,), float(number))}


def steps(first: int) -> StepsCompleted:
    values = np.arange(first, first + 4, dtype=np.float32)
    return StepsCompleted(1, first, values, np.ones(4, np.float32), 1000.0)


def epoch(number: int) -> EpochCompleted:
    return EpochCompleted(number, number * 4, 0.5, 0.8, 0.4, number / 10, 1.5, 900.0, best=True)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("pattern"))
    run = home.store.create(PROJECT, "mine")
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "CPU", "cpu", 7_850)
    for number in (BEFORE, BETWEEN):
        writer.record(steps(4 * number - 3))
        writer.record(epoch(number))
        save_best(run.folder, weights(number), {}, number)
        save_state(run.folder, state(number), 4 * number)
        save_epoch(run.folder, weights(number), number, 4 * number, 10**6)
    writer.finish(RunFinished("cancelled", 2, 2, None, None, 3.0))
    save_project(replace(PROJECT, title="before"), home.project_file)
    return home


@dataclass(frozen=True)
class Save:
    """A save, and what must be true once it has returned without an error."""

    act: Callable[[Home], object]
    done: Callable[[Home], bool]


def record(event: StepsCompleted | EpochCompleted) -> Callable[[Home], object]:
    def act(home: Home) -> None:
        writer = home.writer()
        try:
            writer.record(event)
        finally:
            writer._lines.close()

    return act


def go_back(home: Home) -> None:
    home.run.truncate_metrics(5, 1)


def newest(home: Home) -> int:
    number: int = load_newest(home.run.folder)[0].notes["number"]
    return number


def kept(home: Home) -> list[float]:
    return [read_epoch(one)["weight"][0].item() for one in epoch_files(home.run.folder)]


def best(home: Home) -> float:
    return load_weights(home.run.best_weights)["weight"][0].item()


SAVES = {
    "checkpoint": Save(lambda home: save_state(home.run.folder, state(AFTER), 12), lambda home: newest(home) == AFTER),
    "best weights": Save(
        lambda home: save_best(home.run.folder, weights(AFTER), {}, AFTER), lambda home: best(home) == AFTER
    ),
    "an epoch's weights": Save(
        lambda home: save_epoch(home.run.folder, weights(AFTER), AFTER, 12, 10**6), lambda home: kept(home)[-1] == AFTER
    ),
    "steps": Save(record(steps(9)), lambda home: home.run.metrics().step_losses[-1] == 12),
    "epoch": Save(
        record(epoch(AFTER)),
        lambda home: len(home.run.metrics().epochs) == AFTER and home.run.metadata().epochs_done == AFTER,
    ),
    "going on": Save(
        lambda home: home.writer().begin(load_dataset("mnist"), "GPU", "cuda:0", 7_850),
        lambda home: home.run.metadata().device == "cuda:0",
    ),
    "end": Save(
        lambda home: home.writer().finish(RunFinished("completed", 3, 3, 0.1, 0.9, 3.0)),
        lambda home: home.run.metadata().status == "completed",
    ),
    "going back": Save(go_back, lambda home: len(home.run.metrics().step_losses) == 5),
    "new run": Save(lambda home: home.store.create(PROJECT, "another"), lambda home: len(home.store.list()) == 2),
    "project": Save(
        lambda home: save_project(replace(PROJECT, title="after"), home.project_file),
        lambda home: load_project(home.project_file).title == "after",
    ),
    "network of the run": Save(
        lambda home: home.run.write_project(replace(PROJECT, title="after")),
        lambda home: home.run.project().title == "after",
    ),
}


def assert_all_readable(home: Home) -> None:
    """Everything opens, and holds what it held before or what was being saved."""
    listed = home.store.list()
    assert not [summary for summary in listed if summary.damaged]
    for summary in listed:
        assert Run(summary.folder).project().model == PROJECT.model
    run = home.run
    assert {0, 1} >= {len(listed) - 1}
    assert run.summary().resumable or run.metadata().status in ("completed", "running")
    assert run.project().title in (PROJECT.title, "after")
    metrics = run.metrics()
    assert metrics.step_losses.tolist() in ([1, 2, 3, 4, 5], [*range(1, 9)], [*range(1, 13)])
    assert [entry["epoch"] for entry in metrics.epochs] in ([1], [1, 2], [1, 2, 3])
    assert load_project(home.project_file).title in ("before", "after")
    assert best(home) in (BETWEEN, AFTER)
    assert kept(home) in ([BEFORE, BETWEEN], [BEFORE, BETWEEN, AFTER])
    warnings: list[Text] = []
    found, step = load_newest(run.folder, warnings.append)
    assert warnings == []
    assert found.notes["number"] in (BETWEEN, AFTER)
    assert torch.equal(found.tensors["weight"], state(found.notes["number"]).tensors["weight"])
    assert step == 4 * found.notes["number"]


@pytest.mark.parametrize("name", SAVES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call_of_a_save_loses_nothing_and_is_told(
    name: str, fault: Fault, pattern: Home, tmp_path: Path
) -> None:
    save = SAVES[name]

    def fresh(label: str) -> Home:
        shutil.copytree(pattern.folder, tmp_path / label)
        return Home(tmp_path / label)

    whole = FaultyDisk("broken", at=0)
    home = fresh("whole")
    with using(whole):
        save.act(home)
    assert save.done(home)
    assert len(whole.calls) >= 2

    struck = 0
    for at in range(1, len(whole.calls) + 1):
        home = fresh(str(at))
        disk = FaultyDisk(fault, at)
        told = None
        with using(disk):
            try:
                save.act(home)
            except (OSError, NetwrightError) as error:
                told = str(error)
        struck += disk.struck
        if told is None:
            assert save.done(home), f"{fault} at call {at} ({disk.calls[at - 1]}) went by without a word"
        else:
            assert str(home.folder) in told, "the error names the file"
        if fault not in ("broken", "read-only"):  # which lets nobody tidy up
            assert list(home.folder.rglob(".*")) == [], "a temporary file stayed"
        assert_all_readable(home)
        # Once the disk works again, so does the save.
        if not (name == "new run" and len(home.store.list()) == 2):
            save.act(home)
        assert save.done(home)
        assert_all_readable(home)
        shutil.rmtree(home.folder)
    assert struck >= len(whole.calls) - whole.calls.count("unlink")
