"""How far a run is, how fast, and how long it still takes: from its events and a clock."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from engine.training.events import (
    EpochCompleted,
    EvaluationProgressed,
    Rewound,
    RunChanged,
    RunStarted,
    StepsCompleted,
)
from gui.training.plan import StepPlan

FORWARD_SHARE = 1 / 3
"""Cost of an image in an evaluation against training (forward only against forward and backward), until measured."""

_RATE_MEMORY = 0.25
_DRIFT_PER_SECOND = 0.3
_FEW_SECONDS = 60
_EXACT_SECONDS = 10
"""Below these, tenths count."""
_ONE_HOUR = 3600


class ProgressEstimate:
    """Progress from 0 to 1, images per second and seconds left.

    Work is counted in training images; a validation image counts as a share of one, measured from the first validation
    on. The time left runs down with the clock and is drawn gently towards each new estimate, so that it does not jump.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """Forget everything, before another run."""
        self._run: RunStarted | None = None
        self._plan = StepPlan()
        self._rate = 0.0
        self._step = 0
        self._validations = 0
        self._validated = 0.0
        self._share = FORWARD_SHARE
        self._validation_began: float | None = None
        self._left: float | None = None
        self._left_at = 0.0
        self.epoch = 1

    @property
    def images_per_second(self) -> float:
        """Training images a second, lightly smoothed; 0 until the first steps."""
        return self._rate

    @property
    def epochs(self) -> int:
        return self._plan.epochs

    def started(self, run: RunStarted) -> None:
        """Begin anew with the size of this run."""
        self.reset()
        self._run = run
        self._plan.started(run)
        self._go_to(run.resumed_after)

    def rewound(self, event: Rewound) -> None:
        """Count from an earlier step on."""
        self._plan.rewound(event)
        self._go_to(event.step)

    def changed(self, event: RunChanged) -> None:
        """Take over another size; how fast it will be is measured anew."""
        self._plan.changed(event)
        self._go_to(event.step)
        self._rate = 0.0

    def _go_to(self, step: int) -> None:
        """Be at that step all at once: what was left before it says nothing."""
        done = self._plan.epochs_done(step)
        self._step, self.epoch = step, int(done) + 1
        self._validations, self._validated = int(done), 0.0
        self._validation_began = self._left = None

    def stepped(self, events: Sequence[StepsCompleted]) -> None:
        """Count steps and follow the rate."""
        last = events[-1]
        self._plan.stepped(last)
        self.epoch, self._validations, self._validated = last.epoch, last.epoch - 1, 0.0
        self._step = last.first_step + len(last.losses) - 1
        self._validation_began = None
        for event in events:
            if event.images_per_second > 0:
                known = self._rate or event.images_per_second
                self._rate = known + _RATE_MEMORY * (event.images_per_second - known)
        self._update()

    def evaluated(self, event: EvaluationProgressed) -> None:
        """Follow a validation; the first one measures what an evaluated image costs."""
        if event.split != "validation" or event.total <= 0:
            return
        now = self._clock()
        if self._validation_began is None:
            self._validation_began = now
        self._validated = event.done / event.total
        self._update()

    def epoch_completed(self, event: EpochCompleted) -> None:
        """Count the epoch's validation as done."""
        self._plan.epoch_completed(event.epoch, event.step)
        self.epoch, self._step = event.epoch, event.step
        self._validations, self._validated = event.epoch, 0.0
        run = self._run
        if run and self._validation_began is not None and run.validation_images and self._rate > 0:
            seconds = self._clock() - self._validation_began
            measured = seconds * self._rate / run.validation_images
            self._share = min(max(measured, 0.02), 2.0)
        self._validation_began = None
        self._update()

    def held(self) -> None:
        """The run is paused: the clock does not count until :meth:`went_on`."""
        self._left = self.seconds_left()
        self._left_at = float("inf")

    def went_on(self) -> None:
        """The run goes on after a pause."""
        self._left_at = self._clock()
        self._validation_began = None

    @property
    def progress(self) -> float:
        """Share of the whole run's work that is done, validations included."""
        total = self._total()
        return min(self._done() / total, 1.0) if total > 0 else 0.0

    def seconds_left(self) -> float | None:
        """Seconds until the end of the last epoch, ``None`` while nothing is known."""
        if self._left is None:
            return None
        return max(self._left - max(self._clock() - self._left_at, 0.0), 0.0)

    def _total(self) -> float:
        run = self._run
        return self._plan.epochs * (run.train_images + self._share * run.validation_images) if run else 0.0

    def _done(self) -> float:
        run = self._run
        if run is None:
            return 0.0
        trained = self._plan.epochs_done(self._step) * run.train_images
        return trained + self._share * run.validation_images * (self._validations + self._validated)

    def _update(self) -> None:
        if self._rate <= 0:
            return
        now = self._clock()
        fresh = (self._total() - self._done()) / self._rate
        shown = self.seconds_left()
        if shown is None:
            self._left = fresh
        else:
            elapsed = max(now - self._left_at, 0.0)
            self._left = shown + (fresh - shown) * min(1.0, _DRIFT_PER_SECOND * elapsed)
        self._left_at = now


def rate_text(images_per_second: float) -> str:
    """Such as «2,480 images/s»; three figures, so that the last ones do not flicker."""
    figures = max(len(str(int(images_per_second))) - 3, 0)
    rounded = round(images_per_second, -figures) if figures else round(images_per_second)
    count = QLocale().toString(int(rounded))
    return QCoreApplication.translate("TrainingControls", "{count} images/s").format(count=count)


def duration_text(seconds: float) -> str:
    """A duration in the two largest units: «0.4 s», «45 s», «1 min 20 s», «2 h 5 min»."""
    translate = QCoreApplication.translate
    tenths = round(seconds, 1)
    if 0 < tenths < _EXACT_SECONDS and tenths != int(tenths):
        return translate("TrainingControls", "{seconds} s").format(seconds=QLocale().toString(tenths, "f", 1))
    whole = round(seconds)
    if whole < _FEW_SECONDS:
        return translate("TrainingControls", "{seconds} s").format(seconds=whole)
    if whole < _ONE_HOUR:
        return translate("TrainingControls", "{minutes} min {seconds} s").format(
            minutes=whole // 60, seconds=whole % 60
        )
    minutes = round(seconds / 60)
    return translate("TrainingControls", "{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def time_left_text(seconds: float) -> str:
    """Such as «1 min 20 s left», in steps of 5 s above a minute."""
    step = 5 if seconds >= _FEW_SECONDS else 1
    rounded = max(round(seconds / step) * step, 1)
    return QCoreApplication.translate("TrainingControls", "{duration} left").format(duration=duration_text(rounded))
