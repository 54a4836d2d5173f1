"""The open project: what the places of the window show and edit, with one undo stack and one selection."""

# ruff: noqa: N815 - signals are named as Qt names them

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from engine.data.catalog import DatasetInfo, dataset_names, known_info
from engine.model.analysis import Analysis, analyse
from engine.model.blocks import put_back, rename_block
from engine.model.layout import Layout, arrange, follow
from engine.model.spec import ModelSpec
from engine.project import Project
from engine.sweeps.dimension import Dimension
from engine.sweeps.marks import renamed, still_there
from engine.training.config import TrainingConfig
from gui.model.edit_command import EditCommand, Scope

_MOST_KEPT = 6
"""How many of the networks left last remember what was worked out about them."""
_DERIVED = tuple(name for name, value in vars(ModelSpec).items() if isinstance(value, cached_property))


class ProjectDocument(QObject):
    """Holds a :class:`Project` and tells what changed of it. Every change is undoable and goes through :meth:`apply`.

    :attr:`model`, :attr:`layout` and :attr:`analysis` are those of the open block, or of the whole network while none
    is open; :attr:`network` and :attr:`network_analysis` are always the whole's.

    Signals come after the whole new state is in place: ``scopeChanged`` (another block is open, or none),
    ``modelChanged`` (the analysis is fresh, or the dataset another), ``layoutChanged``, ``trainingChanged``,
    ``selectionChanged``, ``variedChanged`` (what a sweep is to vary), ``projectReplaced`` (another project was opened;
    the others follow it) and ``cleanChanged(bool)`` (whether everything is saved).
    """

    scopeChanged = Signal()
    modelChanged = Signal()
    layoutChanged = Signal()
    trainingChanged = Signal()
    selectionChanged = Signal()
    variedChanged = Signal()
    projectReplaced = Signal()
    cleanChanged = Signal(bool)

    def __init__(self, project: Project | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project or Project.from_template()
        self._free_memory: int | None = None
        self._network_analysis = analyse(self._project.model, self._project.context())
        self._scope: Scope = ()
        self._left: deque[ModelSpec] = deque()
        self._selections: dict[Scope, tuple[str, ...]] = {}
        self._look_inside()
        self.path: Path | None = None
        """The file it was opened from or last saved to; ``None`` for one never saved."""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self.cleanChanged)

    @property
    def project(self) -> Project:
        return self._project

    @property
    def network(self) -> ModelSpec:
        """The whole network."""
        return self._project.model

    @property
    def network_analysis(self) -> Analysis:
        """Shapes, costs and problems of the whole network."""
        return self._network_analysis

    @property
    def scope(self) -> Scope:
        """The blocks that are open, the outermost first."""
        return self._scope

    @property
    def model(self) -> ModelSpec:
        """What is edited: the inside of the open block, or the whole network."""
        return self._model

    @property
    def layout(self) -> Layout:
        """Where the nodes of :attr:`model` stand."""
        return self._layout

    @property
    def analysis(self) -> Analysis:
        """Shapes, costs and problems of :attr:`model` as it is now."""
        return self._analysis

    @property
    def training(self) -> TrainingConfig:
        return self._project.training

    @property
    def varied(self) -> tuple[Dimension, ...]:
        """What a sweep is to vary."""
        return self._project.varied

    def vary(self, text: str, name: str, dimension: Dimension | None, merge_key: str | None = None) -> bool:
        """Let a sweep vary something in this way, or no more; one undo step, returns whether anything changed."""
        others = [one for one in self.varied if one.name != name]
        if dimension is None:
            return self.apply(text, varied=tuple(others), merge_key=merge_key)
        known = [one.name for one in self.varied]
        others.insert(known.index(name) if name in known else len(others), dimension)
        return self.apply(text, varied=tuple(others), merge_key=merge_key)

    def dimension_name(self, layer_id: str, param: str) -> str:
        """What a param of a layer of the open block, or of the network, is called in a sweep."""
        place = f"{self._scope[-1]}/{layer_id}" if self._scope else layer_id
        return f"{place}.{param}"

    @property
    def dataset(self) -> DatasetInfo:
        """What is known of the project's dataset, and was known of one whose files have gone meanwhile."""
        return known_info(self._project.dataset)

    @property
    def classes(self) -> int:
        """How many classes the project's dataset has."""
        return len(self.dataset.classes)

    # Blocks

    def open_block(self, name: str) -> bool:
        """Edit the inside of a block; returns whether there is one of that name."""
        if name not in self.network.block_named or name in self._scope:
            return False
        self.go_to_scope((*self._scope, name))
        return True

    def leave_block(self) -> bool:
        """Go back to what is around the open block; returns whether one was open."""
        if not self._scope:
            return False
        self.go_to_scope(self._scope[:-1])
        return True

    def go_to_scope(self, scope: Scope) -> None:
        """Edit the innermost of these blocks, as far as they are there; the whole network for none."""
        found = self._there(scope)
        if found != self._scope:
            self._scope = found
            self._look_inside()
            self._forget_absent()
            self._tell_scope()

    def _there(self, scope: Scope) -> Scope:
        """The path as far as its blocks are there."""
        known = self.network.block_named
        for depth, name in enumerate(scope):
            if name not in known:
                return scope[:depth]
        return scope

    def _forget_absent(self) -> None:
        """Leave out of the selection what is no longer there."""
        kept = tuple(chosen for chosen in self.selection if chosen in self._model)
        self._selections[self._scope] = kept

    def _tell_scope(self) -> None:
        self.scopeChanged.emit()
        self.modelChanged.emit()
        self.layoutChanged.emit()
        self.selectionChanged.emit()

    def _look_inside(self) -> None:
        """Find what :attr:`model`, :attr:`layout` and :attr:`analysis` are, from project and scope."""
        project = self._project
        if not self._scope:
            self._model, self._layout, self._analysis = project.model, project.layout, self._network_analysis
            return
        name = self._scope[-1]
        self._model = project.model.block_named[name]
        self._layout = self._layout_inside(name)
        inside = self._network_analysis.inside.get(name)
        # A block that is not used, or below an error, is looked at without shapes.
        self._analysis = (
            inside if inside is not None else analyse(self._model, self._network_analysis.context, given={})
        )

    def _layout_inside(self, name: str) -> Layout:
        """Where the nodes of the open block stand; an edit from outside may have left some without a place."""
        placed = self._project.block_layouts.get(name)
        if placed is None:
            return arrange(self._model)
        if placed.keys() == self._model.by_id.keys():
            return placed
        known = self._model.with_layers(layer for layer in self._model if layer.id in placed)
        return follow(known, placed, self._model)

    # Editing

    def apply(
        self,
        text: str,
        *,
        model: ModelSpec | None = None,
        layout: Layout | None = None,
        training: TrainingConfig | None = None,
        varied: tuple[Dimension, ...] | None = None,
        merge_key: str | None = None,
        select: tuple[str, ...] | None = None,
    ) -> bool:
        """Make one undoable change under a name already in the window's language; returns whether anything changed.

        Without a ``layout`` the present one follows the model. Neighbouring changes with the same ``merge_key`` become
        one step: use one key for one gesture (a drag, the turning of a spin box). Raises :class:`NetwrightError` where
        a block would come to contain itself. ``select`` is selected by the same step. Of what a sweep is to vary
        (``varied``), what goes with the model is forgotten.
        """
        before = self._project
        after = before
        wanted = self._layout
        if model is not None and model is not self._model and model != self._model:
            if layout is None:
                followed = follow(self._model, wanted, model)
                wanted = wanted if followed == wanted else followed
            after = replace(after, model=put_back(before.model, self._scope[-1], model) if self._scope else model)
            if after.varied and varied is None:
                after = replace(after, varied=still_there(after))
        if layout is not None and layout != wanted:
            wanted = layout
        if wanted is not self._layout:
            after = self._with_layout(after, wanted)
        if training is not None and training != before.training:
            after = replace(after, training=training)
        if varied is not None and varied != before.varied:
            after = replace(after, varied=varied)
        if after is before:
            return False
        self.undo_stack.push(EditCommand(self, text, after, merge_key, selection_after=select))
        return True

    def _with_layout(self, project: Project, layout: Layout) -> Project:
        if not self._scope:
            return replace(project, layout=layout)
        layouts: Mapping[str, Layout] = {**project.block_layouts, self._scope[-1]: layout}
        return replace(project, block_layouts=layouts)

    def apply_to_network(self, text: str, network: ModelSpec, scope: Scope | None = None) -> bool:
        """Make one undoable change of the whole network from wherever one is; ``scope`` is open after it."""
        before = self._project
        if network == before.model:
            return False
        layout = follow(before.model, before.layout, network)
        after = replace(before, model=network, layout=before.layout if layout == before.layout else layout)
        self.undo_stack.push(EditCommand(self, text, after, scope_after=scope))
        return True

    def apply_renaming(self, old: str, new: str, text: str) -> bool:
        """Give a block another name, its layout too; raises :class:`NetwrightError` where it cannot have it."""
        before = self._project
        network = rename_block(before.model, old, new)
        if network is before.model:
            return False
        layouts = {new if name == old else name: layout for name, layout in before.block_layouts.items()}
        varied = renamed(before.varied, f"{old}/", f"{new}/")
        after = replace(before, model=network, block_layouts=layouts, varied=varied)
        scope = tuple(new if name == old else name for name in self._scope)
        self.undo_stack.push(EditCommand(self, text, after, scope_after=scope, selection_after=self.selection))
        return True

    def apply_project(self, text: str, project: Project) -> bool:
        """Put another project in place of this one as an undoable change, such as work found after a crash."""
        if project == self._project:
            return False
        self.undo_stack.push(EditCommand(self, text, project, scope_after=()))
        return True

    def replace_project(self, project: Project, path: Path | None = None) -> None:
        """Show another project (a new one, one from a file, a run's); the undo stack starts anew and is clean."""
        analysis = analyse(project.model, project.context(self._free_memory))  # before anything of the old is let go
        self.path = path
        self.undo_stack.clear()
        self._selections.clear()
        was_inside = bool(self._scope)
        self._scope = ()
        self._project = project
        self._network_analysis = analysis
        self._look_inside()
        self.projectReplaced.emit()
        if was_inside:
            self.scopeChanged.emit()
        self.modelChanged.emit()
        self.layoutChanged.emit()
        self.trainingChanged.emit()
        self.variedChanged.emit()
        self.selectionChanged.emit()

    def set_free_memory(self, free: int | None) -> None:
        """Take note of the bytes free on the device that a training would use."""
        self._free_memory = free
        if self._analyse_anew():
            self._look_inside()
            self.modelChanged.emit()

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
        """Ids of the selected layers in the order in which they were chosen; each block has its own."""
        return self._selections.get(self._scope, ())

    @property
    def current(self) -> str | None:
        """The layer chosen last: the one that the inspector shows and behind which new layers land."""
        return self.selection[-1] if self.selection else None

    def select(self, ids: Iterable[str]) -> None:
        """Select these layers; unknown ids are left out."""
        chosen = tuple(dict.fromkeys(layer_id for layer_id in ids if layer_id in self.model))
        if chosen != self.selection:
            self._selections[self._scope] = chosen
            self.selectionChanged.emit()

    def toggle(self, layer_id: str) -> None:
        """Add a layer to the selection, or take it out."""
        others = tuple(chosen for chosen in self.selection if chosen != layer_id)
        self.select(others if layer_id in self.selection else (*others, layer_id))

    # State

    def install(self, project: Project, scope: Scope, selection: tuple[str, ...] | None = None) -> None:
        """Show this project with those blocks open and those layers selected; for undo steps only."""
        before = self._project
        if project.dataset != before.dataset and project.dataset not in dataset_names():  # it was removed meanwhile
            project = replace(project, dataset=before.dataset)
        self._project = project
        model_before, layout_before, selection_before = self._model, self._layout, self.selection
        analysed = self._analyse_anew()
        scope = self._there(scope)
        entered, self._scope = scope != self._scope, scope
        self._look_inside()
        if selection is not None:
            self._selections[self._scope] = selection
        self._forget_absent()
        if entered:
            self._tell_scope()
        else:
            if analysed or self._model is not model_before or project.dataset != before.dataset:
                self.modelChanged.emit()
            if self._layout is not layout_before and self._layout != layout_before:
                self.layoutChanged.emit()
            if self.selection != selection_before:
                self.selectionChanged.emit()
        if project.training is not before.training:
            self.trainingChanged.emit()
        if project.varied != before.varied:
            self.variedChanged.emit()
        if project.model is not before.model:
            self._forget_derived(before.model)

    def _forget_derived(self, left: ModelSpec) -> None:
        """Drop what networks have worked out about themselves: thousands of them wait in the undo stack, few come back.

        Those left last keep it, because they come back most.
        """
        self._left.append(left)
        if len(self._left) > _MOST_KEPT:
            oldest = self._left.popleft()
            if oldest is not self._project.model and not any(other is oldest for other in self._left):
                for name in _DERIVED:
                    oldest.__dict__.pop(name, None)

    def _analyse_anew(self) -> bool:
        """Bring the whole's analysis up to date with network and context; returns whether it is another one."""
        project, known = self._project, self._network_analysis
        context = project.context(self._free_memory)
        if known.spec is project.model and known.context == context:
            return False
        self._network_analysis = analyse(project.model, context, before=known)
        return True


def arranged(document: ProjectDocument) -> bool:
    """Whether every node stands where the automatic layout would put it."""
    return dict(document.layout) == dict(arrange(document.model))
