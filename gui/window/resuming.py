"""Going on with stored runs: when a person asks for it, and, after the start, with what was interrupted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.runs.run import Run, RunSummary
from engine.runs.store import RunStore
from engine.text import NetwrightError
from gui.preferences import Preferences
from gui.training.background import BackgroundTask
from gui.training.session import TrainingSession
from gui.window.interrupted_work import InterruptedGroups, InterruptedSweeps
from gui.window.notice import NoticeBar, Words
from gui.window.project_files import ProjectFiles

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_DECLINED = "declined_resume"


class Resuming(QObject):
    """Resumes runs with their project in the document. Errors are told in the notice bar and change nothing."""

    def __init__(
        self,
        session: TrainingSession,
        store: RunStore,
        files: ProjectFiles,
        notices: NoticeBar,
        preferences: Preferences,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._works = (InterruptedSweeps(window, self), InterruptedGroups(window, self))
        self._session, self._store, self._files = session, store, files
        self._notices, self._preferences = notices, preferences
        self._offered: Words | None = None
        self._finder = BackgroundTask("find-interrupted-runs", self)
        self._finder.done.connect(self._found)
        session.starting.connect(self._forget_offer)

    def resume(self, run: Run) -> None:
        """Go on with this run."""
        try:
            self._session.resume_run(run, self._files.adopt)
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)

    def look(self) -> None:
        """Find out in threads whether a run, sweep or group was interrupted, and offer to go on with the newest."""
        for work in self._works:
            work.look()
        self._finder.start(lambda _handle: _by_themselves(self._store))

    @property
    def is_looking(self) -> bool:
        """Whether an answer is still to come."""
        return self._finder.is_active or any(work.is_looking for work in self._works)

    def stop(self) -> None:
        """End the threads; for closing the window."""
        for work in self._works:
            work.stop()
        self._finder.stop_and_wait()

    def _found(self, interrupted: Sequence[RunSummary]) -> None:
        if not interrupted or self._session.is_active:
            return
        newest = interrupted[0]
        if self._preferences.text(_DECLINED) == newest.name:
            return

        def words() -> str:
            if not newest.epochs_done:
                return self.tr("The run {run} was interrupted in its first epoch.").format(run=newest.name)
            text = self.tr("The run {run} was interrupted after epoch {epoch} of {epochs}.")
            return text.format(run=newest.name, epoch=newest.epochs_done, epochs=newest.epochs)

        self._offered = words
        self._notices.tell_when_free(
            words,
            actions=(
                (lambda: self.tr("Resume"), lambda: self.resume(Run(newest.folder))),
                (lambda: self.tr("Not now"), lambda: self._preferences.remember(**{_DECLINED: newest.name})),
            ),
        )

    def _forget_offer(self) -> None:
        """Another training has begun; the run still waits among the others."""
        offered, self._offered = self._offered, None
        if offered is not None:
            self._notices.take_back(offered)


def _by_themselves(store: RunStore) -> list[RunSummary]:
    """The interrupted runs, the newest first, but those that their sweep or group goes on with."""
    runs = store.interrupted()
    if all(run.lineage is None for run in runs):
        return runs
    from engine.ensembles.interrupted import by_themselves

    return by_themselves(store, runs)
