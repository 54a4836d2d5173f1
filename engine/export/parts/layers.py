"""What a script must know of single layers: their first weights, and how they learn apart from the rest."""

from collections.abc import Iterator

from engine.export.parts import weights
from engine.model.layer_type import LayerType
from engine.model.learning import AS_THE_NETWORK, LayerLearning, within
from engine.model.ports import ENDS
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.training.config import TrainingConfig

Layer = tuple[str, LayerSpec, LayerLearning]


def layers_of(spec: ModelSpec, prefix: str = "", outer: LayerLearning = AS_THE_NETWORK) -> Iterator[Layer]:
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
            yield from layers_of(network, inner, learning)


def tables(layers: tuple[Layer, ...], own: dict[str, str]) -> str:
    """The tables of layers at the beginning of a script."""
    names = "".join(f'    "{path}",\n' for path, layer, _ in layers if _is_drawn(layer))
    lines = ["# Layers with weights in the order in which their first weights are drawn.", f"LAYERS = (\n{names})"]
    methods = _methods(layers)
    if methods:
        lines.append("METHODS = {" + ", ".join(f'"{path}": "{method}"' for path, method in methods.items()) + "}")
    if own:
        lines.append("OWN = {\n" + "".join(f'    "{path}": {settings},\n' for path, settings in own.items()) + "}")
    return "\n".join(lines)


def own_settings(layers: tuple[Layer, ...], config: TrainingConfig, decay_key: str) -> dict[str, str]:
    """Settings of layers that learn in their own way, as source, by path."""
    found = {}
    for path, layer, learning in layers:
        settings = []
        if learning.rate_factor != 1:
            settings.append(f'"lr": {learning.rate_factor!r} * LEARNING_RATE')
        if learning.l2 is not None:
            settings.append(f'"{decay_key}": {learning.l2!r}')
        if learning.l1:
            settings.append(f'"l1": {f"L1 + {learning.l1!r}" if config.l1 else repr(learning.l1)}')
        if settings and _has_weights(layer):
            found[path] = "{" + ", ".join(settings) + "}"
    return found


def initialise(layers: tuple[Layer, ...]) -> str:
    """The function that gives a network its first weights, and those that it calls."""
    redrawn = bool(_methods(layers))
    backbones = any(layer.type == "Backbone" and _is_drawn(layer) for _, layer, _ in layers)
    text = weights.INITIALISE.replace("{methods}", weights.METHODS if redrawn else "")
    text = text.replace("{backbones}", weights.BACKBONES if backbones else "")
    return text + (weights.DRAW_BACKBONE if backbones else "") + (weights.REDRAW if redrawn else "")


def _has_weights(layer: LayerSpec) -> bool:
    return type(layer_type(layer.type)).parameter_count is not LayerType.parameter_count


def _is_drawn(layer: LayerSpec) -> bool:
    """Whether a layer's first weights are random; those of a pretrained backbone come with it."""
    return _has_weights(layer) and getattr(layer.params, "weights", "random") == "random"


def _methods(layers: tuple[Layer, ...]) -> dict[str, str]:
    """How first weights are drawn where it is not as usual, by path."""
    return {
        path: found.initialisation
        for path, layer, found in layers
        if found.initialisation != "default" and _is_drawn(layer) and layer.type != "Backbone"
    }
