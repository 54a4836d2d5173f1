"""Edits with blocks: grouping layers into one, writing one out again, renaming, and bringing definitions along."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import count, zip_longest

from engine.model import edits
from engine.model.block_uses import recursive_block, used_blocks
from engine.model.layer_type import NoParams
from engine.model.layers.block import BlockParams
from engine.model.learning import within
from engine.model.naming import MAXIMUM_NAME, is_name
from engine.model.ports import ENDS, block_ports, output_layer
from engine.model.spec import Block, LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text


def why_not_group(spec: ModelSpec, ids: Collection[str]) -> Text | None:
    """Why these layers cannot become a block; ``None`` where they can. The input and the output are left out."""
    chosen = _chosen(spec, ids)
    if not chosen:
        return Text(QT_TRANSLATE_NOOP("engine", "Select the layers that shall become a block."))
    if len(_answers(spec, chosen)) != 1:
        return Text(
            QT_TRANSLATE_NOOP("engine", "A block has one output, but {names} are all read outside of the selection."),
            {"names": ", ".join(_answers(spec, chosen))},
        )
    inner = {layer.id for layer in chosen}
    stack = [reader for layer_id in inner for reader in spec.consumers[layer_id] if reader not in inner]
    seen: set[str] = set(stack)
    while stack:
        for reader in spec.consumers[stack.pop()]:
            if reader in inner:
                return Text(
                    QT_TRANSLATE_NOOP(
                        "engine", "A path leaves the selection and returns at {name}: select what lies between, too."
                    ),
                    {"name": reader},
                )
            if reader not in seen:
                seen.add(reader)
                stack.append(reader)
    return None


def group(spec: ModelSpec, ids: Collection[str], name: str | None = None) -> tuple[ModelSpec, str]:
    """Make layers a block with one use in their place; returns the id of that use. Raises :class:`NetwrightError`."""
    reason = why_not_group(spec, ids)
    if reason is not None:
        raise NetwrightError(reason.template, "", **reason.values)
    name = fresh_name(spec) if name is None else _usable_name(spec, name)
    chosen = _chosen(spec, ids)
    inner = {layer.id for layer in chosen}
    (answer,) = _answers(spec, chosen)
    sources = tuple(dict.fromkeys(source for layer in chosen for source in layer.inputs if source not in inner))
    ports = _port_ids(inner, len(sources))
    renamed = dict(zip(sources, ports, strict=True))
    network = ModelSpec(
        (
            *(LayerSpec(port, "BlockInput", NoParams()) for port in ports),
            *(replace(layer, inputs=tuple(renamed.get(source, source) for source in layer.inputs)) for layer in chosen),
            LayerSpec(_fresh(inner | set(ports), "output"), "Output", NoParams(), (answer,)),
        )
    )
    use = LayerSpec(edits.fresh_id(spec, name.lower()), "Block", BlockParams(block=name), sources)
    layers: list[LayerSpec] = []
    for layer in spec.layers:
        if layer.id == answer:
            layers.append(use)
        elif layer.id not in inner:
            inputs = tuple(use.id if source == answer else source for source in layer.inputs)
            layers.append(layer if inputs == layer.inputs else replace(layer, inputs=inputs))
    return replace(spec, layers=tuple(layers), blocks=(*spec.blocks, Block(name, network))), use.id


def expand(spec: ModelSpec, layer_id: str) -> tuple[ModelSpec, tuple[str, ...]]:
    """Write a block's layers out in place of one of its uses, each copy; returns their ids too."""
    use = spec[layer_id]
    network = spec.block_named.get(use.params.block) if isinstance(use.params, BlockParams) else None
    if network is None or not isinstance(use.params, BlockParams):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{name} is no block."), name=layer_id)
    output = output_layer(network)
    ports = block_ports(network)
    received = list(use.inputs[: len(ports)])
    taken = set(spec.by_id) - {layer_id}
    written: list[LayerSpec] = []
    for _ in range(use.params.repeat):
        names: dict[str, str | None] = dict(zip_longest(ports, received))
        for inner_id in network.order:
            layer = network[inner_id]
            if layer.type in ENDS:
                continue
            names[inner_id] = fresh = inner_id if inner_id not in taken else _fresh_numbered(taken, inner_id)
            taken.add(fresh)
            sources = dict.fromkeys(names[source] for source in layer.inputs if names.get(source) is not None)
            inputs = tuple(source for source in sources if source is not None)
            written.append(replace(layer, id=fresh, inputs=inputs, learning=within(layer.learning, use.learning)))
        answer = names.get(output.inputs[0]) if output is not None and output.inputs else None
        received = [answer, *received[1:]] if answer is not None else []
    last = received[0] if received else None
    layers: list[LayerSpec] = []
    for layer in spec.layers:
        if layer.id == layer_id:
            layers += written
        elif layer_id in layer.inputs:
            renamed = dict.fromkeys(last if source == layer_id else source for source in layer.inputs)
            layers.append(replace(layer, inputs=tuple(source for source in renamed if source is not None)))
        else:
            layers.append(layer)
    return spec.with_layers(layers), tuple(layer.id for layer in written)


def rename_block(spec: ModelSpec, old: str, new: str) -> ModelSpec:
    """Give a block another name, in its definition and in every use."""
    if old == new:
        return spec
    _usable_name(spec, new)

    def renamed(layers: Iterable[LayerSpec]) -> tuple[LayerSpec, ...]:
        return tuple(
            replace(layer, params=layer.params.model_copy(update={"block": new}))
            if isinstance(layer.params, BlockParams) and layer.params.block == old
            else layer
            for layer in layers
        )

    blocks = tuple(
        Block(new if block.name == old else block.name, ModelSpec(renamed(block.network.layers)))
        for block in spec.blocks
    )
    return replace(spec, layers=renamed(spec.layers), blocks=blocks)


