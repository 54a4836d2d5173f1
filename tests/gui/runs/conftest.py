"""A store with runs of every kind, made by the engine's own writer, and trained weights where a test needs them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView

from engine.data.catalog import load_dataset
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import Text
from engine.training.events import EpochCompleted, Failure, Outcome, RunFinished
from engine.training.generations import Generation

MakeRun = Callable[..., Run]


def leave_checkpoint(run: Run) -> None:
    """Put a checkpoint's file where the engine has them; nobody reads it here."""
    folder = run.folder / "last"
    folder.mkdir()
    (folder / Generation.name("step", 750, 1, "0" * 64)).write_bytes(b"")


def colours_of(table: QTableView, index: QModelIndex) -> set[str]:
    """All that a cell is painted with, as ``#rrggbb``."""
    picture = table.viewport().grab(table.visualRect(index)).toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {picture.pixelColor(x, y).name() for x, y in places}


@pytest.fixture
def store() -> RunStore:
    """The store in the test's own home."""
    return RunStore()


@pytest.fixture
def make_run(store: RunStore) -> MakeRun:
    """Make a run with so many epochs and that end; ``None`` leaves it running in this process."""

    def make(name: str, outcome: Outcome | None = "completed", epochs: int = 3, accuracy: float = 0.98) -> Run:
        run = store.create(Project.from_template(), name)
        writer = run.writer()
        writer.begin(load_dataset("mnist"), "AMD EPYC 7763", "cpu", 225_034)
        for number in range(1, epochs + 1):
            reached = accuracy - 0.01 * (epochs - number)
            writer.record(EpochCompleted(number, number * 750, 0.2, 0.95, 0.1, reached, 20.0, 2400.0, True))
        if outcome is not None:
            failure = None
            if outcome == "failed":
                failure = Failure("disk_full", Text("The disk is full."), None, "Traceback …")
            test = 0.985 if outcome == "completed" else None
            writer.finish(RunFinished(outcome, epochs, epochs, test and 0.05, test, 60.0 * epochs, failure))
        return run

    return make
