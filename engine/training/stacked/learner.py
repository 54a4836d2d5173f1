"""One member while it learns: how far it has come, its validation, its best epoch, its end."""

import contextlib
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.evaluate import Metrics
from engine.model.build import Network
from engine.training.checkpoint import State
from engine.training.epoch import factor_at, steps_per_epoch
from engine.training.events import EpochCompleted, Rewound, RunStarted, StepsCompleted
from engine.training.failures import NotFiniteError
from engine.training.judging import Judge
from engine.training.progress import Progress
from engine.training.schedules import Plateau
from engine.training.setup import TrainingSetup
from engine.training.stacked.files import MemberFiles
from engine.training.stacked.member import Member
from engine.training.state import is_finite, put_back, take_state
from engine.weights import copy_state


class Learner:
    """The training of one member between the steps, which are taken for all.

    ``heed`` is called now and then while it is measured, and may raise; ``clock`` gives seconds. ``state`` is where an
    earlier part of the run stopped.
    """

    def __init__(
        self,
        member: Member,
        setup: TrainingSetup,
        state: State | None,
        heed: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        assert member.run is not None
        self.member, self.setup = member, setup
        self.progress, self.plateau = Progress(), Plateau()
        self.files = MemberFiles(member.run.folder, member.emit)
        self.test: Metrics | None = None
        self._judge = Judge(member.emit, heed, clock)
        self._best_file = member.run.best_weights
        if state is not None:
            self.progress, self.plateau = put_back(setup, state)
            self.files.best_epoch = self.progress.best_epoch
        self._first_untold = self.progress.step + 1

    @property
    def over(self) -> bool:
        """Whether it has learned all that it should."""
        return self.progress.epochs_done >= self.setup.config.epochs or self.progress.stopped_early

    @property
    def evaluated(self) -> Network:
        """The network whose weights are validated, shown and kept."""
        average = self.setup.average
        return average.network if average is not None and average.begun else self.setup.network

    def started(self) -> RunStarted:
        """What is told first."""
        assert self.member.run is not None
        data, config = self.setup.data, self.setup.config
        return RunStarted(
            run=self.member.run.name,
            folder=self.member.run.folder,
            epochs=config.epochs,
            steps_per_epoch=steps_per_epoch(self.setup),
            train_images=len(data.train),
            validation_images=len(data.validation) if data.validation else 0,
            device=str(data.device),
            device_name=data.device_name,
            parameters=self.setup.parameters,
            resumed_after=self.progress.step,
        )

    def factors(self) -> list[float]:
        """What the learning rate is multiplied by at each step of the epoch under way."""
        steps = steps_per_epoch(self.setup)
        return [factor_at(self.setup, self.plateau, self.progress.epochs_done, index) for index in range(steps)]

    def add(
        self, losses: NDArray[np.float32], right: NDArray[np.int64], sizes: NDArray[np.int64], images_per_second: float
    ) -> None:
        """Count steps that were taken, and tell them; raises :class:`NotFiniteError` where a loss is of no use."""
        progress, first = self.progress, self._first_untold
        self._first_untold += len(losses)
        progress.add(losses, right, sizes)
        accuracies = (right / sizes).astype("float32")
        self.member.emit(StepsCompleted(progress.epoch, first, losses, accuracies, images_per_second))
        lost = progress.first_lost(losses)
        if lost is not None:
            raise NotFiniteError(float(losses[lost]), first + lost)

    def end_epoch(self, seconds: Callable[[], float], images_per_second: float) -> None:
        """Validate, and see whether the epoch is the best."""
        setup, progress, config = self.setup, self.progress, self.setup.config
        average = setup.average
        if average is not None and average.end_epoch(setup.network, progress.epoch / config.epochs):
            self._judge.refresh_batch_norm(setup, average)
        validation = self._validate()
        best = progress.is_best(validation, config)
        if best:
            self.files.hold_best(self.evaluated, progress.epoch, progress.step)
        progress.end_epoch(validation, config)
        loss = None if validation is None else validation.loss
        self.plateau.update(config, progress.train_loss if loss is None else loss)
        self.member.emit(
            EpochCompleted(
                epoch=progress.epoch,
                step=progress.step,
                train_loss=progress.train_loss,
                train_accuracy=progress.train_accuracy,
                validation_loss=loss,
                validation_accuracy=None if validation is None else validation.accuracy,
                seconds=seconds(),
                images_per_second=images_per_second,
                best=best,
                learning_rate=progress.rate,
            )
        )

    def take_state(self) -> State | None:
        """A copy of everything, which becomes the last good one; ``None`` where a weight is no number."""
        state = take_state(self.setup, self.progress, self.plateau, None)
        if not is_finite(state):
            return None
        self.files.good = state
        return state

    def keep_at_end(self) -> None:
        """Write what it has learned, all of it, also where no epoch is done yet; raises :class:`OSError`."""
        if self.progress.step and self.progress.best_epoch is None:  # these are the best there are
            self.files.hold_best(self.evaluated, self.progress.epoch, self.progress.step)
        state = self.take_state()
        if self.progress.step and state is not None:
            self.files.save(state)
        self.files.save_best()
        self.files.wait()

    def go_back(self) -> None:
        """After an error: the last good state is where the run stands, in its files and in its record."""
        good = self.files.good
        if good is not None and good.notes["progress"]["step"] < self.progress.step:
            self.progress, self.plateau = put_back(self.setup, good)
            with contextlib.suppress(OSError):  # where the disk is what failed
                self.member.emit(Rewound(self.progress.epoch, self.progress.step))
        self.files.rescue()

    def measure_best(self) -> None:
        """The test set is touched here and nowhere else, with the best epoch's weights as they were saved."""
        self.test = self._judge.test(self.setup, self.evaluated, self._best_file)

    def publish(self) -> None:
        """Hand out a copy of the weights to whoever asked."""
        self.member.live.publish(self.progress.step, lambda: copy_state(self.evaluated))

    def _validate(self) -> Metrics | None:
        images = self.setup.data.validation
        if images is None:
            return None
        metrics = self._judge.evaluate(self.setup, self.evaluated, "validation", images)
        if not math.isfinite(metrics.loss):
            raise NotFiniteError(metrics.loss, self.progress.step, validation=True)
        return metrics