def put_back(spec: ModelSpec, name: str, edited: ModelSpec) -> ModelSpec:
    """The network around a block after an edit inside it: ``edited`` is ``spec.block_named[name]`` after the edit.

    Raises :class:`NetwrightError` where the block would come to contain itself.
    """
    inside = replace(edited, blocks=())
    blocks = tuple(Block(name, inside) if block.name == name else block for block in edited.blocks)
    changed = replace(spec, blocks=blocks)
    if recursive_block(changed) is not None:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The block {name} cannot contain itself."), name=name)
    return changed


def add_block(spec: ModelSpec, blocks: Iterable[Block]) -> tuple[ModelSpec, dict[str, str]]:
    """Bring definitions along; returns the name that each has here, which is another one where its own is taken."""
    incoming = {block.name: block for block in blocks}
    names: dict[str, str] = {}
    for name in _inner_first(incoming):
        network = ModelSpec(_with_names(incoming[name].network.layers, names))
        present = next((block for block in spec.blocks if block.name == name), None)
        if present is not None and present.network == network:
            names[name] = name
            continue
        names[name] = name if present is None else fresh_name(spec, name)
        spec = replace(spec, blocks=(*spec.blocks, Block(names[name], network)))
    return spec, names


def blocks_used(spec: ModelSpec, layers: Iterable[LayerSpec]) -> tuple[Block, ...]:
    """The definitions that layers of the network need, with those inside them."""
    needed = used_blocks(spec.with_layers(layers))
    return tuple(block for block in spec.blocks if block.name in needed)


def use_names(layers: Iterable[LayerSpec], names: dict[str, str]) -> tuple[LayerSpec, ...]:
    """Layers whose uses of blocks go by the names that :func:`add_block` gave."""
    return _with_names(layers, names)


def drop_unused(spec: ModelSpec) -> ModelSpec:
    """Forget the definitions that nothing uses."""
    used = used_blocks(spec)
    kept = tuple(block for block in spec.blocks if block.name in used)
    return spec if len(kept) == len(spec.blocks) else replace(spec, blocks=kept)


def fresh_name(spec: ModelSpec, stem: str = "Block") -> str:
    """A name that no block has yet: the stem itself, else the stem with a number."""
    taken = {block.name for block in spec.blocks}
    bare = stem.rstrip("0123456789") or stem
    numbered = (f"{bare}{number}" for number in count(2))
    return stem if stem not in taken else next(name for name in numbered if name not in taken)


def why_not_named(spec: ModelSpec, name: str) -> Text | None:
    """Why no block of the network can be given that name; ``None`` where one can."""
    if not is_name(name) or len(name) > MAXIMUM_NAME:
        return Text(
            QT_TRANSLATE_NOOP("engine", "“{name}” is no name for a block: use letters, digits and _ only."),
            {"name": name[:80]},
        )
    if any(block.name == name for block in spec.blocks):
        return Text(QT_TRANSLATE_NOOP("engine", "There is already a block named {name}."), {"name": name})
    return None


def _usable_name(spec: ModelSpec, name: str) -> str:
    reason = why_not_named(spec, name)
    if reason is not None:
        raise NetwrightError(reason.template, "", **reason.values)
    return name


def _chosen(spec: ModelSpec, ids: Collection[str]) -> list[LayerSpec]:
    wanted = set(ids)
    return [layer for layer in spec.layers if layer.id in wanted and layer.type not in ENDS]


def _answers(spec: ModelSpec, chosen: Collection[LayerSpec]) -> list[str]:
    """Layers of the selection that are read outside of it; where none is, those that nobody reads."""
    inner = {layer.id for layer in chosen}
    read = [layer.id for layer in chosen if any(reader not in inner for reader in spec.consumers[layer.id])]
    return read or [layer.id for layer in chosen if not spec.consumers[layer.id]]


def _port_ids(taken: Collection[str], wanted: int) -> tuple[str, ...]:
    if wanted == 1 and "x" not in taken:
        return ("x",)
    free = (name for name in (f"x{number}" for number in count(1)) if name not in taken)
    return tuple(next(free) for _ in range(wanted))


def _fresh(taken: Collection[str], stem: str) -> str:
    return stem if stem not in taken else _fresh_numbered(taken, stem)


def _fresh_numbered(taken: Collection[str], name: str) -> str:
    stem = name.rstrip("0123456789") or name
    return next(found for found in (f"{stem}{number}" for number in count(1)) if found not in taken)


def _with_names(layers: Iterable[LayerSpec], names: dict[str, str]) -> tuple[LayerSpec, ...]:
    def named(layer: LayerSpec) -> LayerSpec:
        name = names.get(layer.params.block) if isinstance(layer.params, BlockParams) else None
        return replace(layer, params=layer.params.model_copy(update={"block": name})) if name else layer

    return tuple(named(layer) for layer in layers)


def _inner_first(blocks: dict[str, Block]) -> list[str]:
    ordered: list[str] = []

    def visit(name: str, path: frozenset[str]) -> None:
        if name in ordered or name not in blocks or name in path:
            return
        for layer in blocks[name].network.layers:
            if isinstance(layer.params, BlockParams):
                visit(layer.params.block, path | {name})
        ordered.append(name)

    for name in blocks:
        visit(name, frozenset())
    return ordered
