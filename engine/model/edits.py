"""Edits of a network: pure functions from spec to spec. One that cannot be done raises :class:`NetwrightError`."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import count

from pydantic import ValidationError

from engine.fields import Settings
from engine.model.naming import tidied, why_not
from engine.model.ports import ENDS, input_range, output_layer
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


def new_layer(spec: ModelSpec, type_name: str, params: Settings | None = None) -> LayerSpec:
    """An unconnected layer with an id that the network does not use yet, such as ``conv3``."""
    kind = layer_type(type_name)
    return LayerSpec(fresh_id(spec, kind.id_stem or kind.name.lower()), type_name, params or kind.Params())


def append_layer(
    spec: ModelSpec, type_name: str, after: str | None = None, params: Settings | None = None
) -> tuple[ModelSpec, str]:
    """Add a layer in the slot after ``after`` (before the output where that is ``None``); returns its id too.

    What read ``after`` reads the new layer instead.
    """
    output = output_layer(spec)
    if output is not None and (after is None or after == output.id):
        if output.inputs:
            return insert_on_link(spec, output.inputs[0], output.id, type_name, params)
        after = _loose_end(spec, excluding=output.id)
    layer = new_layer(spec, type_name, params)
    if after is None:
        extended = spec.with_layers((*spec.layers, layer))
    else:
        _require(spec, after)
        extended = _rewire(spec, {after: layer.id})
        extended = _placed_behind(extended, after, replace(layer, inputs=(after,)))
    if output is not None and not extended[output.id].inputs:
        extended = connect(extended, layer.id, output.id)
    return extended, layer.id


def insert_on_link(
    spec: ModelSpec, source: str, target: str, type_name: str, params: Settings | None = None
) -> tuple[ModelSpec, str]:
    """Put a new layer between two linked ones; returns its id too."""
    layer = new_layer(spec, type_name, params)
    return _spliced(spec, layer, source, target), layer.id


def move_onto_link(spec: ModelSpec, layer_id: str, source: str, target: str) -> ModelSpec:
    """Take a layer out, healing what it leaves, and put it between two linked ones."""
    layer = _movable(spec, layer_id)
    if layer_id in (source, target):
        return spec
    return _without_loop(_spliced(delete_layers(spec, (layer_id,)), layer, source, target), layer_id)


def move_layer(spec: ModelSpec, layer_id: str, after: str) -> ModelSpec:
    """Take a layer out, healing what it leaves, and put it in the slot after another."""
    layer = _movable(spec, layer_id)
    if layer_id == after:
        return spec
    if _require(spec, after).type == "Output":
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "Nothing can stand after the output."))
    without = delete_layers(spec, (layer_id,))
    moved = _placed_behind(_rewire(without, {after: layer_id}), after, _reading(layer, after))
    return _without_loop(moved, layer_id)


def delete_layers(spec: ModelSpec, ids: Iterable[str], heal: bool = True) -> ModelSpec:
    """Remove layers. Healing links their readers to what they read; otherwise those links stay open."""
    doomed = set(ids)
    for layer_id in doomed:
        if _require(spec, layer_id).type in ENDS:
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The input and the output cannot be deleted."))

    def survivors(layer_id: str) -> tuple[str, ...]:
        passed = set()
        while layer_id in doomed:
            passed.add(layer_id)
            sources = spec[layer_id].inputs[:1] if heal else ()
            if not sources or sources[0] in passed:  # nothing above, or only a loop
                return ()
            layer_id = sources[0]
        return (layer_id,)

    def reads(layer: LayerSpec) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found for source in layer.inputs for found in survivors(source)))

    return spec.with_layers(
        replace(layer, inputs=reads(layer)) if doomed.intersection(layer.inputs) else layer
        for layer in spec.layers
        if layer.id not in doomed
    )


def connect(spec: ModelSpec, source: str, target: str, port: int | None = None) -> ModelSpec:
    """Link two layers: at ``port`` (which gives up its former source), else at the next free one, else at the last.

    Raises :class:`NetwrightError` where that would close a loop or the layer already reads the source.
    """
    reader = _require(spec, target)
    _, most = input_range(spec, reader)
    if most == 0:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The input reads nothing."))
    if _require(spec, source).type == "Output":
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "Nothing can stand after the output."))
    if spec.reaches(target, source):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{target} already leads to {source}; this link would close a loop."),
            source=source,
            target=target,
        )
    used = len(reader.inputs)
    if port is None:
        port = used if used < most else most - 1
    port = min(port, used, most - 1)
    if source in reader.inputs:
        if reader.inputs.index(source) == port or most == 1:
            return spec
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{target} already reads {source}."), source=source, target=target
        )
    return _with(spec, replace(reader, inputs=(*reader.inputs[:port], source, *reader.inputs[port + 1 :])))


def disconnect(spec: ModelSpec, source: str, target: str) -> ModelSpec:
    """Remove a link."""
    reader = _require(spec, target)
    return _with(spec, replace(reader, inputs=tuple(found for found in reader.inputs if found != source)))


def move_input(spec: ModelSpec, source: str, target: str, port: int) -> ModelSpec:
    """Let a layer read one of its sources at another port; those in between move up."""
    reader = _require(spec, target)
    others = [found for found in reader.inputs if found != source]
    if len(others) == len(reader.inputs):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no link from {source} to {target}."), source=source, target=target
        )
    return _with(spec, replace(reader, inputs=(*others[:port], source, *others[port:])))


def set_params(spec: ModelSpec, layer_id: str, **changes: object) -> ModelSpec:
    """Change params of a layer; raises pydantic's ``ValidationError`` where a value is out of range."""
    layer = _require(spec, layer_id)
    values = layer.params.model_dump() | changes
    return _with(spec, replace(layer, params=type(layer.params).model_validate(values)))


