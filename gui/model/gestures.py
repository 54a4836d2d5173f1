"""What a pressed mouse button does on the canvas, from press to release. Escape undoes all but a pan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, STEP_Y
from gui.model.document import arranged
from gui.model.node_item import NodeItem
from gui.model.overlays import BandItem, DraftLinkItem, GuideItem
from gui.model.snapping import snapped

if TYPE_CHECKING:
    from gui.model.canvas import ModelCanvas

SPLICE_REACH = 24.0
"""How close a dragged node's centre comes to a link before it would be spliced in."""


class Gesture:
    """One gesture. Places are in the scene, ``at`` in the viewport."""

    def __init__(self, canvas: ModelCanvas) -> None:
        self.canvas = canvas

    def move(self, place: QPointF, at: QPoint) -> None:
        """The mouse moved."""

    def finish(self, place: QPointF, at: QPoint) -> None:
        """The button was released."""

    def cancel(self) -> None:
        """Escape was pressed: leave everything as it was."""


class PanGesture(Gesture):
    """Moves what is shown."""

    def __init__(self, canvas: ModelCanvas, at: QPoint) -> None:
        super().__init__(canvas)
        self._last = at

    def move(self, place: QPointF, at: QPoint) -> None:
        self.canvas.pan(at - self._last)
        self._last = at


class BandGesture(Gesture):
    """Selects every node that the rubber band touches, in addition to ``kept``."""

    def __init__(self, canvas: ModelCanvas, start: QPointF, kept: tuple[str, ...]) -> None:
        super().__init__(canvas)
        self._start, self._kept = start, kept
        self._before = canvas.document.selection
        self._band = BandItem()
        canvas.model_scene.addItem(self._band)
        canvas.document.select(kept)

    def move(self, place: QPointF, at: QPoint) -> None:
        area = QRectF(self._start, place).normalized()
        self._band.span(area)
        self.canvas.document.select((*self._kept, *self.canvas.model_scene.nodes_in(area)))

    def finish(self, place: QPointF, at: QPoint) -> None:
        self.canvas.model_scene.removeItem(self._band)

    def cancel(self) -> None:
        self.canvas.model_scene.removeItem(self._band)
        self.canvas.document.select(self._before)


class DragGesture(Gesture):
    """Drags the selected nodes: onto a link to splice one in, else to a place of one's own choice."""

    def __init__(self, canvas: ModelCanvas, grabbed: str, start: QPointF) -> None:
        super().__init__(canvas)
        self._grabbed, self._start = grabbed, start
        layout = canvas.document.layout
        self._origins = {name: QPointF(*layout[name]) for name in canvas.document.selection}
        self._link: tuple[str, str] | None = None
        self._upright, self._level = GuideItem(), GuideItem()
        for guide in (self._upright, self._level):
            canvas.model_scene.addItem(guide)

    def move(self, place: QPointF, at: QPoint) -> None:
        scene = self.canvas.model_scene
        offset = self._aligned(place - self._start)
        scene.preview_move((name, origin + offset) for name, origin in self._origins.items())
        self._link = self._link_below()
        scene.show_landing(self._link)

    def _link_below(self) -> tuple[str, str] | None:
        scene = self.canvas.model_scene
        if len(self._origins) != 1 or scene.nodes[self._grabbed].content.category == "ports":
            return None
        link = scene.link_near(scene.nodes[self._grabbed].pos(), SPLICE_REACH, without=self._grabbed)
        return link.ends if link is not None else None

    def _aligned(self, offset: QPointF) -> QPointF:
        """The offset, drawn to the column, the row or a free slot of other nodes nearby; guides show which."""
        origin = self._origins[self._grabbed]
        mine = origin + offset
        others = [node.place for name, node in self.canvas.model_scene.nodes.items() if name not in self._origins]
        found = snapped((mine.x(), mine.y()), others)
        x, y = found.place
        self._upright.setVisible(found.column is not None)
        self._level.setVisible(found.row is not None)
        if found.column is not None:
            top, bottom = sorted((found.column[1], y))
            self._upright.span(QPointF(x, top - NODE_HEIGHT), QPointF(x, bottom + NODE_HEIGHT))
        if found.row is not None:
            left, right = sorted((found.row[0], x))
            self._level.span(QPointF(left - NODE_WIDTH * 0.6, y), QPointF(right + NODE_WIDTH * 0.6, y))
        return QPointF(x, y) - origin

    def _clear(self) -> None:
        scene = self.canvas.model_scene
        for guide in (self._upright, self._level):
            scene.removeItem(guide)
        scene.show_landing(None)

    def finish(self, place: QPointF, at: QPoint) -> None:
        scene, editor = self.canvas.model_scene, self.canvas.editor
        self._clear()
        placed = {name: (node.x(), node.y()) for name, node in scene.nodes.items() if name in self._origins}
        if self._link is not None:
            done = editor.splice(self._grabbed, *self._link)
        else:
            done = not self._snaps_back() and editor.place(placed)
        if not done:
            self._put_back()

    def _snaps_back(self) -> bool:
        """A node let go near its slot in an automatic layout meant no move."""
        offset = self.canvas.model_scene.nodes[self._grabbed].pos() - self._origins[self._grabbed]
        return abs(offset.x()) < STEP_Y and abs(offset.y()) < STEP_Y and arranged(self.canvas.document)

    def cancel(self) -> None:
        self._clear()
        self._put_back()

    def _put_back(self) -> None:
        self.canvas.model_scene.preview_move(self._origins.items())
        self.canvas.model_scene.route()


