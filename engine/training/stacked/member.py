"""One network of a stack as it is seen from outside: a job of its own, with its events, run and live weights."""

import queue
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.project import Project, project_from_data
from engine.runs.process import begin_writing, end_writing
from engine.training.events import EngineWarning, Event, JobState, RunFinished, StateChanged
from engine.training.failures import describe_failure
from engine.training.live import LiveWeights

if TYPE_CHECKING:
    from engine.runs.metadata import Lineage
    from engine.runs.run import Run
    from engine.runs.store import RunStore
    from engine.runs.writer import RunWriter
    from engine.text import Text
    from engine.training.checkpoint import State
    from engine.training.setup import TrainingSetup


class Member:
    """``events`` brings what a :class:`engine.training.job.TrainingJob` brings, and exactly one :class:`RunFinished`
    last. :meth:`cancel`, ``state``, ``run``, ``live`` and ``events`` are safe from any thread; all else is the job's.

    Warnings of the preparation wait, for :class:`RunStarted` comes first.
    """

    def __init__(
        self,
        project: Project,
        name: str | None,
        lineage: "Lineage | None",
        asked: threading.Event,
        resumed: "Run | None" = None,
    ) -> None:
        self.project = project
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.live = LiveWeights()
        self.state: JobState = "idle"
        self.run: Run | None = resumed
        self.cancelled = False
        """Whether a person asked for the end of this one."""
        self._name, self._lineage, self._asked, self._resumed = name, lineage, asked, resumed
        self._writer: RunWriter | None = None
        self._held_back: list[Event] | None = []

    def cancel(self) -> None:
        """Stop this network after the step under way; what it learned is kept, and the others go on."""
        self.cancelled = True
        self._asked.set()

    @property
    def has_ended(self) -> bool:
        """Whether :class:`RunFinished` was told."""
        return self.state in ("completed", "cancelled", "failed")

    def return_to(self, step: int) -> "State":
        """Bring the run that goes on back to what it was after that step; raises :class:`NetwrightError`."""
        from engine.training.checkpoint import load_at

        assert self._resumed is not None
        begin_writing(self._resumed.folder)  # before anything of it is changed
        state = load_at(self._resumed.folder, step)
        self.project = project_from_data(state.notes["project"])
        progress = state.notes["progress"]
        self._resumed.truncate_metrics(step, progress["epochs_done"], progress["changes"])
        return state

    def open(self, store: "RunStore", setup: "TrainingSetup", together: int) -> None:
        """Make the run's folder, unless it goes on, and write what is known: so many are trained ``together``.

        Raises :class:`OSError` and :class:`NetwrightError`.
        """
        if self._resumed is None:
            self.run = store.create(self.project, self._name, None, self._lineage)
        else:
            self.run = self._resumed
            self.run.write_project(self.project)
        self._writer = self.run.writer()
        data = setup.data
        plan = {**setup.plan.to_data(), "together": together}
        self._writer.begin(data.dataset, data.device_name, str(data.device), setup.parameters, plan)

    def begin(self, started: Event) -> None:
        """Tell the start, then what was held back."""
        self.state = "running"
        held_back, self._held_back = self._held_back or [], None
        for event in (started, *held_back):
            self.emit(event)

    def emit(self, event: Event) -> None:
        """Tell an event, and keep it where it belongs to the run's record; raises :class:`OSError`."""
        if isinstance(event, StateChanged):
            self.state = event.state
        self.events.put(event)
        if self._writer is not None:
            self._writer.record(event)

    def warn(self, text: "Text") -> None:
        """Tell a warning, after the start."""
        if self._held_back is not None:
            self._held_back.append(EngineWarning(text))
        else:
            self.emit(EngineWarning(text))

    def finish(self, finished: RunFinished) -> None:
        """Write and tell the end, once; where it cannot be written the run failed."""
        if self.has_ended:
            return
        try:
            for event in self._held_back or []:
                self.events.put(event)
            if self._writer is not None:
                self._writer.finish(finished)
        except BaseException as error:
            if finished.failure is None:
                failure = describe_failure(error)
                finished = replace(finished, outcome="failed", failure=failure, test_loss=None, test_accuracy=None)
        finally:
            if self._resumed is not None:  # also where it was not gone on with
                end_writing(self._resumed.folder)
            self.state = finished.outcome
            self.events.put(finished)
