"""The course of one run: every step's loss and accuracy and every epoch, as the curves, cards and tables show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lazy import lazy_module
from engine.training.events import EpochCompleted, RunStarted, StepsCompleted
from gui.training.series import Doubles, Floats, StepSeries

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy_module("numpy")

DEFAULT_SMOOTHING = 50.0


@dataclass(frozen=True, slots=True)
class EpochPoints:
    """One figure at the end of each epoch; NaN where there is none."""

    steps: Doubles
    train: Doubles
    validation: Doubles


class RunHistory:
    """What a run told so far; ``revision`` grows with everything added."""

    def __init__(self, name: str = "", smoothing: float = DEFAULT_SMOOTHING) -> None:
        self.name = name
        self.loss = StepSeries(smoothing)
        self.accuracy = StepSeries(smoothing)
        self.epochs: list[EpochCompleted] = []
        self.epoch_count = 0
        self.steps_per_epoch = 0
        self.revision = 0
        self._known_points: dict[str, EpochPoints] = {}

    def started(self, event: RunStarted) -> None:
        """Take over the run's name and size."""
        self.name, self.epoch_count, self.steps_per_epoch = event.run, event.epochs, event.steps_per_epoch
        self.revision += 1

    def add_steps(self, events: Sequence[StepsCompleted]) -> None:
        """Append the steps of events that follow each other."""
        run: list[StepsCompleted] = []
        for event in events:
            if run and event.first_step != run[-1].first_step + len(run[-1].losses):
                self._append(run)
                run = []
            run.append(event)
        if run:
            self._append(run)

    def _append(self, run: Sequence[StepsCompleted]) -> None:
        """Append gapless events at once: one long append is much cheaper than many short ones."""
        first = run[0].first_step
        self.loss.append(first, np.concatenate([event.losses for event in run]))
        self.accuracy.append(first, np.concatenate([event.accuracies for event in run]))
        self.revision += 1

    def add_epoch(self, event: EpochCompleted) -> None:
        """Append an epoch; one told again takes the place of what was known."""
        self.epochs = [known for known in self.epochs if known.epoch < event.epoch]
        self.epochs.append(event)
        self._known_points.clear()
        self.revision += 1

    def set_smoothing(self, steps: float) -> None:
        """Smooth both curves over about ``steps`` steps."""
        self.loss.set_smoothing(steps)
        self.accuracy.set_smoothing(steps)
        self.revision += 1

    @property
    def is_empty(self) -> bool:
        return len(self.loss) == 0 and not self.epochs

    @property
    def best(self) -> EpochCompleted | None:
        """The epoch of the best weights: the last one that was told to be the best so far."""
        return next((epoch for epoch in reversed(self.epochs) if epoch.best), None)

    @property
    def total_steps(self) -> int:
        """Steps of the whole run as planned, or those taken where the plan is not known."""
        return max(self.epoch_count * self.steps_per_epoch, self.loss.last, 0)

    def epoch_of(self, step: int) -> int:
        """The epoch in which a step was taken, counted from 1."""
        if self.steps_per_epoch > 0:
            return (step - 1) // self.steps_per_epoch + 1
        return sum(epoch.step < step for epoch in self.epochs) + 1

    def loss_points(self) -> EpochPoints:
        """Training and validation loss at the end of each epoch."""
        return self._points("loss", lambda epoch: (epoch.train_loss, epoch.validation_loss))

    def accuracy_points(self) -> EpochPoints:
        """Training and validation accuracy (0 to 1) at the end of each epoch."""
        return self._points("accuracy", lambda epoch: (epoch.train_accuracy, epoch.validation_accuracy))

    def _points(self, name: str, pick: Callable[[EpochCompleted], tuple[float, float | None]]) -> EpochPoints:
        """The same object until another epoch comes, so that a plot can tell that nothing changed."""
        if name in self._known_points:
            return self._known_points[name]
        pairs = [pick(epoch) for epoch in self.epochs]
        self._known_points[name] = EpochPoints(
            steps=np.array([epoch.step for epoch in self.epochs], np.float64),
            train=np.array([train for train, _ in pairs], np.float64),
            validation=np.array([np.nan if value is None else value for _, value in pairs], np.float64),
        )
        return self._known_points[name]


def history_of(
    name: str,
    losses: Floats,
    accuracies: Floats,
    epochs: Sequence[EpochCompleted],
    smoothing: float = DEFAULT_SMOOTHING,
) -> RunHistory:
    """A finished run's history from its stored figures; step 1 is the first of ``losses``."""
    history = RunHistory(name, smoothing)
    history.loss.append(1, losses)
    history.accuracy.append(1, accuracies)
    for epoch in epochs:
        history.add_epoch(epoch)
    if epochs:
        history.epoch_count = epochs[-1].epoch
        history.steps_per_epoch = max(1, epochs[0].step // max(epochs[0].epoch, 1))
    return history
