"""Networks as plain JSON data and back. Reading checks everything and names the place of what is wrong."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from engine.model.block_uses import MAXIMUM_EXPANDED_LAYERS, expanded_size, recursive_block, uses
from engine.model.layers.block import MAXIMUM_PORTS
from engine.model.learning import AS_THE_NETWORK, LayerLearning
from engine.model.naming import is_name, is_of_modules
from engine.model.ports import ENDS, block_ports
from engine.model.registry import layer_type
from engine.model.spec import Block, LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_LAYERS = 20_000
MAXIMUM_BLOCKS = 1_000
_LAYER_KEYS = {"id", "type", "params", "inputs", "learning"}


def model_to_data(spec: ModelSpec) -> dict[str, Any]:
    """The network as JSON data; params at their defaults are written too, so that defaults may change later."""
    data: dict[str, Any] = {"layers": [layer_to_data(layer) for layer in spec.layers]}
    if spec.blocks:
        data["blocks"] = [block_to_data(block) for block in spec.blocks]
    return data


def block_to_data(block: Block) -> dict[str, Any]:
    """One block's definition as JSON data."""
    return {"name": block.name, "layers": [layer_to_data(layer) for layer in block.network.layers]}


def layer_to_data(layer: LayerSpec) -> dict[str, Any]:
    """One layer as JSON data."""
    data = {
        "id": layer.id,
        "type": layer.type,
        "params": layer.params.model_dump(mode="json"),
        "inputs": list(layer.inputs),
    }
    if layer.learning != AS_THE_NETWORK:
        data["learning"] = layer.learning.model_dump(mode="json", exclude_defaults=True)
    return data


def model_from_data(data: object) -> ModelSpec:
    """Read a network; raises :class:`NetwrightError` naming the place where the data is not one."""
    if not isinstance(data, Mapping) or not isinstance(data.get("layers"), list):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: expected a list of layers."), place="model.layers")
    entries = data.get("blocks", [])
    if not isinstance(entries, list) or len(entries) > MAXIMUM_BLOCKS:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: expected a list of blocks."), place="model.blocks")
    total = len(data["layers"]) + sum(
        len(entry["layers"])
        for entry in entries
        if isinstance(entry, Mapping) and isinstance(entry.get("layers"), list)
    )
    if total > MAXIMUM_LAYERS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: {found} layers, at most {most} can be opened."),
            place="model.layers",
            found=total,
            most=MAXIMUM_LAYERS,
        )
    blocks = tuple(block_from_data(entry, f"model.blocks[{index}]") for index, entry in enumerate(entries))
    spec = ModelSpec(_layers_from_data(data["layers"], "model.layers"), blocks)
    check_blocks(spec, "model.blocks")
    return spec


def block_from_data(entry: object, place: str) -> Block:
    """Read one block's definition; ``place`` says where it stands, for the error."""
    if not isinstance(entry, Mapping) or set(entry) != {"name", "layers"} or not isinstance(entry["layers"], list):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: expected a block with name and layers."), place=place
        )
    name = entry["name"]
    if not isinstance(name, str) or not is_name(name) or len(name) > 60:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: the block's name must be one of letters and digits, found {found}."),
            place=place,
            found=repr(name)[:80],
        )
    network = ModelSpec(_layers_from_data(entry["layers"], f"{place}.layers"))
    if sum(layer.type == "Output" for layer in network) != 1 or any(layer.type == "Input" for layer in network):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: a block has BlockInput layers and exactly one Output."), place=place
        )
    if len(block_ports(network)) > MAXIMUM_PORTS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: a block has at most {most} ports."), place=place, most=MAXIMUM_PORTS
        )
    return Block(name, network)


