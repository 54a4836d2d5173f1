"""The place to train: hyperparameters, cards, curves, log and epochs of the run of now, or of one that was opened."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
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
from engine.training.events import (
    EpochCompleted,
    HeldAtLastGood,
    Rewound,
    RunChanged,
    RunFinished,
    RunStarted,
    StepsCompleted,
)
from gui import theme
from gui.model.document import ProjectDocument
from gui.training.background import BackgroundTask
from gui.training.change_bar import ChangeBar
from gui.training.curves import CurvePlot, link
from gui.training.failure import FailureBanner
from gui.training.health import HealthView
from gui.training.health_watch import HealthWatch
from gui.training.history import RunHistory
from gui.training.hyperparameters import HyperparameterPanel, Mode
from gui.training.log import LogView
from gui.training.narrator import Narrator
from gui.training.pending import PendingChanges
from gui.training.run_note import RunNote
from gui.training.session import TrainingSession
from gui.training.smoothing import SmoothingSlider
from gui.training.splitter import CardSplitter
from gui.training.stored import StoredCurves, read_curves
from gui.training.summary import EpochTable, SummaryCards

_FORM_WIDTH = 318
_FEWEST_TABS_PX = 96
_PLOT_MS = 80
"""One plot is drawn in so long at most: each ten times a second, which looks alive and leaves the CPU to training."""


class TrainPage(QWidget):
    """Shows what a :class:`TrainingSession` tells, one redraw per tick.

    :meth:`show_run` shows a stored run instead; when the next training starts, its curves stay behind the new ones.
    A run that is resumed shows its earlier part as soon as that is read.
    """

    resumeRequested = Signal(object)  # noqa: N815 - the Run to go on with

    def __init__(
        self,
        document: ProjectDocument,
        session: TrainingSession,
        pending: PendingChanges | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trainPage")
        self._document, self._session = document, session
        self._pending = pending or PendingChanges(document, session, self)
        self.history = RunHistory()
        self._comparison: RunHistory | None = None
        self._stored = False
        self._only_compare = False
        self._painted: CurvePlot | None = None
        self._painter = QTimer(self, singleShot=True, interval=_PLOT_MS)
        self._painter.timeout.connect(self._paint_next)
        self._failed_run: Run | None = None
        self._reader = BackgroundTask("read-run", self)
        self._earlier_reader = BackgroundTask("read-earlier-part", self)
        self._resumable = BackgroundTask("look-for-checkpoint", self)
        self._device_finder = BackgroundTask("list-devices", self)
        self._build()
        self._narrator = Narrator(session, self.log, self)
        self._health = HealthWatch(session, self.health, self.run_note, self._tabs, self._narrator)
        self._listen()
        self._show_history()
        self.retranslate()

    def _build(self) -> None:
        self.hyperparameters = HyperparameterPanel(self._document)
        self.cards, self.smoothing = SummaryCards(), SmoothingSlider()
        self.loss_plot, self.accuracy_plot = CurvePlot("loss"), CurvePlot("accuracy")
        link(self.loss_plot, self.accuracy_plot)
        self.log, self.epoch_table, self.health = LogView(), EpochTable(), HealthView()
        self.banner, self.changes, self.run_note = FailureBanner(), ChangeBar(self._pending), RunNote()
        self._compared, self._drop_button = QLabel(), QToolButton()
        theme.set_role(self._compared, "muted")
        self._drop_button.setObjectName("dropComparisonButton")
        self._drop_button.setText("×")
        bar = QHBoxLayout()
        bar.setContentsMargins(2, 0, 2, 0)
        bar.setSpacing(12)
        bar.addWidget(self.smoothing)
        bar.addWidget(self.run_note, 1)
        bar.addWidget(self._compared)
        bar.addWidget(self._drop_button)
        plots = CardSplitter(Qt.Orientation.Vertical)
        plots.addWidget(self.loss_plot)
        plots.addWidget(self.accuracy_plot)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("trainingTabs")
        self._tabs.addTab(self.log, "")
        self._tabs.addTab(self.epoch_table, "")
        self._tabs.addTab(self.health, "")
        self._tabs.setDocumentMode(True)
        self._tabs.setMinimumHeight(_FEWEST_TABS_PX)
        parts = CardSplitter(Qt.Orientation.Vertical)
        parts.addWidget(plots)
        parts.addWidget(self._tabs)
        parts.setStretchFactor(0, 5)
        parts.setStretchFactor(1, 1)
        parts.setSizes([540, 210])
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.changes)
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
        session.rewound.connect(self._rewound)
        session.runChanged.connect(self._run_changed)
        session.heldAtLastGood.connect(self._held)
        session.finished.connect(self._finished)
        session.ticked.connect(self._refresh)
        session.stateChanged.connect(self._state_changed)
        self._document.modelChanged.connect(self._model_changed)
        self.banner.train_again.connect(self._train_again)
        self.banner.resume_run.connect(lambda: self.resumeRequested.emit(self._failed_run))
        self.banner.use_a_tenth.connect(self._pending.use_a_tenth)
        self.banner.go_on.connect(self._pending.resume)
        self.banner.stop_run.connect(session.cancel)
        self.smoothing.changed.connect(self._smooth)
        self._drop_button.clicked.connect(lambda: self.set_comparison(None))
        self._reader.done.connect(self._run_read)
        self._reader.failed.connect(self._run_not_read)
        self._earlier_reader.done.connect(self._earlier_read)
        self._earlier_reader.failed.connect(self._run_not_read)
        self._resumable.done.connect(self.banner.offer_resume)
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
        self._health.retranslate()
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
        self._read(run, only_compare=False)

    def compare_run(self, run: Run) -> None:
        """Show a stored run's curves behind those of now.

        Raises :class:`NetwrightError` where the run's metadata cannot be read.
        """
        run.metadata()
        self._read(run, only_compare=True)

    def _read(self, run: Run, *, only_compare: bool) -> None:
        self._only_compare = only_compare
        smoothing = self.smoothing.steps
        self._reader.start(lambda _handle: read_curves(run, smoothing))

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
        for task in (self._reader, self._earlier_reader, self._resumable, self._device_finder):
            task.stop_and_wait()
        self.hyperparameters.stop()

    # -- what the session tells ------------------------------------------------------------------------------------

    def _starting(self) -> None:
        for task in (self._reader, self._earlier_reader, self._resumable):
            task.give_up()
        resumed = self._session.resumed_run
        if self._stored and not self.history.is_empty and (resumed is None or resumed.name != self.history.name):
            self.set_comparison(self.history)
        self.banner.hide()
        self._stored = False
        self.history = RunHistory("" if resumed is None else resumed.name, smoothing=self.smoothing.steps)
        self._show_history()
        if resumed is not None:
            smoothing = self.smoothing.steps
            self._earlier_reader.start(lambda _handle: read_curves(resumed, smoothing))

    def _started(self, event: RunStarted) -> None:
        self.history.started(event)

    def _stepped(self, events: list[StepsCompleted]) -> None:
        self.history.add_steps(events)

    def _epoch_completed(self, event: EpochCompleted) -> None:
        self.history.add_epoch(event)

    def _rewound(self, event: Rewound) -> None:
        self.history.rewound(event)
        self.epoch_table.show_history(self.history)

    def _run_changed(self, event: RunChanged) -> None:
        self.history.changed(event)
        self._show_mode()

    def _held(self, event: HeldAtLastGood) -> None:
        if self._session.held is not None:
            self.banner.show_held(event.failure)

    def _finished(self, event: RunFinished) -> None:
        self.banner.hide_held()
        if event.failure is not None:
            self.banner.show_failure(event.failure)
            if self._session.run is not None:
                self._look_for_checkpoint(Run(self._session.run.folder))
        self.cards.show_history(self.history, event.test_accuracy)
        self._refresh()

    def _look_for_checkpoint(self, run: Run) -> None:
        """Find out, in a thread, whether a failed run left something to go on from, and offer it."""
        self._failed_run = run
        self._resumable.start(lambda _handle: run.resumable())

    def _state_changed(self, state: str) -> None:
        if state != "paused":
            self.banner.hide_held()
        self._show_mode()
        self._model_changed()

    def _show_mode(self) -> None:
        """What of the hyperparameters can be edited now."""
        running = self._session.project
        mode: Mode = "free"
        if self._session.is_active:
            mode = "paused" if self._session.state == "paused" else "running"
        self.hyperparameters.set_mode(mode, None if running is None else running.training)

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

    def _earlier_read(self, curves: StoredCurves) -> None:
        self.history.put_before(curves.history)
        self.epoch_table.show_history(self.history)
        self._refresh()

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
        self._health.clear()
        self._show_history()
        self.cards.show_history(history, curves.test_accuracy)
        if curves.failure is not None:
            self.banner.show_failure(curves.failure)
            self._look_for_checkpoint(curves.run)
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
