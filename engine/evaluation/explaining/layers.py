"""The layers that Grad-CAM can look at, from the network's shapes alone; no torch."""

from engine.model.analysis import analyse
from engine.model.ports import output_layer
from engine.model.spec import ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_PORTS = ("Input", "Output")


def spatial_layers(spec: ModelSpec) -> tuple[str, ...]:
    """Ids of the layers that the answer depends on and whose output has height and width, in order of computation."""
    layers, output = analyse(spec).layers, output_layer(spec)
    return tuple(
        layer_id
        for layer_id in spec.order
        if spec[layer_id].type not in _PORTS
        and _has_places(layers[layer_id].output_shape)
        and output is not None
        and spec.reaches(layer_id, output.id)
    )


def chosen_layer(spec: ModelSpec, wanted: str | None) -> str:
    """``wanted``, or the last layer to look at without it; raises :class:`NetwrightError` where there is none."""
    known = spatial_layers(spec)
    if not known and any(layer.type == "Block" for layer in spec):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Grad-CAM looks at no layers inside of blocks, and there is no other here."),
            QT_TRANSLATE_NOOP("engine", "Choose another method, or ask one of an ensemble's members."),
        )
    if not known:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "Grad-CAM needs a layer whose output has height and width; there is none here."
            ),
            QT_TRANSLATE_NOOP("engine", "Choose another method, or add a convolution before the Flatten layer."),
        )
    if wanted is None:
        return known[-1]
    if wanted not in known:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Grad-CAM cannot look at “{layer}”: expected one of {known}."),
            layer=wanted[:80],
            known=", ".join(known),
        )
    return wanted


def _has_places(shape: Shape | None) -> bool:
    return shape is not None and len(shape) == 3 and shape[1] * shape[2] > 1
