"""What trains the window's runs: a thread of the window, or a process of its own."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Literal

from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from gui.preferences import Preferences

if TYPE_CHECKING:
    from engine.training.child_job import ChildJob
    from engine.training.job import TrainingJob

Way = Literal["window", "process"]
"""Whether a run is trained by a thread of the window or by a process of its own."""

_YES = "yes"


class Jobs:
    """Makes the jobs of a session as a person prefers, or otherwise for one run."""

    def __init__(self, store: RunStore, preferences: Preferences) -> None:
        self._store, self._preferences = store, preferences
        self._once: Way | None = None

    @property
    def in_process(self) -> bool:
        """Whether runs are trained in a process of their own."""
        return self._preferences.text("train_in_process") == _YES

    @in_process.setter
    def in_process(self, wanted: bool) -> None:
        self._preferences.remember(train_in_process=_YES if wanted else "")
        self.prepare()

    @property
    def keeps_going(self) -> bool:
        """Whether runs in a process of their own go on when the window closes."""
        return self._preferences.text("train_on_after_closing") == _YES

    @keeps_going.setter
    def keeps_going(self, wanted: bool) -> None:
        self._preferences.remember(train_on_after_closing=_YES if wanted else "")

    def prepare(self) -> None:
        """Have a process ready, where runs are trained in one: it imports torch before anybody waits for it."""
        if self.in_process:
            from engine.training.spawning import SPARES

            with contextlib.suppress(OSError):  # the run itself will say so
                SPARES.keep()

    def stop(self) -> None:
        """Send a process away that waits; for closing the window."""
        if self.in_process:
            from engine.training.spawning import SPARES

            SPARES.drop()

    def choose_once(self, way: Way) -> None:
        """How the next run is trained, whatever is preferred."""
        self._once = way

    def make(self, project: Project) -> TrainingJob | ChildJob:
        """The job of a new run."""
        if self._takes_process():
            from engine.training.child_job import ChildJob

            return ChildJob(project, self._store, keep_going=self.keeps_going)
        from engine.training.job import TrainingJob

        return TrainingJob(project, self._store)

    def resume(self, run: Run) -> TrainingJob | ChildJob:
        """The job that goes on with a run; raises :class:`NetwrightError` where nothing can be resumed."""
        if self._takes_process():
            from engine.training.child_job import ChildJob

            return ChildJob.resuming(run, self._store, keep_going=self.keeps_going)
        from engine.training.job import TrainingJob

        return TrainingJob.resuming(run, self._store)

    def _takes_process(self) -> bool:
        once, self._once = self._once, None
        return self.in_process if once is None else once == "process"
