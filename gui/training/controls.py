"""Train, Pause, Stop, and how far the run is: for the bar at the top of the window."""

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from engine.downloads.sizes import megabytes
from engine.training.events import DownloadProgressed, EvaluationProgressed, RunFinished, RunStarted, StepsCompleted
from gui import theme
from gui.model.document import ProjectDocument
from gui.model.figures import problem_sentence
from gui.theme.properties import Role
from gui.training.estimate import ProgressEstimate, duration_text, rate_text, time_left_text
from gui.training.icons import icon
from gui.training.marks import change_text
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from gui.training.ways_menu import WaysButton
from gui.translation import say

_WORDS_EVERY_MS = 250
_PROGRESS_PARTS = 1000


class StatusLabel(QLabel):
    """One line that is cut with an ellipsis where there is no room; the whole of it is its tooltip then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def say(self, text: str, role: Role = "muted") -> None:
        """Show a sentence in a role's colour."""
        theme.set_role(self, role)
        if text != self.text():
            self.setText(text)
            self.setToolTip(text)


class TrainingControls(QWidget):
    """The buttons that steer a :class:`TrainingSession` and the run's progress.

    Train starts the document's project. It can be pressed before torch is loaded: the job imports it. While the network
    is wrong Train is disabled, and the reason stands in its tooltip and where the rate would. Resume takes along what
    was edited while the run stood paused.
    """

    def __init__(
        self,
        document: ProjectDocument,
        session: TrainingSession,
        pending: PendingChanges | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._pending = pending or PendingChanges(document, session, self)
        self._estimate = ProgressEstimate()
        self._obstacle = ""
        self._torch_loaded = False
        self._focus_pause = False
        self._evaluating = ""
        self._download: DownloadProgressed | None = None
        self._words_timer = QTimer(self)
        self._words_timer.setInterval(_WORDS_EVERY_MS)
        self._words_timer.timeout.connect(self._show_words)
        self._finished: RunFinished | None = None
        self._build()
        self._listen()
        self.retranslate()
        self._restyle()
        theme.notifier().changed.connect(self._restyle)

    def _build(self) -> None:
        self.train_button, self.pause_button, self.stop_button = QPushButton(), QPushButton(), QPushButton()
        self.train_button.setObjectName("trainButton")
        self.pause_button.setObjectName("pauseButton")
        self.stop_button.setObjectName("stopButton")
        theme.set_variant(self.train_button, "primary")
        self.ways_button = WaysButton(self._session)
        for button in (self.train_button, self.ways_button, self.pause_button, self.stop_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.progress = QProgressBar()
        self.progress.setObjectName("trainProgress")
        self.progress.setRange(0, _PROGRESS_PARTS)
        self.progress.setMinimumWidth(170)
        self.status = StatusLabel()
        self.status.setObjectName("statusLabel")
        font = self.status.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        self.status.setFont(font)
        words = QGridLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setVerticalSpacing(2)
        words.addWidget(self.progress, 0, 0)
        words.addWidget(self.status, 1, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for button in (self.train_button, self.ways_button, self.pause_button, self.stop_button):
            layout.addWidget(button)
        layout.addSpacing(6)
        layout.addLayout(words, 1)
        self.setMaximumWidth(760)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self.train_or_resume)
        QShortcut(QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F5), self, self._session.cancel)

    def _listen(self) -> None:
        session, estimate = self._session, self._estimate
        self.train_button.clicked.connect(self.train)
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.stop_button.clicked.connect(session.cancel)
        session.downloadProgressed.connect(self._downloaded)
        session.started.connect(self._started)
        session.stepsCompleted.connect(self._stepped)
        session.evaluationProgressed.connect(self._evaluated)
        session.epochCompleted.connect(estimate.epoch_completed)
        session.rewound.connect(estimate.rewound)
        session.runChanged.connect(estimate.changed)
        session.stateChanged.connect(self._state_changed)
        session.finished.connect(self._ended)
        session.ticked.connect(self._show_progress)
        session.heldAtLastGood.connect(self._show_state)
        session.steeringChanged.connect(self._show_state)
        self._document.modelChanged.connect(self._check_model)
        self._pending.updated.connect(self._show_state)

    # -- what a person asks for ------------------------------------------------------------------------------------

    def train(self) -> None:
        """Start training the project, unless that is impossible now."""
        if self._session.is_active or self._obstacle:
            return
        if self.window().focusWidget() is self.train_button:
            # Disabled, it would hand the focus on to Stop, and the next press of Space would end the run.
            self.train_button.clearFocus()
            self._focus_pause = True
        self._session.start(self._document.project)

    def train_or_resume(self) -> None:
        """Start, or go on where a run is paused."""
        if self._session.state == "paused":
            self._pending.resume()
        else:
            self.train()

    def _pause_or_resume(self) -> None:
        if self._session.state == "paused":
            self._pending.resume()
        else:
            self._session.pause()

    # -- what the window tells -------------------------------------------------------------------------------------

    def _check_model(self) -> None:
        """Say why training is impossible where the network is wrong."""
        errors = [problem for problem in self._document.network_analysis.problems if problem.severity == "error"]
        if not errors:
            reason = ""
        elif len(errors) == 1:
            reason = problem_sentence(errors[0])
        else:
            reason = self.tr("The network has {count} errors; the first: {error}").format(
                count=len(errors), error=problem_sentence(errors[0])
            )
        if reason != self._obstacle:
            self._obstacle = reason
            self._show_state()

    def set_torch_loaded(self) -> None:
        """torch is imported: preparing no longer means loading it."""
        self._torch_loaded = True
        self._show_state()

    # -- what the session tells ------------------------------------------------------------------------------------

    def _started(self, run: RunStarted) -> None:
        self._torch_loaded = True
        self._estimate.started(run)
        self._show_state()

    def _downloaded(self, event: DownloadProgressed) -> None:
        told = self._download
        self._download = event
        if told is None or told.name != event.name:
            self._show_words()

    def _stepped(self, events: list[StepsCompleted]) -> None:
        self._evaluating = ""
        self._estimate.stepped(events)

    def _evaluated(self, event: EvaluationProgressed) -> None:
        self._evaluating = event.split
        self._estimate.evaluated(event)

    def _state_changed(self, state: str) -> None:
        if state != "stopping":
            self._download = None
        if state == "preparing":
            self._finished, self._evaluating = None, ""
            self._estimate.reset()
        elif state == "paused":
            self._estimate.held()
        elif state == "running":
            self._estimate.went_on()
        if self._session.is_active:
            self._words_timer.start()
        else:
            self._words_timer.stop()
        self._show_state()
        if state == "running" and self._focus_pause:
            self._focus_pause = False
            self.pause_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ended(self, event: RunFinished) -> None:
        self._finished = event
        self._show_state()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.train_button.setText(self.tr("Train"))
        self.train_button.setAccessibleName(self.tr("Train"))
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setAccessibleName(self.tr("Stop training"))
        self.stop_button.setToolTip(self.tr("Stop after this step and keep the run (Shift+F5)"))
        self.progress.setAccessibleName(self.tr("Progress of the run"))
        self.status.setAccessibleName(self.tr("Training status"))
        self._check_model()
        self._show_state()

    def _restyle(self) -> None:
        colours = theme.current()
        self.train_button.setIcon(icon("play", colours.accent_text))
        self.stop_button.setIcon(icon("stop", colours.error))
        self._show_pause_button()

    def _show_state(self) -> None:
        state, active = self._session.state, self._session.is_active
        self.train_button.setEnabled(not active and not self._obstacle)
        tip = self.tr("A training is running") if active else self._obstacle or self.tr("Train the network (F5)")
        self.train_button.setToolTip(tip)
        self.train_button.setAccessibleDescription(tip)
        self.ways_button.allow(not active and not self._obstacle)
        steered = active and self._session.may_steer
        self.pause_button.setEnabled(steered and state in ("running", "paused"))
        self.stop_button.setEnabled(steered and state != "stopping")
        self._show_pause_button()
        self._show_progress()
        self._show_words()

    def _show_pause_button(self) -> None:
        paused = self._session.state == "paused"
        text = self.tr("Resume") if paused else self.tr("Pause")
        if text != self.pause_button.text():
            self.pause_button.setText(text)
        self.pause_button.setAccessibleName(self.tr("Resume training") if paused else self.tr("Pause training"))
        self.pause_button.setToolTip(self._resume_tip() if paused else self.tr("Hold after this step"))
        self.pause_button.setIcon(icon("play" if paused else "pause", theme.current().text))

    def _resume_tip(self) -> str:
        difference = self._pending.difference
        if difference is None:
            return self.tr("Go on training (F5)")
        changes = "\n".join(change_text(change) for change in difference.changes)
        return self.tr("Go on with what you changed (F5):\n{changes}").format(changes=changes)

    @property
    def _share_done(self) -> float:
        if self._finished is not None and self._finished.outcome == "completed":
            return 1.0
        if self._download is not None:
            return self._download.done / max(self._download.total, 1)
        return self._estimate.progress

    def _show_progress(self) -> None:
        """Move the bar, at every tick; the words change only as often as they can be read."""
        self.progress.setValue(round(self._share_done * _PROGRESS_PARTS))

    def _show_words(self) -> None:
        self.progress.setFormat(self._progress_text(self._share_done))
        self._say_status()

    def _progress_text(self, progress: float) -> str:
        estimate = self._estimate
        if self._download is not None:
            return self.tr("{percent} %").format(percent=int(progress * 100))
        if estimate.epochs == 0:
            return ""
        return self.tr("Epoch {epoch} of {epochs} · {percent} %").format(
            epoch=QLocale().toString(min(estimate.epoch, estimate.epochs)),
            epochs=QLocale().toString(estimate.epochs),
            percent=int(progress * 100),
        )

    def _say_status(self) -> None:
        state = self._session.state
        match state:
            case "preparing" if self._download is not None:
                self.status.say(self._download_text(self._download))
            case "preparing":
                self.status.say(self.tr("Preparing…") if self._torch_loaded else self.tr("Loading PyTorch…"))
            case "running":
                self.status.say(self._running_text())
            case "pausing":
                self.status.say(self.tr("Pausing…"))
            case "paused" if self._session.held is not None:
                self.status.say(
                    self.tr("Paused: {cause}").format(cause=say(self._session.held.failure.text)), "warning"
                )
            case "paused":
                self.status.say(" · ".join(part for part in (self.tr("Paused"), self._left_text()) if part))
            case "stopping":
                self.status.say(self.tr("Stopping…"))
            case _ if self._obstacle:
                self.status.say(self._obstacle, "error")
            case _ if self._finished is not None:
                self._say_end(self._finished)
            case _:
                self.status.say(self.tr("Ready to train"))

    def _download_text(self, event: DownloadProgressed) -> str:
        words = (
            self.tr("Downloading the weights of {family}: {done} of {total} MB")
            if event.kind == "weights"
            else self.tr("Downloading the dataset {family}: {done} of {total} MB")
        )
        return words.format(family=event.name, done=megabytes(event.done), total=megabytes(event.total))

    def _running_text(self) -> str:
        if self._evaluating == "test":
            return self.tr("Testing the best weights…")
        if self._evaluating == "validation":
            first = self.tr("Validating…")
        elif self._estimate.images_per_second > 0:
            first = rate_text(self._estimate.images_per_second)
        else:
            first = self.tr("Following…") if self._session.is_following else self.tr("Starting…")
        watched = "" if self._session.may_steer else self.tr("watched only")
        return " · ".join(part for part in (first, self._left_text(), watched) if part)

    def _left_text(self) -> str:
        left = self._estimate.seconds_left()
        return "" if left is None else time_left_text(left)

    def _say_end(self, event: RunFinished) -> None:
        if self._session.is_let_go:
            self.status.say(self.tr("The run goes on without this window"))
            return
        duration = duration_text(event.seconds)
        if event.stopped_early:
            duration = self.tr("{duration} (stopped early)").format(duration=duration)
        if event.outcome == "failed":
            cause = say(event.failure.text) if event.failure else self.tr("unknown cause")
            self.status.say(self.tr("Failed: {cause}").format(cause=cause), "error")
        elif event.outcome == "cancelled" and self._session.run is None:
            self.status.say(self.tr("Stopped before the first step"))
        elif event.outcome == "cancelled":
            self.status.say(self.tr("Stopped after {duration}; the run is kept").format(duration=duration))
        elif event.test_accuracy is None:
            self.status.say(self.tr("Done in {duration}").format(duration=duration), "success")
        else:
            accuracy = QLocale().toString(event.test_accuracy * 100, "f", 2)
            self.status.say(
                self.tr("Done in {duration} · test accuracy {accuracy} %").format(duration=duration, accuracy=accuracy),
                "success",
            )
