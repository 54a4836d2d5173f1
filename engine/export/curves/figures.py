"""A run's curves as two tables of plain columns, for files that other programs read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy_module
from engine.runs.metadata import EpochFigures, RunMetadata
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.runs.run import Run
else:
    np = lazy_module("numpy")

Column = Sequence[float | int | bool | None]


@dataclass(frozen=True, slots=True, eq=False)
class StepFigures:
    """One row for each step whose loss is known: ``seconds`` after the run's beginning are those of its epoch, evenly
    divided; ``epoch`` counts from 1."""

    step: NDArray[np.int64]
    epoch: NDArray[np.int64]
    seconds: NDArray[np.float64]
    loss: NDArray[np.float32]
    accuracy: NDArray[np.float32]

    def columns(self) -> dict[str, NDArray[Any]]:
        """The columns by their names in files."""
        return {
            "step": self.step,
            "epoch": self.epoch,
            "seconds": self.seconds,
            "train_loss": self.loss,
            "train_accuracy": self.accuracy,
        }


@dataclass(frozen=True)
class RunFigures:
    """All that a run's folder tells of its training."""

    metadata: RunMetadata
    hyperparameters: Mapping[str, Any]
    epochs: tuple[EpochFigures, ...]
    losses: NDArray[np.float32]
    accuracies: NDArray[np.float32]

    @property
    def name(self) -> str:
        return self.metadata.name

    @cached_property
    def epoch_ends(self) -> NDArray[np.float64]:
        """When each epoch ended, in seconds after the run's beginning."""
        return np.cumsum([figures.seconds for figures in self.epochs], dtype=np.float64)

    @cached_property
    def steps(self) -> StepFigures:
        """The steps; those after the last whole epoch go on at its pace."""
        known = np.flatnonzero(np.isfinite(self.losses))
        step = known.astype(np.int64) + 1
        ends = np.array([0, *(figures.step for figures in self.epochs)], dtype=np.float64)
        times = np.concatenate([[0.0], self.epoch_ends])
        epoch = np.searchsorted(ends[1:], step, side="left") + 1
        return StepFigures(step, epoch, _along(step, ends, times), self.losses[known], self.accuracies[known])

    def epoch_columns(self) -> dict[str, Column]:
        """The columns of the epochs by their names in files."""
        columns: dict[str, Column] = {
            name: [getattr(figures, name) for figures in self.epochs] for name in EpochFigures.model_fields
        }
        return columns | {"elapsed_seconds": self.epoch_ends.tolist()}


def read_figures(run: Run) -> RunFigures:
    """The figures of a run of any state; raises :class:`NetwrightError` where there are none or they cannot be read."""
    metadata, metrics = run.metadata(), run.metrics()
    epochs = tuple(metrics.figures())
    if not epochs and not np.isfinite(metrics.step_losses).any():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} has no curves: it ended before its first step was told."),
            run=run.name,
        )
    project = run.project(with_dataset=False)
    return RunFigures(
        metadata, project.training.model_dump(mode="json"), epochs, metrics.step_losses, metrics.step_accuracies
    )


def _along(step: NDArray[np.int64], ends: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """The time of each step, where epochs end at these steps and times."""
    found: NDArray[np.float64] = np.interp(step, ends, times)
    if len(ends) > 1 and ends[-1] > ends[-2]:
        pace = (times[-1] - times[-2]) / (ends[-1] - ends[-2])
        found = found + np.maximum(step - ends[-1], 0) * pace
    return found
