"""How single layers learn: frozen at random, or started so that nothing can begin."""

from collections.abc import Iterator

from engine.model import edits, fixes
from engine.model.diagnosis.view import BATCH_NORMS, POOLING, RANDOM, RESHAPING, WEIGHTED, View, found
from engine.model.learning import AS_THE_NETWORK
from engine.model.problems import Fix, Problem
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP

_BETWEEN = (*RESHAPING, *RANDOM, *POOLING, *BATCH_NORMS)


def odd_learning(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """Settings of one layer that keep it, or the layers above it, from learning."""
    learning = layer.learning
    if learning is AS_THE_NETWORK or learning == AS_THE_NETWORK or not view.reports[layer.id].parameters:
        return
    if learning.initialisation == "zeros" and not learning.trainable:
        yield found(
            "warning",
            "dead_branch",
            QT_TRANSLATE_NOOP("engine", "is frozen with all weights at 0, so nothing passes it"),
            layer,
            fixes.learn_again(layer),
            _start_as_usual(layer),
        )
    elif learning.initialisation == "zeros" and _keeps_units_alike(view, layer):
        yield found(
            "warning",
            "zero_start",
            QT_TRANSLATE_NOOP("engine", "starts with all weights at 0: its units learn the same, or nothing at all"),
            layer,
            _start_as_usual(layer),
        )
    elif not learning.trainable and learning.initialisation != "run" and _starts_at_random(layer):
        yield found(
            "hint",
            "frozen_at_random",
            QT_TRANSLATE_NOOP("engine", "is frozen with the random weights that it starts from"),
            layer,
            fixes.learn_again(layer),
        )
    if learning.trainable and learning.rate_factor == 0:
        yield found(
            "hint",
            "rate_of_zero",
            QT_TRANSLATE_NOOP("engine", "learns at 0 times the learning rate, so not at all"),
            layer,
            _learn_at_the_usual_rate(layer),
        )


def _starts_at_random(layer: LayerSpec) -> bool:
    return layer.type != "Block" and layer_type(layer.type).category not in ("pretrained", "normalisation")


def _keeps_units_alike(view: View, layer: LayerSpec) -> bool:
    """Zeros are harmless in front of the answer, and meant so at the end of a residual branch (Goyal et al., 2017)."""
    if layer.type not in WEIGHTED:
        return False
    readers = view.readers(layer, _BETWEEN)
    return bool(readers) and not any(reader.type in ("Output", "Softmax", "LogSoftmax", "Add") for reader in readers)


def _start_as_usual(layer: LayerSpec) -> Fix:
    return fixes.fix(
        QT_TRANSLATE_NOOP("engine", "Start {name} at random"),
        lambda now: edits.set_learning(now, layer.id, initialisation="default"),
        name=layer.id,
    )


def _learn_at_the_usual_rate(layer: LayerSpec) -> Fix:
    def edit(now: ModelSpec) -> ModelSpec:
        return edits.set_learning(now, layer.id, rate_factor=1.0)

    return fixes.fix(QT_TRANSLATE_NOOP("engine", "Let {name} learn"), edit, name=layer.id)
