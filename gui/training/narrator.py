"""Puts into words, for the log, what a training session tells."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject

from engine.downloads.sizes import megabytes
from engine.training.events import (
    DownloadProgressed,
    EngineWarning,
    EpochCompleted,
    HeldAtLastGood,
    Hint,
    Rewound,
    RunChanged,
    RunFinished,
    RunStarted,
    WayChosen,
)
from gui.training.estimate import duration_text
from gui.training.log import Level, LogView
from gui.training.marks import change_text
from gui.training.run_note import measured_text, way_text
from gui.training.session import TrainingSession
from gui.training.summary import accuracy_text, loss_text
from gui.translation import say


class Narrator(QObject):
    """Writes a line to a :class:`LogView` for each event a person may want to read later."""

    def __init__(self, session: TrainingSession, log: LogView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._was_paused = False
        self._downloading = ""
        self._session = session
        session.downloadProgressed.connect(self._downloaded)
        session.started.connect(self._started)
        session.epochCompleted.connect(self._epoch)
        session.warning.connect(self._warning)
        session.wayChosen.connect(self._way)
        session.rewound.connect(self._rewound)
        session.runChanged.connect(self._changed)
        session.heldAtLastGood.connect(self._held)
        session.stateChanged.connect(self._state)
        session.finished.connect(self._finished)

    def _say(self, words: Callable[[], str], level: Level = "info") -> None:
        self._log.add(words, level)

    def _downloaded(self, event: DownloadProgressed) -> None:
        if event.name != self._downloading:
            self._downloading = event.name

            def words() -> str:
                text = (
                    self.tr("Downloading the weights of {family} ({size} MB)")
                    if event.kind == "weights"
                    else self.tr("Downloading the dataset {family} ({size} MB)")
                )
                return text.format(family=event.name, size=megabytes(event.total))

            self._say(words, "muted")

    def _started(self, run: RunStarted) -> None:
        def words() -> str:
            if run.resumed_after:
                return self.tr("Run {run} goes on after step {step} on {device}").format(
                    run=run.run, step=_number(run.resumed_after), device=run.device_name
                )
            text = self.tr("Run {run} started on {device}: {epochs} epochs of {steps} steps, {count} parameters")
            return text.format(
                run=run.run,
                device=run.device_name,
                epochs=_number(run.epochs),
                steps=_number(run.steps_per_epoch),
                count=_number(run.parameters),
            )

        self._say(words)

    def _epoch(self, epoch: EpochCompleted) -> None:
        def words() -> str:
            trained = self.tr("Epoch {epoch}: training loss {loss}, accuracy {accuracy}").format(
                epoch=_number(epoch.epoch),
                loss=loss_text(epoch.train_loss),
                accuracy=accuracy_text(epoch.train_accuracy),
            )
            validated = ""
            if epoch.validation_loss is not None:
                validated = self.tr("; validation loss {loss}, accuracy {accuracy}").format(
                    loss=loss_text(epoch.validation_loss), accuracy=accuracy_text(epoch.validation_accuracy)
                )
            best = self.tr(" · best so far") if epoch.best else ""
            time = self.tr(" ({duration})").format(duration=duration_text(epoch.seconds))
            return f"{trained}{validated}{time}{best}"

        self._say(words)

    def _warning(self, event: EngineWarning) -> None:
        self._say(lambda: say(event.text), "warning")

    def _way(self, way: WayChosen) -> None:
        self._say(lambda: self.tr("Computed with: {way}").format(way=way_text(way)), "muted")
        if way.measured:
            self._say(
                lambda: self.tr("Measured: {ways}").format(
                    ways=" · ".join(measured_text(words, milliseconds) for words, milliseconds in way.measured)
                ),
                "muted",
            )

    def _rewound(self, event: Rewound) -> None:
        self._say(
            lambda: self.tr("Back to the weights after step {step}; later steps are void").format(
                step=_number(event.step)
            ),
            "warning",
        )

    def _changed(self, event: RunChanged) -> None:
        def words() -> str:
            changes = " · ".join(change_text(change) for change in event.changes)
            return self.tr("Changed from step {step} on: {changes}").format(
                step=_number(event.step + 1), changes=changes
            )

        self._say(words)

    def _held(self, event: HeldAtLastGood) -> None:
        failure = event.failure
        self._say(lambda: say(failure.text), "error")

    def hinted(self, hint: Hint) -> None:
        """Something looks unhealthy that did not before."""
        self._say(lambda: f"{say(hint.text)} {say(hint.remedy)}", "warning")

    def _state(self, state: str) -> None:
        if state == "paused":
            self._was_paused = True
            self._say(lambda: self.tr("Paused"), "muted")
        elif state == "running" and self._was_paused:
            self._was_paused = False
            self._say(lambda: self.tr("Going on"), "muted")
        elif state == "preparing":
            self._was_paused, self._downloading = False, ""
            self._say(lambda: self.tr("Preparing the training"), "muted")

    def _finished(self, end: RunFinished) -> None:
        if end.stopped_early:
            epochs = end.epochs
            self._say(
                lambda: self.tr("Stopped early after epoch {epoch}: validation no longer got better").format(
                    epoch=_number(epochs)
                )
            )
        match end.outcome:
            case "completed" if end.test_accuracy is not None:
                self._say(
                    lambda: self.tr("Done in {duration}. Test loss {loss}, accuracy {accuracy} (epoch {epoch})").format(
                        duration=duration_text(end.seconds),
                        loss=loss_text(end.test_loss),
                        accuracy=accuracy_text(end.test_accuracy),
                        epoch=_number(end.best_epoch or end.epochs),
                    ),
                    "success",
                )
            case "completed":
                self._say(lambda: self.tr("Done in {duration}").format(duration=duration_text(end.seconds)), "success")
            case "cancelled" if self._session.is_let_go:
                self._say(lambda: self.tr("The run goes on without this window"), "muted")
            case "cancelled" if self._session.run is None:
                self._say(lambda: self.tr("Stopped before the first step"), "warning")
            case "cancelled":
                self._say(
                    lambda: self.tr("Stopped after {duration}; the run is kept").format(
                        duration=duration_text(end.seconds)
                    ),
                    "warning",
                )
            case _:
                self._say(self._failure_words(end), "error")

    def _failure_words(self, end: RunFinished) -> Callable[[], str]:
        failure = end.failure

        def words() -> str:
            cause = say(failure.text) if failure is not None else self.tr("unknown cause")
            hint = say(failure.hint) if failure is not None and failure.hint is not None else ""
            return self.tr("Failed: {cause} {hint}").format(cause=cause, hint=hint).rstrip()

        return words


def _number(value: int) -> str:
    return QLocale().toString(value)
