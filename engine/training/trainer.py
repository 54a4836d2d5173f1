"""The loop: epochs of steps, validation, the best weights, checkpoints, and the test at the end.

Nothing here waits for the device but the read-back of the step buffer, once per 50 ms, the evaluations, and the copies
of the state, which take at most 1 % of the time.
"""

import contextlib
import math
import time
from collections.abc import Callable
from pathlib import Path

import torch

from engine.evaluation.evaluate import Metrics
from engine.model.build import Network
from engine.project import Project
from engine.runs.run import BEST_FILE
from engine.text import Text
from engine.training.changing import Changed, changes_between, judged_otherwise
from engine.training.checkpoint import State
from engine.training.control import Control
from engine.training.epoch import factor_at, steps_per_epoch
from engine.training.events import (
    EngineWarning,
    EpochCompleted,
    Event,
    HeldAtLastGood,
    Rewound,
    RunChanged,
    StateChanged,
    StepsCompleted,
    WayChosen,
)
from engine.training.failures import Cancelled, NotFiniteError, describe_failure
from engine.training.graphs import step_runner
from engine.training.health import HealthCheck
from engine.training.judging import REPORT_SECONDS, Judge
from engine.training.keeping import Keeper
from engine.training.live import LiveWeights
from engine.training.nonfinite import where_it_began, where_it_shows
from engine.training.precision import numerics
from engine.training.progress import Progress
from engine.training.runners import StepRunner, Taken
from engine.training.schedules import Plateau
from engine.training.setup import TrainingSetup
from engine.training.state import carry_over, put_back, take_state
from engine.training.step import TrainingStep
from engine.training.step_buffer import Figures, StepBuffer
from engine.weights import copy_state


