"""The place to evaluate: a run's best weights on a split, or the runs of a group on what was new to each of them.

Everything is worked out in a thread and remembered by the window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from engine.evaluation.results import Evaluated, Evaluations
from engine.runs.measure import measure
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError, Text
from engine.training.events import RunFinished, Split
from gui import theme
from gui.evaluation.choice_bar import ChoiceBar
from gui.evaluation.epochs_pane import EpochsPane
from gui.evaluation.gap_words import counterpart
from gui.evaluation.results_view import ResultsView
from gui.training.background import BackgroundTask, Handle
from gui.training.session import TrainingSession
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.ensembles.group_evaluations import GroupEvaluations
    from engine.ensembles.plan import GroupPlan

_SOON_MS = 150
_Found = tuple[Evaluated | None, Evaluated | None]
"""What is known of the chosen split, and of the one that it is compared with."""


class EvaluatePage(QWidget):
    """Offers the run that was finished or opened last. Why one cannot be evaluated stands in the figures' place.

    ``explainRequested(run, split, index)`` asks why an image got its answer, while the view of :meth:`put_why_view` is
    seen; :meth:`image` and :meth:`label` say which image it is. Its other view goes through all epochs of the run.
    """

    explainRequested = Signal(object, str, int)  # noqa: N815 - signals are named as Qt names them
    drawRequested = Signal()  # noqa: N815 - asks for the pad

    def __init__(
        self,
        store: RunStore,
        session: TrainingSession,
        parent: QWidget | None = None,
        evaluations: Evaluations | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("evaluatePage")
        self._store, self._session = store, session
        self._evaluations = evaluations or Evaluations()
        self._of_groups: GroupEvaluations | None = None
        self._shown: Evaluated | None = None
        self._error: tuple[Text | str, Text | None] | None = None
        self._lister = BackgroundTask("list-runs-to-evaluate", self)
        self._recaller = BackgroundTask("recall-evaluation", self)
        self._evaluator = BackgroundTask("evaluate-run", self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        # From the outside inwards: what is put into something is styled anew, with its content.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        self.bar, self._stack = ChoiceBar(self), QStackedWidget(self)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self.results, self.epochs = ResultsView(self._stack), EpochsPane(session, self._stack)
        self._words = QLabel()
        self._words.setObjectName("evaluationWords")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (self._words, self.results, self.epochs):
            self._stack.addWidget(widget)
        self._listen()
        self.retranslate()
        if not session.is_active:
            self._offer_trained_run()

    def _listen(self) -> None:
        self._lister.done.connect(lambda runs: self.bar.show_runs(runs, self._store.root))
        self._recaller.done.connect(self._recalled)
        self._recaller.failed.connect(self._failed)
        self._evaluator.progressed.connect(self.bar.show_progress)
        self._evaluator.done.connect(self._evaluated)
        self._evaluator.failed.connect(self._failed)
        self._soon.timeout.connect(self._recall)
        self.bar.changed.connect(self._on_choice)
        self.bar.epochsChosen.connect(self._on_way)
        self.bar.evaluate.connect(self.evaluate)
        self.results.headline.compareRequested.connect(lambda: self.evaluate(compare=True))
        self.bar.cancel.connect(self._evaluator.ask_to_stop)
        self.epochs.drawRequested.connect(self.drawRequested)
        self.results.failed.connect(self.bar.show_error)
        self.results.detail.explainRequested.connect(self.explainRequested)
        self._session.started.connect(lambda _started: self._list_again())
        self._session.finished.connect(self._on_finished)

    # What is evaluated

    def show_run(self, run: Run) -> None:
        """Offer a run; nothing happens while another one is evaluated."""
        if not self._evaluator.is_active:
            self.bar.choose_run(run)

    def evaluate_run(self, run: Run) -> None:
        """Evaluate a run on the test images at once; nothing happens while another one is evaluated."""
        if not self._evaluator.is_active:
            self.bar.choose_run(run)
            self.bar.choose_best()
            self.bar.choose_split("test")
            self.evaluate()

    def evaluate_group(self, group: GroupPlan, known: GroupEvaluations) -> None:
        """Let a group's runs answer for what was new to them; nothing happens while something else is evaluated."""
        if not self._evaluator.is_active:
            self._of_groups = known
            self.bar.choose_group(group)
            self.evaluate()

    def evaluate(self, *, compare: bool = False) -> None:
        """Evaluate the chosen run on the chosen split, and to compare also on its counterpart, in a thread."""
        if self._evaluator.is_active or not self.bar.title:
            return
        self._soon.stop()
        self._recaller.give_up()
        self._error = None
        self._evaluator.start(self._group_work() if self.bar.group is not None else self._run_work(compare=compare))
        self.bar.show_busy(True)
        self._say()

    def _run_work(self, *, compare: bool) -> Callable[[Handle], _Found]:
        run, split = self.bar.run, self.bar.split
        evaluations, alone = self._evaluations, self._session.is_active
        assert run is not None, "asked for with something chosen only"

        def work(handle: Handle) -> _Found:
            def measured(split: Split) -> Evaluated:
                return measure(
                    run, split, evaluations, alone=alone, should_stop=handle.should_stop, progress=handle.progress
                )

            other = counterpart(split)
            return measured(split), measured(other) if compare else evaluations.known(run, other)

        return work

    def _group_work(self) -> Callable[[Handle], _Found]:
        group, known, store, alone = self.bar.group, self._of_groups, self._store, self._session.is_active
        assert group is not None, "asked for with a group chosen only"
        assert known is not None, "a group comes with what is known of it"

        def work(handle: Handle) -> _Found:
            found = known.evaluate(store, group, alone=alone, should_stop=handle.should_stop, progress=handle.progress)
            return found, None

        return work

    def stop(self) -> None:
        """End the threads of this page; for closing the window."""
        self._soon.stop()
        for task in (self._lister, self._recaller, self._evaluator):
            task.stop_and_wait()
        self.epochs.stop()

    @property
    def shown(self) -> Evaluated | None:
        """The evaluation that is shown."""
        return self._shown

    def put_why_view(self, view: QWidget) -> None:
        """Give a view that explains answers its place beside an image's probabilities."""
        self.results.detail.put_why_view(view)

    def image(self, index: int) -> NDArray[np.uint8]:
        """An image of the evaluation that is shown, uint8 ``[C, H, W]``; raises :class:`LookupError` without one."""
        return self._of_shown().image(index)

    def label(self, index: int) -> int:
        """The true class of an image of the evaluation that is shown; raises :class:`LookupError` without one."""
        return int(self._of_shown().report.observations.labels[index])

    def _of_shown(self) -> Evaluated:
        if self._shown is None:
            raise LookupError("no evaluation is shown")
        return self._shown

    @property
    def is_active(self) -> bool:
        """Whether an evaluation is under way."""
        return self._evaluator.is_active

    def words(self) -> str:
        """What stands in the place of the figures, empty where they stand there."""
        return self._words.text() if self._stack.currentWidget() is self._words else ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list_again()
        if not self._evaluator.is_active:
            self._recall()  # the run may be gone, or have better weights

    def _list_again(self) -> None:
        store = self._store
        self._lister.start(lambda _handle: store.list())

    def _on_finished(self, _finished: RunFinished) -> None:
        self._list_again()
        if not self.results.isVisible():  # who reads the figures of another one is not disturbed
            self._offer_trained_run()

    def _offer_trained_run(self) -> None:
        started = self._session.run
        run = None if started is None else Run(started.folder)
        if run is not None and run.best_weights.is_file():
            self.show_run(run)

    # What comes of it

    def _on_choice(self) -> None:
        self._error = None
        self._soon.start()  # who walks through a list with the keys sees the last one
        self._say()

    def _on_way(self, of_epochs: bool) -> None:
        self._say()
        if of_epochs:
            self.epochs.head.track.setFocus()

    def _recall(self) -> None:
        run, split, evaluations = self.bar.run, self.bar.split, self._evaluations
        group, of_groups, store = self.bar.group, self._of_groups, self._store
        if group is not None and of_groups is not None:
            self._recaller.start(lambda _handle: (of_groups.known(store, group), None))
        elif run is not None:
            self._recaller.start(
                lambda _handle: (evaluations.known(run, split), evaluations.known(run, counterpart(split)))
            )

    def _recalled(self, found: _Found) -> None:
        self._shown, other = found
        self._error = None
        self._say()
        if self._shown is not None:
            self.results.show_evaluated(self._shown, other)

    def _evaluated(self, found: _Found) -> None:
        self.bar.show_busy(False)
        self._recalled(found)

    def _failed(self, error: Exception) -> None:
        self.bar.show_busy(False)
        if type(error).__name__ != "EvaluationStopped":  # the class itself would bring torch
            if isinstance(error, NetwrightError):
                self._error = error.text, error.hint
            else:
                self._error = f"{type(error).__name__}: {error}", None
        self._say()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Evaluate"))
        self._say()

    def _say(self) -> None:
        """Show the figures where they are those of the choice, else a sentence; or the run's epochs."""
        run, shown = self.bar.run, self._shown
        self.epochs.show_run(run)
        evaluated = (
            self.results if shown is not None and self._is_chosen(shown) and self._error is None else self._words
        )
        self._stack.setCurrentWidget(self.epochs if self.bar.of_epochs else evaluated)
        theme.set_role(self._words, "muted" if self._error is None else "error")
        self._words.setText(self._sentence())

    def _is_chosen(self, shown: Evaluated) -> bool:
        run, group = self.bar.run, self.bar.group
        if shown.jury is not None or run is None:
            return shown.jury is not None and group is not None and shown.jury.group == group.name
        return (shown.run.folder, shown.split) == (run.folder, self.bar.split)

    def _sentence(self) -> str:
        if self._error is not None:
            text, hint = self._error
            words = say(text) if isinstance(text, Text) else text
            return words if hint is None else f"{words}\n{say(hint)}"
        if self._evaluator.is_active:
            return self.tr("Evaluating {run}…").format(run=self.bar.title)
        group = self.bar.group
        if group is not None:
            return self.tr(
                "Press Evaluate to see what the runs of {group} answer for images that were new to them, image by"
                " image."
            ).format(group=group.name)
        if not self.bar.title:
            return self.tr("No runs yet.\n\nTrain a network; what it can do is then measured here, image by image.")
        return self.tr(
            "Press Evaluate to see what {run} answers, image by image: which classes it confuses, how sure it is, and"
            " where it fails."
        ).format(run=self.bar.title)
