"""The repairs that a one-click fix can make, by the names that layer types give in ``ShapeMismatch.remedy``."""

from collections.abc import Callable
from functools import partial

from engine.model import edits
from engine.model.layer_type import ShapeMismatch
from engine.model.problems import Fix
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, Text


def remedies(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: tuple[Shape, ...]) -> tuple[Fix, ...]:
    """The repairs known for a layer that cannot take the shapes in ``inputs``."""
    maker = _MAKERS.get(mismatch.remedy or "")
    fix = maker(spec, layer, mismatch, inputs) if maker else None
    return (fix,) if fix else ()


def insert_before(spec: ModelSpec, layer: LayerSpec, type_name: str) -> Fix:
    """Put a layer of that type right before ``layer``."""
    source = layer.inputs[0]
    return Fix(
        Text(QT_TRANSLATE_NOOP("engine", "Insert {type}"), {"type": type_name}),
        lambda now: edits.insert_on_link(now, source, layer.id, type_name)[0],
    )


def set_field(layer: LayerSpec, field: str, value: object) -> Fix:
    """Set one param."""
    label = layer_type(layer.type).Params.model_fields[field].title or field
    return Fix(
        Text(QT_TRANSLATE_NOOP("engine", "Set {name}.{field} to {value}"), _named(layer, label, value)),
        partial(_set, layer_id=layer.id, field=field, value=value),
    )


def give_classes(spec: ModelSpec, output: LayerSpec, classes: int) -> Fix:
    """Make the network end in one number per class: resize its last Linear, or add one where there is none."""
    walked = output
    while walked.inputs and walked.inputs[0] in spec:
        walked = spec[walked.inputs[0]]
        if walked.type == "Linear":
            return set_field(walked, "out_features", classes)
        if layer_type(walked.type).category not in ("activation", "regularisation"):
            break
    return Fix(
        Text(QT_TRANSLATE_NOOP("engine", "Add a Linear layer with {classes} outputs"), {"classes": classes}),
        lambda now: _append_linear(now, output.id, classes),
    )


def join(source: str, target: str) -> Fix:
    """Link two loose ends."""
    return Fix(
        Text(QT_TRANSLATE_NOOP("engine", "Connect {source} to {target}"), {"source": source, "target": target}),
        lambda now: edits.connect(now, source, target),
    )


def remove(layer_ids: tuple[str, ...]) -> Fix:
    """Delete layers, healing the chain."""
    return Fix(
        Text(QT_TRANSLATE_NOOP("engine", "Remove {names}"), {"names": ", ".join(layer_ids)}),
        lambda now: edits.delete_layers(now, layer_ids),
    )


def _append_linear(spec: ModelSpec, output_id: str, classes: int) -> ModelSpec:
    linear = layer_type("Linear").Params(out_features=classes)  # type: ignore[call-arg]
    return edits.insert_on_link(spec, spec[output_id].inputs[0], output_id, "Linear", linear)[0]


def _set(spec: ModelSpec, *, layer_id: str, field: str, value: object) -> ModelSpec:
    return edits.set_params(spec, layer_id, **{field: value})


def _named(layer: LayerSpec, label: str, value: object) -> dict[str, object]:
    return {"name": layer.id, "field": Text(label), "value": value}


def _insert_flatten(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: tuple[Shape, ...]
) -> Fix | None:
    return insert_before(spec, layer, "Flatten")


def _take_what_comes(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: tuple[Shape, ...]
) -> Fix | None:
    assert mismatch.field is not None
    return set_field(layer, mismatch.field, int(mismatch.found))


def _shrink_window(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: tuple[Shape, ...]) -> Fix | None:
    return set_field(layer, "kernel_size", int(mismatch.found))


def _pad_valid(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: tuple[Shape, ...]) -> Fix | None:
    return set_field(layer, "padding", "valid")


def _use_batchnorm2d(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: tuple[Shape, ...]
) -> Fix | None:
    return _use(layer, "BatchNorm2d")


def _use(layer: LayerSpec, type_name: str) -> Fix:
    return Fix(
        Text(QT_TRANSLATE_NOOP("engine", "Make it {type}"), {"type": type_name}),
        lambda now: edits.replace_type(now, layer.id, type_name),
    )


def _move_before_flatten(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: tuple[Shape, ...]
) -> Fix | None:
    """Images end at a Flatten: the layer belongs before the nearest one above it. BatchNorm has a twin for rows."""
    if layer.type == "BatchNorm2d":
        return _use(layer, "BatchNorm1d")
    walked = layer
    while walked.inputs and walked.inputs[0] in spec:
        walked = spec[walked.inputs[0]]
        if walked.type == "Flatten" and walked.inputs:
            source, flatten = walked.inputs[0], walked.id
            return Fix(
                Text(QT_TRANSLATE_NOOP("engine", "Move {name} before {other}"), {"name": layer.id, "other": flatten}),
                partial(edits.move_onto_link, layer_id=layer.id, source=source, target=flatten),
            )
    return None


_Maker = Callable[[ModelSpec, LayerSpec, ShapeMismatch, tuple[Shape, ...]], Fix | None]
_MAKERS: dict[str, _Maker] = {
    "insert_flatten": _insert_flatten,
    "take_what_comes": _take_what_comes,
    "shrink_window": _shrink_window,
    "pad_valid": _pad_valid,
    "use_batchnorm2d": _use_batchnorm2d,
    "move_before_flatten": _move_before_flatten,
}
