"""Runs that go on without the window: let go of at its closing, found again when one opens, followed on request."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.runs.helm import is_steered
from engine.runs.run import Run, RunSummary
from engine.runs.store import RunStore
from engine.text import NetwrightError
from gui.preferences import Preferences
from gui.training.background import BackgroundTask
from gui.training.session import TrainingSession
from gui.window.notice import NoticeBar
from gui.window.project_files import ProjectFiles

_LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Found:
    """What there is at the start: the run that was let go of last time, and the newest one that nobody steers."""

    let_go: RunSummary | None
    running: RunSummary | None


def look_for_runs(store: RunStore, let_go: str) -> Found:
    """Read the runs; ``let_go`` is the folder of one, or empty. Those of a sweep and its kin are nobody's to steer."""
    remembered = Run(Path(let_go)).summary() if let_go and Path(let_go).is_dir() else None
    running = (summary for summary in store.list() if summary.status == "running" and summary.lineage is None)
    return Found(remembered, next((summary for summary in running if not is_steered(summary.folder)), None))


class GoingOn(QObject):
    """Lets go of runs and follows them. Errors are told in the notice bar."""

    def __init__(
        self,
        session: TrainingSession,
        store: RunStore,
        files: ProjectFiles,
        notices: NoticeBar,
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._store, self._files = session, store, files
        self._notices, self._preferences, self._window = notices, preferences, window
        self._finder = BackgroundTask("find-runs-under-way", self)
        self._finder.done.connect(self._found)
        session.finished.connect(self._forget)

    # -- letting go ------------------------------------------------------------------------------------------------

    def let_go(self) -> None:
        """Let the session's run go on without this window, and remember it."""
        started = self._session.run
        self._session.let_go()
        if started is not None:
            self._preferences.remember(**{_LET_GO: str(started.folder)})

    def go_on_alone(self, run: Run) -> bool:
        """Let a run that was just stopped go on by itself, and remember it; returns whether it does."""
        from engine.training.detached import resume_detached

        try:
            resume_detached(run)
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)
            return False
        except OSError as error:
            reason = error.strerror or str(error)
            self._notices.tell(
                lambda: self.tr("The run cannot go on by itself: {reason}").format(reason=reason), kind="error"
            )
            return False
        self._preferences.remember(**{_LET_GO: str(run.folder)})
        return True

    def _forget(self) -> None:
        """The run that was let go of last time has ended before this window's eyes."""
        run = self._session.run
        if run is not None and not self._session.is_let_go and self._preferences.text(_LET_GO) == str(run.folder):
            self._preferences.remember(**{_LET_GO: ""})

    # -- following -------------------------------------------------------------------------------------------------

    def follow(self, run: Run) -> None:
        """Follow a run that another process trains, with its project in the document."""
        from engine.runs.following import FollowedJob

        try:
            run.metadata()
            self._session.follow(FollowedJob(run, run.project()), self._files.adopt)
        except NetwrightError as error:
            self._notices.tell_error(error.text, error.hint)

    def ask_and_follow(self) -> None:
        """Ask for a run's folder, which may lie on a disk of another host, and follow it."""
        title = self.tr("The folder of a run that is under way")
        folder = QFileDialog.getExistingDirectory(self._window, title, str(self._store.root))
        if folder:
            self.follow(Run(Path(folder)))

    def look(self) -> None:
        """Find out in a thread what goes on; what was let go of is followed, another run under way is offered."""
        store, let_go = self._store, self._preferences.text(_LET_GO)
        self._finder.start(lambda _handle: look_for_runs(store, let_go))

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._finder.stop_and_wait()

    def _found(self, found: Found) -> None:
        let_go = found.let_go
        if let_go is not None and let_go.status != "running":
            self._preferences.remember(**{_LET_GO: ""})
            self._tell_end(let_go)
        if self._session.is_active:
            return
        if let_go is not None and let_go.status == "running" and not is_steered(let_go.folder):
            self.follow(Run(let_go.folder))
        elif found.running is not None:
            self._offer(found.running)

    def _offer(self, summary: RunSummary) -> None:
        name = summary.name
        self._notices.tell_when_free(
            lambda: self.tr("The run {run} is under way in another process.").format(run=name),
            actions=(
                (lambda: self.tr("Follow"), lambda: self.follow(Run(summary.folder))),
                (lambda: self.tr("Not now"), lambda: None),
            ),
        )

    def _tell_end(self, summary: RunSummary) -> None:
        def words() -> str:
            if summary.status == "completed" and summary.test_accuracy is not None:
                accuracy = QLocale().toString(summary.test_accuracy * 100, "f", 2)
                text = self.tr("The run {run} went on without the window and is complete: test accuracy {accuracy} %.")
                return text.format(run=summary.name, accuracy=accuracy)
            text = self.tr("The run {run} went on without the window and ended after epoch {epoch} of {epochs}.")
            return text.format(run=summary.name, epoch=summary.epochs_done, epochs=summary.epochs)

        self._notices.tell_when_free(words)
