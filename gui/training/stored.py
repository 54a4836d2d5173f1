"""The curves of a stored run, read from its folder in a worker thread."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, cast, get_args

from engine.runs.run import Run
from engine.training.events import EpochCompleted, Failure
from gui.training.history import RunHistory, history_of

_KINDS = get_args(Failure.__annotations__["kind"])


@dataclass(frozen=True, slots=True)
class StoredCurves:
    """A run's history with its end."""

    history: RunHistory
    test_accuracy: float | None
    failure: Failure | None


def read_curves(run: Run) -> StoredCurves:
    """Read a run's metrics and end; raises :class:`NetwrightError`."""
    metadata, metrics = run.metadata(), run.metrics()
    epochs = [epoch for epoch in map(_epoch, metrics.epochs) if epoch is not None]
    history = history_of(run.name, metrics.step_losses, metrics.step_accuracies, epochs)
    history.epoch_count = metadata.epochs
    failure = None
    if metadata.failure is not None:
        stored = metadata.failure
        kind = cast(Any, stored.kind if stored.kind in _KINDS else "unexpected")
        failure = Failure(kind, stored.text.text(), stored.hint.text() if stored.hint else None, stored.details)
    return StoredCurves(history, metadata.test_accuracy, failure)


def _epoch(entry: Mapping[str, Any]) -> EpochCompleted | None:
    try:
        return EpochCompleted(**{field.name: entry[field.name] for field in fields(EpochCompleted)})
    except KeyError:  # a line cut short by a power cut
        return None