class LinkGesture(Gesture):
    """Draws a link from an output; ``former`` is the reader whose link was taken off its port."""

    def __init__(self, canvas: ModelCanvas, source: NodeItem, former: str | None = None) -> None:
        super().__init__(canvas)
        self._source, self._former = source, former
        self._draft = DraftLinkItem(source.pos() + NodeItem.output_port())
        canvas.model_scene.addItem(self._draft)
        self._target: NodeItem | None = None
        self._port: int | None = None
        """The port pointed at; ``None`` where the card as a whole is."""

    def move(self, place: QPointF, at: QPoint) -> None:
        scene = self.canvas.model_scene
        found = scene.port_at(place)
        target = found[0] if found is not None and found[0] is not self._source else scene.node_at(place)
        if target is self._source:
            target = None
        at_port = found is not None and found[0] is target and isinstance(found[1], int)
        self._port = int(found[1]) if found is not None and at_port else None
        if target is not self._target:
            if self._target is not None:
                self._target.show_target(False)
            self._target = target
        reason = self._reason()
        if target is None:
            self.canvas.hint.hide()
            self._draft.lead_to(place, False)
        else:
            target.show_target(not reason)
            free = min(target.content.linked_inputs, target.content.input_count - 1)
            end = target.pos() + target.input_port(free if self._port is None else self._port)
            self._draft.lead_to(place if reason else end, bool(reason))
            name = target.port_name(self._port)
            if reason or name:
                self.canvas.hint.tell(reason or name, at, bool(reason))
            else:
                self.canvas.hint.hide()

    def _stays(self) -> bool:
        """Whether the link taken off a port is back at the layer it came from, at no other port in use."""
        if self._target is None or self._target.content.layer_id != self._former:
            return False
        inputs = self.canvas.document.model[self._former].inputs
        here = inputs.index(self._source.content.layer_id)
        return self._port is None or self._port in (here, len(inputs))

    def _reason(self) -> str:
        if self._target is None or self._target.content.layer_id == self._former:
            return ""
        source, target = self._source.content.layer_id, self._target.content.layer_id
        return self.canvas.editor.why_not_connect(source, target, self._port)

    def finish(self, place: QPointF, at: QPoint) -> None:
        editor, source, reason = self.canvas.editor, self._source.content.layer_id, self._reason()
        stays = self._stays()
        target = self._target.content.layer_id if self._target is not None else None
        self._clear()
        if reason:
            editor.refused.emit(reason)
        elif target is None:
            if self._former is not None:
                editor.disconnect_layers(source, self._former)
        elif self._former is None:
            editor.connect_layers(source, target, self._port)
        elif not stays:
            editor.reconnect(source, self._former, target, self._port)

    def cancel(self) -> None:
        self._clear()
        self.canvas.hint.hide()

    def _clear(self) -> None:
        self.canvas.model_scene.removeItem(self._draft)
        if self._target is not None:
            self._target.show_target(False)
