"""What differs between the project of a run and the one on the screen, and which layers would keep their weights."""

from dataclasses import dataclass

from engine.model.analysis import Analysis
from engine.model.report import UNKNOWN
from engine.project import Project
from engine.training.changing import changes_between
from engine.training.config import TrainingConfig
from engine.training.events import Change


@dataclass(frozen=True, slots=True)
class Difference:
    """What a paused run would go on with differently. ``kept`` and ``fresh`` are empty where no layer differs."""

    changes: tuple[Change, ...]
    kept: tuple[str, ...] = ()
    """Layers that keep what they learned: same name, same sizes."""
    fresh: tuple[str, ...] = ()
    """Layers with weights that start anew."""

    @property
    def layers(self) -> tuple[Change, ...]:
        """The changes of the network."""
        return tuple(change for change in self.changes if change.name not in TrainingConfig.model_fields)


def difference(before: Project, analysed: Analysis, after: Project, analysis: Analysis) -> Difference | None:
    """How ``after`` differs from what the run is trained with; ``None`` where it does not. Places do not count."""
    if before.training == after.training and before.model == after.model and before.dataset == after.dataset:
        return None
    changes = changes_between(before, after, ())
    if before.model == after.model:
        return Difference(changes)
    learning = [layer for layer in after.model.order if analysis.layers.get(layer, UNKNOWN).parameters]
    kept = tuple(layer for layer in learning if _keeps_weights(layer, before, analysed, after, analysis))
    return Difference(changes, kept, tuple(layer for layer in learning if layer not in kept))


def _keeps_weights(layer: str, before: Project, analysed: Analysis, after: Project, analysis: Analysis) -> bool:
    """Whether a layer's weights have the same names and sizes in both networks, as far as plain arithmetic tells."""
    if layer not in before.model or before.model[layer].type != after.model[layer].type:
        return False
    old, new = analysed.layers.get(layer, UNKNOWN), analysis.layers.get(layer, UNKNOWN)
    if old.parameters != new.parameters or len(old.input_shapes) != len(new.input_shapes):
        return False
    if before.model[layer].params == after.model[layer].params:
        return [shape[:1] for shape in old.input_shapes] == [shape[:1] for shape in new.input_shapes]
    return old.input_shapes == new.input_shapes and old.output_shape == new.output_shape