def set_learning(spec: ModelSpec, layer_id: str, **changes: object) -> ModelSpec:
    """Change how one layer learns; raises pydantic's ``ValidationError`` where a value is out of range."""
    layer = _require(spec, layer_id)
    values = layer.learning.model_dump() | changes
    return _with(spec, replace(layer, learning=type(layer.learning).model_validate(values)))


def rename_layer(spec: ModelSpec, layer_id: str, name: str, whole: ModelSpec | None = None) -> ModelSpec:
    """Give a layer another id; what reads it follows. ``whole`` is the network around the block where this is one.

    Where first weights come from runs, the layer remembers the id under which they lie there. Raises
    :class:`NetwrightError` where the name is taken or cannot be one.
    """
    layer, name = _require(spec, layer_id), tidied(name)
    if name == layer_id:
        return spec
    reason = why_not(spec, layer, name)
    if reason is not None:
        raise NetwrightError(reason.template, "", **reason.values)
    learning, known = layer.learning, layer.learning.run_layer or layer_id
    if learning.run_layer or _takes_from_runs(whole or spec):
        learning = learning.model_copy(update={"run_layer": "" if known == name else known})
    renamed = replace(layer, id=name, learning=learning)
    rewired = _rewire(spec, {layer_id: name})
    return rewired.with_layers(renamed if found.id == layer_id else found for found in rewired.layers)


def _takes_from_runs(spec: ModelSpec) -> bool:
    networks = (spec, *(block.network for block in spec.blocks))
    return any(layer.learning.initialisation == "run" for network in networks for layer in network.layers)


def replace_type(spec: ModelSpec, layer_id: str, type_name: str) -> ModelSpec:
    """Make a layer one of another type, keeping its id, links and the params that both have."""
    layer, kind = _require(spec, layer_id), layer_type(type_name)
    kept = {name: value for name, value in layer.params.model_dump().items() if name in kind.Params.model_fields}
    try:
        params = kind.Params.model_validate(kept)
    except ValidationError as error:  # a param of the same name that means something else there
        for problem in error.errors(include_url=False):
            kept.pop(str(problem["loc"][0]) if problem["loc"] else "", None)
        params = kind.Params.model_validate(kept)
    changed = replace(layer, type=type_name, params=params)
    return _with(spec, replace(changed, inputs=layer.inputs[: input_range(spec, changed)[1]]))


