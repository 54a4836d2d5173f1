"""A training in a thread of its own: start, pause, resume, cancel, a queue of events. It imports torch."""

import contextlib
import queue
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.project import Project, project_from_data
from engine.runs.presence import Beacon
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.changing import check_change
from engine.training.checks import check_project
from engine.training.control import Control
from engine.training.events import (
    EngineWarning,
    Event,
    Failure,
    JobState,
    Outcome,
    RunChanged,
    RunFinished,
    RunStarted,
    StateChanged,
    WayChosen,
)
from engine.training.failures import Cancelled, describe_failure
from engine.training.live import LiveWeights
from engine.training.missing import download_what_is_missing
from engine.training.priority import lower_thread_priority

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from engine.data.catalog import Dataset
    from engine.runs.metadata import Lineage
    from engine.runs.run import Run
    from engine.runs.store import RunStore
    from engine.runs.writer import RunWriter
    from engine.training.checkpoint import State
    from engine.training.setup import TrainingSetup
    from engine.training.trainer import Trainer


def check_resumable(run: "Run") -> None:
    """Raise :class:`NetwrightError` where there is nothing to go on from, or the run is under way."""
    if run.metadata().members:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The run {run} was put together of other runs, it was not trained itself: nothing goes on."
            ),
            run=run.name,
        )
    if not run.resumable():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} cannot go on: {reason}."),
            run=run.name,
            reason=Text(
                QT_TRANSLATE_NOOP("engine", "it is still training")
                if run.summary().status == "running"
                else QT_TRANSLATE_NOOP("engine", "it is complete, or no checkpoint of it was kept")
            ),
        )


