"""Layers on their way between places and windows: as JSON text on the clipboard, and spliced in as a run."""

import json
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from engine.json_text import read_json
from engine.model.blocks import add_block, blocks_used, use_names
from engine.model.edits import paste_layers
from engine.model.layers.block import BlockParams
from engine.model.ports import ENDS
from engine.model.serial import block_from_data, block_to_data, check_blocks, layer_from_data, layer_to_data
from engine.model.spec import Block, LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

FORMAT = "netwright-layers"
MAXIMUM_CHARACTERS = 4 * 2**20


class Snippet(NamedTuple):
    """Copied layers, and the definitions of the blocks that they use."""

    layers: tuple[LayerSpec, ...]
    blocks: tuple[Block, ...] = ()


def to_text(spec: ModelSpec, ids: Collection[str]) -> str:
    """The layers of those ids (the ends never) as JSON text, in order of computation, with the blocks they use."""
    return _text(spec, picked(spec, ids))


def block_text(spec: ModelSpec, name: str) -> str:
    """One use of a block as JSON text, with its definition and those inside it."""
    return _text(spec, (LayerSpec("block1", "Block", BlockParams(block=name)),))


def _text(spec: ModelSpec, layers: tuple[LayerSpec, ...]) -> str:
    data: dict[str, object] = {"format": FORMAT, "version": 1, "layers": [layer_to_data(layer) for layer in layers]}
    definitions = blocks_used(spec, layers)
    if definitions:
        data["blocks"] = [block_to_data(block) for block in definitions]
    return json.dumps(data, ensure_ascii=False, indent=1)


def from_text(text: str, complaint: str = QT_TRANSLATE_NOOP("engine", "The clipboard holds no layers.")) -> Snippet:
    """Read copied layers; raises :class:`NetwrightError` with that ``complaint`` where the text holds none."""
    try:
        data = read_json(text) if len(text) <= MAXIMUM_CHARACTERS else None
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("layers"), list):
        raise NetwrightError(complaint)
    layers = tuple(layer_from_data(entry, f"layers[{index}]") for index, entry in enumerate(data["layers"]))
    entries = data.get("blocks", [])
    if not isinstance(entries, list):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: expected a list of blocks."), place="blocks")
    found = tuple(block_from_data(entry, f"blocks[{index}]") for index, entry in enumerate(entries))
    check_blocks(ModelSpec(tuple(layer for layer in layers if layer.type not in ENDS), found), "blocks")
    return Snippet(tuple(layer for layer in layers if layer.type not in ENDS), found)


def paste_snippet(spec: ModelSpec, snippet: Snippet, after: str | None) -> tuple[ModelSpec, tuple[str, ...]]:
    """Paste copied layers behind ``after``, bringing their blocks along; returns the new ids too."""
    spec, names = add_block(spec, snippet.blocks)
    return paste_after(spec, use_names(snippet.layers, names), after)


def picked(spec: ModelSpec, ids: Collection[str]) -> tuple[LayerSpec, ...]:
    """The layers of those ids in order of computation, without the input and the output."""
    wanted, on_no_loop = set(ids), set(spec.order)
    ordered = (*spec.order, *(layer.id for layer in spec.layers if layer.id not in on_no_loop))
    return tuple(spec[layer_id] for layer_id in ordered if layer_id in wanted and spec[layer_id].type not in ENDS)


def is_run(layers: Collection[LayerSpec]) -> bool:
    """Whether each of the layers reads the one before it and no other layer of the group does."""
    listed = list(layers)
    ids = {layer.id for layer in listed}
    inner = [tuple(source for source in layer.inputs if source in ids) for layer in listed]
    return bool(listed) and inner == [(), *((layer.id,) for layer in listed[:-1])]


def paste_after(spec: ModelSpec, copied: Collection[LayerSpec], after: str | None) -> tuple[ModelSpec, tuple[str, ...]]:
    """Add copies under fresh ids; returns those too. A run is spliced in behind ``after``, anything else stays loose.

    ``None`` stands for the slot before the output.
    """
    if after is None:
        output = next((layer for layer in spec.layers if layer.type == "Output"), None)
        after = output.inputs[0] if output is not None and output.inputs else None
    pasted, ids = paste_layers(spec, copied)
    if after is None or after not in spec or not is_run(copied) or spec[after].type == "Output":
        return pasted, ids
    first, last, new = ids[0], ids[-1], set(ids)
    relinked: list[LayerSpec] = []
    for layer in pasted.layers:
        if layer.id == first:
            relinked.append(replace(layer, inputs=(after,)))
        elif layer.id not in new and after in layer.inputs:
            inputs = tuple(last if source == after else source for source in layer.inputs)
            relinked.append(replace(layer, inputs=inputs))
        else:
            relinked.append(layer)
    return pasted.with_layers(relinked), ids


def move_run(spec: ModelSpec, ids: Collection[str], step: int) -> ModelSpec:
    """Move a run of layers one place earlier (``step`` < 0) or later in its chain by moving its neighbour past it."""
    run = picked(spec, ids)
    if not is_run(run) or len(run) != len(set(ids)):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "Only layers that follow each other can be moved together."))
    first, last = run[0], run[-1]
    above = first.inputs[0] if first.inputs else None
    below = spec.consumers[last.id]
    if any(len(spec.consumers[layer.id]) > 1 for layer in run):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "A layer with several readers cannot be moved in its chain."))
    neighbour = above if step < 0 else (below[0] if below else None)
    if neighbour is None or spec[neighbour].type in ENDS:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is no further place in this direction."))
    if len(spec[neighbour].inputs) != 1 or len(spec.consumers[neighbour]) > 1:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "A layer with several readers cannot be moved in its chain."))
    if step < 0:
        renamed = {first.id: spec[neighbour].inputs, neighbour: (last.id,)}
        renamed |= {reader: _instead(spec[reader], last.id, neighbour) for reader in below}
    else:
        renamed = {neighbour: first.inputs, first.id: (neighbour,)}
        renamed |= {reader: _instead(spec[reader], neighbour, last.id) for reader in spec.consumers[neighbour]}
    return spec.with_layers(
        replace(layer, inputs=renamed[layer.id]) if layer.id in renamed else layer for layer in spec.layers
    )


def _instead(layer: LayerSpec, former: str, source: str) -> tuple[str, ...]:
    return tuple(source if found == former else found for found in layer.inputs)
