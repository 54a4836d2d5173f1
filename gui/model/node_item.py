"""A layer on the canvas: a card with its name, params, output shape, parameters and cost, and ports to link it by."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH
from engine.model.registry import layer_type
from engine.model.routing import port_offset
from gui import icons
from gui.model.node_content import NodeContent
from gui.model.style import canvas_style, category_picture, detail_width, elided_detail, title_width
from gui.translation import say

CARD = QRectF(-NODE_WIDTH / 2, -NODE_HEIGHT / 2, NODE_WIDTH, NODE_HEIGHT)
RADIUS = 8.0
PORT_RADIUS = 3.5
PORT_REACH = 8.0
"""How far from a port's centre the mouse takes hold of it."""
_ICON = QRectF(CARD.left() + 9, -14.5, 24, 24)
TEXT_LEFT = _ICON.right() + 10
TEXT_RIGHT = CARD.right() - 12
_ROOM = TEXT_RIGHT - TEXT_LEFT - 10
_CARD_AND_BORDER = CARD.adjusted(-2, -2, 2, 2)
_BOUNDS = CARD.adjusted(-7, -9, 9, 7)
_FROZEN = QRectF(CARD.left() + 2, CARD.top() + 2, 11, 11)
PLAIN_BELOW = 0.45
"""Zoom below which text is not drawn, and the network is painted from afar (see :mod:`gui.model.afar`)."""


