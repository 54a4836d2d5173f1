"""Repairs that one click can make: each says in words what it does, and does it as one pure edit."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from engine.model import blocks, edits
from engine.model.layer_type import shape_text
from engine.model.layers.ports import InputParams
from engine.model.ports import ENDS, input_range
from engine.model.problems import Fix
from engine.model.registry import layer_type
from engine.model.spec import Block, LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, Text

Step = tuple[str, dict[str, Any]]
"""A layer to insert: its type and the params that differ from the defaults."""


def fix(label: str, edit: Callable[[ModelSpec], ModelSpec], **values: object) -> Fix:
    """A repair whose label is marked for translation."""
    return Fix(Text(label, values), edit)


def insert_before(layer: LayerSpec, type_name: str, source: str | None = None, **params: Any) -> Fix:
    """Put a layer of that type on the link from ``source``, else on the first one, into ``layer``."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Insert {type}"),
        partial(inserted, source=source or layer.inputs[0], target=layer.id, steps=((type_name, params),)),
        type=type_name,
    )


def insert_chain(source: str, target: str, steps: Iterable[Step], label: Text) -> Fix:
    """Put several layers on a link."""
    return Fix(label, partial(inserted, source=source, target=target, steps=tuple(steps)))


def set_field(layer: LayerSpec, field: str, value: object) -> Fix:
    """Set one param."""
    label = layer_type(layer.type).Params.model_fields[field].title or field
    shown = shape_text(value) if field == "shape" and isinstance(value, tuple) else value
    return fix(
        QT_TRANSLATE_NOOP("engine", "Set {name}.{field} to {value}"),
        lambda now: edits.set_params(now, layer.id, **{field: value}),
        name=layer.id,
        field=Text(label),
        value=shown,
    )


def make_it(layer: LayerSpec, type_name: str, **params: Any) -> Fix:
    """Turn a layer into one of another type, with params of its own where they are given."""

    def edit(now: ModelSpec) -> ModelSpec:
        turned = edits.replace_type(now, layer.id, type_name)
        return edits.set_params(turned, layer.id, **params) if params else turned

    return fix(QT_TRANSLATE_NOOP("engine", "Make it {type}"), edit, type=type_name)


def join(source: str, target: str) -> Fix:
    """Link two layers."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Connect {source} to {target}"),
        lambda now: edits.connect(now, source, target),
        source=source,
        target=target,
    )


def take_off(source: str, target: str) -> Fix:
    """Remove a link; a merge that is left with one branch goes, too."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Disconnect {source} from {target}"),
        partial(_taken_off, source=source, target=target),
        source=source,
        target=target,
    )


def remove(*layer_ids: str) -> Fix:
    """Delete layers, healing the chain."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Remove {names}"),
        lambda now: edits.delete_layers(now, layer_ids),
        names=", ".join(layer_ids),
    )


def move_behind(layer_id: str, other: str) -> Fix:
    """Put a layer right behind another one."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Move {name} behind {other}"),
        lambda now: edits.move_layer(now, layer_id, other),
        name=layer_id,
        other=other,
    )


def move_before(layer_id: str, other: LayerSpec) -> Fix:
    """Put a layer right before another one."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Move {name} before {other}"),
        partial(edits.move_onto_link, layer_id=layer_id, source=other.inputs[0], target=other.id),
        name=layer_id,
        other=other.id,
    )


def learn_again(layer: LayerSpec) -> Fix:
    """Let a frozen layer learn."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Let {name} learn"),
        lambda now: edits.set_learning(now, layer.id, trainable=True),
        name=layer.id,
    )


def add_input(shape: Shape | None) -> Fix:
    """Give the network an input, read by the first layer that reads nothing."""
    return fix(QT_TRANSLATE_NOOP("engine", "Add an input"), partial(_with_input, shape=shape or InputParams().shape))


def add_output() -> Fix:
    """Give the network an output that reads its last loose end."""
    return fix(QT_TRANSLATE_NOOP("engine", "Add an output"), _with_output)


