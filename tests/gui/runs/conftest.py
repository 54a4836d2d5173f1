"""A store with runs of every kind, made by the engine's own writer, and trained weights where a test needs them."""

from collections.abc import Callable

import pytest

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
