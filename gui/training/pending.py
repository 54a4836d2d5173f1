"""What was edited while a run stands paused, and handing it to the run when it goes on."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from engine.model.analysis import Analysis, analyse
from engine.project import Project
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from gui.model.document import ProjectDocument
from gui.training.difference import Difference, difference
from gui.training.session import TrainingSession

_TENTH = 0.1


class PendingChanges(QObject):
    """Compares the document with the project of the paused run.

    The document counts only while it holds what the run was started from or an edit of it: when another project is
    opened meanwhile, the run goes on as it was. ``updated`` comes when :attr:`difference` may have become another one;
    ``refused`` with the error when the run cannot take the changes and stays paused.
    """

    updated = Signal()
    refused = Signal(object)

    def __init__(self, document: ProjectDocument, session: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._attached = False
        self._analysed: Analysis | None = None
        self._difference: Difference | None = None
        session.starting.connect(self._attach)
        session.stateChanged.connect(self._look)
        session.runChanged.connect(self._look)
        document.projectReplaced.connect(self._detach)
        document.modelChanged.connect(self._look)
        document.trainingChanged.connect(self._look)

    @property
    def difference(self) -> Difference | None:
        """What Resume would change; ``None`` while nothing is paused or nothing differs."""
        return self._difference

    def resume(self) -> bool:
        """Go on with what was edited; returns whether the run goes on."""
        return self._go_on_with(self._document.project) if self._difference is not None else self.resume_unchanged()

    def resume_unchanged(self) -> bool:
        """Go on as before; what was edited stays in the document."""
        self._session.resume()
        return True

    def use_a_tenth(self) -> bool:
        """Set the learning rate to a tenth of the run's, in the document where it belongs to the run, and go on."""
        running = self._session.project
        if running is None or self._session.state != "paused":
            return False
        if not self._attached:
            return self._go_on_with(_with_a_tenth(running, running))
        training = _with_a_tenth(self._document.project, running).training
        self._document.apply(self.tr("Use a tenth of the learning rate"), training=training)
        return self._go_on_with(self._document.project)

    def _go_on_with(self, project: Project) -> bool:
        try:
            self._session.change(project)
        except NetwrightError as error:
            self.refused.emit(error)
            return False
        self._session.resume()
        return True

    def _attach(self, project: Project) -> None:
        self._attached = project.model == self._document.network and project.training == self._document.training
        self._analysed = None
        self._look()

    def _detach(self) -> None:
        self._attached = False
        self._look()

    def _look(self) -> None:
        running, found = self._session.project, None
        if self._attached and running is not None and self._session.state == "paused":
            if self._analysed is None or self._analysed.spec is not running.model:
                self._analysed = analyse(running.model, running.context())
            found = difference(running, self._analysed, self._document.project, self._document.network_analysis)
        if found != self._difference:
            self._difference = found
            self.updated.emit()


def _with_a_tenth(project: Project, running: Project) -> Project:
    """``project`` with a tenth of the rate that the run has."""
    rate = float(f"{running.training.learning_rate * _TENTH:.6g}")
    values = project.training.model_dump() | {"learning_rate": rate}
    return replace(project, training=TrainingConfig.model_validate(values))
