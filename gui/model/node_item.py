"""A layer on the canvas: a card with its name, params, output shape, parameters and cost, and ports to link it by."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH
from engine.model.registry import layer_type
from gui import icons
from gui.model.node_content import NodeContent
from gui.model.style import canvas_style
from gui.translation import say

CARD = QRectF(-NODE_WIDTH / 2, -NODE_HEIGHT / 2, NODE_WIDTH, NODE_HEIGHT)
RADIUS = 8.0
PORT_RADIUS = 3.5
PORT_REACH = 8.0
"""How far from a port's centre the mouse takes hold of it."""
_ICON = QRectF(CARD.left() + 9, -14.5, 24, 24)
_TEXT_LEFT = _ICON.right() + 10
_TEXT_RIGHT = CARD.right() - 12
_MARGIN = 7.0
_PLAIN_BELOW = 0.45
"""Zoom below which text is not drawn."""


class NodeItem(QGraphicsItem):
    """Paints one :class:`NodeContent`; it is told its state and decides nothing."""

    def __init__(self, content: NodeContent) -> None:
        super().__init__()
        self.content = content
        self.selected = False
        self.has_focus = False
        self.hovered = False
        self.target = False
        """Whether a link being drawn would end here."""
        self.setAcceptHoverEvents(True)
        self.setZValue(2)
        self._elide()

    def show_content(self, content: NodeContent) -> None:
        """Show other words; nothing is repainted where they are the same."""
        if content != self.content:
            self.content = content
            self._elide()
            self.update()

    def show_state(self, selected: bool, has_focus: bool) -> None:
        """Show whether the layer is selected, and whether it is the one that keys act on."""
        if (selected, has_focus) != (self.selected, self.has_focus):
            self.selected, self.has_focus = selected, has_focus
            self.setZValue(3 if selected else 2)
            self.update()

    def show_target(self, target: bool) -> None:
        """Show that a link being drawn would end here."""
        if target != self.target:
            self.target = target
            self.update()

    # Ports

    def input_port(self, index: int = 0) -> QPointF:
        """Where the link into that port ends, in the item's own coordinates."""
        count = max(self.content.input_count, 1)
        return QPointF((index - (count - 1) / 2) * min(40.0, NODE_WIDTH / (count + 1)), CARD.top())

    @staticmethod
    def output_port() -> QPointF:
        """Where links leave, in the item's own coordinates."""
        return QPointF(0, CARD.bottom())

    def port_at(self, point: QPointF) -> str | int | None:
        """``"output"``, the number of an input, or ``None``: which port lies at a point of the item."""
        if self.content.takes_output and _near(point, self.output_port()):
            return "output"
        return next((i for i in range(self.content.input_count) if _near(point, self.input_port(i))), None)

    # QGraphicsItem

    def boundingRect(self) -> QRectF:
        return CARD.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(CARD.adjusted(0, -PORT_RADIUS, 0, PORT_RADIUS))
        return path

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = True
        self.setToolTip(self._tip())
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = False
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        style, content = canvas_style(), self.content
        look = style.categories[content.category]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.selected or self.target:
            painter.setPen(style.focus if self.has_focus else Qt.PenStyle.NoPen)
            painter.setBrush(style.halo)
            painter.drawRoundedRect(CARD.adjusted(-4, -4, 4, 4), RADIUS + 4, RADIUS + 4)
        if self.selected or self.target:
            painter.setPen(style.border_selected)
        elif content.severity == "error":
            painter.setPen(style.link_error)
        else:
            painter.setPen(style.border_hover if self.hovered else style.border)
        painter.setBrush(style.card)
        painter.drawRoundedRect(CARD, RADIUS, RADIUS)
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.tint if scale >= _PLAIN_BELOW else look.colour)
        painter.drawRoundedRect(_ICON, 6, 6)
        if scale >= _PLAIN_BELOW:
            icons.paint(painter, content.category, _ICON.adjusted(3, 3, -3, -3), look.colour, 1.6)
            self._paint_text(painter)
        self._paint_cost(painter)
        self._paint_ports(painter)

    def _paint_text(self, painter: QPainter) -> None:
        style, content = canvas_style(), self.content
        first, second = (-5.0, 9.0) if self._summary or content.parameters else (3.0, 3.0)
        painter.setFont(style.title)
        painter.setPen(style.text)
        painter.drawText(QPointF(_TEXT_LEFT, first), content.type)
        painter.setFont(style.detail)
        if content.shape != "?":
            painter.drawText(QPointF(_TEXT_RIGHT - self._shape_width, first), content.shape)
        painter.setPen(style.muted)
        if content.shape == "?":
            painter.drawText(QPointF(_TEXT_RIGHT - self._shape_width, first), content.shape)
        painter.drawText(QPointF(_TEXT_LEFT + self._type_width + 7, first), self._name)
        if self._summary:
            painter.drawText(QPointF(_TEXT_LEFT, second), self._summary)
        if content.parameters:
            painter.drawText(QPointF(_TEXT_RIGHT - self._parameters_width, second), content.parameters)

    def _paint_cost(self, painter: QPainter) -> None:
        if self.content.share <= 0:
            return
        style = canvas_style()
        track = QRectF(CARD.left() + 10, CARD.bottom() - 4.5, CARD.width() - 20, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.track)
        painter.drawRoundedRect(track, 1.5, 1.5)
        track.setWidth(max(3.0, track.width() * self.content.share))
        painter.setBrush(style.categories[self.content.category].colour)
        painter.drawRoundedRect(track, 1.5, 1.5)

    def _paint_ports(self, painter: QPainter) -> None:
        style = canvas_style()
        lively = self.hovered or self.target
        painter.setBrush(style.port_fill)
        painter.setPen(style.accent if lively else style.muted)
        radius = PORT_RADIUS + 1.5 if lively else PORT_RADIUS
        for index in range(self.content.input_count):
            if lively or index >= self.content.linked_inputs:
                painter.drawEllipse(self.input_port(index), radius, radius)
        if self.content.takes_output and (lively or not self.content.is_read):
            painter.drawEllipse(self.output_port(), radius, radius)

    def _elide(self) -> None:
        style, content = canvas_style(), self.content
        title, detail = QFontMetricsF(style.title), QFontMetricsF(style.detail)
        self._type_width = title.horizontalAdvance(content.type)
        self._shape_width = detail.horizontalAdvance(content.shape)
        self._parameters_width = detail.horizontalAdvance(content.parameters)
        room = _TEXT_RIGHT - _TEXT_LEFT - 10
        name_room = room - self._type_width - self._shape_width - 12
        self._name = detail.elidedText(content.layer_id, Qt.TextElideMode.ElideRight, max(name_room, 0))
        self._summary = detail.elidedText(content.summary, Qt.TextElideMode.ElideRight, room - self._parameters_width)

    def refresh(self) -> None:
        """Measure and paint again, after the theme, the font or the language has changed."""
        self._elide()
        self.update()

    def _tip(self) -> str:
        kind, content = layer_type(self.content.type), self.content
        parts = [f"{content.type} · {content.layer_id}", say(kind.doc), kind.formula]
        if content.message:
            parts.append(content.message)
        return "\n".join(part for part in parts if part)


def _near(point: QPointF, port: QPointF) -> bool:
    offset = point - port
    return QPointF.dotProduct(offset, offset) <= PORT_REACH**2
