"""How the steps of an epoch are taken: one by one, or many at once. To the trainer both look alike."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from engine.training.epoch import batches_left
from engine.training.setup import TrainingSetup
from engine.training.step import Batch, TrainingStep

FactorAt = Callable[[int], float]
"""What the learning rate is multiplied by at a step of the epoch, counted from 0."""


class Taken(NamedTuple):
    """So many steps were taken, which brought the epoch to the image at ``position`` of its order; ``factor`` is what
    the learning rate was multiplied by at the last of them."""

    steps: int
    position: int
    factor: float


class StepRunner(Protocol):
    """Takes the steps of one :class:`TrainingSetup`; their figures go to the step buffer."""

    def begin_epoch(self, epoch: int, position: int, step: int, factor_at: FactorAt) -> None:
        """Go on in that epoch, from the image at ``position`` of its order; ``step`` steps were taken before."""

    def take(self) -> Taken:
        """Take the next step, or the next few that are over within some hundredths of a second."""

    def take_one(self) -> Taken:
        """Take exactly one step, with every layer called by Python, so that it can be watched."""

    def close(self) -> None:
        """Give back what is held on the device."""


class EagerSteps:
    """One step after the other, each operation called by Python."""

    def __init__(self, setup: TrainingSetup, step: TrainingStep) -> None:
        self._setup, self._step = setup, step
        self._batches: Iterator[tuple[Batch, int]] = iter(())
        self._position = self._number = 0
        self._factor_at: FactorAt = lambda index: 1.0

    def begin_epoch(self, epoch: int, position: int, step: int, factor_at: FactorAt) -> None:
        self._batches = batches_left(self._setup, epoch, position)
        self._position, self._number, self._factor_at = position, step, factor_at

    def take(self) -> Taken:
        batch, stop = next(self._batches)
        factor = self._factor_at(self._position // self._setup.config.images_per_step)
        self._number += 1
        self._step.take(batch, self._number, factor)
        self._position = stop
        return Taken(1, stop, factor)

    def take_one(self) -> Taken:
        return self.take()

    def close(self) -> None:
        return
