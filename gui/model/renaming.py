"""Giving a layer another name where it stands: a line over its name on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Qt

from gui.model.name_line import NameLine
from gui.model.node_item import CARD, TEXT_LEFT, TEXT_RIGHT
from gui.model.style import title_width

if TYPE_CHECKING:
    from gui.model.canvas import ModelCanvas

_LEAST_WIDTH = 130
_NAME_Y = -9.0
"""The middle of the line of text in which a card has its name, in scene units."""


class Renaming(QObject):
    """Opens the line and puts it away; it stays over its node while the view moves."""

    def __init__(self, canvas: ModelCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._layer = ""
        self.line: NameLine | None = None
        """The line while it is open."""
        document = canvas.document
        document.modelChanged.connect(self._follow)
        document.layoutChanged.connect(self._follow)
        document.scopeChanged.connect(self._close)
        document.projectReplaced.connect(self._close)
        canvas.zoomChanged.connect(lambda _zoom: self._follow())
        for bar in (canvas.horizontalScrollBar(), canvas.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._follow())

    def begin(self) -> None:
        """Let the name of the layer chosen last be typed over."""
        canvas, layer_id = self._canvas, self._canvas.document.current
        if layer_id is None or layer_id not in canvas.model_scene.nodes:
            return
        self._close()
        canvas.hint.hide()
        canvas.centre_on(layer_id)
        self._layer = layer_id
        line = NameLine(lambda name: canvas.editor.why_not_rename(layer_id, name), canvas.viewport())
        line.setObjectName("layerNameLine")
        line.setAccessibleName(self.tr("New name of {layer}").format(layer=layer_id))
        line.show_name(layer_id)
        line.selectAll()
        line.complained.connect(self._complain)
        line.chosen.connect(self._take)
        line.given_up.connect(self._give_up)
        self.line = line
        self._follow()
        line.show()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain(self, reason: str) -> None:
        if self.line is not None and reason:
            self._canvas.hint.tell(reason, self.line.geometry().bottomLeft() - QPoint(16, 10))
        else:
            self._canvas.hint.hide()

    def _take(self, name: str) -> None:
        layer_id, had_keyboard = self._layer, self.line is not None and self.line.hasFocus()
        self._close()
        if had_keyboard:  # first, so that assistive tools hear of the new name from the canvas
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._canvas.editor.rename(layer_id, name)

    def _give_up(self) -> None:
        had_keyboard = self.line is not None and self.line.hasFocus()
        self._close()
        if had_keyboard:
            self._canvas.hint.hide()
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            line.put_away()

    def _follow(self) -> None:
        """Stand where the name is, as far as the viewport reaches."""
        line, canvas = self.line, self._canvas
        if line is None:
            return
        node = canvas.model_scene.nodes.get(self._layer)
        if node is None or self._layer not in canvas.document.model:
            self._close()
            return
        left = min(TEXT_LEFT + title_width(node.content.type) + 4, CARD.center().x())
        name = canvas.mapFromScene(QRectF(left, _NAME_Y, TEXT_RIGHT - left, 1).translated(node.pos())).boundingRect()
        room = canvas.viewport().rect()
        height = line.sizeHint().height()
        width = min(max(name.width(), _LEAST_WIDTH), room.width())
        x = max(min(name.left(), room.right() - width), room.left())
        y = max(min(name.center().y() - height // 2, room.bottom() - height), room.top())
        line.setGeometry(x, y, width, height)
