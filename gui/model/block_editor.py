"""The verbs of blocks: grouping, writing out, opening, renaming, repeating."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from engine.model import block_ports, blocks, edits
from engine.model.block_uses import uses
from engine.model.layers.block import BlockParams
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import NetwrightError
from gui.model.document import ProjectDocument
from gui.model.own_blocks import OwnBlocks
from gui.translation import say

MOST_COPIES = 200


class BlockEditor(QObject):
    """Edits blocks of the document's network; ``refused(reason)`` says why something cannot be done.

    ``named(layer id)`` comes with a new block, whose name a person may want to change at once.
    """

    refused = Signal(str)
    named = Signal(str)

    def __init__(self, document: ProjectDocument, parent: QObject | None = None, own: OwnBlocks | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.own = own or OwnBlocks(parent=self)
        """The person's own blocks, kept for every project."""
        self.own.refused.connect(self.refused)

    @property
    def current(self) -> LayerSpec | None:
        """The block layer that is selected, if one is."""
        current = self.document.current
        layer = self.document.model[current] if current is not None else None
        return layer if layer is not None and isinstance(layer.params, BlockParams) else None

    def why_not_group(self) -> str:
        """Why the selected layers cannot become a block, in words; empty where they can."""
        reason = blocks.why_not_group(self.document.model, self.document.selection)
        return say(reason) if reason is not None else ""

    def group(self) -> str | None:
        """Make the selected layers a block; returns the id of its use."""
        made: list[str] = []

        def edit(model: ModelSpec) -> ModelSpec:
            grouped, use = blocks.group(model, self.document.selection)
            made.append(use)
            return grouped

        if not self._edit(self.tr("Group into a block"), edit):
            return None
        self.document.select(made)
        self.named.emit(made[0])
        return made[0]

    def expand(self) -> bool:
        """Write the selected block's layers out in its place."""
        layer = self.current
        if layer is None:
            self.refused.emit(self.tr("Select a block to write its layers out."))
            return False
        written: list[str] = []

        def edit(model: ModelSpec) -> ModelSpec:
            expanded, ids = blocks.expand(model, layer.id)
            written.extend(ids)
            return expanded

        done = self._edit(self.tr("Expand {layer}").format(layer=layer.id), edit)
        self.document.select(written)
        return done

    def open(self) -> bool:
        """Edit the inside of the selected block."""
        layer = self.current
        if layer is None:
            self.refused.emit(self.tr("Select a block to open it."))
            return False
        return self.document.open_block(layer.params.block)  # type: ignore[attr-defined]

    def rename(self, old: str, new: str) -> bool:
        """Give a block another name, wherever it is used."""
        text = self.tr("Rename {old} to {new}").format(old=old, new=new)
        try:
            return self.document.apply_renaming(old, new, text)
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return False

    def why_not_rename(self, old: str, new: str) -> str:
        """Why a block cannot have another name, in words; empty where it can."""
        reason = blocks.why_not_named(self.document.network, new.strip()) if new.strip() != old else None
        return say(reason) if reason is not None else ""

    def keep(self) -> bool:
        """Keep the selected block in the person's palette."""
        layer = self.current
        if layer is None:
            self.refused.emit(self.tr("Select a block to keep it."))
            return False
        return self.own.keep(self.document.network, layer.params.block) is not None  # type: ignore[attr-defined]

    def remove(self, name: str) -> bool:
        """Forget the definition of a block that nothing uses any more."""
        if self.places(name):
            self.refused.emit(self.tr("{name} is still in use.").format(name=name))
            return False
        network = self.document.network
        kept = tuple(block for block in network.blocks if block.name != name)
        text = self.tr("Remove the block {name}").format(name=name)
        scope = self.document.scope
        scope = scope[: scope.index(name)] if name in scope else scope
        return self.document.apply_to_network(text, replace(network, blocks=kept), scope)

    def add_port(self) -> bool:
        """Give the open block one more input, and select it."""
        if not self.document.scope:
            self.refused.emit(self.tr("Open a block to give it another input."))
            return False
        name = self.document.scope[-1]
        try:
            network, port = block_ports.add_port(self.document.network, name)
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return False
        done = self.document.apply_to_network(self.tr("Add an input to {name}").format(name=name), network)
        self.document.select((port,))
        return done

    def repeat(self, by: int) -> bool:
        """Let the selected block stand so many times more, or fewer, one behind the other."""
        layer = self.current
        if layer is None:
            self.refused.emit(self.tr("Select a block to repeat it."))
            return False
        count = min(max(layer.params.repeat + by, 1), MOST_COPIES)  # type: ignore[attr-defined]
        text = self.tr("Repeat {layer} ×{count}").format(layer=layer.id, count=count)
        return self._edit(text, lambda model: edits.set_params(model, layer.id, repeat=count))

    def places(self, name: str) -> int:
        """In how many places of the whole network a block is used."""
        network = self.document.network
        layers = (*network.layers, *(layer for block in network.blocks for layer in block.network.layers))
        return sum(used == name for used, _ in uses(layers))

    def _edit(self, text: str, edit: Callable[[ModelSpec], ModelSpec]) -> bool:
        try:
            return self.document.apply(text, model=edit(self.document.model))
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return False