def keep_one(kept: LayerSpec) -> Fix:
    """Keep one of several inputs or outputs; who read another input reads this one."""
    return fix(QT_TRANSLATE_NOOP("engine", "Keep only {name}"), partial(_with_one, kept=kept.id), name=kept.id)


def keep_inputs(layer: LayerSpec, most: int) -> Fix:
    """Cut the links that a layer has too many."""
    return fix(
        QT_TRANSLATE_NOOP("engine", "Keep the first {count} links of {name}"),
        lambda now: _replaced(now, replace(now[layer.id], inputs=now[layer.id].inputs[:most])),
        count=most,
        name=layer.id,
    )


def in_own_copy(layer_id: str, name: str, inner: Fix) -> Fix:
    """A repair inside a block that other places use, too: this use first gets a definition of its own.

    ``inner`` is the repair lifted to the network around the block ``name``.
    """

    def edit(now: ModelSpec) -> ModelSpec:
        mended = inner.apply(now).block_named[name]
        own = blocks.fresh_name(now, name)
        now = replace(now, blocks=(*now.blocks, Block(own, replace(mended, blocks=()))))
        return edits.set_params(now, layer_id, block=own)

    return fix(QT_TRANSLATE_NOOP("engine", "{fix}, in a block of its own"), edit, fix=inner.label)


def is_removable(layer: LayerSpec) -> bool:
    """Whether the network can do without this layer."""
    return layer.type not in ENDS


def inserted(spec: ModelSpec, *, source: str, target: str, steps: tuple[Step, ...]) -> ModelSpec:
    """Layers on a link, the first of them next to the source."""
    for type_name, values in steps:
        params = layer_type(type_name).Params.model_validate(values)
        spec, source = edits.insert_on_link(spec, source, target, type_name, params)
    return spec


def _taken_off(spec: ModelSpec, *, source: str, target: str) -> ModelSpec:
    spec = edits.disconnect(spec, source, target)
    reader = spec[target]
    if len(reader.inputs) < input_range(spec, reader)[0] and reader.inputs and is_removable(reader):
        return edits.delete_layers(spec, (target,))
    return spec


def _replaced(spec: ModelSpec, changed: LayerSpec) -> ModelSpec:
    return spec.with_layers(changed if layer.id == changed.id else layer for layer in spec.layers)


def _free_name(spec: ModelSpec, name: str) -> str:
    return name if name not in spec else edits.fresh_id(spec, name)


def _with_input(spec: ModelSpec, *, shape: Shape) -> ModelSpec:
    given = LayerSpec(_free_name(spec, "input"), "Input", InputParams(shape=shape))
    reader = next((layer for layer in spec.layers if not layer.inputs and layer.type not in ENDS), None)
    reader = reader or next((layer for layer in spec.layers if not layer.inputs and layer.type == "Output"), None)
    layers = (given, *spec.layers)
    if reader is not None:
        linked = replace(reader, inputs=(given.id,))
        layers = tuple(linked if layer.id == reader.id else layer for layer in layers)
    return spec.with_layers(layers)


def _with_output(spec: ModelSpec) -> ModelSpec:
    ends = [layer_id for layer_id in spec.order if not spec.consumers[layer_id]]
    output = LayerSpec(
        _free_name(spec, "output"), "Output", layer_type("Output").Params(), tuple(ends[-1:] or spec.order[-1:])
    )
    return spec.with_layers((*spec.layers, output))


def _with_one(spec: ModelSpec, *, kept: str) -> ModelSpec:
    others = {layer.id for layer in spec.layers if layer.type == spec[kept].type and layer.id != kept}
    return spec.with_layers(
        replace(
            layer,
            inputs=tuple(dict.fromkeys(kept if source in others else source for source in layer.inputs)),
        )
        if others.intersection(layer.inputs)
        else layer
        for layer in spec.layers
        if layer.id not in others
    )
