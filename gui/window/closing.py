"""Closing the window while a network learns: ask first, stop cleanly, keep the run, then close."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.training.session import TrainingSession


class ClosingQuestion(QObject):
    """Asks without blocking the event loop, so that curves and drawing go on while the person thinks."""

    def __init__(self, session: TrainingSession, window: QWidget, close: Callable[[], object]) -> None:
        super().__init__(window)
        self._session, self._window, self._close = session, window, close
        self._box: QMessageBox | None = None
        self._stopping = False
        session.finished.connect(self._on_finished)

    def may_close(self) -> bool:
        """Whether the window may close now; if not, the person is being asked, or the run is being stopped."""
        if not self._session.is_active:
            return True
        if not self._stopping:
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
        box.setInformativeText(self.tr("What was learned so far is kept and waits in Runs, where it can be resumed."))
        stop = box.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        stop.setObjectName("stopAndCloseButton")
        keep = box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        keep.setObjectName("keepTrainingButton")
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda _result: self._answered(box.clickedButton() is stop))
        return box

    def _answered(self, stop: bool) -> None:
        self._box = None
        if stop and self._session.is_active:
            self._stopping = True
            self._session.cancel()
        elif stop:
            self._close()

    def _on_finished(self) -> None:
        if self._box is not None:
            self._box.close()
        if self._stopping:
            self._stopping = False
            self._close()
