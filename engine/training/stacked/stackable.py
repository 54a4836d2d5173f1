"""Which trainings can be taken together as one stacked computation, and why others cannot. No torch.

Members may differ in the seed (first weights, order of images, augmentation, dropout, and the split where it has no
seed of its own), in all that the optimizer, the schedule, the loss, penalties, clipping, averages, augmentation and
stopping are told, in the number of epochs, in the shares of dropout and the strength of noise, and in how single layers
learn. They share the network's shape, the dataset, the sizes of batches and parts, the precision and the device.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from engine.data.catalog import known_info
from engine.fields import describe
from engine.model.layer_type import LayerType
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.config import TrainingConfig
from engine.training.splitting import split_sizes

ALIKE = ("batch_size", "precision", "deterministic", "device", "normalisation")
"""Hyperparameters that are the same for all members."""

_FREE_PARAMS: Mapping[str, frozenset[str]] = {
    "Dropout": frozenset({"p"}),
    "Dropout2d": frozenset({"p"}),
    "GaussianNoise": frozenset({"std"}),
}
"""Params by layer type in which members may differ: no shape depends on them."""


def stackable(configs: Sequence[TrainingConfig], specs: Sequence[ModelSpec]) -> Text | None:
    """Why trainings with these hyperparameters and networks cannot be taken together; ``None`` where they can.

    ``configs`` and ``specs`` have one entry for each member. Datasets and the sizes of their parts are not looked at:
    :func:`together` does.
    """
    for config in configs:
        if (alone := _alone(config)) is not None:
            return alone
    for spec in specs:
        if (alone := _draws_by_itself(spec)) is not None:
            return alone
    for first, second in pairwise(configs):
        for name in ALIKE:
            if getattr(first, name) != getattr(second, name):
                return _differ(Text(_label(name)), getattr(first, name), getattr(second, name))
    for one, other in pairwise(specs):
        if (difference := _network_difference(one, other)) is not None:
            return difference
    return None


def together(projects: Sequence[Project]) -> Text | None:
    """Why these projects cannot be trained together; ``None`` where they can."""
    if len(projects) < 2:
        return Text(QT_TRANSLATE_NOOP("engine", "There is only one network."))
    for first, second in pairwise(projects):
        if first.dataset != second.dataset:
            return _differ(Text(QT_TRANSLATE_NOOP("engine", "The dataset")), first.dataset, second.dataset)
    reason = stackable([project.training for project in projects], [project.model for project in projects])
    if reason is not None:
        return reason
    images = known_info(projects[0].dataset).train_images
    sizes = [split_sizes(images, project.training)[0] for project in projects]
    if len(set(sizes)) > 1:
        return _differ(Text(QT_TRANSLATE_NOOP("engine", "The number of training images")), min(sizes), max(sizes))
    return None


def _alone(config: TrainingConfig) -> Text | None:
    """What of a member's hyperparameters no stacked computation has."""
    if config.micro_batch is not None or config.accumulate > 1:
        return Text(QT_TRANSLATE_NOOP("engine", "Batches that are computed in parts cannot be stacked."))
    if config.precision == "fp16":
        return Text(QT_TRANSLATE_NOOP("engine", "float16 scales each network's loss by itself and cannot be stacked."))
    if config.boosted_runs:
        return Text(QT_TRANSLATE_NOOP("engine", "Boosted runs learn one after the other and cannot be stacked."))
    if config.mixup or config.cutmix:
        return Text(QT_TRANSLATE_NOOP("engine", "Mixup and CutMix cannot be stacked."))
    return None


def _draws_by_itself(spec: ModelSpec) -> Text | None:
    """A layer that draws random numbers which only a network by itself can repeat."""
    for layer in _layers(spec):
        if layer.type == "Backbone" or getattr(layer.params, "dropout", False):
            return Text(
                QT_TRANSLATE_NOOP("engine", "{layer} draws random numbers within itself and cannot be stacked."),
                {"layer": layer.id},
            )
    return None


def _layers(spec: ModelSpec) -> tuple[LayerSpec, ...]:
    return (*spec.layers, *(layer for block in spec.blocks for layer in block.network.layers))


def _network_difference(one: ModelSpec, other: ModelSpec) -> Text | None:
    if one is other:
        return None
    if [block.name for block in one.blocks] != [block.name for block in other.blocks]:
        return Text(QT_TRANSLATE_NOOP("engine", "The networks have different blocks."))
    pairs = [(one, other), *((a.network, b.network) for a, b in zip(one.blocks, other.blocks, strict=True))]
    for first, second in pairs:
        wirings = [[(layer.id, layer.type, layer.inputs) for layer in spec.layers] for spec in (first, second)]
        if wirings[0] != wirings[1]:
            return Text(QT_TRANSLATE_NOOP("engine", "The networks have different layers or links."))
        for mine, yours in zip(first.layers, second.layers, strict=True):
            if (difference := _layer_difference(mine, yours)) is not None:
                return difference
    return None


def _layer_difference(mine: LayerSpec, yours: LayerSpec) -> Text | None:
    free = _FREE_PARAMS.get(mine.type, frozenset())
    kind: LayerType = layer_type(mine.type)
    for field in describe(kind.Params):
        first, second = getattr(mine.params, field.name), getattr(yours.params, field.name)
        if field.name not in free and first != second:
            what = Text("{layer}: {field}", {"layer": mine.id, "field": Text(field.label)})
            return _differ(what, first, second)
    if mine.learning.trainable != yours.learning.trainable:
        return Text(QT_TRANSLATE_NOOP("engine", "{layer} is frozen in some networks only."), {"layer": mine.id})
    return None


def _label(name: str) -> str:
    return next(field.label for field in describe(TrainingConfig) if field.name == name)


def _differ(what: Text, first: object, second: object) -> Text:
    return Text(
        QT_TRANSLATE_NOOP("engine", "{what} is not the same for all: {first} and {second}."),
        {"what": what, "first": first, "second": second},
    )