class TrainingJob:
    """One run of a project, kept in ``store``; ``folder`` puts it elsewhere. Every method is safe from any thread.

    ``lineage`` tells what the run is made for, ``plan`` how its steps are computed; without one the fastest way is
    found.

    ``events`` brings :class:`RunStarted` before everything else but downloads, and exactly one :class:`RunFinished`
    after everything else, whatever happens; a job that never got as far as its first step sends no ``RunStarted``.
    """

    def __init__(
        self,
        project: Project,
        store: "RunStore",
        name: str | None = None,
        folder: Path | None = None,
        *,
        resumed: "Run | None" = None,
        lineage: "Lineage | None" = None,
        plan: "Mapping[str, Any] | None" = None,
    ) -> None:
        self.project = project
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.live = LiveWeights()
        self._store, self._name, self._folder, self._lineage = store, name, folder, lineage
        self._control = Control()
        self._state: JobState = "idle"
        self._starting = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="netwright-training", daemon=True)
        self._plan = plan
        self._run: Run | None = None
        self._resumed = resumed
        self._writer: RunWriter | None = None
        self._trainer: Trainer | None = None
        self._beacon: Beacon | None = None
        self._held_back: list[Event] | None = []
        self._began = 0.0

    @classmethod
    def resuming(cls, run: "Run", store: "RunStore") -> "TrainingJob":
        """A job that goes on from a run's newest checkpoint, in its folder and to the bits of an undisturbed run.

        Raises :class:`NetwrightError` where there is nothing to go on from, or the run is under way.
        """
        check_resumable(run)
        return cls(run.project(), store, resumed=run)

    @classmethod
    def again(cls, run: "Run", store: "RunStore") -> "TrainingJob":
        """A job that repeats a run, in a folder of its own: the same project, computed in the same way.

        Raises :class:`NetwrightError` where the run cannot be read.
        """
        from engine.runs.again import lineage_of_again

        return cls(run.project(), store, lineage=lineage_of_again(run), plan=run.metadata().plan)

    @property
    def state(self) -> JobState:
        """Where the job is; one of the last three once :class:`RunFinished` is about to be in the queue."""
        return self._state

    @property
    def run(self) -> "Run | None":
        """The run's folder; ``None`` until it exists."""
        return self._run

    def start(self) -> None:
        """Start the thread; raises :class:`NetwrightError` the second time."""
        with self._starting:
            if self._state != "idle":
                raise NetwrightError(QT_TRANSLATE_NOOP("engine", "This training was already started."))
            self._state = "preparing"
            self._thread.start()

    def pause(self) -> None:
        """Stand still after the step under way; the job tells by :class:`StateChanged` when it does."""
        self._control.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._control.resume()

    def change(self, project: Project) -> None:
        """Let the rest of the run follow this project: other hyperparameters, other layers.

        Weights of layers with the same names and sizes are kept. It takes effect when the run goes on after a pause,
        which :class:`RunChanged` tells. Raises :class:`NetwrightError` where the run cannot go on so.
        """
        check_change(self.project, project)
        check_project(project)
        self.project = project
        self._control.change(project)

    def cancel(self) -> None:
        """Stop after the step or the evaluation batch under way, paused or not; what was learned is kept."""
        self._control.cancel()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the thread's end, at most ``timeout`` seconds; returns whether it has ended."""
        if self._state == "idle":
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        self._began = time.perf_counter()
        outcome: Outcome = "failed"
        failure: Failure | None = None
        try:
            lower_thread_priority()
            self._train()
            outcome = "completed"
        except Cancelled:
            outcome = "cancelled"
        except BaseException as error:
            failure = describe_failure(error)
        finally:
            self._finish(outcome, failure)

    def _train(self) -> None:
        self._stop_if_cancelled()
        state = None if self._resumed is None else self._checkpoint_of(self._resumed)
        _, analysis = check_project(self.project)
        download_what_is_missing(self.project, self._emit, self._control)
        from engine.training.setup import load_data, set_up
        from engine.training.trainer import Trainer
        from engine.training.tuning.plan import ExecutionPlan

        self._stop_if_cancelled()
        data = load_data(self.project, self._warn, self._stop_if_cancelled, answers_of=self._answers_of)
        plan_data = self._plan if state is None else state.notes["plan"]
        known = None if plan_data is None else ExecutionPlan.from_data(plan_data)
        setup = set_up(self.project, analysis, data, self._stop_if_cancelled, self._weights_of, known)
        self._stop_if_cancelled()
        run = self._open_run(setup)

        def rebuild(project: Project) -> "TrainingSetup":
            _, changed = check_project(project)
            return set_up(project, changed, data, self._stop_if_cancelled, self._weights_of)

        self._trainer = Trainer(setup, run.folder, self._emit, self._control, self.live, rebuild, state)
        self._tell_start(setup, run, self._trainer)
        self._trainer.train()

    def _open_run(self, setup: "TrainingSetup") -> "Run":
        """The run's folder, new or resumed, which this job writes from now on."""
        if self._resumed is None:
            self._run = self._store.create(self.project, self._name, self._folder, self._lineage)
        else:
            self._run = self._resumed
            self._run.write_project(self.project)
        self._writer = self._run.writer()
        self._begin_record(self._writer, setup)
        return self._run

    def _begin_record(self, writer: "RunWriter", setup: "TrainingSetup") -> None:
        data = setup.data
        writer.begin(data.dataset, data.device_name, str(data.device), setup.parameters, setup.plan.to_data())

    def _tell_start(self, setup: "TrainingSetup", run: "Run", trainer: "Trainer") -> None:
        data = setup.data
        self._state = "running"
        self._emit(
            RunStarted(
                run=run.name,
                folder=run.folder,
                epochs=setup.config.epochs,
                steps_per_epoch=trainer.steps_per_epoch,
                train_images=len(data.train),
                validation_images=len(data.validation) if data.validation else 0,
                device=str(data.device),
                device_name=data.device_name,
                parameters=setup.parameters,
                resumed_after=trainer.progress.step,
            )
        )
        self._release_held_back()
        ways = tuple((one.plan.describe(), one.milliseconds) for one in setup.measured)
        self._emit(WayChosen(setup.plan.describe(), ways))

    def _checkpoint_of(self, run: "Run") -> "State":
        """The state to go on from; the project becomes the one that it was training."""
        from engine.runs.process import begin_writing
        from engine.training.checkpoint import load_newest

        begin_writing(run.folder)  # before anything of it is changed
        state, step = load_newest(run.folder, self._warn)
        self.project = project_from_data(state.notes["project"])
        progress = state.notes["progress"]
        run.truncate_metrics(step, progress["epochs_done"], progress["changes"])
        return state

    def _weights_of(self, run: str) -> "Mapping[str, Tensor]":
        from engine.weights import load_weights

        return load_weights(self._store.open(run).best_weights)

    def _answers_of(self, run: str, dataset: "Dataset", rows: "NDArray[np.int64]") -> "NDArray[np.int64]":
        from engine.evaluation.answers import answers_of

        self._stop_if_cancelled()
        return answers_of(self._store.open(run), dataset, rows)

    def _finish(self, outcome: Outcome, failure: Failure | None) -> None:
        seconds = time.perf_counter() - self._began - self._control.paused_seconds
        finished = RunFinished(outcome, 0, None, None, None, seconds, failure)
        try:
            if self._trainer is not None:
                progress, test = self._trainer.progress, self._trainer.test
                finished = replace(
                    finished,
                    epochs=progress.epochs_done,
                    best_epoch=self._trainer.best_epoch,
                    stopped_early=progress.stopped_early and outcome == "completed",
                )
                if test is not None:
                    finished = replace(finished, test_loss=test.loss, test_accuracy=test.accuracy)
            self._release_held_back()
            if self._writer is not None:
                self._writer.finish(finished)
        except BaseException as error:
            if finished.failure is None:
                failure = describe_failure(error)
                finished = replace(finished, outcome="failed", failure=failure, test_loss=None, test_accuracy=None)
        finally:
            if self._resumed is not None:
                _let_go(self._resumed)
            if self._beacon is not None:
                self._beacon.close()
            self._trainer = None  # frees the network and the data on the device
            free_gpu_memory()
            self._state = finished.outcome
            self.events.put(finished)

    def _emit(self, event: Event) -> None:
        if isinstance(event, StateChanged):
            self._state = event.state
        elif isinstance(event, RunStarted):
            self._beacon = Beacon(event.folder, self, event)
        if self._beacon is not None:
            self._beacon.record(event)
        self.events.put(event)
        if self._writer is not None:
            self._writer.record(event)
        if isinstance(event, RunChanged) and self._run is not None:
            self._run.write_project(self.project)

    def _warn(self, text: Text) -> None:
        """Warnings of the preparation wait, for :class:`RunStarted` comes first."""
        if self._held_back is not None:
            self._held_back.append(EngineWarning(text))
        else:
            self._emit(EngineWarning(text))

    def _release_held_back(self) -> None:
        held_back, self._held_back = self._held_back or [], None
        for event in held_back:
            self._emit(event)

    def _stop_if_cancelled(self) -> None:
        if self._control.cancelled:
            raise Cancelled


def _let_go(run: "Run") -> None:
    """Let other programs write the run, also where it was not gone on with."""
    from engine.runs.process import end_writing

    end_writing(run.folder)


def free_gpu_memory() -> None:
    """Give what torch keeps for later back to the GPU: the next run, or another program, may need it."""
    torch = sys.modules.get("torch")
    with contextlib.suppress(Exception):  # after a fault on the GPU every call fails; that was told already
        if torch is not None and torch.cuda.is_initialized():
            torch.cuda.empty_cache()