def duplicate_layers(spec: ModelSpec, ids: Collection[str]) -> tuple[ModelSpec, tuple[str, ...]]:
    """Copy layers in order of computation with the links among them, as a loose chain; returns the new ids too."""
    copied = [spec[layer_id] for layer_id in spec.order if layer_id in ids and spec[layer_id].type not in ENDS]
    return paste_layers(spec, copied)


def paste_layers(spec: ModelSpec, copied: Iterable[LayerSpec]) -> tuple[ModelSpec, tuple[str, ...]]:
    """Add copies of layers (of this or another network) under fresh ids, keeping the links among them."""
    renamed: dict[str, str] = {}
    for original in copied:
        layer = replace(new_layer(spec, original.type, original.params), learning=original.learning)
        inputs = tuple(renamed[source] for source in original.inputs if source in renamed)
        spec = spec.with_layers((*spec.layers, replace(layer, inputs=inputs)))
        renamed[original.id] = layer.id
    return spec, tuple(renamed.values())


def fresh_id(spec: ModelSpec, stem: str) -> str:
    """An id that no layer has yet: the stem with a number."""
    return next(name for name in (f"{stem}{number}" for number in count(1)) if name not in spec)


def _require(spec: ModelSpec, layer_id: str) -> LayerSpec:
    if layer_id not in spec:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is no layer “{name}”."), name=layer_id)
    return spec[layer_id]


def _movable(spec: ModelSpec, layer_id: str) -> LayerSpec:
    layer = _require(spec, layer_id)
    if layer.type in ENDS:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The input and the output keep their places."))
    return layer


def _loose_end(spec: ModelSpec, excluding: str) -> str | None:
    ends = [layer_id for layer_id in spec.order if layer_id != excluding and not spec.consumers[layer_id]]
    return ends[-1] if ends else None


def _with(spec: ModelSpec, changed: LayerSpec) -> ModelSpec:
    return spec.with_layers(changed if layer.id == changed.id else layer for layer in spec.layers)


def _rewire(spec: ModelSpec, renamed: dict[str, str]) -> ModelSpec:
    return spec.with_layers(
        replace(layer, inputs=tuple(renamed.get(source, source) for source in layer.inputs))
        if not renamed.keys().isdisjoint(layer.inputs)
        else layer
        for layer in spec.layers
    )


def _placed_behind(spec: ModelSpec, neighbour: str, layer: LayerSpec) -> ModelSpec:
    position = next(index for index, found in enumerate(spec.layers) if found.id == neighbour) + 1
    return spec.with_layers((*spec.layers[:position], layer, *spec.layers[position:]))


def _spliced(spec: ModelSpec, layer: LayerSpec, source: str, target: str) -> ModelSpec:
    reader = _require(spec, target)
    if source not in reader.inputs:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no link from {source} to {target}."), source=source, target=target
        )
    position = reader.inputs.index(source)
    inputs = (*reader.inputs[:position], layer.id, *reader.inputs[position + 1 :])
    return _placed_behind(_with(spec, replace(reader, inputs=inputs)), source, _reading(layer, source))


def _reading(layer: LayerSpec, source: str) -> LayerSpec:
    """The layer with its first link from another source; what else it reads stays."""
    return replace(layer, inputs=tuple(dict.fromkeys((source, *layer.inputs[1:]))))


def _without_loop(spec: ModelSpec, moved: str) -> ModelSpec:
    if len(spec.order) != len(spec.layers):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name} reads what would come after it; this move would close a loop."),
            name=moved,
        )
    return spec
