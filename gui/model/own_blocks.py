"""The person's own blocks, kept for every project: what the palette offers and what is added to it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.library import Library, SavedBlock
from engine.model.spec import Block, ModelSpec
from engine.text import NetwrightError
from gui.translation import say


class OwnBlocks(QObject):
    """What lies on the library's shelf of blocks, read once and after each change.

    ``changed`` tells of other blocks, ``refused(reason)`` why something could not be done.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, library: Library | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = (library or Library()).blocks
        self._known: dict[str, SavedBlock] | None = None
        self._damaged: set[Path] = set()

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, sorted."""
        return tuple(self._items())

    def find(self, name: str) -> Sequence[Block]:
        """A block's definition behind those it uses itself; raises :class:`NetwrightError` where there is none."""
        return self._shelf.get(name).blocks

    def holds(self, network: ModelSpec, name: str) -> bool:
        """Whether the network's block of that name is kept just as it is."""
        if name not in network.block_named:
            return False
        wanted = SavedBlock.of(network, name).blocks
        return any(item.blocks == wanted for item in self._items().values())

    def keep(self, network: ModelSpec, name: str) -> str | None:
        """Keep a block of the network, under a fresh name where its own is taken; returns that name."""
        if name not in network.block_named or self.holds(network, name):
            return None
        taken, kept, number = self._items(), name, 2
        while kept in taken:
            kept, number = f"{name} {number}", number + 1
        item = SavedBlock(kept, SavedBlock.of(network, name).blocks)
        return kept if self._do(lambda: self._shelf.save(item)) else None

    def rename(self, old: str, new: str) -> bool:
        """Give a kept block another name in the palette."""
        return self._do(lambda: self._shelf.rename(old, new))

    def forget(self, name: str) -> bool:
        """Take a block out of the palette; networks that use it keep their copy."""
        return self._do(lambda: self._shelf.delete(name))

    def look_again(self) -> None:
        """Read the shelf anew: another window may have put something there."""
        before, self._known = self._known, None
        if before is not None and before != self._items():
            self.changed.emit()

    def _items(self) -> dict[str, SavedBlock]:
        if self._known is None:
            listing = self._shelf.listing()
            self._known = {item.name: item for item in listing.items}
            unreadable = {found.path: found.reason for found in listing.damaged}
            for path in unreadable.keys() - self._damaged:
                words = self.tr("A block of your palette cannot be read: {reason}").format(reason=say(unreadable[path]))
                QTimer.singleShot(0, self, partial(self.refused.emit, words))  # once the window is there
            self._damaged = set(unreadable)
        return self._known

    def _do(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return False
        self._known = None
        self.changed.emit()
        return True
