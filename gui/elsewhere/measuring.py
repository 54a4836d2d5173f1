"""Whether more processes would help on this machine: measured in a thread before they are suggested."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.distributed.scaling import Scaling
from engine.project import Project
from engine.text import NetwrightError, Text
from engine.training.failures import describe_failure
from gui import theme
from gui.training.background import BackgroundTask, Handle
from gui.translation import say


class ProcessesMeasure(QWidget):
    """A button that measures, and what came of it. ``suggested(processes)`` comes where more of them would help."""

    suggested = Signal(int)

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._advice: Text | None = None
        self.button, self._words = QPushButton(), QLabel()
        self.button.setObjectName("measureProcessesButton")
        self._words.setObjectName("processesAdvice")
        self._words.setWordWrap(True)
        self._task = BackgroundTask("measure-processes", self)
        self._task.done.connect(self._measured)
        self._task.failed.connect(self._not_measured)
        self.button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.button)
        row.addWidget(self._words, 1)
        self.retranslate()

    def stop(self) -> None:
        """End the thread; for closing the dialog."""
        self._task.stop_and_wait()

    def _press(self) -> None:
        if self._task.is_active:
            self._task.give_up()
        else:
            project = self._project
            self._task.start(lambda handle: _measure(project, handle))
        self.retranslate()

    def _measured(self, scaling: Scaling) -> None:
        self._advice = scaling.advice
        theme.set_role(self._words, "success" if scaling.helps else "muted")
        self.retranslate()
        self.suggested.emit(scaling.best.processes if scaling.helps else 1)

    def _not_measured(self, error: Exception) -> None:
        self._advice = error.text if isinstance(error, NetwrightError) else describe_failure(error).text
        theme.set_role(self._words, "error")
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        active = self._task.is_active
        self.button.setText(self.tr("Cancel") if active else self.tr("Would more help?"))
        self.button.setToolTip(self.tr("Measure a few steps with one process and with several"))
        if active:
            self._words.setText(self.tr("Measuring; it takes some ten seconds…"))
        elif self._advice is not None:
            self._words.setText(say(self._advice))
        else:
            self._words.setText(self.tr("More processes only help where a step is long enough to share."))


def _measure(project: Project, handle: Handle) -> Scaling:
    from engine.distributed.probe import probe_scaling

    return probe_scaling(project, should_stop=handle.should_stop)
