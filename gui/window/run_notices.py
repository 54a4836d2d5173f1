"""What a run has to say where its own place is not on show: in the notice bar."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from engine.text import NetwrightError
from engine.training.events import HeldAtLastGood, RunFinished
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from gui.window.notice import NoticeBar


class RunNotices(QObject):
    """``is_training_shown`` says whether the place to train is on show, which tells everything itself."""

    def __init__(
        self,
        session: TrainingSession,
        pending: PendingChanges,
        notices: NoticeBar,
        is_training_shown: Callable[[], bool],
        window: QObject,
    ) -> None:
        super().__init__(window)
        self._pending, self._notices, self._is_training_shown = pending, notices, is_training_shown
        session.finished.connect(self._on_finished)
        session.heldAtLastGood.connect(self._on_held)
        pending.refused.connect(self._on_refused)

    def _on_refused(self, error: NetwrightError) -> None:
        """Above the curves it stands already, where what was edited is listed."""
        if not self._is_training_shown() or self._pending.difference is None:
            self._notices.tell_error(error.text, error.hint)

    def _on_held(self, event: HeldAtLastGood) -> None:
        if not self._is_training_shown():
            self._notices.tell_error(event.failure.text)

    def _on_finished(self, finished: RunFinished) -> None:
        if finished.failure is not None and not self._is_training_shown():
            self._notices.tell_error(finished.failure.text, finished.failure.hint)
