"""The open project: what the places of the window show and edit, with one undo stack and one selection."""

# ruff: noqa: N815 - signals are named as Qt names them

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.data.catalog import dataset_info
from engine.model.analysis import Analysis, analyse
from engine.model.layout import Layout, arrange, follow
from engine.model.spec import ModelSpec
from engine.project import Project
from engine.training.config import TrainingConfig


class EditCommand(QUndoCommand):
    """The one kind of undo step: the project before and after, and which of its followers it merges with."""

    def __init__(self, document: "ProjectDocument", text: str, after: Project, merge_key: str | None) -> None:
        super().__init__(text)
        self._document = document
        self._before = document.project
        self._after = after
        self._selection = document.selection
        self._merge_key = merge_key

    def id(self) -> int:
        return -1 if self._merge_key is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    def redo(self) -> None:
        self._document._install(self._after)

    def undo(self) -> None:
        self._document._install(self._before)
        self._document.select(self._selection)


class ProjectDocument(QObject):
    """Holds a :class:`Project` and tells what changed of it. Every change is undoable and goes through :meth:`apply`.

    Signals come after the whole new state is in place: ``modelChanged`` (the analysis is fresh), ``layoutChanged``,
    ``trainingChanged``, ``selectionChanged``, ``projectReplaced`` (another project was opened; the three before follow
    it) and ``cleanChanged(bool)`` (whether everything is saved).
    """

    modelChanged = Signal()
    layoutChanged = Signal()
    trainingChanged = Signal()
    selectionChanged = Signal()
    projectReplaced = Signal()
    cleanChanged = Signal(bool)

    def __init__(self, project: Project | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project or Project.from_template()
        self._analysis = self._analyse(self._project)
        self._selection: tuple[str, ...] = ()
        self.path: Path | None = None
        """The file it was opened from or last saved to; ``None`` for one never saved."""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self.cleanChanged)

    @property
    def project(self) -> Project:
        return self._project

    @property
    def model(self) -> ModelSpec:
        return self._project.model

    @property
    def layout(self) -> Layout:
        return self._project.layout

    @property
    def training(self) -> TrainingConfig:
        return self._project.training

    @property
    def analysis(self) -> Analysis:
        """Shapes, costs and problems of the model as it is now."""
        return self._analysis

    @property
    def classes(self) -> int:
        """How many classes the project's dataset has."""
        return len(dataset_info(self._project.dataset).classes)

    # Editing

    def apply(
        self,
        text: str,
        *,
        model: ModelSpec | None = None,
        layout: Layout | None = None,
        training: TrainingConfig | None = None,
        merge_key: str | None = None,
    ) -> bool:
        """Make one undoable change under a name already in the window's language; returns whether anything changed.

        Without a ``layout`` the present one follows the model. Neighbouring changes with the same ``merge_key`` become
        one step: use one key for one gesture (a drag, the turning of a spin box).
        """
        before = self._project
        after = before
        if model is not None and model is not before.model and model != before.model:
            followed = follow(before.model, before.layout, model)
            after = replace(after, model=model, layout=before.layout if followed == before.layout else followed)
        if layout is not None and layout != after.layout:
            after = replace(after, layout=layout)
        if training is not None and training != before.training:
            after = replace(after, training=training)
        if after is before:
            return False
        self.undo_stack.push(EditCommand(self, text, after, merge_key))
        return True

    def replace_project(self, project: Project, path: Path | None = None) -> None:
        """Show another project (a new one, one from a file, a run's); the undo stack starts anew and is clean."""
        self.path = path
        self.undo_stack.clear()
        self._selection = ()
        self._project = project
        self._analysis = self._analyse(project)
        self.projectReplaced.emit()
        self.modelChanged.emit()
        self.layoutChanged.emit()
        self.trainingChanged.emit()
        self.selectionChanged.emit()

    def mark_saved(self, path: Path) -> None:
        """Remember that the project as it is now lies in that file."""
        self.path = path
        self.undo_stack.setClean()

    @property
    def is_clean(self) -> bool:
        """Whether everything is saved, or nothing was changed yet."""
        return self.undo_stack.isClean()

    # Selection

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of the selected layers in the order in which they were chosen."""
        return self._selection

    @property
    def current(self) -> str | None:
        """The layer chosen last: the one that the inspector shows and behind which new layers land."""
        return self._selection[-1] if self._selection else None

    def select(self, ids: Iterable[str]) -> None:
        """Select these layers; unknown ids are left out."""
        chosen = tuple(dict.fromkeys(layer_id for layer_id in ids if layer_id in self.model))
        if chosen != self._selection:
            self._selection = chosen
            self.selectionChanged.emit()

    def toggle(self, layer_id: str) -> None:
        """Add a layer to the selection, or take it out."""
        others = tuple(chosen for chosen in self._selection if chosen != layer_id)
        self.select(others if layer_id in self._selection else (*others, layer_id))

    # State

    def _install(self, project: Project) -> None:
        before, self._project = self._project, project
        model_changed = project.model is not before.model
        if model_changed:
            self._analysis = self._analyse(project)
        kept = tuple(chosen for chosen in self._selection if chosen in project.model)
        selection_changed = kept != self._selection
        self._selection = kept
        if model_changed:
            self.modelChanged.emit()
        if project.layout is not before.layout:
            self.layoutChanged.emit()
        if project.training is not before.training:
            self.trainingChanged.emit()
        if selection_changed:
            self.selectionChanged.emit()

    @staticmethod
    def _analyse(project: Project) -> Analysis:
        return analyse(project.model, project.context())


def arranged(document: ProjectDocument) -> bool:
    """Whether every node stands where the automatic layout would put it."""
    return dict(document.layout) == dict(arrange(document.model))