class Trainer:
    """Trains one :class:`TrainingSetup` in the calling thread, telling ``emit`` and writing weights to ``folder``.

    ``state`` is where an earlier part of the run stopped. ``rebuild`` makes the setup of a project that a person
    changed while the run was paused.
    """

    def __init__(
        self,
        setup: TrainingSetup,
        folder: Path,
        emit: Callable[[Event], None],
        control: Control,
        live: LiveWeights,
        rebuild: Callable[[Project], TrainingSetup],
        state: State | None = None,
    ) -> None:
        self.progress, self._plateau = Progress(), Plateau()
        self.test: Metrics | None = None
        self._emit = emit
        self._control = control
        self._live = live
        self._rebuild = rebuild
        self._best_file = folder / BEST_FILE
        self._buffer = StepBuffer(setup.device)
        self._keeper = self._keeper_of(folder, setup)
        self._judge = self._judge_of()
        self._health = HealthCheck()
        self._last_report = 0.0
        self._use(setup)
        if state is not None:
            self.progress, self._plateau = put_back(setup, state)
            self._step.images_at_once = state.notes["images_at_once"]
            self._keeper.best_epoch = self.progress.best_epoch

    def _keeper_of(self, folder: Path, setup: TrainingSetup) -> Keeper:
        return Keeper(folder, self._emit, setup.config)

    def _judge_of(self) -> Judge:
        return Judge(self._emit, self._heed, self._clock)

    def _use(self, setup: TrainingSetup) -> None:
        self._setup = setup
        self._step = self._step_of(setup)
        self._runner = self._runner_of(setup)
        self._keeper.follow(setup.config)
        torch.set_num_threads(setup.plan.threads)

    def _step_of(self, setup: TrainingSetup) -> TrainingStep:
        return TrainingStep(setup, self._buffer, lambda text: self._emit(EngineWarning(text)))

    def _runner_of(self, setup: TrainingSetup) -> StepRunner:
        return step_runner(setup, self._step, self._buffer, self._tell_way, self._stop_if_cancelled)

    def train(self) -> None:
        """Train all epochs, then measure the best weights on the test set.

        Raises :class:`Cancelled` (the weights of that moment are kept), :class:`NotFiniteError`, :class:`OSError` and
        whatever torch raises.
        """
        try:
            with numerics(self._setup.config, self._setup.device):
                self._publish()
                self._keeper.begin(self._state, self._evaluated, self.progress)
                while not self._over:
                    with contextlib.suppress(Changed):
                        self._train_epoch_or_go_back()
                self._keeper.keep(self._state, save=True)
                self._keeper.wait()
                self.test = self._judge.test(self._setup, self._evaluated, self._best_file)
        except Cancelled:
            self._report()
            self._keep_weights_of_cancelled_run()
            raise
        except Exception:
            self._keeper.rescue()
            raise
        finally:
            self._keeper.close()
            self._runner.close()

    @property
    def best_epoch(self) -> int | None:
        """The epoch whose weights are on the disk as the best; ``None`` before the first is done."""
        return None if self.progress.best_epoch is None else self._keeper.best_epoch

    @property
    def _over(self) -> bool:
        progress = self.progress
        done = progress.epochs_done >= self._setup.config.epochs or progress.stopped_early
        return done and not progress.in_epoch

    def _train_epoch_or_go_back(self) -> None:
        try:
            self._train_epoch()
        except NotFiniteError as error:
            self._go_back(error)

    def _train_epoch(self) -> None:
        """The epoch that has begun, or the next one, up to its end."""
        setup, progress = self._setup, self.progress
        if not progress.in_epoch:
            progress.begin_epoch()
        began = self._last_report = self._clock()
        position = progress.position
        setup.network.train()
        self._heed()
        self._change_if_asked()
        self._runner.begin_epoch(progress.epoch, position, progress.step, self._factor_at)
        while progress.position < len(setup.train):
            self._take_steps()
            self._after_step()
        self._report()
        trained = self._clock()
        self._end_epoch(began, (len(setup.train) - position) / max(trained - began, 1e-9))

    @property
    def steps_per_epoch(self) -> int:
        """Steps of a whole epoch, as the run is set up now."""
        return steps_per_epoch(self._setup)

    def _take_steps(self) -> None:
        """The next step or steps; now and then one that is looked at."""

        def take_one() -> None:
            self._count(self._runner.take_one())

        if self._health.due:
            self._emit(self._health.look(self._setup.network, take_one, self.progress))
        else:
            self._count(self._runner.take())

    def _count(self, taken: Taken) -> None:
        self.progress.step += taken.steps
        self.progress.position = taken.position
        self.progress.rate = taken.factor * self._setup.config.learning_rate

    def _factor_at(self, index: int) -> float:
        return factor_at(self._setup, self._plateau, self.progress.epochs_done, index)

    def _after_step(self) -> None:
        if self._live.due:
            self._publish()
        if self._report_is_due():
            self._report()
            self._keeper.tell()
            if self._keeper.due:
                self._keeper.keep(self._state)
        self._heed()
        self._change_if_asked()

    def _report_is_due(self) -> bool:
        return self._buffer.is_full or self._clock() - self._last_report >= REPORT_SECONDS

    def _report(self) -> None:
        """Read the finished steps back, look for NaN, and tell them."""
        if not len(self._buffer):
            return
        losses, right, sizes = self._read_back()
        now, progress = self._clock(), self.progress
        first = progress.step - len(losses) + 1
        progress.add(losses, right, sizes)
        self._emit(
            StepsCompleted(
                epoch=progress.epoch,
                first_step=first,
                losses=losses,
                accuracies=(right / sizes).astype("float32"),
                images_per_second=float(sizes.sum()) / max(now - self._last_report, 1e-9),
            )
        )
        self._last_report = now
        lost = progress.first_lost(losses)
        if lost is not None:
            raise NotFiniteError(float(losses[lost]), first + lost)

    def _read_back(self) -> Figures:
        return self._buffer.read_back()

    # -- the end of an epoch ---------------------------------------------------------------------------------------

    def _end_epoch(self, began: float, images_per_second: float) -> None:
        setup, progress = self._setup, self.progress
        if setup.average is not None and setup.average.end_epoch(setup.network, progress.epoch / setup.config.epochs):
            self._judge.refresh_batch_norm(setup, setup.average)
        validation = self._validate()
        best = progress.is_best(validation, setup.config)
        if best:
            self._keeper.save_best(self._evaluated, progress.epoch, progress.step)
        progress.end_epoch(validation, setup.config)
        validation_loss = None if validation is None else validation.loss
        self._plateau.update(setup.config, progress.train_loss if validation_loss is None else validation_loss)
        self._health.epoch_ended(progress.train_loss, validation_loss, progress.rate)
        self._emit(
            EpochCompleted(
                epoch=progress.epoch,
                step=progress.step,
                train_loss=progress.train_loss,
                train_accuracy=progress.train_accuracy,
                validation_loss=None if validation is None else validation.loss,
                validation_accuracy=None if validation is None else validation.accuracy,
                seconds=self._clock() - began,
                images_per_second=images_per_second,
                best=best,
                learning_rate=progress.rate,
            )
        )
        # After the epoch is in the record: no checkpoint is ahead of it.
        self._keeper.end_epoch(self._state, self._evaluated, progress, last=self._over)
        self._change_if_asked()

    @property
    def _evaluated(self) -> Network:
        """The network whose weights are validated, shown and kept."""
        average = self._setup.average
        return average.network if average is not None and average.begun else self._setup.network

    def _validate(self) -> Metrics | None:
        if self._setup.data.validation is None:
            return None
        metrics = self._judge.evaluate(self._setup, self._evaluated, "validation", self._setup.data.validation)
        if not math.isfinite(metrics.loss):
            raise NotFiniteError(metrics.loss, self.progress.step, validation=True)
        return metrics

    # -- what is kept ----------------------------------------------------------------------------------------------

    def _state(self) -> State:
        return take_state(self._setup, self.progress, self._plateau, self._step.images_at_once)

    def _keep_weights_of_cancelled_run(self) -> None:
        if self.progress.step == 0:
            return
        if self.progress.best_epoch is None:  # stopped in the first epoch: these are the best there are
            self._keeper.save_best(self._evaluated, self.progress.epoch, self.progress.step)
        self._keeper.keep(self._state, save=True)
        self._keeper.wait()

    # -- what a person asks for, and what goes wrong ---------------------------------------------------------------

    def _heed(self) -> None:
        """Do what a person asked for meanwhile: pause, or stop by raising :class:`Cancelled`."""
        if self._control.attention:
            self._control.check(self._stand_still, lambda: self._emit(StateChanged("running")))

    def _stop_if_cancelled(self) -> None:
        if self._control.cancelled:
            raise Cancelled

    def _tell_way(self, text: Text) -> None:
        self._emit(WayChosen(text))

    def _stand_still(self) -> None:
        self._report()
        self._publish()
        self._emit(StateChanged("paused"))

    def _change_if_asked(self) -> None:
        """Go on with the project that a person gave while the run was paused; raises :class:`Changed`."""
        project = self._control.take_change()
        if project is None:
            return
        self._report()
        state, before, progress = self._state(), self._setup, self.progress
        setup = self._rebuild(project)
        anew = carry_over(setup, state)
        self._runner.close()
        self._use(setup)
        if anew or before.project.model != project.model or judged_otherwise(before.project, project):
            progress.forget_best()
        progress.changes += 1
        self._emit(
            RunChanged(
                epoch=progress.epoch,
                step=progress.step,
                changes=changes_between(before.project, project, anew),
                epochs=project.training.epochs,
                steps_per_epoch=self.steps_per_epoch,
                parameters=setup.parameters,
            )
        )
        if before.project.model != project.model:  # neither the old best nor the old epochs fit any more
            self._keeper.begin_anew(self._evaluated, progress.epoch, progress.step)
        self._keeper.keep(self._state, save=True)
        self._keeper.wait()
        self._publish()
        raise Changed

    def _go_back(self, error: NotFiniteError) -> None:
        """Find the layer in which the loss was lost, and return to the last good state: to wait there, or to stop."""
        good = self._keeper.good
        if good is None:
            raise error
        if error.validation:
            where = where_it_shows(self._setup, self._evaluated, self._heed)
        else:
            where = where_it_began(self._setup, self._step, self._buffer, good, error.step, self._heed)
        self._return_to(good)
        told = NotFiniteError(error.loss, error.step, validation=error.validation, where=where)
        if self._setup.config.on_not_finite == "stop":
            self._keep_good(good)
            raise told from error
        self._wait_at_last_good(told)

    def _keep_good(self, good: State) -> None:
        self._keeper.save(good)
        self._keeper.wait()

    def _wait_at_last_good(self, told: NotFiniteError) -> None:
        """Until a person lets the training go on, changed or as it was."""
        self._publish()
        self._emit(HeldAtLastGood(self.progress.step, describe_failure(told)))
        self._pause()
        self._heed()
        self._change_if_asked()

    def _pause(self) -> None:
        self._control.pause()

    def _return_to(self, good: State) -> None:
        self.progress, self._plateau = put_back(self._setup, good)
        self._buffer.clear()
        self._keeper.go_back(self.progress)
        self._emit(Rewound(self.progress.epoch, self.progress.step))

    def _publish(self) -> None:
        self._live.publish(self.progress.step, lambda: copy_state(self._evaluated))

    def _clock(self) -> float:
        """Seconds in which the training was not paused."""
        return time.perf_counter() - self._control.paused_seconds
