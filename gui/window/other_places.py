"""The places that are not seen first. They are made once the window shows, while torch's libraries load beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.evaluation.results import Evaluations
from engine.runs.run import Run
from engine.runs.store import RunStore
from gui.drawing.panel import DrawPanel
from gui.model.document import ProjectDocument
from gui.runs.place import RUNS, RunsPlace
from gui.training.page import TrainPage
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from gui.window.answering import Answering
from gui.window.explaining import Explaining
from gui.window.second_choices import SecondChoices

if TYPE_CHECKING:
    from engine.ensembles.group_evaluations import GroupEvaluations
    from engine.ensembles.plan import GroupPlan
    from gui.comparison.page import ComparisonPage
    from gui.data.page import DataPage
    from gui.evaluation.page import EvaluatePage
    from gui.evaluation.why import WhyView


_COMPARISON = "comparison"


class OtherPlaces(QObject):
    """Data, training, evaluation, runs, the drawing pad and what answers it.

    Data and evaluation come into the ``stack`` when they are first asked for: they are large, and a start waits for all
    that is made with it.
    """

    drawRequested = Signal()  # noqa: N815 - signals are named as Qt names them
    projectRequested = Signal(object)  # noqa: N815 - the Project to open

    def __init__(
        self,
        document: ProjectDocument,
        session: TrainingSession,
        pending: PendingChanges,
        store: RunStore,
        stack: QStackedWidget,
        window: QObject,
    ) -> None:
        super().__init__(window)
        self._document, self._session, self._store, self._stack = document, session, store, stack
        self._data_page: DataPage | None = None
        self._evaluate_page: EvaluatePage | None = None
        self._why: WhyView | None = None
        self._run_to_evaluate: Run | None = None
        self._evaluations = Evaluations()
        self.train_page = TrainPage(document, session, pending)
        self.runs_place = RunsPlace(store, session)
        for page in (self.train_page, self.runs_place):
            stack.addWidget(page)
        self.runs_place.evaluateRequested.connect(self._evaluate)
        self.runs_place.evaluateGroupRequested.connect(self._evaluate_group)
        self._comparison_page: ComparisonPage | None = None
        self.runs_place.add_tab(
            _COMPARISON,
            lambda: QCoreApplication.translate("RunsPlace", "Comparison"),
            lambda: self.comparison_page,
        )
        self.runs_place.add_tab("sweeps", lambda: self.tr("Sweeps"), self._make_sweeps_page)
        self.runs_place.compareSeveralRequested.connect(self.compare_runs)
        self.draw_panel = DrawPanel()
        self.runs_place.bar.currentChanged.connect(self._show_pad)
        self.answering = Answering(self.draw_panel, session, document, store.open, self)
        self.explaining = Explaining(self.draw_panel, self.answering, self)
        self.second_choices = SecondChoices(self.draw_panel, self.answering, self)
        session.started.connect(self._on_started)

    @property
    def data_page(self) -> DataPage:
        """The place of the data."""
        if self._data_page is None:
            from gui.data.page import DataPage

            self._data_page = DataPage(self._document, self._session, self._stack)
            self._stack.addWidget(self._data_page)
        return self._data_page

    @property
    def evaluate_page(self) -> EvaluatePage:
        """The place to evaluate."""
        if self._evaluate_page is None:
            from gui.evaluation.page import EvaluatePage

            self._evaluate_page = EvaluatePage(self._store, self._session, self._stack, self._evaluations)
            self._evaluate_page.put_why_view(self.why)
            self._evaluate_page.explainRequested.connect(self._explain)
            self._evaluate_page.drawRequested.connect(self.drawRequested)
            self.draw_panel.imageChanged.connect(self._evaluate_page.epochs.set_drawing)
            self._evaluate_page.epochs.set_drawing(self.draw_panel.image())
            self._stack.addWidget(self._evaluate_page)
            if self._run_to_evaluate is not None:
                self._evaluate_page.show_run(self._run_to_evaluate)
        return self._evaluate_page

    @property
    def comparison_page(self) -> ComparisonPage:
        """The page that sets runs side by side, a tab of the runs."""
        if self._comparison_page is None:
            from gui.comparison.page import ComparisonPage

            self._comparison_page = ComparisonPage(self._store, self._session, self._evaluations)
            self._comparison_page.openRequested.connect(self.runs_place.openRequested)
        return self._comparison_page

    def compare_runs(self, runs: Sequence[Run]) -> None:
        """Set these runs side by side, in their tab."""
        self.comparison_page.compare(runs)
        self.runs_place.show_tab(_COMPARISON)

    @property
    def why(self) -> WhyView:
        """What explains the answers to evaluated images."""
        if self._why is None:
            from gui.evaluation.why import WhyView

            self._why = WhyView()
        return self._why

    @property
    def runs_beside_pad(self) -> bool:
        """Whether the drawing pad stands beside what is shown of the runs: plots of many need the room."""
        return self.runs_place.shown == RUNS

    def _show_pad(self) -> None:
        if self.runs_place.isVisible():
            self.draw_panel.setVisible(self.runs_beside_pad)

    def _make_sweeps_page(self) -> QWidget:
        from gui.sweeps.page import SweepsPage

        page = SweepsPage(self._document, self._store)
        page.runRequested.connect(self.runs_place.openRequested)
        page.evaluateRequested.connect(self.runs_place.evaluateRequested)
        page.projectRequested.connect(self.projectRequested)
        return page

    def offer_to_evaluate(self, run: Run) -> None:
        """Let the place to evaluate show a run when a person goes there."""
        self._run_to_evaluate = run
        if self._evaluate_page is not None:
            self._evaluate_page.show_run(run)

    def _on_started(self, _started: object) -> None:
        self._run_to_evaluate = None  # the page offers the run of the session by itself

    def _evaluate(self, run: Run) -> None:
        self.evaluate_page.evaluate_run(run)

    def _evaluate_group(self, plan: GroupPlan, known: GroupEvaluations) -> None:
        self.evaluate_page.evaluate_group(plan, known)

    def _explain(self, run: Run, _split: str, index: int) -> None:
        page = self.evaluate_page
        self.why.explain(run, page.image(index), page.label(index))

    def stop(self) -> None:
        """End the threads of all of them; for closing the window."""
        self.answering.stop()
        self.explaining.stop()
        self.second_choices.stop()
        for made_later in (self._why, self._data_page, self._evaluate_page):
            if made_later is not None:
                made_later.stop()
        self.draw_panel.stop()
        self.train_page.stop()
        self.runs_place.stop()
