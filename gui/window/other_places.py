"""The places that are not seen first. They are made once the window shows, while torch's libraries load beside them."""

from PySide6.QtCore import QObject

from engine.runs.store import RunStore
from gui.drawing.panel import DrawPanel
from gui.model.document import ProjectDocument
from gui.runs.page import RunsPage
from gui.training.page import TrainPage
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from gui.window.answering import Answering
from gui.window.explaining import Explaining


class OtherPlaces(QObject):
    """Training, runs, the drawing pad and what answers it."""

    def __init__(
        self,
        document: ProjectDocument,
        session: TrainingSession,
        pending: PendingChanges,
        store: RunStore,
        window: QObject,
    ) -> None:
        super().__init__(window)
        self.train_page = TrainPage(document, session, pending)
        self.runs_page = RunsPage(store, session)
        self.draw_panel = DrawPanel()
        self.answering = Answering(self.draw_panel, session, document, store.open, self)
        self.explaining = Explaining(self.draw_panel, self.answering, self)

    def stop(self) -> None:
        """End the threads of all of them; for closing the window."""
        self.answering.stop()
        self.explaining.stop()
        self.train_page.stop()
        self.runs_page.stop()
