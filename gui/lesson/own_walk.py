"""The network of the document computed on one example, and units of it looked at, in threads beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.data.catalog import known_info
from engine.evaluation.probing import WeightsOf
from engine.lesson.own_steps import Unit
from engine.project import Project
from gui.training.background import BackgroundTask, Handle
from gui.translation import say_error

if TYPE_CHECKING:
    from engine.lesson.own_network import OwnNetwork, Walk
    from engine.lesson.own_terms import Operation
    from engine.lesson.own_unit import UnitDetail

Key = tuple[str, Unit, int]
"""A layer, a unit of it, and the place of the term whose weight is looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Walked:
    """A network and what it made of the example; ``loss`` are the loss's formulas where there are short ones."""

    own: OwnNetwork
    walk: Walk
    loss: tuple[Operation, ...]


class OwnWalk(QObject):
    """``walked()``, ``looked(key)`` and ``failed()`` tell that there is something new; :attr:`error` says why not.

    ``looked(None)`` says that a unit could not be looked at; everything else is still there.
    """

    walked = Signal()
    looked = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.result: Walked | None = None
        self.error: Exception | None = None
        self.details: dict[Key, UnitDetail] = {}
        self._walking, self._looking = BackgroundTask("own-lesson", self), BackgroundTask("own-unit", self)
        self._walking.done.connect(self._on_walked)
        self._looking.done.connect(self._on_looked)
        self._walking.failed.connect(self._on_failed)
        self._looking.failed.connect(self._on_look_failed)

    def walk(self, project: Project, weights: WeightsOf, image: Any, label: int, name: str) -> None:
        """Compute the project's network on an image whose right class is ``label``, called ``name``."""
        network, seed, config = project.model, project.training.seed, project.training
        preprocessing = known_info(project.dataset).preprocessing

        def work(_handle: Handle) -> Walked:
            from engine.lesson.own_loss import loss_operations
            from engine.lesson.own_network import OwnNetwork

            newest = weights()
            own = OwnNetwork(network, seed, None if newest is None else newest[1], preprocessing, config)
            walk = own.walk(image, label)
            return Walked(own, walk, loss_operations(walk, name))

        self._looking.give_up()
        self._walking.start(work)

    def look(self, key: Key) -> None:
        """Find out all about a unit, unless it is known."""
        result = self.result
        if result is None or key in self.details:
            return
        own, self.error = result.own, None

        def work(_handle: Handle) -> tuple[Key, UnitDetail]:
            from engine.lesson.own_unit import unit_detail

            return key, unit_detail(own, *key)

        self._looking.start(work)

    def status_words(self) -> str:
        """Whose weights answer, or why there is no answer."""
        if self.error is not None:
            return say_error(self.error)
        if self._walking.is_active:
            return self.tr("Computing…")
        if self.result is None:
            return ""
        if self.result.own.learned:
            return self.tr("Learned weights, as in evaluation.")
        return self.tr("First weights, nothing learned yet; as in evaluation.")

    def stop(self) -> None:
        """End the threads."""
        self._walking.stop_and_wait()
        self._looking.stop_and_wait()

    def _on_walked(self, result: object) -> None:
        if isinstance(result, Walked):
            self.result, self.error = result, None
            self.details.clear()
            self.walked.emit()

    def _on_looked(self, result: object) -> None:
        assert isinstance(result, tuple)
        key, detail = result
        self.details[key] = detail
        self.looked.emit(key)

    def _on_look_failed(self, error: object) -> None:
        self.error = error if isinstance(error, Exception) else None
        self.looked.emit(None)

    def _on_failed(self, error: object) -> None:
        self.error = error if isinstance(error, Exception) else None
        self.result = None
        self.failed.emit()
