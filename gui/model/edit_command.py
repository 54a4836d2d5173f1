"""The one kind of undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from engine.project import Project

if TYPE_CHECKING:
    from gui.model.document import ProjectDocument

Scope = tuple[str, ...]
"""The blocks that are open, the outermost first; empty for the whole network."""


class EditCommand(QUndoCommand):
    """The project before and after, and which of its followers it merges with.

    Undone and redone it goes first to the block in which it was made, so that a person sees what happens.
    """

    def __init__(
        self,
        document: ProjectDocument,
        text: str,
        after: Project,
        merge_key: str | None = None,
        scope_after: Scope | None = None,
        selection_after: tuple[str, ...] | None = None,
    ) -> None:
        super().__init__(text)
        self._document = document
        self._before = document.project
        self._after = after
        self._scope = document.scope
        self._scope_after = document.scope if scope_after is None else scope_after
        self._selection = document.selection
        self._selection_after = selection_after
        self._merge_key = merge_key

    def id(self) -> int:
        return -1 if self._merge_key is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key or other._scope != self._scope:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    def redo(self) -> None:
        self._document.install(self._after, self._scope_after, self._selection_after)

    def undo(self) -> None:
        self._document.install(self._before, self._scope, self._selection)
