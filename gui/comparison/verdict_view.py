"""Whether the differences between the compared runs are more than chance, in words, worked out in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.comparison.figures import RunFigures
from engine.comparison.judge import Judgement, judge
from engine.comparison.verdict import Verdict
from engine.evaluation.results import Evaluations
from engine.runs.measure import measure
from engine.runs.run import Run
from gui import theme
from gui.comparison.run_box import offer_runs, run_box
from gui.training.background import BackgroundTask, Handle, Stopped
from gui.translation import say, say_error

if TYPE_CHECKING:
    from engine.comparison.answers import Answers

_PARTS = 1000


class _VerdictCard(QFrame):
    """One verdict: the sentence, and its figures below."""

    def __init__(self, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdictCard")
        theme.set_role(self, "card")
        headline, details = QLabel(say(verdict.headline)), QLabel("\n".join(map(say, verdict.details)))
        headline.setObjectName("verdictHeadline")
        for label in (headline, details):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = headline.font()
        font.setWeight(font.Weight.DemiBold)
        headline.setFont(font)
        theme.set_role(
            headline, "warning" if verdict.test is None else "success" if verdict.is_more_than_chance else ""
        )
        theme.set_role(details, "muted")
        details.setVisible(bool(verdict.details))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 10)
        column.setSpacing(6)
        column.addWidget(headline)
        column.addWidget(details)


def _written(run: Run) -> float:
    """When its weights were written; 0 for what is put together of other runs."""
    try:
        return run.best_weights.stat().st_mtime
    except OSError:
        return 0.0


class VerdictView(QWidget):
    """``training`` says whether a network learns beside, for which evaluating computes with one thread.

    ``measured`` comes when runs were evaluated, so that their test figures may be others.
    """

    measured = Signal()

    def __init__(self, evaluations: Evaluations, training: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparisonVerdict")
        self._evaluations, self._training = evaluations, training
        self._runs: Sequence[RunFigures] = ()
        self._by_seeds = False
        self._judgement: Judgement | None = None
        self._error: Exception | None = None
        self._cancelled = False
        self._known: dict[Path, tuple[float, Answers]] = {}
        self._worker = BackgroundTask("test-difference", self)
        self.reference_box, self.test_button, self.cancel_button = run_box(), QPushButton(), QPushButton()
        self.progress = QProgressBar()
        self._against, self._words = QLabel(), QLabel()
        self._lay_out()
        self.test_button.clicked.connect(self.test)
        self.cancel_button.clicked.connect(self._worker.ask_to_stop)
        self.reference_box.currentIndexChanged.connect(lambda _row: self._forget())
        self._worker.progressed.connect(self._show_progress)
        self._worker.done.connect(self._done)
        self._worker.failed.connect(self._failed)
        self.retranslate()

    def _lay_out(self) -> None:
        self.reference_box.setObjectName("referenceRunBox")
        self.test_button.setObjectName("testDifferenceButton")
        theme.set_variant(self.test_button, "primary")
        self.cancel_button.setObjectName("cancelTestButton")
        self.progress.setObjectName("testProgress")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, _PARTS)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._against)
        bar.addWidget(self.reference_box, 1)
        bar.addWidget(self.test_button)
        bar.addWidget(self.progress, 1)
        bar.addWidget(self.cancel_button)
        self._words.setObjectName("verdictWords")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 6, 0)
        self._cards.setSpacing(8)
        self._cards.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self._words)
        column.addWidget(self._area, 1)
        self._show_busy()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._against.setText(self.tr("Compare with"))
        self.reference_box.setAccessibleName(self.tr("The run that all others are compared with"))
        self.test_button.setText(self.tr("Is it more than chance?"))
        self.test_button.setToolTip(
            self.tr("Evaluate the runs on their test images, where that was not done, and test the differences")
        )
        self.cancel_button.setText(self.tr("Cancel"))
        self.progress.setAccessibleName(self.tr("Progress of the evaluation"))
        self._say()

    @property
    def judgement(self) -> Judgement | None:
        """What was found last."""
        return self._judgement

    def show_runs(self, runs: Sequence[RunFigures], by_seeds: bool) -> None:
        """Offer these; a verdict on other runs is forgotten."""
        before = [(run.run.folder, run.summary.status) for run in self._runs], self._by_seeds
        self._runs, self._by_seeds = runs, by_seeds
        offer_runs(self.reference_box, runs, 0)
        if before != ([(run.run.folder, run.summary.status) for run in runs], by_seeds):
            self._worker.give_up()
            self._forget()
        self._show_busy()

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._worker.stop_and_wait()

    def test(self) -> None:
        """Evaluate what was not evaluated yet, and judge; in a thread."""
        if len(self._runs) < 2 or self._worker.is_active:
            return
        runs, reference, by_seeds = self._runs, self.reference_box.currentIndex(), self._by_seeds
        evaluations, alone, known = self._evaluations, self._training(), self._known
        self._forget()

        def work(handle: Handle) -> Judgement:
            done = 0

            def answers(run: Run) -> Answers:
                nonlocal done
                from engine.comparison.answers import answers_of
                from engine.evaluation.evaluate import EvaluationStopped

                handle.check()
                written = _written(run)
                at = done
                done += 1
                if run.folder in known and known[run.folder][0] == written:
                    return known[run.folder][1]

                def progress(images: int, total: int) -> None:
                    handle.progress(round(_PARTS * (at + images / max(total, 1))), _PARTS * len(runs))

                try:
                    found = answers_of(
                        measure(
                            run,
                            "test",
                            evaluations,
                            alone=alone,
                            should_stop=handle.should_stop,
                            progress=progress,
                        )
                    )
                except EvaluationStopped:
                    raise Stopped from None
                known[run.folder] = written, found
                return found

            return judge(runs, reference, answers, by_seeds=by_seeds)

        self._worker.start(work)
        self._show_busy()
        self._say()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setValue(round(_PARTS * done / max(total, 1)))

    def _show_busy(self) -> None:
        busy = self._worker.is_active
        self.progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.test_button.setVisible(not busy)
        self.test_button.setEnabled(len(self._runs) > 1)
        self.reference_box.setEnabled(not busy)
        if not busy:
            self.progress.setValue(0)

    def _forget(self) -> None:
        self._judgement = self._error = None
        self._cancelled = False
        self._say()

    def _done(self, judgement: Judgement) -> None:
        self._judgement = judgement
        self._show_busy()
        self._say()
        self.measured.emit()

    def _failed(self, error: Exception) -> None:
        self._cancelled = isinstance(error, Stopped)
        self._error = None if self._cancelled else error
        self._show_busy()
        self._say()

    def words(self) -> str:
        """What stands above the verdicts."""
        return "" if self._words.isHidden() else self._words.text()

    def headlines(self) -> list[str]:
        """The sentences of the verdicts, from top to bottom."""
        return [label.text() for label in self._area.findChildren(QLabel, "verdictHeadline")]

    def _say(self) -> None:
        while self._cards.count() > 1:
            item = self._cards.takeAt(0)
            card = None if item is None else item.widget()
            if card is not None:
                card.setParent(None)
                card.deleteLater()
        theme.set_role(self._words, "error" if self._error is not None else "muted")
        judgement = self._judgement
        if judgement is not None:
            for verdict in judgement.verdicts:
                self._cards.insertWidget(self._cards.count() - 1, _VerdictCard(verdict))
        self._words.setText(self._sentence())
        self._words.setVisible(bool(self._words.text()))

    def _sentence(self) -> str:
        if self._error is not None:
            return say_error(self._error)
        if self._cancelled:
            return self.tr("Cancelled; what was evaluated so far is kept.")
        if self._judgement is not None:
            return "\n".join(map(say, self._judgement.notes))
        if len(self._runs) < 2:
            return self.tr("Choose at least two runs.")
        if self._worker.is_active:
            return self.tr("The runs answer to their test images…")
        if self._by_seeds:
            return self.tr(
                "Runs that differ in their seed only are compared by their means: Welch's test and the bootstrap over "
                "seeds."
            )
        return self.tr(
            "Each run's answers to the same test images are compared with those of the run above, by McNemar's paired "
            "test."
        )
