"""Bringing the open project to another dataset, worked out beside the GUI thread, as one undo step."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from engine.adapting import Adaptation, adapted
from engine.project import Project
from engine.text import Text
from gui.model.document import ProjectDocument
from gui.training.background import BackgroundTask


class DatasetUse(QObject):
    """``used(name, steps)`` tells the dataset and what was changed of the network, ``failed`` the exception."""

    used = Signal(str, object)
    failed = Signal(object)

    def __init__(self, document: ProjectDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._base: Project = document.project
        self._task = BackgroundTask("adapt-project", self)
        self._task.done.connect(self._adapted)
        self._task.failed.connect(self.failed)

    def use(self, name: str) -> None:
        """Let the project learn from that dataset, its network mended to fit."""
        project = self._base = self._document.project
        self._task.start(lambda _handle: adapted(project, name))

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def _adapted(self, found: Adaptation) -> None:
        name = found.project.dataset
        if self._document.project is not self._base:  # edited meanwhile
            self.use(name)
            return
        self._document.apply_project(self.tr("Use the dataset {name}").format(name=name), found.project)
        steps: Sequence[Text] = found.steps
        self.used.emit(name, steps)
