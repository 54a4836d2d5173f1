"""One sweep: how it stands, its plots, the table of its trials, and what can be done with the selected one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.sweeps.trials import SweepState, Trial
from gui import theme
from gui.sweeps.columns import TrialColumns
from gui.sweeps.link import TrialLink
from gui.sweeps.plots_pane import PlotsPane
from gui.sweeps.sweep_head import SweepHead
from gui.sweeps.trial_columns import SweepView
from gui.sweeps.trial_table import TrialTable
from gui.sweeps.words import trial_name
from gui.training.splitter import CardSplitter
from gui.translation import say


class OneSweep(QWidget):
    """Shows a :class:`SweepView` after the other; all its parts share one :class:`TrialLink`."""

    openRequested = Signal(object)  # noqa: N815 - the Trial whose run is to be shown
    evaluateRequested = Signal(object)  # noqa: N815 - the Trial whose run is to be measured
    projectRequested = Signal(object)  # noqa: N815 - the Trial to open as a project

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = TrialLink(self)
        self._state: SweepState | None = None
        self._here = False
        self._columns: TrialColumns | None = None
        self.head, self.plots, self.table = SweepHead(), PlotsPane(self.link), TrialTable(self.link)
        self.trial_words = QLabel()
        self.trial_words.setObjectName("trialWords")
        theme.set_role(self.trial_words, "muted")
        self.winner, self.clear = QPushButton(), QPushButton()
        self.open_run, self.evaluate, self.open_project = QPushButton(), QPushButton(), QPushButton()
        for button, name, act in (
            (self.winner, "selectWinnerButton", self._select_winner),
            (self.clear, "clearBrushesButton", self.plots.parallel.clear_brushes),
            (self.open_run, "openTrialRunButton", lambda: self._ask(self.openRequested)),
            (self.evaluate, "evaluateTrialButton", lambda: self._ask(self.evaluateRequested)),
            (self.open_project, "openTrialProjectButton", lambda: self._ask(self.projectRequested)),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
        theme.set_variant(self.clear, "quiet")
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for widget in (self.winner, self.open_project, self.open_run, self.evaluate):
            bar.addWidget(widget)
        bar.addWidget(self.trial_words, 1)
        bar.addWidget(self.clear)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        parts = CardSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.plots)
        parts.addWidget(below)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setSizes([330, 210])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(parts, 1)
        self.link.selectedChanged.connect(self._show_trial)
        self.link.passingChanged.connect(self._show_trial)
        self.link.opened.connect(self._opened)
        self.retranslate()

    def begin(self, name: str) -> None:
        """Show another sweep, of which nothing is known yet."""
        self._state = self._columns = None
        self.link.select(None)
        self.plots.begin()
        self.link.show_columns(TrialColumns.nothing())
        self.head.show_state(None, here=False)
        self.head.title.say(name, "title")
        self._show_trial()

    def show_view(self, view: SweepView, here: bool) -> None:
        """Show how it stands now; only what changed is shown anew."""
        self._state, self._here = view.state, here
        self.head.show_state(view.state, here)
        if view.columns is not self._columns:
            self._columns = view.columns
            self.link.show_columns(view.columns)
            self.table.show_view(view)
            self.plots.show_view(view)
            self._show_trial()

    def show_error(self, words: str) -> None:
        """Say what went wrong; what was shown stays."""
        self.head.show_state(self._state, self._here, words)

    def stop(self) -> None:
        """End the threads; for closing the window."""
        self.plots.stop()

    @property
    def trial(self) -> Trial | None:
        """The selected trial."""
        row = self.link.columns.row_of(self.link.selected)
        return None if row is None or self._state is None else self._state.trials[row]

    def _select_winner(self) -> None:
        if self._state is not None and self._state.best is not None:
            self.link.select(self._state.best.number)

    def _opened(self, number: int) -> None:
        self.link.select(number)
        trial = self.trial
        if trial is not None:
            (self.openRequested if trial.run else self.projectRequested).emit(trial)

    def _ask(self, requested: SignalInstance) -> None:
        if self.trial is not None:
            requested.emit(self.trial)

    def _show_trial(self) -> None:
        trial = self.trial
        has_run = trial is not None and bool(trial.run)
        self.winner.setEnabled(self._state is not None and self._state.best is not None)
        self.open_project.setEnabled(trial is not None and bool(trial.values))
        self.open_run.setEnabled(has_run)
        self.evaluate.setEnabled(has_run and trial is not None and trial.state in ("completed", "pruned", "infeasible"))
        shown, everything = int(self.link.passing.sum()), len(self.link.passing)
        self.clear.setVisible(bool(self.plots.parallel.brushes))
        self.clear.setText(self.tr("Show all ({shown} of {all})").format(shown=shown, all=everything))
        words = ""
        if trial is not None:
            words = trial_name(trial.number)
            if trial.error is not None:
                words = f"{words}: {say(trial.error)}"
        theme.set_role(self.trial_words, "error" if trial is not None and trial.state == "failed" else "muted")
        self.trial_words.setText(words)
        self.trial_words.setToolTip(words)

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        for button, text, tip in (
            (self.winner, self.tr("Winner"), self.tr("Select the best trial")),
            (
                self.open_project,
                self.tr("Open as project"),
                self.tr("Go on working with this trial's network and hyperparameters"),
            ),
            (
                self.open_run,
                self.tr("Open run"),
                self.tr("Show this trial's network and curves and draw for it (Enter)"),
            ),
            (self.evaluate, self.tr("Evaluate"), self.tr("See what this trial's best weights make of the test images")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self.clear.setAccessibleName(self.tr("Take all brushes away"))
        self._show_trial()
