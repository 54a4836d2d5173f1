"""Closing the window while something is at work: ask first, stop cleanly or let the run go on, then close."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.runs.run import Run
from engine.training.events import RunFinished
from gui.training.session import TrainingSession
from gui.window.going_on import GoingOn
from gui.window.jobs import Jobs

if TYPE_CHECKING:
    from gui.runs.place import WorkingPage

Answer = Literal["stop", "go_on", "keep"]

_LOOK_MS = 200
"""So often is looked how far the work beside the training is, while the question stands or it is being stopped."""
_MOST_LINES = 8


class ClosingQuestion(QObject):
    """One question for all that is at work: the training, groups of runs, sweeps.

    It does not block the event loop, so that curves and drawing go on while the person thinks. A run that is only
    followed here, or that was chosen to go on, is let go of without a question.
    """

    def __init__(
        self, session: TrainingSession, going_on: GoingOn, jobs: Jobs, window: QWidget, close: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self._session, self._going_on, self._jobs, self._window, self._close = session, going_on, jobs, window, close
        self._others: WorkingPage | None = None
        self._box: QMessageBox | None = None
        self._stopping: Answer | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        session.finished.connect(self._on_finished)

    def ask_about(self, others: WorkingPage) -> None:
        """Ask about what goes on there, too."""
        self._others = others

    def may_close(self) -> bool:
        """Whether the window may close now; if not, the person is being asked, or work is being stopped."""
        if not self._is_at_work:
            if self._session.is_active:
                self._going_on.let_go()
            return True
        if self._stopping is None:
            self._ask()
        return False

    @property
    def _is_training(self) -> bool:
        """Whether a run would end with the window."""
        lets_go = self._session.is_following or (self._session.can_let_go and self._jobs.keeps_going)
        return self._session.is_active and not lets_go

    @property
    def _under_way(self) -> list[str]:
        """What goes on beside the training, in words."""
        return [] if self._others is None else self._others.work_under_way()

    @property
    def _is_at_work(self) -> bool:
        return self._is_training or bool(self._under_way)

    # -- the question ----------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self._box is None:
            self._box = self._make_box()
        self._show_work()
        self._timer.start()
        self._box.open()
        self._box.raise_()

    def _make_box(self) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setObjectName("closeWhileTrainingDialog")
        box.setIcon(QMessageBox.Icon.Question)
        stop = box.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        stop.setObjectName("stopAndCloseButton")
        go_on = box.addButton(self.tr("Go on without the window"), QMessageBox.ButtonRole.AcceptRole)
        go_on.setObjectName("goOnWithoutWindowButton")
        keep = box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        keep.setObjectName("keepTrainingButton")
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        answers: dict[object, Answer] = {stop: "stop", go_on: "go_on"}
        box.finished.connect(lambda _result: self._answered(answers.get(box.clickedButton(), "keep")))
        return box

    def _show_work(self) -> None:
        """Say what is at work, and what becomes of it."""
        box, under_way = self._box, self._under_way
        assert box is not None
        if under_way:
            words = self.tr("Work is under way"), self.tr("Stop the work and close?"), self.tr("Do not close")
        else:
            words = self.tr("Training is under way"), self.tr("Stop the training and close?"), self.tr("Keep training")
        box.setWindowTitle(words[0])
        box.setText(words[1])
        for button in box.buttons():
            if button.objectName() == "keepTrainingButton":
                button.setText(words[2])
            elif button.objectName() == "goOnWithoutWindowButton":
                button.setVisible(self._is_training)
        told = "\n\n".join(self._paragraphs(under_way))
        if told != box.informativeText():
            box.setInformativeText(told)

    def _paragraphs(self, under_way: list[str]) -> list[str]:
        paragraphs = []
        if under_way:
            lines = [self._run_words(), *under_way] if self._is_training else under_way
            shown = lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "…"]
            paragraphs = [
                "\n".join(f"• {line}" for line in shown),
                self.tr(
                    "Repeated runs and sweeps keep all that is done and stop with checkpoints: Go on in their tab of "
                    "Runs continues them after the next start."
                ),
            ]
        if self._is_training:
            paragraphs.append(
                self.tr(
                    "What was learned so far is kept and waits in Runs, where it can be resumed. A run that goes on "
                    "without the window is found again when it opens."
                )
            )
        return paragraphs

    def _run_words(self) -> str:
        started, project = self._session.run, self._session.project
        name = started.run if started is not None else "" if project is None else project.title
        return self.tr("Training of {run}").format(run=name)

    def _answered(self, answer: Answer) -> None:
        self._box = None
        if answer == "keep":
            self._timer.stop()
            return
        self._stopping = answer
        if self._others is not None:
            self._others.stop_work()
        if answer == "go_on" and self._session.can_let_go:
            self._going_on.let_go()
        elif self._is_training:
            self._session.cancel()
        self._look()

    # -- until all has ended ---------------------------------------------------------------------------------------

    def _look(self) -> None:
        """While the question stands, tell how far the work is; close once all has ended that was to be stopped."""
        if self._is_at_work:
            if self._box is not None:
                self._show_work()
            return
        self._timer.stop()
        if self._box is not None:
            self._box.close()
        elif self._stopping is not None:
            self._stopping = None
            self._close()

    def _on_finished(self, finished: RunFinished) -> None:
        run = None if self._session.is_let_go else self._session.run
        # It learned in a thread of the window: what it kept goes on in a process of its own, to the same bits.
        goes_on = self._stopping == "go_on" and finished.outcome == "cancelled"
        if goes_on and run is not None and not self._going_on.go_on_alone(Run(run.folder)):
            self._stopping = None  # why is told: the window stays
        self._look()