class NodeItem(QGraphicsRectItem):
    """Paints one :class:`NodeContent`; it is told its state and decides nothing."""

    def __init__(self, content: NodeContent) -> None:
        super().__init__(_BOUNDS)  # so that Qt knows the bounds without asking Python
        self.setPen(QPen(Qt.PenStyle.NoPen))
        self.content = content
        self.selected = False
        self.has_focus = False
        self.hovered = False
        self.target = False
        """Whether a link being drawn would end here."""
        self.place = (0.0, 0.0)
        """Where it stands in the scene."""
        self.share = 0.0
        """This layer's part of the network's total cost, 0 to 1."""
        self.speaks = False
        """Whether the problem's words stand in the card, because no note has room beside it."""
        self.setAcceptHoverEvents(True)
        self.setZValue(2)

    def show_content(self, content: NodeContent) -> None:
        """Show other words; nothing is repainted where they are the same."""
        if content != self.content:
            self.content = content
            self.update()

    def move_to(self, place: tuple[float, float]) -> None:
        """Stand at this place of the scene."""
        self.place = place
        self.setPos(*place)

    def show_share(self, share: float) -> None:
        """Show this part of the total cost."""
        self.share = share
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

    def show_words(self, speaks: bool) -> None:
        """Show the problem's words in the card itself, or leave them to the note beside it."""
        if speaks != self.speaks:
            self.speaks = speaks
            self.update()

    # Ports

    def input_port(self, index: int = 0) -> QPointF:
        """Where the link into that port ends, in the item's own coordinates."""
        return QPointF(port_offset(index, self.content.input_count), CARD.top())

    @staticmethod
    def output_port() -> QPointF:
        """Where links leave, in the item's own coordinates."""
        return QPointF(0, CARD.bottom())

    def port_at(self, point: QPointF) -> str | int | None:
        """``"output"``, the number of an input, or ``None``: which port lies at a point of the item."""
        if self.content.takes_output and _near(point, self.output_port()):
            return "output"
        return next((i for i in range(self.content.input_count) if _near(point, self.input_port(i))), None)

    def port_name(self, port: int | None) -> str:
        """What a port is called; empty where the ports are alike, or for none."""
        names = self.content.input_names
        return names[port] if port is not None and port < len(names) else ""

    # QGraphicsRectItem

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(CARD.adjusted(0, -PORT_RADIUS, 0, PORT_RADIUS))
        return path

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = True
        self.setToolTip(self._tip())
        self.update()

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        port = self.port_at(event.pos())
        self.setToolTip((self.port_name(port) if isinstance(port, int) else "") or self._tip())

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = False
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        style, content = canvas_style(), self.content
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.selected or self.target:
            painter.setPen(style.focus if self.has_focus else Qt.PenStyle.NoPen)
            painter.setBrush(style.halo)
            painter.drawRoundedRect(CARD.adjusted(-4, -4, 4, 4), RADIUS + 4, RADIUS + 4)
        if self.selected or self.target:
            border = "selected"
        elif content.severity == "error":
            border = "error"
        else:
            border = "hover" if self.hovered else ""
        if content.category == "block":  # a second card behind, and a third where there are copies
            for number in range(2 if content.repeat > 1 else 1, 0, -1):
                _paint_card(painter, QPointF(3 * number, -3 * number), border)
        _paint_card(painter, QPointF(), border)
        side = round(_ICON.width() * painter.deviceTransform().m11())
        picture = category_picture(style.theme.name, content.category, side)
        painter.drawPixmap(_ICON, picture, QRectF(picture.rect()))
        self._paint_text(painter)
        self._paint_cost(painter)
        self._paint_ports(painter)

    def _paint_text(self, painter: QPainter) -> None:
        style, content = canvas_style(), self.content
        type_width, shape_width = title_width(content.type), detail_width(content.shape)
        parameters_width = detail_width(content.parameters) if content.parameters else 0.0
        name = elided_detail(content.layer_id, _ROOM - type_width - shape_width - 12)
        speaks = self.speaks and content.severity is not None
        first, second = (-5.0, 9.0) if speaks or content.summary or content.parameters else (3.0, 3.0)
        painter.setFont(style.title)
        painter.setPen(style.text)
        painter.drawText(QPointF(TEXT_LEFT, first), content.type)
        painter.setFont(style.detail)
        if content.shape != "?":
            painter.drawText(QPointF(TEXT_RIGHT - shape_width, first), content.shape)
        painter.setPen(style.muted)
        if content.shape == "?":
            painter.drawText(QPointF(TEXT_RIGHT - shape_width, first), content.shape)
        painter.drawText(QPointF(TEXT_LEFT + type_width + 7, first), name)
        if content.frozen:
            icons.paint(painter, "frozen", _FROZEN, style.accent.color().name(), 2.2)
        if speaks:
            self._paint_words(painter, second)
        elif content.summary:
            summary = elided_detail(content.summary, _ROOM - parameters_width)
            painter.drawText(QPointF(TEXT_LEFT, second), summary)
        if content.parameters and not speaks:
            painter.drawText(QPointF(TEXT_RIGHT - parameters_width, second), content.parameters)

    def _paint_words(self, painter: QPainter, baseline: float) -> None:
        severity = self.content.severity or "hint"
        look = canvas_style().severities[severity]
        icons.paint(painter, severity, QRectF(TEXT_LEFT, baseline - 10.5, 13, 13), look.colour, 2.0)
        painter.setPen(look.colour)
        painter.drawText(QPointF(TEXT_LEFT + 18, baseline), elided_detail(self.content.message, _ROOM - 12))

    def _paint_cost(self, painter: QPainter) -> None:
        if self.share <= 0:
            return
        style = canvas_style()
        track = QRectF(CARD.left() + 10, CARD.bottom() - 4.5, CARD.width() - 20, 3)
        painter.fillRect(track, style.track)
        track.setWidth(max(3.0, track.width() * self.share))
        painter.fillRect(track, style.categories[self.content.category].colour)

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

    def _tip(self) -> str:
        content = self.content
        kind = layer_type("Block" if content.category == "block" else content.type)
        parts = [f"{content.type} · {content.layer_id}", say(kind.doc), kind.formula]
        if content.input_names:
            parts.append(", ".join(f"{number} {name}" for number, name in enumerate(content.input_names, 1)))
        if content.message:
            parts.append(content.message)
        return "\n".join(part for part in parts if part)


def _paint_card(painter: QPainter, offset: QPointF, border: str) -> None:
    """Copy the picture of an empty card to whole pixels: drawing its round corners takes far longer."""
    transform, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
    picture = _card_picture(canvas_style().theme.name, border, transform.m11(), ratio)
    corner = transform.map(_CARD_AND_BORDER.topLeft() + offset) * ratio
    painter.resetTransform()
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())) / ratio, picture)
    painter.setWorldTransform(transform)


@lru_cache(maxsize=32)
def _card_picture(theme_name: str, border: str, scale: float, ratio: float) -> QPixmap:
    """An empty card in a theme at a zoom, for a screen with so many device pixels to one of Qt's."""
    style = canvas_style()
    pens = {"": style.border, "hover": style.border_hover, "selected": style.border_selected, "error": style.link_error}
    size = _CARD_AND_BORDER.size() * scale * ratio
    picture = QPixmap(ceil(size.width()), ceil(size.height()))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-_CARD_AND_BORDER.topLeft())
    painter.setPen(pens[border])
    painter.setBrush(style.card)
    painter.drawRoundedRect(CARD, RADIUS, RADIUS)
    painter.end()
    return picture


def _near(point: QPointF, port: QPointF) -> bool:
    offset = point - port
    return QPointF.dotProduct(offset, offset) <= PORT_REACH**2
