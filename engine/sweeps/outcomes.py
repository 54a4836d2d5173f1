"""What became of trials, told to the search by what their runs say, and when a sweep is not worth going on with."""

from collections.abc import Callable
from functools import partial

from engine.runs.metadata import EpochFigures, RunMetadata
from engine.sweeps.search import Assignment, Search
from engine.sweeps.storages import Patience
from engine.sweeps.sweep import Measure, SweepSettings
from engine.sweeps.trial_runs import TrialRuns
from engine.sweeps.trials import Trial
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.events import Failure

MOST_FAILURES = 5
"""So many trials may fail at the beginning, and none succeed, before the sweep is given up."""

Told = tuple[dict[Measure, float], list[float | None]]
"""A run's measures, and its validation epoch by epoch."""


class Outcomes:
    """Tells the search of trials that have ended. One thread uses it."""

    def __init__(self, search: Search, runs: TrialRuns, settings: SweepSettings, patience: Patience) -> None:
        self._search, self._runs, self._settings, self._patience = search, runs, settings, patience
        self._failed = 0
        self._succeeded = False

    def completed(self, assignment: Assignment, run: str) -> None:
        """Tell a trial whose run is complete."""
        try:
            told = self._of(assignment, run)
        except NetwrightError as error:  # a person deleted it meanwhile
            self.failed(assignment, "", error.text)
            return
        self._tell(partial(self._search.completed, assignment.number, *told))
        self._succeeded = True

    def pruned(self, assignment: Assignment, run: str) -> None:
        """Tell a trial that was ended early."""
        self._tell(partial(self._search.pruned, assignment.number, *self._of(assignment, run)))
        self._succeeded = True

    def failed(self, assignment: Assignment, run: str, reason: Text) -> None:
        """Tell a trial that failed; raises :class:`NetwrightError` where none has succeeded of so many."""
        try:
            told = self._of(assignment, run)
        except NetwrightError:  # it never came to have a run
            told = dict(assignment.candidate.measures), []
        self._tell(partial(self._search.failed, assignment.number, reason, *told))
        self._failed += 1
        if self._succeeded or self._failed < min(MOST_FAILURES, self._search.planned):
            return
        trials = self._patience.ask(lambda: self._search.trials(self._search.planned))
        if not any(trial.state in ("completed", "pruned") for trial in trials):
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{count} trials failed and none succeeded, so the sweep stops: {reason}"),
                QT_TRANSLATE_NOOP("engine", "Mend what they have in common and resume the sweep, or begin another."),
                count=self._failed,
                reason=reason,
            )

    def _tell(self, question: Callable[[], Trial]) -> None:
        self._patience.ask(question)

    def _of(self, assignment: Assignment, run: str) -> Told:
        found = self._runs.open(run)
        epochs = found.epochs()
        measures = {**assignment.candidate.measures, **measures_of(found.metadata(), epochs)}
        return measures, curve_of(epochs, self._settings)


def reason_of(failure: Failure | None) -> Text:
    """Why a training failed, in words."""
    return Text(QT_TRANSLATE_NOOP("engine", "The training failed.")) if failure is None else failure.text


def measures_of(metadata: RunMetadata, epochs: list[EpochFigures]) -> dict[Measure, float]:
    """What a run says of itself; of validation the best epoch's. The test is not looked at.

    Seconds are those of its epochs: what its worker loaded before the first one would count against one trial alone.
    """
    seconds = sum(figures.seconds for figures in epochs)
    found: dict[Measure, float] = {"parameters": metadata.parameters, "seconds": seconds}
    if metadata.best is not None and metadata.best.validation_loss is not None:
        found["validation_loss"] = metadata.best.validation_loss
    if metadata.best is not None and metadata.best.validation_accuracy is not None:
        found["validation_accuracy"] = metadata.best.validation_accuracy
    return found


def curve_of(epochs: list[EpochFigures], settings: SweepSettings) -> list[float | None]:
    """The validation of each epoch: of the first objective where that is one of validation, else the accuracy."""
    loss = settings.objectives[0].measure == "validation_loss"
    return [figures.validation_loss if loss else figures.validation_accuracy for figures in epochs]
