"""A sweep's name, how it stands in words, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSpinBox, QVBoxLayout, QWidget

from engine.sweeps.trials import SweepState
from gui import theme
from gui.sweeps.words import constraint_words, measure_text, measure_title, objective_words, status_text, trial_name
from gui.training.controls import StatusLabel
from gui.training.estimate import duration_text
from gui.translation import say

_MORE = 20
_INDENT = 5


class SweepHead(QWidget):
    """Go on, pause, stop, extend and delete; ``extendRequested(trials)`` says by how many."""

    goOnRequested = Signal()  # noqa: N815 - signals are named as Qt names them
    pauseRequested = Signal()  # noqa: N815
    resumeRequested = Signal()  # noqa: N815
    stopRequested = Signal()  # noqa: N815
    extendRequested = Signal(int)  # noqa: N815
    deleteRequested = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SweepState | None = None
        self._error = ""
        self._here = False
        self.title, self.status = StatusLabel(), StatusLabel()
        self.status.setObjectName("sweepStatus")
        self.note = QLabel()
        self.note.setObjectName("sweepNote")
        self.note.setWordWrap(True)
        self.note.hide()
        self.progress = QProgressBar()
        self.progress.setObjectName("sweepProgress")
        self.progress.setTextVisible(False)
        theme.set_role(self.progress, "thin")
        self.go_on = self._button("goOnSweepButton", self.goOnRequested)
        self.pause = QPushButton(self)
        self.pause.setObjectName("pauseSweepButton")
        self.pause.clicked.connect(self._pause_or_resume)
        self.stop = self._button("stopSweepButton", self.stopRequested)
        self.more = QSpinBox(self)
        self.more.setObjectName("moreTrialsField")
        self.more.setRange(1, 100_000)
        self.more.setValue(_MORE)
        self.more.lineEdit().setTextMargins(_INDENT, 0, 0, 0)  # see gui.forms.boxes
        self.extend = QPushButton(self)
        self.extend.setObjectName("extendSweepButton")
        self.extend.clicked.connect(lambda: self.extendRequested.emit(self.more.value()))
        self.delete = self._button("deleteSweepButton", self.deleteRequested)
        theme.set_variant(self.go_on, "primary")
        theme.set_variant(self.delete, "danger")
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.title, 1)
        for widget in (self.go_on, self.pause, self.stop, self.more, self.extend, self.delete):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(line)
        column.addWidget(self.status)
        column.addWidget(self.progress)
        column.addWidget(self.note)
        self.retranslate()

    def _button(self, name: str, pressed: SignalInstance) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(pressed)
        return button

    def show_state(self, state: SweepState | None, here: bool, error: str = "") -> None:
        """Show how a sweep stands; ``here`` says whether this program works at it, ``error`` why it cannot be read."""
        self._state, self._here, self._error = state, here, error
        self._say()

    def _pause_or_resume(self) -> None:
        paused = self._state is not None and self._state.status == "paused"
        (self.resumeRequested if paused else self.pauseRequested).emit()

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        for button, text, tip in (
            (self.stop, self.tr("Stop"), self.tr("End the work; every trial is kept, and those under way go on later")),
            (self.extend, self.tr("More trials"), self.tr("Plan so many trials more")),
            (self.delete, self.tr("Delete…"), self.tr("Delete the sweep; the runs of its trials stay")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self.more.setAccessibleName(self.tr("How many trials more"))
        self.progress.setAccessibleName(self.tr("Trials done"))
        self._say()

    def _say(self) -> None:
        state = self._state
        planned = state.planned if state is not None else 0
        self.progress.setMaximum(max(planned, 1))
        self.progress.setValue(0 if state is None else state.ended)
        self.title.say("" if state is None else state.name, "title")
        self.status.say("" if state is None else self.status_words(state))
        active = self._here and state is not None and state.status in ("starting", "running", "paused")
        elsewhere = not self._here and state is not None and state.status == "running"
        done = state is not None and state.ended >= state.planned
        self.go_on.setText(self.tr("Start the sweep") if state is not None and not state.trials else self.tr("Go on"))
        self.go_on.setToolTip(
            self.tr("Join the work at this sweep: trials are divided") if elsewhere else self.tr("Go on where it stood")
        )
        self.go_on.setVisible(not active)
        self.go_on.setEnabled(state is not None and not done)
        paused = state is not None and state.status == "paused"
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setToolTip(
            self.tr("Let the trials go on") if paused else self.tr("Let the trials under way stand still")
        )
        for button in (self.go_on, self.pause):
            button.setAccessibleName(button.text())
        self.pause.setVisible(active)
        self.stop.setVisible(active)
        self.extend.setEnabled(state is not None)
        self.more.setEnabled(state is not None)
        self.delete.setEnabled(not active and not elsewhere)
        words, role = self.note_words()
        self.note.setText(words)
        theme.set_role(self.note, role)  # type: ignore[arg-type]
        self.note.setVisible(bool(words))

    def status_words(self, state: SweepState) -> str:
        """``Running · 12 of 50 trials, 2 pruned · best 98.42 % (trial 7) · 5 min left``."""
        number = QLocale().toString
        parts = [
            status_text(state.status),
            self.tr("{ended} of {planned} trials").format(ended=number(state.ended), planned=number(state.planned)),
        ]
        counts = (
            (state.counts["pruned"], self.tr("{count} pruned")),
            (state.counts["failed"], self.tr("{count} failed")),
            (state.counts["infeasible"], self.tr("{count} beyond a limit")),
        )
        parts += [words.format(count=number(count)) for count, words in counts if count]
        best = state.best
        if best is not None:
            measure = state.settings.objectives[0].measure
            parts.append(
                self.tr("best {measure} {value} ({trial})").format(
                    measure=measure_title(measure),
                    value=measure_text(measure, best.measures.get(measure)),
                    trial=trial_name(best.number),
                )
            )
        if state.status == "running" and self._here and state.seconds_left is not None:
            parts.append(self.tr("{time} left").format(time=duration_text(state.seconds_left)))
        aims = [objective_words(one) for one in state.settings.objectives]
        limits = [constraint_words(one) for one in state.settings.constraints]
        self.status.setToolTip("\n".join((*aims, *limits)))
        return " · ".join(parts)

    def note_words(self) -> tuple[str, str]:
        """What a person should know, and how it is meant: an error, a warning, or nothing."""
        state = self._state
        if self._error:
            return self._error, "error"
        if state is None:
            return "", "muted"
        if state.problem is not None:
            return say(state.problem), "error" if state.status == "failed" else "warning"
        ended = state.ended
        if ended and state.counts["failed"] == ended:
            reason = next((trial.error for trial in state.trials if trial.error is not None), None)
            why = "" if reason is None else say(reason)
            return self.tr("Every trial failed so far. The first one: {reason}").format(reason=why), "error"
        if ended and state.counts["infeasible"] == ended:
            limits = ", ".join(constraint_words(one) for one in state.settings.constraints)
            return (
                self.tr("No trial kept the limits so far ({limits}). Loosen them, or search smaller values.").format(
                    limits=limits
                ),
                "warning",
            )
        waiting = state.counts["waiting"]
        if waiting and not self._here and state.status == "stopped":
            return (
                self.tr(
                    "{count} trials were under way when the work ended. “Go on” takes them up where they stood."
                ).format(count=QLocale().toString(waiting)),
                "hint",
            )
        return "", "muted"
