"""Several trainings as one job: the members of a stack, each with a run and events of its own, in one thread."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.checks import check_project
from engine.training.control import Control
from engine.training.events import Event, JobState, Outcome, RunFinished
from engine.training.failures import Cancelled, describe_failure
from engine.training.job import check_resumable, free_gpu_memory
from engine.training.missing import download_what_is_missing
from engine.training.priority import lower_thread_priority
from engine.training.stacked.member import Member
from engine.training.stacked.stackable import together
from engine.training.stacked.standing import standing_together

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from engine.data.catalog import Dataset
    from engine.model.analysis import Analysis
    from engine.runs.metadata import Lineage
    from engine.runs.run import Run
    from engine.runs.store import RunStore
    from engine.training.checkpoint import State
    from engine.training.setup import TrainingSetup
    from engine.training.stacked.learner import Learner

_PAUSE_BETWEEN_READS = 0.05


class StackedJob:
    """Trains projects of one shape together; ``members`` stand in their order, each like a job of its own.

    ``lineages`` and ``names`` have one entry for each project, and so have the runs of ``standing``, which go on from
    that step. Every method is safe from any thread. Raises :class:`NetwrightError` where the projects cannot be trained
    together; ask :func:`together` first.
    """

    def __init__(
        self,
        projects: Sequence[Project],
        store: "RunStore",
        lineages: "Sequence[Lineage | None]",
        names: Sequence[str | None] | None = None,
        *,
        standing: "tuple[Sequence[Run], int] | None" = None,
    ) -> None:
        reason = together(projects)
        if reason is not None:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "These networks cannot be trained together: {reason}"),
                QT_TRANSLATE_NOOP("engine", "Train them one by one."),
                reason=reason,
            )
        self._asked = threading.Event()
        resumed: Sequence[Run | None] = standing[0] if standing else [None] * len(projects)
        self._step = standing[1] if standing else None
        each = zip(projects, names or [None] * len(projects), lineages, resumed, strict=True)
        self.members = tuple(Member(project, name, lineage, self._asked, run) for project, name, lineage, run in each)
        self._store = store
        self._control = Control()
        self._starting = threading.Lock()
        self._started = False
        self._thread = threading.Thread(target=self._work, name="netwright-training", daemon=True)
        self._began = 0.0

    @classmethod
    def resuming(cls, runs: "Sequence[Run]", store: "RunStore") -> "StackedJob":
        """A job that goes on with runs that were cut off in one stack, in their folders.

        They go on from the newest step of which all have a checkpoint. Raises :class:`NetwrightError` where there is
        none; ask :func:`standing_together` first.
        """
        for run in runs:
            check_resumable(run)
        found = standing_together(runs)
        if found is None or len(found.members) < len(runs):
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine", "These runs have no checkpoint of the same step: they cannot go on together."
                ),
                QT_TRANSLATE_NOOP("engine", "Resume them one by one."),
            )
        return cls([run.project() for run in runs], store, [None] * len(runs), standing=(runs, found.step))

    @property
    def state(self) -> JobState:
        """Where the job is: that of the members that have not ended, else how the job as a whole did."""
        states = [member.state for member in self.members]
        going_on = [state for state in states if state not in ("completed", "cancelled", "failed")]
        if going_on:
            return going_on[0]
        return next((state for state in ("failed", "cancelled") if state in states), "completed")

    def start(self) -> None:
        """Start the thread; raises :class:`NetwrightError` the second time."""
        with self._starting:
            if self._started:
                raise NetwrightError(QT_TRANSLATE_NOOP("engine", "This training was already started."))
            self._started = True
            for member in self.members:
                member.state = "preparing"
            self._thread.start()

    def pause(self) -> None:
        """Stand still after the step under way; each member tells by :class:`StateChanged` when it does."""
        self._control.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._control.resume()

    def cancel(self) -> None:
        """Stop all members after the step or the evaluation batch under way; what was learned is kept."""
        self._control.cancel()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the thread's end, at most ``timeout`` seconds; returns whether it has ended."""
        if not self._started:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        self._began = time.perf_counter()
        outcome: Outcome = "failed"
        failure: BaseException | None = None
        try:
            lower_thread_priority()
            self._train()
            outcome = "completed"
        except Cancelled:
            outcome = "cancelled"
        except BaseException as error:
            failure = error
        finally:
            for member in self.members:  # those that never came to learn
                self._finish(member, outcome, failure)
            free_gpu_memory()

    def _train(self) -> None:
        self._stop_if_cancelled()
        states = [None if self._step is None else member.return_to(self._step) for member in self.members]
        analyses = [check_project(member.project)[1] for member in self.members]
        download_what_is_missing(self.members[0].project, self._tell_all, self._control)
        prepared = self._prepared(analyses, states)
        from engine.training.stacked.trainer import StackedTrainer

        StackedTrainer(prepared, self._control, self._asked_anew, self._ended).train()

    def _prepared(
        self, analyses: "Sequence[Analysis]", states: "Sequence[State | None]"
    ) -> "list[tuple[Member, TrainingSetup, State | None]]":
        """Everything ready to go, with a run for each member."""
        from engine.model.build import blank
        from engine.training.setup import find_plan, set_up
        from engine.training.stacked.data import load_for_all
        from engine.training.stacked.network import suits_one_by_one
        from engine.training.tuning.plan import ExecutionPlan

        def warn(text: Text) -> None:
            for member in self.members:
                member.warn(text)

        projects = [member.project for member in self.members]
        datas = load_for_all(projects, warn, self._stop_if_cancelled, self._answers_of)
        device = datas[0].device
        plan = ExecutionPlan.plain(device)
        if states[0] is not None:
            plan = ExecutionPlan.from_data(states[0].notes["plan"])
        elif suits_one_by_one(blank(projects[0].model), device):
            plan, _ = find_plan(projects[0], datas[0], self._stop_if_cancelled)
        setups = []
        for member, analysis, data in zip(self.members, analyses, datas, strict=True):
            setups.append(set_up(member.project, analysis, data, self._stop_if_cancelled, self._weights_of, plan))
            self._stop_if_cancelled()
        for member, setup in zip(self.members, setups, strict=True):
            member.open(self._store, setup, len(setups))
        return list(zip(self.members, setups, states, strict=True))

    def _ended(self, learner: "Learner", outcome: Outcome, error: BaseException | None) -> None:
        self._finish(learner.member, outcome, error, learner)

    def _finish(
        self, member: Member, outcome: Outcome, error: BaseException | None, learner: "Learner | None" = None
    ) -> None:
        seconds = time.perf_counter() - self._began - self._control.paused_seconds
        failure = None if error is None else describe_failure(error)
        if learner is None:
            member.finish(RunFinished(outcome, 0, None, None, None, seconds, failure))
            return
        progress, test = learner.progress, learner.test
        member.finish(
            RunFinished(
                outcome,
                progress.epochs_done,
                learner.files.best_epoch,
                None if test is None else test.loss,
                None if test is None else test.accuracy,
                seconds,
                failure,
                stopped_early=progress.stopped_early and outcome == "completed",
            )
        )

    def _asked_anew(self) -> bool:
        """Whether somebody asked since the last call for the end of a member; cheap enough for every step."""
        if not self._asked.is_set():
            return False
        self._asked.clear()
        return True

    def _weights_of(self, run: str) -> "Mapping[str, Tensor]":
        from engine.weights import load_weights

        return load_weights(self._store.open(run).best_weights)

    def _answers_of(self, run: str, dataset: "Dataset", rows: "NDArray[np.int64]") -> "NDArray[np.int64]":
        from engine.evaluation.answers import answers_of

        self._stop_if_cancelled()
        return answers_of(self._store.open(run), dataset, rows)

    def _tell_all(self, event: Event) -> None:
        for member in self.members:
            member.emit(event)

    def _stop_if_cancelled(self) -> None:
        if self._control.cancelled:
            raise Cancelled


def train_stacked(
    projects: Sequence[Project],
    store: "RunStore",
    lineages: "Sequence[Lineage | None]",
    names: Sequence[str | None] | None = None,
    *,
    on_event: Callable[[int, Event], None] = lambda number, event: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> "list[tuple[Run | None, RunFinished]]":
    """Train projects of one shape together and wait for the end: each one's run, in order, and how it ended.

    ``on_event`` hears of all events with the member's number, in the calling thread; ``should_stop`` is asked some
    twenty times a second. Raises :class:`NetwrightError` where the projects cannot be trained together.
    """
    job = StackedJob(projects, store, lineages, names)
    finished: dict[int, RunFinished] = {}
    job.start()
    try:
        while len(finished) < len(job.members):
            time.sleep(_PAUSE_BETWEEN_READS)
            for number, member in enumerate(job.members):
                while not member.events.empty():
                    event = member.events.get()
                    on_event(number, event)
                    if isinstance(event, RunFinished):
                        finished[number] = event
            if should_stop():
                job.cancel()
    except BaseException:
        job.cancel()
        raise
    finally:
        job.join()
    return [(member.run, finished[number]) for number, member in enumerate(job.members)]
