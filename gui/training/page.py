"""The place to train: hyperparameters, cards, curves, log and epochs of the run of now, or of one that was opened."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.runs.run import Run
from engine.training.device import list_devices
from engine.training.events import EpochCompleted, RunFinished, RunStarted, StepsCompleted
from gui import theme
from gui.model.document import ProjectDocument
from gui.training.background import BackgroundTask
from gui.training.curves import CurvePlot, link
from gui.training.failure import FailureBanner
from gui.training.history import RunHistory
from gui.training.hyperparameters import HyperparameterPanel
from gui.training.log import LogView
from gui.training.narrator import Narrator
from gui.training.session import TrainingSession
from gui.training.smoothing import SmoothingSlider
from gui.training.splitter import CardSplitter
from gui.training.stored import StoredCurves, read_curves
from gui.training.summary import EpochTable, SummaryCards

_FORM_WIDTH = 280
_FEWEST_TABS_PX = 96
_PLOT_MS = 80
"""One plot is drawn in so long at most: each ten times a second, which looks alive and leaves the CPU to training."""


class TrainPage(QWidget):
    """Shows what a :class:`TrainingSession` tells, one redraw per tick.

    :meth:`show_run` shows a stored run instead; when the next training starts, its curves stay behind the new ones.
    """

    def __init__(self, document: ProjectDocument, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainPage")
        self._document, self._session = document, session
        self.history = RunHistory()
        self._comparison: RunHistory | None = None
        self._stored = False
        self._only_compare = False
        self._painted: CurvePlot | None = None
        self._painter = QTimer(self, singleShot=True, interval=_PLOT_MS)
        self._painter.timeout.connect(self._paint_next)
        self._reader = BackgroundTask("read-run", self)
        self._device_finder = BackgroundTask("list-devices", self)
        self._build()
        self._narrator = Narrator(session, self.log, self)
        self._listen()
        self._show_history()
        self.retranslate()

    def _build(self) -> None:
        self.hyperparameters = HyperparameterPanel(self._document)
        self.cards, self.smoothing = SummaryCards(), SmoothingSlider()
        self.loss_plot, self.accuracy_plot = CurvePlot("loss"), CurvePlot("accuracy")
        link(self.loss_plot, self.accuracy_plot)
        self.log, self.epoch_table, self.banner = LogView(), EpochTable(), FailureBanner()
        self._compared, self._drop_button = QLabel(), QToolButton()
        theme.set_role(self._compared, "muted")
        self._drop_button.setObjectName("dropComparisonButton")
        self._drop_button.setText("×")
        bar = QHBoxLayout()
        bar.setContentsMargins(2, 0, 2, 0)
        bar.addWidget(self.smoothing)
        bar.addStretch(1)
        bar.addWidget(self._compared)
        bar.addWidget(self._drop_button)
        plots = CardSplitter(Qt.Orientation.Vertical)
        plots.addWidget(self.loss_plot)
        plots.addWidget(self.accuracy_plot)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("trainingTabs")
        self._tabs.addTab(self.log, "")
        self._tabs.addTab(self.epoch_table, "")
        self._tabs.setDocumentMode(True)
        self._tabs.setMinimumHeight(_FEWEST_TABS_PX)
        parts = CardSplitter(Qt.Orientation.Vertical)
        parts.addWidget(plots)
        parts.addWidget(self._tabs)
        parts.setStretchFactor(0, 5)
        parts.setStretchFactor(1, 1)
        parts.setSizes([600, 150])
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.cards)
        column.addLayout(bar)
        column.addWidget(parts, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._form_area())
        layout.addWidget(centre, 1)

    def _form_area(self) -> QWidget:
        frame = QFrame()
        theme.set_role(frame, "panel")
        frame.setFixedWidth(_FORM_WIDTH)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.hyperparameters)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(area)
        return frame

    def _listen(self) -> None:
        session = self._session
        session.starting.connect(self._starting)
        session.started.connect(self._started)
        session.stepsCompleted.connect(self._stepped)
        session.epochCompleted.connect(self._epoch_completed)
        session.finished.connect(self._finished)
        session.ticked.connect(self._refresh)
        session.stateChanged.connect(self._state_changed)
        self._document.modelChanged.connect(self._model_changed)
        self.banner.train_again.connect(self._train_again)
        self.smoothing.changed.connect(self._smooth)
        self._drop_button.clicked.connect(lambda: self.set_comparison(None))
        self._reader.done.connect(self._run_read)
        self._reader.failed.connect(self._run_not_read)
        self._device_finder.done.connect(self.hyperparameters.set_devices)

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Train"))
        self._tabs.setTabText(0, self.tr("Log"))
        self._tabs.setTabText(1, self.tr("Epochs"))
        self._drop_button.setToolTip(self.tr("Stop comparing"))
        self._drop_button.setAccessibleName(self.tr("Stop comparing"))
        self._say_comparison()

    def _say_comparison(self) -> None:
        shown = self._comparison is not None
        self._compared.setVisible(shown)
        self._drop_button.setVisible(shown)
        if self._comparison is not None:
            self._compared.setText(self.tr("Compared with {run}").format(run=self._comparison.name))

    # -- what the window asks for ----------------------------------------------------------------------------------

    def ensure_plots(self) -> None:
        """Build the drawings of the plots now that pyqtgraph is imported, so that the first step finds them ready."""
        self.loss_plot.ensure_view()
        QTimer.singleShot(0, self, self.accuracy_plot.ensure_view)  # in a turn of the event loop of its own

    def load_devices(self) -> None:
        """Ask torch, in a thread, what this machine can compute on, and offer it."""
        self._device_finder.start(lambda _handle: list_devices())

    def show_run(self, run: Run) -> None:
        """Show a stored run; its curves follow once they are read.

        While a training is under way they stand behind its curves. Raises :class:`NetwrightError` where the run's
        metadata cannot be read.
        """
        run.metadata()
        self._only_compare = False
        self._reader.start(lambda _handle: read_curves(run))

    def compare_run(self, run: Run) -> None:
        """Show a stored run's curves behind those of now.

        Raises :class:`NetwrightError` where the run's metadata cannot be read.
        """
        run.metadata()
        self._only_compare = True
        self._reader.start(lambda _handle: read_curves(run))

    def set_comparison(self, history: RunHistory | None) -> None:
        """Show another run's curves behind, or none."""
        if history is not None:
            history.set_smoothing(self.smoothing.steps)
        self._comparison = history
        self.loss_plot.set_comparison(history)
        self.accuracy_plot.set_comparison(history)
        self._say_comparison()

    def compared(self) -> str:
        """What is said of the comparison, empty where there is none."""
        return "" if self._compared.isHidden() else self._compared.text()

    def stop(self) -> None:
        """End the threads of this page; for closing the window."""
        self._reader.stop_and_wait()
        self._device_finder.stop_and_wait()

    # -- what the session tells ------------------------------------------------------------------------------------

    def _starting(self) -> None:
        self._reader.give_up()
        if self._stored and not self.history.is_empty:
            self.set_comparison(self.history)
        self.banner.hide()
        self._stored = False
        self.history = RunHistory(smoothing=self.smoothing.steps)
        self._show_history()

    def _started(self, event: RunStarted) -> None:
        self.history.started(event)

    def _stepped(self, events: list[StepsCompleted]) -> None:
        self.history.add_steps(events)

    def _epoch_completed(self, event: EpochCompleted) -> None:
        self.history.add_epoch(event)

    def _finished(self, event: RunFinished) -> None:
        if event.failure is not None:
            self.banner.show_failure(event.failure)
        self.cards.show_history(self.history, event.test_accuracy)
        self._refresh()

    def _state_changed(self, state: str) -> None:
        self.hyperparameters.set_locked(self._session.is_active)
        self._model_changed()

    def _model_changed(self) -> None:
        self.banner.set_train_possible(self._document.network_analysis.ok and not self._session.is_active)

    def _train_again(self) -> None:
        if self._document.network_analysis.ok and not self._session.is_active:
            self._session.start(self._document.project)

    def _refresh(self) -> None:
        """Show the figures now, and let the plots take turns: two in one go would hold up the event loop."""
        self.epoch_table.refresh()
        if not self._painter.isActive():
            self._paint_next()

    def _paint_next(self) -> None:
        self.cards.refresh()
        plots = [plot for plot in (self.loss_plot, self.accuracy_plot) if plot.is_stale]
        if not plots:
            return
        chosen = plots[0] if len(plots) == 1 or plots[0] is not self._painted else plots[1]
        self._painted = chosen
        chosen.refresh()
        self._painter.start()

    def _show_history(self) -> None:
        self.cards.show_history(self.history)
        self.epoch_table.show_history(self.history)
        self.loss_plot.set_history(self.history)
        self.accuracy_plot.set_history(self.history)

    # -- stored runs -----------------------------------------------------------------------------------------------

    def _run_read(self, curves: StoredCurves) -> None:
        history = curves.history
        if self._session.is_active or self._only_compare:
            self.set_comparison(history)
            return
        history.set_smoothing(self.smoothing.steps)
        self._stored = True
        self.banner.hide()
        if self._comparison is not None and self._comparison.name == history.name:
            self.set_comparison(None)
        self.history = history
        self._show_history()
        self.cards.show_history(history, curves.test_accuracy)
        if curves.failure is not None:
            self.banner.show_failure(curves.failure)
        self.log.add(lambda: self.tr("Opened the run {run}").format(run=history.name))

    def _run_not_read(self, error: Exception) -> None:
        self.log.add(lambda: self.tr("The run cannot be read: {reason}").format(reason=str(error)), "error")

    def _smooth(self, steps: float) -> None:
        self.history.set_smoothing(steps)
        if self._comparison is not None:
            self._comparison.set_smoothing(steps)
        self.cards.refresh()
        self.loss_plot.refresh()  # both at once, for they follow a hand
        self.accuracy_plot.refresh()
