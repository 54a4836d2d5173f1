"""The places that are not seen first. They are made once the window shows, while torch's libraries load beside them."""

from PySide6.QtCore import QObject

from engine.runs.run import Run
from engine.runs.store import RunStore
from gui.data.page import DataPage
from gui.drawing.panel import DrawPanel
from gui.evaluation.page import EvaluatePage
from gui.evaluation.why import WhyView
from gui.model.document import ProjectDocument
from gui.runs.page import RunsPage
from gui.training.page import TrainPage
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from gui.window.answering import Answering
from gui.window.explaining import Explaining
from gui.window.second_choices import SecondChoices


class OtherPlaces(QObject):
    """Data, training, evaluation, runs, the drawing pad and what answers it."""

    def __init__(
        self,
        document: ProjectDocument,
        session: TrainingSession,
        pending: PendingChanges,
        store: RunStore,
        window: QObject,
    ) -> None:
        super().__init__(window)
        self.data_page = DataPage(document, session)
        self.train_page = TrainPage(document, session, pending)
        self.evaluate_page = EvaluatePage(store, session)
        self.runs_page = RunsPage(store, session)
        self.runs_page.evaluateRequested.connect(self.evaluate_page.evaluate_run)
        self.draw_panel = DrawPanel()
        self.answering = Answering(self.draw_panel, session, document, store.open, self)
        self.explaining = Explaining(self.draw_panel, self.answering, self)
        self.second_choices = SecondChoices(self.draw_panel, self.answering, self)
        self.why = WhyView()
        self.evaluate_page.put_why_view(self.why)
        self.evaluate_page.explainRequested.connect(self._explain)

    def _explain(self, run: Run, _split: str, index: int) -> None:
        self.why.explain(run, self.evaluate_page.image(index), self.evaluate_page.label(index))

    def stop(self) -> None:
        """End the threads of all of them; for closing the window."""
        self.answering.stop()
        self.explaining.stop()
        self.second_choices.stop()
        self.why.stop()
        self.data_page.stop()
        self.draw_panel.stop()
        self.train_page.stop()
        self.evaluate_page.stop()
        self.runs_page.stop()
