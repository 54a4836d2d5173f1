"""Networks as plain JSON data and back. Reading checks everything and names the place of what is wrong."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_LAYERS = 20_000
_LAYER_KEYS = {"id", "type", "params", "inputs"}


def model_to_data(spec: ModelSpec) -> dict[str, Any]:
    """The network as JSON data; params at their defaults are written too, so that defaults may change later."""
    return {"layers": [layer_to_data(layer) for layer in spec.layers]}


def layer_to_data(layer: LayerSpec) -> dict[str, Any]:
    """One layer as JSON data."""
    return {
        "id": layer.id,
        "type": layer.type,
        "params": layer.params.model_dump(mode="json"),
        "inputs": list(layer.inputs),
    }


def model_from_data(data: object) -> ModelSpec:
    """Read a network; raises :class:`NetwrightError` naming the place where the data is not one."""
    if not isinstance(data, Mapping) or not isinstance(data.get("layers"), list):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: expected a list of layers."), place="model.layers")
    entries = data["layers"]
    if len(entries) > MAXIMUM_LAYERS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: {found} layers, at most {most} can be opened."),
            place="model.layers",
            found=len(entries),
            most=MAXIMUM_LAYERS,
        )
    spec = ModelSpec(tuple(layer_from_data(entry, f"model.layers[{index}]") for index, entry in enumerate(entries)))
    if len(spec.by_id) != len(entries):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: two layers have the same id."), place="model.layers")
    for layer in spec.layers:
        for source in layer.inputs:
            if source not in spec:
                raise NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "{place}: reads “{source}”, which is not there."),
                    place=f"model.layers.{layer.id}",
                    source=source,
                )
    if len(spec.order) != len(entries):
        loop = ", ".join(sorted(set(spec.by_id) - set(spec.order))[:5])
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: the links form a loop through {loop}."),
            place="model.layers",
            loop=loop,
        )
    return spec


def layer_from_data(entry: object, place: str) -> LayerSpec:
    """Read one layer; ``place`` says where it stands, for the error."""
    if not isinstance(entry, Mapping) or not set(entry) <= _LAYER_KEYS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: expected a layer with id, type, params and inputs."), place=place
        )
    layer_id, inputs = entry.get("id"), entry.get("inputs", [])
    if not isinstance(layer_id, str) or not layer_id.isidentifier() or len(layer_id) > 100:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: the id must be a name of letters and digits, found {found}."),
            place=place,
            found=repr(layer_id)[:80],
        )
    place = f"{place} ({layer_id})"
    if not isinstance(inputs, list) or not all(isinstance(source, str) for source in inputs) or len(inputs) > 1000:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: inputs must be a list of layer ids."), place=place)
    kind = layer_type(str(entry.get("type")))
    try:
        params = kind.Params.model_validate(entry.get("params", {}), strict=False)
    except ValidationError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: {reason}."), place=place, reason=validation_sentence(error)
        ) from None
    return LayerSpec(layer_id, kind.name, params, tuple(inputs))


def validation_sentence(error: ValidationError) -> str:
    """Pydantic's first complaint in one line: the field, what is wrong, and what was found."""
    first = error.errors(include_url=False)[0]
    field = ".".join(map(str, first["loc"]))
    message = first["msg"].removeprefix("Value error, ")
    found = repr(first["input"])[:80]
    return f"{field}: {message}, found {found}" if field else f"{message}, found {found}"
