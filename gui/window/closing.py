"""Closing the window while a network learns: ask first, stop cleanly or let the run go on, then close."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.runs.run import Run
from engine.training.events import RunFinished
from gui.training.session import TrainingSession
from gui.window.going_on import GoingOn
from gui.window.jobs import Jobs

Answer = Literal["stop", "go_on", "keep"]


class ClosingQuestion(QObject):
    """Asks without blocking the event loop, so that curves and drawing go on while the person thinks.

    A run that is only followed here, or that was chosen to go on, is let go of without a question.
    """

    def __init__(
        self, session: TrainingSession, going_on: GoingOn, jobs: Jobs, window: QWidget, close: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self._session, self._going_on, self._jobs, self._window, self._close = session, going_on, jobs, window, close
        self._box: QMessageBox | None = None
        self._stopping: Answer | None = None
        session.finished.connect(self._on_finished)

    def may_close(self) -> bool:
        """Whether the window may close now; if not, the person is being asked, or the run is being stopped."""
        if not self._session.is_active:
            return True
        if self._session.is_following or (self._session.can_let_go and self._jobs.keeps_going):
            self._going_on.let_go()
            return True
        if self._stopping is None:
            self._ask()
        return False

    def _ask(self) -> None:
        if self._box is None:
            self._box = self._make_box()
        self._box.open()
        self._box.raise_()

    def _make_box(self) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setObjectName("closeWhileTrainingDialog")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Training is under way"))
        box.setText(self.tr("Stop the training and close?"))
        box.setInformativeText(
            self.tr(
                "What was learned so far is kept and waits in Runs, where it can be resumed. A run that goes on "
                "without the window is found again when it opens."
            )
        )
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

    def _answered(self, answer: Answer) -> None:
        self._box = None
        if answer == "keep":
            return
        if not self._session.is_active:
            self._close()
        elif answer == "go_on" and self._session.can_let_go:
            self._going_on.let_go()
            self._close()
        else:
            self._stopping = answer
            self._session.cancel()

    def _on_finished(self, finished: RunFinished) -> None:
        if self._box is not None:
            self._box.close()
        answer, self._stopping = self._stopping, None
        if answer == "go_on" and finished.outcome == "cancelled" and self._session.run is not None:
            # It learned in a thread of the window: what it kept goes on in a process of its own, to the same bits.
            if self._going_on.go_on_alone(Run(self._session.run.folder)):
                self._close()
        elif answer is not None:
            self._close()
