"""One runnable file that trains the project's network by itself, with the same losses for the same seed."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from engine.data.catalog import DatasetInfo, dataset_info
from engine.export import script_source as source
from engine.model.analysis import analyse
from engine.model.code.writer import import_lines, model_classes
from engine.model.code.writer_names import one_line
from engine.model.layer_type import LayerType
from engine.model.learning import AS_THE_NETWORK, LayerLearning, within
from engine.model.ports import ENDS, output_layer
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import OptimizerName, TrainingConfig

_OPTIMIZERS: dict[OptimizerName, tuple[str, ...]] = {
    "sgd": ("SGD", "momentum={momentum!r}", "fused=True"),
    "adam": ("Adam", "fused=True"),
    "adamw": ("AdamW", "fused=True"),
    "rmsprop": ("RMSprop", "momentum={momentum!r}"),
}
"""Each one's class and the arguments that only it has."""
_EVALUATION_BATCH = 500
_AUTOMATIC_DEVICE = '"cuda" if torch.cuda.is_available() else "cpu"'


def training_script(project: Project) -> str:
    """The script's source. It needs torch, numpy and the dataset's files, nothing of this program.

    Raises :class:`NetwrightError` for a network with errors, and for one that starts from the weights of a run.
    """
    spec = project.model
    analysis = analyse(spec, project.context())
    if not analysis.ok:
        first = next(problem for problem in analysis.problems if problem.severity == "error")
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The network cannot be exported as a script: {layer} {reason}"),
            QT_TRANSLATE_NOOP("engine", "Mend the errors first."),
            layer=first.layer or "",
            reason=first.text,
        )
    # A layer that nobody reads could draw random numbers, which the others would then get too late.
    spec = _needed_alone(spec)
    layers = tuple(_layers(spec))
    from_run = next((path for path, layer, learning in layers if learning.initialisation == "run"), None)
    if from_run is not None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{layer} starts from the weights of a run, which a script does not have."),
            QT_TRANSLATE_NOOP("engine", "Let it start as usual to export the network as a script."),
            layer=from_run,
        )
    # Dropouts in branches draw one after the other as the training computes them, not as people read them.
    written = model_classes(spec, project.title or "Network", attrgetter("order"), source.NAMES)
    parts = (
        _head(project, written.imports),
        _tables(layers),
        source.DATA,
        *("\n\n" + text for text in written.sources),
        _initialise(layers),
        source.GROUPS if _own(layers) else source.PLAIN_GROUPS,
        _train(project, written.name, _own(layers)),
    )
    return "\n\n".join(part.strip("\n") + "\n" for part in parts)


_Layer = tuple[str, LayerSpec, LayerLearning]


def _layers(spec: ModelSpec, prefix: str = "", outer: LayerLearning = AS_THE_NETWORK) -> Iterator[_Layer]:
    """The layers in order of computation, those inside blocks by their path."""
    for layer_id in spec.order:
        layer = spec[layer_id]
        if layer.type in ENDS:
            continue
        learning = within(layer.learning, outer)
        if layer.type != "Block":
            yield prefix + layer_id, layer, learning
            continue
        repeat: int = layer.params.repeat  # type: ignore[attr-defined]
        network = spec.block_named[layer.params.block]  # type: ignore[attr-defined]
        for number in range(repeat):
            inner = f"{prefix}{layer_id}." if repeat == 1 else f"{prefix}{layer_id}.{number}."
            yield from _layers(network, inner, learning)


def _needed_alone(spec: ModelSpec) -> ModelSpec:
    """The network, and each of its blocks, without the layers that the answer does not depend on."""

    def without(network: ModelSpec) -> ModelSpec:
        needed = _needed(network)
        return network.with_layers([layer for layer in network if layer.id in needed or layer.type in ENDS])

    blocks = tuple(replace(block, network=without(block.network)) for block in spec.blocks)
    return replace(without(spec), blocks=blocks)


def _needed(spec: ModelSpec) -> set[str]:
    output = output_layer(spec)
    needed: set[str] = set()
    stack = list(output.inputs) if output is not None else []
    while stack:
        found = stack.pop()
        if found not in needed:
            needed.add(found)
            stack += spec[found].inputs
    return needed


