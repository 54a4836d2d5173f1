"""A layer type dragged in from the palette: a ghost shows where it would land, the drop adds it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from engine.model.layout import STEP_Y
from gui.model.mime import dragged_type
from gui.model.overlays import GhostItem
from gui.model.scene import Landing

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
        type_name = dragged_type(event.mimeData())
        if not type_name:
            return
        landing, editor = self._landing(event), self._canvas.editor
        self.leave()
        event.acceptProposedAction()
        if landing.link is not None:
            editor.insert_on_link(*landing.link, type_name)
        else:
            editor.add(type_name, landing.after)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _landing(self, event: QDropEvent) -> Landing:
        place = self._canvas.mapToScene(event.position().toPoint())
        return self._canvas.model_scene.landing_at(place)

    def _show(self, type_name: str, landing: Landing) -> None:
        scene = self._canvas.model_scene
        scene.show_landing(landing.link)
        if landing.link is not None:
            link = scene.link_between(*landing.link)
            place = link.middle if link is not None else QPointF()
        elif landing.after is not None:
            place = scene.nodes[landing.after].pos() + QPointF(0, STEP_Y)
        else:
            place = scene.content_rect().center()
        self.ghost.show_at(type_name, place)
