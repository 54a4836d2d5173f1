"""What stands in the palette, by the name it travels under: a layer type, a block of the network, or a saved one."""

from collections.abc import Callable, Sequence

from engine.fields import Settings
from engine.model.block_uses import uses
from engine.model.blocks import add_block
from engine.model.layer_type import Category
from engine.model.layers.block import BlockParams
from engine.model.registry import layer_type
from engine.model.snippets import from_text
from engine.model.spec import Block, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

BLOCK = "block:"
"""Starts the name under which a block of the network travels."""
SAVED = "saved:"
"""Starts the name under which a block of the person's own palette travels."""

CARRIED = "carried:"
"""Starts the name of a block that brings its definition along, as one dragged here does: name, colon, JSON text."""

SavedBlocks = Callable[[str], Sequence[Block]]
"""Gives a saved block's definition, with those it uses, by its name; the block itself is the last."""


def none_saved(name: str) -> Sequence[Block]:
    """Where there are no saved blocks."""
    raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is no saved block named {name}."), name=name)


def title_of(entry: str) -> str:
    """The name for people: a layer type's, or a block's."""
    if entry.startswith(CARRIED):
        return entry.removeprefix(CARRIED).partition(":")[0]
    return entry.removeprefix(BLOCK).removeprefix(SAVED)


def category_of(entry: str) -> Category:
    """The category whose colour and icon it has."""
    return "block" if is_block(entry) else layer_type(entry).category


def is_block(entry: str) -> bool:
    """Whether the entry is a block, not a layer type."""
    return entry.startswith((BLOCK, SAVED, CARRIED))


def placed(model: ModelSpec, entry: str, saved: SavedBlocks = none_saved) -> tuple[ModelSpec, str, Settings | None]:
    """The network that can take the entry, and the layer to add.

    A saved or a carried block's definition is brought along, under another name where its own means another block.
    """
    if entry.startswith(CARRIED):
        name, _, text = entry.removeprefix(CARRIED).partition(":")
        complaint = QT_TRANSLATE_NOOP("engine", "What was dragged here holds no block.")
        model, names = add_block(model, from_text(text, complaint).blocks)
        if name not in names:
            raise NetwrightError(complaint)
        return model, "Block", BlockParams(block=names[name])
    if entry.startswith(SAVED):
        found = saved(entry.removeprefix(SAVED))
        model, names = add_block(model, found)
        return model, "Block", BlockParams(block=names[found[-1].name])
    if entry.startswith(BLOCK):
        name = entry.removeprefix(BLOCK)
        if name not in model.block_named:
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "This network has no block named {name}."), name=name)
        return model, "Block", BlockParams(block=name)
    return model, entry, None


def addable_blocks(network: ModelSpec, scope: Sequence[str]) -> list[str]:
    """Names of the network's blocks that can be used where one is: none that would come to contain itself."""
    inner = {block.name: {name for name, _ in uses(block.network.layers)} for block in network.blocks}

    def leads_to(name: str, goal: str) -> bool:
        stack, seen = [name], set()
        while stack:
            found = stack.pop()
            if found == goal:
                return True
            if found not in seen:
                seen.add(found)
                stack += inner.get(found, ())
        return False

    here = scope[-1] if scope else None
    return [block.name for block in network.blocks if here is None or not leads_to(block.name, here)]
