"""One runnable file that trains the project's network by itself, with the same losses for the same seed."""

import sys
from dataclasses import replace
from operator import attrgetter

from engine.data.catalog import DatasetInfo, dataset_info
from engine.export.parts.averaging import averaging
from engine.export.parts.data import DATA, HEAD, IMPORTS
from engine.export.parts.gradients import clipping, penalty
from engine.export.parts.images import augmentation, mixing
from engine.export.parts.layers import Layer, initialise, layers_of, own_settings, tables
from engine.export.parts.loop import Loop
from engine.export.parts.loss import loss
from engine.export.parts.names import NAMES
from engine.export.parts.optimizer import decay_key, optimizers
from engine.export.parts.piece import Piece, together
from engine.export.parts.reading import Reading, reading
from engine.export.parts.schedule import schedule
from engine.export.parts.splitting import splitting
from engine.model.analysis import analyse
from engine.model.code.writer import import_lines, model_classes
from engine.model.code.writer_names import one_line
from engine.model.ports import ENDS, output_layer
from engine.model.spec import ModelSpec
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig


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
    layers = tuple(layers_of(spec))
    _check_start(project.training, layers)
    # Dropouts in branches draw one after the other as the training computes them, not as people read them.
    written = model_classes(spec, project.title or "Network", attrgetter("order"), NAMES)
    own = own_settings(layers, project.training, decay_key(project.training))
    read = reading(dataset_info(project.dataset))
    loop = _loop(project, spec, analysis.multiply_adds, written.name, own, read)
    parts = (
        _head(project, (*read.imports, *written.imports, *loop.piece.imports), loop.piece.constants),
        "\n" + "\n".join((tables(layers, own), *loop.piece.tables)),
        "\n" + "\n\n\n".join(source.strip("\n") for source in (read.source, read.normalise, DATA)),
        *("\n" + source for source in written.sources),
        "\n" + initialise(layers),
        "\n" + loop.optimizers.groups_source,
        *("\n" + source for source in loop.piece.sources),
        "\n" + loop.source(),
    )
    return "\n".join("\n" * part.startswith("\n") + part.strip("\n") + "\n" for part in parts)


def _check_start(config: TrainingConfig, layers: tuple[Layer, ...]) -> None:
    """Raise :class:`NetwrightError` where a training needs other runs."""
    if config.start_from:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The training starts from the weights of the run {run}, which a script does not have."
            ),
            QT_TRANSLATE_NOOP("engine", "Leave “Start from run” empty to export the network as a script."),
            run=config.start_from,
        )
    if config.boosted_runs:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The training is boosted on the run {run}, which a script does not have."),
            QT_TRANSLATE_NOOP("engine", "Leave “Boosted on runs” empty to export the network as a script."),
            run=config.boosted_runs[0],
        )
    from_run = next((path for path, _, learning in layers if learning.initialisation == "run"), None)
    if from_run is not None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{layer} starts from the weights of a run, which a script does not have."),
            QT_TRANSLATE_NOOP("engine", "Let it start as usual to export the network as a script."),
            layer=from_run,
        )


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


def _loop(
    project: Project, spec: ModelSpec, multiply_adds: int, class_name: str, own: dict[str, str], read: Reading
) -> Loop:
    """The loop, and with it all that the hyperparameters need; the weights' names come from the network itself."""
    from engine.model.build import blank
    from engine.training.layer_learning import hidden_matrices

    config, info = project.training, dataset_info(project.dataset)
    network = blank(spec)
    learning = [
        f"{layer.name}.{name}"
        for layer in network.learning_layers()
        if layer.learning.trainable
        for name, weight in layer.module.named_parameters()
        if weight.requires_grad
    ]
    has_batch_norm = any(name.endswith(".running_mean") for name in network.state_dict())
    norm_batch = _evaluation_batch(config, multiply_adds) if has_batch_norm else None
    at_once = config.images_at_once
    in_parts = at_once is not None and at_once <= config.images_per_step
    made = optimizers(config, learning, hidden_matrices(network), bool(own))
    lost = loss(config, len(info.classes), in_parts)
    pieces = (
        splitting(config),
        Piece(constants=(f"AT_ONCE = {at_once}  # images that are computed together",) if in_parts else ()),
        made.piece,
        schedule(config, made.groups),
        lost.piece,
        penalty(config, made.groups, any('"l1"' in settings for settings in own.values())),
        clipping(config),
        augmentation(config, info.image_shape),
        mixing(config, info.image_shape),
        averaging(config, norm_batch),
        Piece(constants=_stopping(config)),
    )
    return Loop(config, project.title, class_name, lost, made, together(pieces), in_parts, info.title, read.folders)


def _evaluation_batch(config: TrainingConfig, multiply_adds: int) -> str:
    """How many images the training evaluates at a time, as an expression."""
    import torch

    from engine.evaluation.evaluate import evaluation_batch_size

    cpu, gpu = (evaluation_batch_size(multiply_adds, torch.device(kind)) for kind in ("cpu", "cuda"))
    if config.device == "auto":
        return f'{cpu} if device.type == "cpu" else {gpu}'
    return str(cpu if config.device == "cpu" else gpu)


def _stopping(config: TrainingConfig) -> tuple[str, ...]:
    if not config.early_stopping:
        return ()
    return f"PATIENCE = {config.patience}", f"MIN_CHANGE = {config.min_change!r}"


def _head(project: Project, imports: tuple[str, ...], constants: tuple[str, ...]) -> str:
    info: DatasetInfo = dataset_info(project.dataset)
    training, preprocessing = project.training, project.preprocessing
    packages = sorted({line.split()[1].partition(".")[0] for line in imports if line} - sys.stdlib_module_names)
    return HEAD.format(
        title=one_line(project.title).replace("\\", "/").replace('"', "'") or "Network",
        needed=", ".join(dict.fromkeys((*packages, "numpy"))),
        dataset=info.title,
        imports=_import_lines(imports),
        seed=training.seed,
        epochs=training.epochs,
        batch_size=training.images_per_step,
        learning_rate=training.learning_rate,
        weight_decay=training.weight_decay,
        mean=preprocessing.mean,
        std=preprocessing.std,
        constants="".join(constant + "\n" for constant in constants),
    )


def _import_lines(imports: tuple[str, ...]) -> str:
    """The script's import lines together with the network's; what comes from one module in one line."""
    own = (*IMPORTS, "import numpy as np", "import torch.nn.functional as F")
    merged: list[str] = []
    for line in import_lines({*imports, *own} - {""}):
        module, _, name = line.partition(" import ")
        if name and merged and merged[-1].startswith(f"{module} import "):
            merged[-1] += f", {name}"
        else:
            merged.append(line)
    return "\n".join(merged)
