"""How many steps a run takes in all, and which part of an epoch a step is.

The steps of an epoch may change in the middle of a run (another batch size), and a resumed run begins in its middle. So
one place of the run is known, and from there on every epoch has as many steps as were told last.
"""

from engine.training.events import Rewound, RunChanged, RunStarted, StepsCompleted


class StepPlan:
    """Follows the events of a run that move its plan."""

    def __init__(self, epochs: int = 0, steps_per_epoch: int = 0) -> None:
        self.epochs, self.steps_per_epoch = epochs, steps_per_epoch
        self.step, self._done = 0, 0.0
        """The place that is known: after this step so many epochs are done."""
        self._guessed = False

    def started(self, event: RunStarted) -> None:
        """Take over the run's size."""
        self.epochs, self.steps_per_epoch = event.epochs, event.steps_per_epoch
        self.step = event.resumed_after
        self._done = event.resumed_after / max(event.steps_per_epoch, 1)
        self._guessed = event.resumed_after > 0

    def stepped(self, event: StepsCompleted) -> None:
        """Correct the place by the epoch that these steps name: epochs before a resumed part may have been longer."""
        before = event.first_step - 1
        done = self.epochs_done(before)
        if done < event.epoch - 1 or (done >= event.epoch and self._guessed):
            self._place(before, event.epoch - 1)
        elif done >= event.epoch:
            self._place(before, event.epoch)
        self._guessed = False

    def epoch_completed(self, epoch: int, step: int) -> None:
        """An epoch ended with that step."""
        self._place(step, epoch)

    def rewound(self, event: Rewound) -> None:
        """The run goes on from an earlier step."""
        self._place(event.step, min(max(self.epochs_done(event.step), event.epoch - 1), event.epoch + 1))

    def changed(self, event: RunChanged) -> None:
        """From here on the run has another size."""
        self._place(event.step, self.epochs_done(event.step))
        self.epochs, self.steps_per_epoch = event.epochs, event.steps_per_epoch

    def epochs_done(self, step: int) -> float:
        """How many epochs end with that step, parts counted."""
        if self.steps_per_epoch <= 0:
            return 0.0
        return max(self._done + (step - self.step) / self.steps_per_epoch, 0.0)

    @property
    def total(self) -> int:
        """Steps of the whole run, 0 where that is not known."""
        return max(round(self.step + (self.epochs - self._done) * self.steps_per_epoch), 0)

    def _place(self, step: int, done: float) -> None:
        self.step, self._done = step, done