def _head(project: Project, imports: tuple[str, ...]) -> str:
    info: DatasetInfo = dataset_info(project.dataset)
    training = project.training
    packages = sorted({line.split()[1].partition(".")[0] for line in imports if line} - sys.stdlib_module_names)
    return source.HEAD.format(
        title=one_line(project.title).replace("\\", "/").replace('"', "'") or "Network",
        needed=", ".join((*packages, "numpy")),
        dataset=info.title,
        imports=_import_lines(imports),
        seed=training.seed,
        epochs=training.epochs,
        batch_size=training.batch_size,
        learning_rate=training.learning_rate,
        weight_decay=training.weight_decay,
        validation_split=training.validation_split,
        limit_train=training.limit_train,
        mean=info.preprocessing.mean,
        std=info.preprocessing.std,
    )


def _import_lines(imports: tuple[str, ...]) -> str:
    """The script's import lines together with the network's."""
    own = (*source.IMPORTS, "import numpy as np", "import torch.nn.functional as F")
    return "\n".join(import_lines({*imports, *own} - {""}))


def _tables(layers: tuple[_Layer, ...]) -> str:
    """What the script must know of single layers."""
    names = "".join(f'    "{path}",\n' for path, layer, _ in layers if _is_drawn(layer))
    lines = ["# Layers with weights in the order in which their first weights are drawn.", f"LAYERS = (\n{names})"]
    methods = _methods(layers)
    if methods:
        lines.append("METHODS = {" + ", ".join(f'"{path}": "{method}"' for path, method in methods.items()) + "}")
    own = _own(layers)
    if own:
        lines.append("OWN = {\n" + "".join(f'    "{path}": {settings},\n' for path, settings in own.items()) + "}")
    return "\n".join(lines)


def _has_weights(layer: LayerSpec) -> bool:
    return type(layer_type(layer.type)).parameter_count is not LayerType.parameter_count


def _is_drawn(layer: LayerSpec) -> bool:
    """Whether a layer's first weights are random; those of a pretrained backbone come with it."""
    return _has_weights(layer) and getattr(layer.params, "weights", "random") == "random"


def _methods(layers: tuple[_Layer, ...]) -> dict[str, str]:
    """How first weights are drawn where it is not as usual, by path."""
    return {
        path: found.initialisation
        for path, layer, found in layers
        if found.initialisation != "default" and _is_drawn(layer) and layer.type != "Backbone"
    }


def _own(layers: tuple[_Layer, ...]) -> dict[str, str]:
    """Settings of layers that learn in their own way, as source, by path."""
    found = {}
    for path, layer, learning in layers:
        settings = []
        if learning.rate_factor != 1:
            settings.append(f'"lr": {learning.rate_factor!r} * LEARNING_RATE')
        if learning.l2 is not None:
            settings.append(f'"weight_decay": {learning.l2!r}')
        if learning.l1:
            settings.append(f'"l1": {learning.l1!r}')
        if settings and _has_weights(layer):
            found[path] = "{" + ", ".join(settings) + "}"
    return found


def _initialise(layers: tuple[_Layer, ...]) -> str:
    redrawn = bool(_methods(layers))
    backbones = any(layer.type == "Backbone" and _is_drawn(layer) for _, layer, _ in layers)
    text = source.INITIALISE.replace("{methods}", source.METHODS if redrawn else "")
    text = text.replace("{backbones}", source.BACKBONES if backbones else "")
    return "\n" + text + (source.DRAW_BACKBONE if backbones else "") + (source.REDRAW if redrawn else "")


def _optimizer(training: TrainingConfig) -> str:
    name, *own = _OPTIMIZERS[training.optimizer]
    arguments = ("groups(model)", "lr=LEARNING_RATE", "weight_decay=WEIGHT_DECAY", *own)
    lines = "".join(f"        {argument},\n" for argument in arguments).format(momentum=training.momentum)
    return f"torch.optim.{name}(\n{lines}    )"


def _train(project: Project, class_name: str, own: dict[str, str]) -> str:
    training: TrainingConfig = project.training
    penalised = any('"l1"' in settings for settings in own.values())
    return "\n" + source.TRAIN.format(
        evaluation_batch=_EVALUATION_BATCH,
        name="".join(character if character.isalnum() else "-" for character in project.title) or "network",
        device=_AUTOMATIC_DEVICE if training.device == "auto" else f'"{training.device}"',
        class_name=class_name,
        optimizer=_optimizer(training),
        penalty=source.PENALTY if penalised else "",
    )
