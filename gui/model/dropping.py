"""A layer type dragged in from the palette: a ghost shows where it would land, the drop adds it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from gui.model.landing import Landing, ghost_place, landing_at
from gui.model.mime import dragged_type, dropped_entry
from gui.model.overlays import GhostItem

if TYPE_CHECKING:
    from gui.model.canvas import ModelCanvas


class Dropping:
    """Follows a drag over the canvas from its entry to the drop."""

    def __init__(self, canvas: ModelCanvas) -> None:
        self._canvas = canvas
        self.ghost = GhostItem()
        canvas.model_scene.addItem(self.ghost)

    def enter(self, event: QDragEnterEvent) -> None:
        """Something is dragged in; only layer types are welcome."""
        if dragged_type(event.mimeData()):
            event.acceptProposedAction()

    def move(self, event: QDragMoveEvent) -> None:
        """Show where it would land now."""
        type_name = dragged_type(event.mimeData())
        if type_name:
            self._show(type_name, self._landing(event))
            event.acceptProposedAction()

    def leave(self) -> None:
        """It left the canvas."""
        self.ghost.hide()
        self._canvas.model_scene.show_landing(None)

    def drop(self, event: QDropEvent) -> None:
        """Add the layer where it was let go."""
        type_name = dropped_entry(event.mimeData())
        if not type_name:
            return
        landing, editor = self._landing(event), self._canvas.editor
        self.leave()
        event.acceptProposedAction()
        if landing.link is not None:
            editor.insert_on_link(*landing.link, type_name)
        elif landing.beside is not None and landing.place is not None:
            editor.add_beside(landing.beside, type_name, landing.place)
        else:
            editor.add(type_name, landing.after)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _landing(self, event: QDropEvent) -> Landing:
        place = self._canvas.mapToScene(event.position().toPoint())
        return landing_at(self._canvas.model_scene, place)

    def _show(self, type_name: str, landing: Landing) -> None:
        scene = self._canvas.model_scene
        scene.show_landing(landing.link)
        self.ghost.show_at(type_name, ghost_place(scene, landing))
