"""Run again: what differs is told beforehand, and afterwards whether the bits were the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import RunFinished
from gui.runs.place import RunsPlace
from gui.training.background import BackgroundTask
from gui.training.session import TrainingSession
from gui.translation import say, say_error
from gui.window.notice import NoticeBar
from gui.window.project_files import ProjectFiles

if TYPE_CHECKING:
    from engine.runs.again import Difference, Verdict


def _look(run: Run) -> tuple[Run, list[Difference]]:
    from engine.runs.again import differences

    return run, differences(run)


def _judge(first: Run, folder: Path) -> Verdict:
    from engine.runs.again import verdict

    return verdict(first, Run(folder))


class Repeating(QObject):
    """Repeats runs in the window's session. Errors are told in the notice bar and change nothing."""

    def __init__(
        self,
        session: TrainingSession,
        store: RunStore,
        files: ProjectFiles,
        notices: NoticeBar,
        place: RunsPlace,
    ) -> None:
        super().__init__(place)
        self._session, self._store, self._files = session, store, files
        self._notices, self._window = notices, place
        place.againRequested.connect(self.repeat)
        place.stopping.connect(self.stop)
        self._repeated: Run | None = None
        self._box: QMessageBox | None = None
        self._looker = BackgroundTask("look-for-differences", self)
        self._judge = BackgroundTask("compare-bits", self)
        self._looker.done.connect(self._looked)
        self._looker.failed.connect(self._tell)
        self._judge.done.connect(self._judged)
        self._judge.failed.connect(self._tell)
        session.finished.connect(self._finished)

    def repeat(self, run: Run) -> None:
        """Look for what differs here, ask where something does, and run it again."""
        if not self._session.is_active:
            self._looker.start(lambda _handle: _look(run))

    def stop(self) -> None:
        """End the threads; for closing the window."""
        self._looker.stop_and_wait()
        self._judge.stop_and_wait()

    def _looked(self, found: tuple[Run, Sequence[Difference]]) -> None:
        run, unlike = found
        if not unlike:
            self._start(run)
            return
        box = QMessageBox(self._window)
        box.setObjectName("runAgainQuestion")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Run again"))
        if any(one.decides for one in unlike):
            box.setText(self.tr("{run} will not come to the same bits here.").format(run=run.name))
        else:
            box.setText(
                self.tr("{run} should come to the same bits here, though not everything is as it was.").format(
                    run=run.name
                )
            )
        box.setInformativeText("\n".join(f"• {say(one.text)}" for one in unlike))
        again = box.addButton(self.tr("Run again"), QMessageBox.ButtonRole.AcceptRole)
        again.setObjectName("confirmRunAgainButton")
        cancel = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(again)
        box.setEscapeButton(cancel)
        box.finished.connect(lambda _code: self._answered(run, box.clickedButton() is again))
        self._box = box
        box.open()

    def _answered(self, run: Run, wanted: bool) -> None:
        self._box = None
        if wanted:
            self._start(run)

    def _start(self, run: Run) -> None:
        from engine.training.job import TrainingJob

        try:
            job = TrainingJob.again(run, self._store)
            self._repeated = run
            self._session.start_job(job, self._files.adopt)
        except NetwrightError as error:
            self._repeated = None
            self._notices.tell_error(error.text, error.hint)

    def _finished(self, finished: RunFinished) -> None:
        first, self._repeated = self._repeated, None
        started = self._session.run
        if first is not None and started is not None and finished.outcome != "failed":
            folder = started.folder
            self._judge.start(lambda _handle: _judge(first, folder))

    def _judged(self, verdict: Verdict) -> None:
        self._notices.tell_when_free(
            lambda: self.tr("Run again: {verdict}").format(verdict=say(verdict.text)),
            kind="hint" if verdict.same else "warning",
        )

    def _tell(self, error: Exception) -> None:
        self._notices.tell(lambda: say_error(error), kind="error")
