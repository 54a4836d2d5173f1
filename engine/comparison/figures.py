"""The figures of several runs in one table, and which of each is the best."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.project import Project
from engine.runs.metadata import RunMetadata
from engine.runs.run import Run, RunSummary
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

Figure = Literal[
    "test_accuracy",
    "test_loss",
    "val_accuracy",
    "val_loss",
    "train_loss",
    "best_epoch",
    "epochs",
    "parameters",
    "size",
    "seconds",
]
FIGURES: tuple[Figure, ...] = (
    "test_accuracy",
    "test_loss",
    "val_accuracy",
    "val_loss",
    "train_loss",
    "best_epoch",
    "epochs",
    "parameters",
    "size",
    "seconds",
)
_LARGEST: frozenset[Figure] = frozenset(("test_accuracy", "val_accuracy"))
_OF_DATA: frozenset[Figure] = frozenset(("test_accuracy", "test_loss", "val_accuracy", "val_loss", "train_loss"))
_OF_LOSS: frozenset[Figure] = frozenset(("test_loss", "val_loss", "train_loss"))
_UNRANKED: frozenset[Figure] = frozenset(("best_epoch", "epochs"))


@dataclass(frozen=True, slots=True, eq=False)
class RunFigures:
    """What is known of a run without its curves. Of a damaged one there is no ``metadata`` or ``project``.

    ``size`` is that of its weights, in bytes.
    """

    run: Run
    summary: RunSummary
    metadata: RunMetadata | None
    project: Project | None
    error: Text | None
    size: int | None

    @property
    def name(self) -> str:
        return self.run.name

    def value(self, figure: Figure) -> float | None:
        """A figure; ``None`` where it is not known."""
        metadata = self.metadata
        if figure == "size" or metadata is None:
            return self.size if metadata is not None else None
        best, last = metadata.best, metadata.last
        whole = metadata if best is None else best  # what is put together of runs has no epochs
        known: dict[Figure, Callable[[], float | None]] = {
            "test_accuracy": lambda: metadata.test_accuracy,
            "test_loss": lambda: metadata.test_loss,
            "val_accuracy": lambda: whole.validation_accuracy,
            "val_loss": lambda: whole.validation_loss,
            "train_loss": lambda: None if last is None else last.train_loss,
            "best_epoch": lambda: None if best is None else best.epoch,
            "epochs": lambda: metadata.epochs_done,
            "parameters": lambda: metadata.parameters,
            "seconds": lambda: metadata.seconds or None,
        }
        return known[figure]()

    @property
    def note(self) -> Text | None:
        """Why there is less to compare of this run than of others."""
        if self.error is not None:
            return self.error
        if self.summary.status == "running":
            return Text(QT_TRANSLATE_NOOP("engine", "It is still training; its curves follow."))
        if self.metadata is not None and self.metadata.members:
            return Text(QT_TRANSLATE_NOOP("engine", "It was put together of other runs and has no epochs of its own."))
        if not self.summary.epochs_done:
            return Text(QT_TRANSLATE_NOOP("engine", "It ended before its first epoch, so it has no figures."))
        if self.summary.status in ("failed", "interrupted", "cancelled"):
            done = {"done": self.summary.epochs_done, "epochs": self.summary.epochs}
            return Text(QT_TRANSLATE_NOOP("engine", "It ended early, after {done} of {epochs} epochs."), done)
        return None


def read_figures(run: Run) -> RunFigures:
    """Read a run's small files; a damaged one gives its error instead of raising."""
    summary = run.summary()
    try:
        metadata, project = run.metadata(), run.project(with_dataset=False)
    except NetwrightError as error:
        return RunFigures(run, summary, None, None, error.text, None)
    size = None
    with contextlib.suppress(OSError):
        size = run.best_weights.stat().st_size
    return RunFigures(run, summary, metadata, project, None, size)


def best_of(runs: Sequence[RunFigures]) -> Mapping[Figure, frozenset[int]]:
    """For each figure the places of the runs that have the best of it, where at least two differ.

    What runs reached on different data, or by different losses, is not ranked.
    """
    known = [run.metadata for run in runs if run.metadata is not None]
    one_data = len({(metadata.dataset, metadata.fingerprint) for metadata in known}) == 1
    one_loss = len({run.project.training.loss for run in runs if run.project is not None}) == 1
    found: dict[Figure, frozenset[int]] = {}
    for figure in FIGURES:
        if figure in _UNRANKED or (figure in _OF_DATA and not one_data) or (figure in _OF_LOSS and not one_loss):
            continue
        values = {place: value for place, run in enumerate(runs) if (value := run.value(figure)) is not None}
        if len(set(values.values())) < 2:
            continue
        best = max(values.values()) if figure in _LARGEST else min(values.values())
        found[figure] = frozenset(place for place, value in values.items() if value == best)
    return found
