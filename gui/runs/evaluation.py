"""The evaluation of a stored run on the test split: a bar with progress and Cancel, the work in a thread."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from engine.runs.measure import measure_on_test
from engine.runs.run import Run
from gui.training.background import BackgroundTask, Handle
from gui.training.summary import accuracy_text, loss_text


class EvaluationBar(QWidget):
    """Hidden until :meth:`start`; afterwards it shows the result until the next one.

    ``ended`` comes when the figures were stored with the run or the evaluation was cancelled, ``failed`` with the
    exception otherwise.
    """

    ended = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluationBar")
        self._task = BackgroundTask("evaluate-run", self)
        self._run: Run | None = None
        self._progress: tuple[int, int] = (0, 0)
        self._result: tuple[float, float] | None = None
        self._words, self.progress, self.cancel_button = QLabel(), QProgressBar(), QPushButton()
        self._words.setObjectName("evaluationLabel")
        self.progress.setObjectName("evaluationProgress")
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(260)
        self.cancel_button.setObjectName("cancelEvaluationButton")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._words)
        layout.addWidget(self.progress, 1)
        layout.addWidget(self.cancel_button)
        layout.addStretch(1)
        self._task.progressed.connect(self._progressed)
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self.cancel_button.clicked.connect(self._cancel)
        self.retranslate()
        self.hide()

    @property
    def is_active(self) -> bool:
        """Whether an evaluation is under way."""
        return self._task.is_active

    def text(self) -> str:
        """What the bar says."""
        return self._words.text()

    def start(self, run: Run) -> None:
        """Measure a run's best weights on the test split."""
        self._run, self._progress, self._result = run, (0, 0), None
        self.progress.setRange(0, 1)
        self.progress.setValue(0)
        self.cancel_button.setEnabled(True)

        def work(handle: Handle) -> tuple[float, float]:
            metrics = measure_on_test(run, handle.should_stop, handle.progress)
            return metrics.accuracy, metrics.loss

        self._task.start(work)
        self._say()

    def stop(self) -> None:
        """Give up and wait for the thread; for closing the window."""
        self._task.stop_and_wait()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.progress.setAccessibleName(self.tr("Progress of the evaluation"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel the evaluation"))
        self._say()

    def _say(self) -> None:
        name = "" if self._run is None else self._run.name
        active = self.is_active
        self.progress.setVisible(active)
        self.cancel_button.setVisible(active)
        self.setVisible(active or self._result is not None)
        if active and self._progress[1] == 0:
            self._words.setText(self.tr("Preparing the evaluation of {run}…").format(run=name))
        elif active:
            self._words.setText(self.tr("Evaluating {run}…").format(run=name))
        elif self._result is not None:
            self._words.setText(
                self.tr("{run}: test accuracy {accuracy}, loss {loss}").format(
                    run=name, accuracy=accuracy_text(self._result[0]), loss=loss_text(self._result[1])
                )
            )

    def _progressed(self, done: int, total: int) -> None:
        first = self._progress[1] == 0
        self._progress = done, total
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        if first:
            self._say()

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._task.ask_to_stop()

    def _done(self, result: tuple[float, float]) -> None:
        self._result = result
        self._say()
        self.ended.emit()

    def _failed(self, error: Exception) -> None:
        self._say()
        if type(error).__name__ == "EvaluationStopped":  # the class itself would bring torch
            self.ended.emit()
        else:
            self.failed.emit(error)