def _layers_from_data(entries: list[object], place: str) -> tuple[LayerSpec, ...]:
    """Read layers that form a graph without loops, each id once, every link from a layer that is there."""
    spec = ModelSpec(tuple(layer_from_data(entry, f"{place}[{index}]") for index, entry in enumerate(entries)))
    if len(spec.by_id) != len(entries):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: two layers have the same id."), place=place)
    for layer in spec.layers:
        for source in layer.inputs:
            if source not in spec:
                raise NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "{place}: reads “{source}”, which is not there."),
                    place=f"{place}.{layer.id}",
                    source=source,
                )
            if spec[source].type == "Output":
                raise NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "{place}: reads the output, which nothing can."),
                    place=f"{place}.{layer.id}",
                )
        if len(set(layer.inputs)) != len(layer.inputs):
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{place}: reads the same layer twice."), place=f"{place}.{layer.id}"
            )
    if len(spec.order) != len(entries):
        loop = ", ".join(sorted(set(spec.by_id) - set(spec.order))[:5])
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: the links form a loop through {loop}."), place=place, loop=loop
        )
    return spec.layers


def check_blocks(spec: ModelSpec, place: str) -> None:
    """Raise :class:`NetwrightError` where a network's blocks are not defined once each, nest in a circle or explode."""
    if any(layer.type == "BlockInput" for layer in spec.layers):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: BlockInput layers belong inside a block."), place="model.layers"
        )
    names = {block.name for block in spec.blocks}
    if len(names) != len(spec.blocks):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: two blocks have the same name."), place=place)
    networks = (spec, *(block.network for block in spec.blocks))
    for name in (name for network in networks for name, _ in uses(network.layers)):
        if name not in names:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{place}: the block {name} is used but not defined."),
                place=place,
                name=name,
            )
    itself = recursive_block(spec)
    if itself is not None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: the block {name} contains itself."), place=place, name=itself
        )
    if expanded_size(spec) > MAXIMUM_EXPANDED_LAYERS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: copies of copies make more than {most} layers."),
            place=place,
            most=MAXIMUM_EXPANDED_LAYERS,
        )


def layer_from_data(entry: object, place: str) -> LayerSpec:
    """Read one layer; ``place`` says where it stands, for the error."""
    if not isinstance(entry, Mapping) or not set(entry) <= _LAYER_KEYS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: expected a layer with id, type, params and inputs."), place=place
        )
    layer_id, inputs = entry.get("id"), entry.get("inputs", [])
    if not isinstance(layer_id, str) or not is_name(layer_id) or len(layer_id) > 100:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: the id must be a name of letters and digits, found {found}."),
            place=place,
            found=repr(layer_id)[:80],
        )
    place = f"{place} ({layer_id})"
    if not isinstance(inputs, list) or not all(isinstance(source, str) for source in inputs) or len(inputs) > 1000:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: inputs must be a list of layer ids."), place=place)
    try:
        kind = layer_type(str(entry.get("type"))[:80])
    except NetwrightError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: {reason}"),
            error.hint.template if error.hint is not None else "",
            **{**error.text.values, "place": place, "reason": error.text},
        ) from None
    if is_of_modules(layer_id) and kind.name not in ENDS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: PyTorch code uses “{name}” for something else. Try “{other}”."),
            place=place,
            name=layer_id,
            other=f"{layer_id}_",
        )
    try:
        params = kind.Params.model_validate(entry.get("params", {}), strict=False)
        learning = LayerLearning.model_validate(entry["learning"]) if "learning" in entry else AS_THE_NETWORK
    except ValidationError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{place}: {reason}."), place=place, reason=validation_sentence(error)
        ) from None
    return LayerSpec(layer_id, kind.name, params, tuple(inputs), learning)


def validation_sentence(error: ValidationError) -> str:
    """Pydantic's first complaint in one line: the field, what is wrong, and what was found."""
    first = error.errors(include_url=False)[0]
    field = ".".join(map(str, first["loc"]))
    message = first["msg"].removeprefix("Value error, ")
    found = repr(first["input"])[:80]
    return f"{field}: {message}, found {found}" if field else f"{message}, found {found}"
