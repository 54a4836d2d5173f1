"""The course of one run: every step's loss and accuracy and every epoch, as the curves, cards and tables show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.lazy import lazy_module
from engine.training.events import EpochCompleted, Rewound, RunChanged, RunStarted, StepsCompleted
from gui.training.marks import Mark
from gui.training.plan import StepPlan
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
    """What a run told so far; ``revision`` grows with everything added or taken back.

    The figures of a part of the run that was told in an earlier process are put before the others with
    :meth:`put_before`, whenever they are read.
    """

    def __init__(self, name: str = "", smoothing: float = DEFAULT_SMOOTHING) -> None:
        self.name = name
        self.loss = StepSeries(smoothing)
        self.accuracy = StepSeries(smoothing)
        self.epochs: list[EpochCompleted] = []
        self.marks: tuple[Mark, ...] = ()
        self.plan = StepPlan()
        self.revision = 0
        self.epoch_now = 1
        """The epoch of the newest steps."""
        self._resumed_after: int | None = None
        self._known_points: dict[str, EpochPoints] = {}

    def started(self, event: RunStarted) -> None:
        """Take over the run's name and size, and where it goes on."""
        self.name = event.run
        self.plan.started(event)
        self._resumed_after = event.resumed_after
        if event.resumed_after:
            self._forget_after(event.resumed_after)
            self._mark(Mark(event.resumed_after, "resumed"))
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

    def rewound(self, event: Rewound) -> None:
        """Forget what came after that step, and mark it."""
        void = max(self.loss.last, self.epochs[-1].step if self.epochs else 0)
        self.plan.rewound(event)
        self._forget_after(event.step)
        self._mark(Mark(event.step, "rewound", void=void))
        self.revision += 1

    def changed(self, event: RunChanged) -> None:
        """Take over the run's new size, and mark the change."""
        self.plan.changed(event)
        self._mark(Mark(event.step, "changed", event.changes))
        self.revision += 1

    def put_before(self, earlier: RunHistory) -> None:
        """Put the figures of an earlier part before these, up to the step after which the run was resumed.

        ``earlier`` is used up: a million steps are not copied.
        """
        end = earlier.last_step if self._resumed_after is None else self._resumed_after
        self.loss = _joined(earlier.loss, end, self.loss)
        self.accuracy = _joined(earlier.accuracy, end, self.accuracy)
        known = [epoch for epoch in earlier.epochs if epoch.step <= end]
        first = self.epochs[0].epoch if self.epochs else None
        self.epochs = [epoch for epoch in known if first is None or epoch.epoch < first] + self.epochs
        self.marks = (*(mark for mark in earlier.marks if mark.step <= end), *self.marks)
        if self._resumed_after is None:
            self.plan = earlier.plan
            self.epoch_now = earlier.epoch_now
        self._known_points.clear()
        self.revision += 1

    def _forget_after(self, step: int) -> None:
        self.loss.rewind(step)
        self.accuracy.rewind(step)
        self.epochs = [epoch for epoch in self.epochs if epoch.step <= step]
        self.marks = tuple(replace(mark, step=min(mark.step, step)) for mark in self.marks)
        self.epoch_now = self.epochs[-1].epoch + 1 if self.epochs else 1
        self._known_points.clear()

    def _mark(self, mark: Mark) -> None:
        kept = (known for known in self.marks if (known.step, known.kind) != (mark.step, mark.kind) or known.changes)
        self.marks = (*kept, mark)

    def _append(self, run: Sequence[StepsCompleted]) -> None:
        """Append gapless events at once: one long append is much cheaper than many short ones."""
        first = run[0].first_step
        self.plan.stepped(run[-1])
        self.epoch_now = run[-1].epoch
        self.loss.append(first, np.concatenate([event.losses for event in run]))
        self.accuracy.append(first, np.concatenate([event.accuracies for event in run]))
        self.revision += 1

    def add_epoch(self, event: EpochCompleted) -> None:
        """Append an epoch; one told again takes the place of what was known."""
        if self.epochs and self.epochs[-1].epoch >= event.epoch:
            self.epochs = [known for known in self.epochs if known.epoch < event.epoch]
        self.epochs.append(event)
        self.plan.epoch_completed(event.epoch, event.step)
        self.epoch_now = max(self.epoch_now, event.epoch)
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
    def epoch_count(self) -> int:
        """Epochs of the whole run, 0 where that is not known."""
        return self.plan.epochs

    @property
    def last_step(self) -> int:
        """The newest step that is known, of the curves or of the epochs."""
        return max(self.loss.last, self.epochs[-1].step if self.epochs else 0, 0)

    @property
    def total_steps(self) -> int:
        """Steps of the whole run as planned, or those taken where the plan is not known."""
        return max(self.plan.total, self.loss.last, 0)

    def epoch_of(self, step: int) -> int:
        """The epoch in which a step was taken, counted from 1."""
        ended = self.epoch_at(step)
        return self.epoch_now if ended is None else ended.epoch

    def epoch_at(self, step: int) -> EpochCompleted | None:
        """The epoch to which a step belongs, once it is complete."""
        index = int(np.searchsorted(self.loss_points().steps, step))
        return self.epochs[index] if index < len(self.epochs) else None

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


def _joined(earlier: StepSeries, end: int, later: StepSeries) -> StepSeries:
    """``earlier`` up to step ``end``, and ``later`` behind it."""
    earlier.set_smoothing(later.smoothing)
    earlier.rewind(end)
    if len(later):
        earlier.append(later.first, later.raw)
    return earlier


def history_of(
    name: str,
    losses: Floats,
    accuracies: Floats,
    epochs: Sequence[EpochCompleted],
    smoothing: float = DEFAULT_SMOOTHING,
    *,
    epoch_count: int = 0,
    marks: Sequence[Mark] = (),
) -> RunHistory:
    """A stored run's history from its figures; step 1 is the first of ``losses``."""
    history = RunHistory(name, smoothing)
    history.loss.append(1, losses)
    history.accuracy.append(1, accuracies)
    history.marks = tuple(marks)
    if epochs:
        last, before = epochs[-1], epochs[-2] if len(epochs) > 1 else None
        steps = last.step - before.step if before else last.step
        history.plan = StepPlan(
            epoch_count or last.epoch, max(steps // (last.epoch - (before.epoch if before else 0)), 1)
        )
    for epoch in epochs:
        history.add_epoch(epoch)
    if history.loss.last > history.plan.step:
        history.epoch_now += 1
    return history
