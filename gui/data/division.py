"""How the project would divide the dataset that is looked at, worked out beside the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.data.catalog import load_dataset
from engine.training.config import TrainingConfig
from engine.training.config.split import SplitFields
from engine.training.splitting import Division, division_of
from gui.data.listing import Listed
from gui.model.document import ProjectDocument
from gui.training.background import BackgroundTask

_MATTER = (*SplitFields.model_fields, "seed", "limit_train")


class DatasetDivision(QObject):
    """Follows the project's hyperparameters once somebody has asked; ``changed`` tells of another division or failure.

    While another one is worked out the last one of the same dataset stays.
    """

    changed = Signal()

    def __init__(self, document: ProjectDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.division: Division | None = None
        self.failure: Exception | None = None
        """Why the dataset cannot be divided as the project asks for."""
        self._document = document
        self._name = ""
        self._asked: tuple[object, ...] | None = None
        self._task = BackgroundTask("divide-dataset", self)
        self._task.done.connect(self._divided)
        self._task.failed.connect(self._failed)
        document.trainingChanged.connect(self._follow)

    def show_dataset(self, listed: Listed | None) -> None:
        """Forget the dataset before; the next :meth:`ask` is about this one."""
        self._task.give_up()
        self._name = "" if listed is None or not listed.here else listed.name
        self._asked, self.division, self.failure = None, None, None
        self.changed.emit()

    def ask(self) -> None:
        """Work it out, unless it is known or on its way."""
        training = self._document.training
        asked = _that_matters(training)
        if self._name and asked != self._asked:
            self._asked = asked
            name = self._name
            self._task.start(lambda _handle: division_of(load_dataset(name), training))

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def _follow(self) -> None:
        if self._asked is not None:
            self.ask()

    def _divided(self, division: Division) -> None:
        self.division, self.failure = division, None
        self.changed.emit()

    def _failed(self, failure: Exception) -> None:
        self.division, self.failure = None, failure
        self.changed.emit()


def _that_matters(training: TrainingConfig) -> tuple[object, ...]:
    return tuple(getattr(training, name) for name in _MATTER)
