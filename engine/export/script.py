"""One runnable file that trains the project's network by itself, with the same losses for the same seed."""

from collections.abc import Iterator

from engine.data.catalog import DatasetInfo, dataset_info
from engine.export import script_source as source
from engine.model.analysis import analyse
from engine.model.code.writer import model_classes
from engine.model.learning import AS_THE_NETWORK, LayerLearning, within
from engine.model.ports import output_layer
from engine.model.spec import LayerSpec, ModelSpec
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig

_OPTIMIZERS = {
    "sgd": "torch.optim.SGD(groups(model), lr=LEARNING_RATE, momentum={momentum!r}, weight_decay=WEIGHT_DECAY)",
    "adam": "torch.optim.Adam(groups(model), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True)",
    "adamw": "torch.optim.AdamW(groups(model), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True)",
    "rmsprop": "torch.optim.RMSprop(groups(model), lr=LEARNING_RATE, momentum={momentum!r}, weight_decay=WEIGHT_DECAY)",
}
_EVALUATION_BATCH = 500


def training_script(project: Project) -> str:
    """The script's source. It needs torch, numpy and the dataset's files, nothing of this program.

    Raises :class:`NetwrightError` for a network with errors, and for one that starts from the weights of a run.
    """
    spec = project.model
    analysis = analyse(spec, project.context())
    if not analysis.ok:
        first = analysis.problems[0]
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The network cannot be exported as a script: {layer} {reason}"),
            QT_TRANSLATE_NOOP("engine", "Mend the errors first."),
            layer=first.layer or "",
            reason=first.text,
        )
    layers = tuple(_layers(spec))
    from_run = next((path for path, layer, learning in layers if learning.initialisation == "run"), None)
    if from_run is not None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{layer} starts from the weights of a run, which a script does not have."),
            QT_TRANSLATE_NOOP("engine", "Let it start as usual to export the network as a script."),
            layer=from_run,
        )
    written = model_classes(spec, project.title or "Network")
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
    """The layers that the answer depends on, in order of computation, those inside blocks by their path."""
    needed = _needed(spec)
    for layer_id in spec.order:
        layer = spec[layer_id]
        if layer_id not in needed or layer.type in ("Input", "BlockInput", "Output"):
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
    return source.HEAD.format(
        title=project.title or "Network",
        dataset=info.title,
        imports="\n".join(imports),
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


def _tables(layers: tuple[_Layer, ...]) -> str:
    """What the script must know of single layers."""
    names = "".join(f'    "{path}",\n' for path, layer, _ in layers if _has_weights(layer))
    lines = ["# Layers with weights in the order in which their first weights are drawn.", f"LAYERS = (\n{names})"]
    methods = {path: found.initialisation for path, layer, found in layers if found.initialisation != "default"}
    if methods:
        lines.append("METHODS = {" + ", ".join(f'"{path}": "{method}"' for path, method in methods.items()) + "}")
    own = _own(layers)
    if own:
        lines.append("OWN = {\n" + "".join(f'    "{path}": {settings},\n' for path, settings in own.items()) + "}")
    return "\n".join(lines)


def _has_weights(layer: LayerSpec) -> bool:
    """Whether a layer keeps a module; one without parameters draws nothing and does no harm in the list."""
    from engine.model.registry import layer_type

    return bool(layer_type(layer.type).torch_name) or layer.type == "Backbone"


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
    redrawn = any(learning.initialisation != "default" for _, _, learning in layers)
    text = source.INITIALISE.replace("{methods}", source.METHODS if redrawn else "")
    return "\n" + text + (source.REDRAW if redrawn else "")


def _train(project: Project, class_name: str, own: dict[str, str]) -> str:
    training: TrainingConfig = project.training
    penalised = any('"l1"' in settings for settings in own.values())
    return "\n" + source.TRAIN.format(
        evaluation_batch=_EVALUATION_BATCH,
        name="".join(character if character.isalnum() else "-" for character in project.title) or "network",
        device="cpu" if training.device == "auto" else training.device,
        class_name=class_name,
        optimizer=_OPTIMIZERS[training.optimizer].format(momentum=training.momentum),
        penalty=source.PENALTY if penalised else "",
    )
