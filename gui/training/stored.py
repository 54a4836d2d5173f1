"""The curves of a stored run, read from its folder in a worker thread."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from engine.runs.metadata import EpochFigures
from engine.runs.run import Run
from engine.runs.telling import changes_of
from engine.training.events import EpochCompleted, Failure
from gui.training.history import DEFAULT_SMOOTHING, RunHistory, history_of
from gui.training.marks import Mark


@dataclass(frozen=True, slots=True)
class StoredCurves:
    """A run's history with its end."""

    run: Run
    history: RunHistory
    test_accuracy: float | None
    failure: Failure | None


def read_curves(run: Run, smoothing: float = DEFAULT_SMOOTHING) -> StoredCurves:
    """Read a run's metrics and end, and smooth its curves; raises :class:`NetwrightError`."""
    metadata, metrics = run.metadata(), run.metrics()
    history = history_of(
        run.name,
        metrics.step_losses,
        metrics.step_accuracies,
        [_epoch(figures) for figures in metrics.figures()],
        smoothing,
        epoch_count=metadata.epochs,
        marks=[_mark(entry) for entry in metrics.marks],
    )
    failure = None if metadata.failure is None else metadata.failure.failure()
    return StoredCurves(run, history, metadata.test_accuracy, failure)


def _epoch(figures: EpochFigures) -> EpochCompleted:
    return EpochCompleted(**{field.name: getattr(figures, field.name) for field in fields(EpochCompleted)})


def _mark(entry: Mapping[str, Any]) -> Mark:
    """What happened after a step, as far as the line tells: a file may have been written by another version."""
    void = entry.get("void")
    return Mark(entry["step"], entry["kind"], changes_of(entry), void if isinstance(void, int) else 0)
