"""A link on the canvas: a smooth curve with an arrow, and a «+» to insert a layer where it is pointed at."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from engine.model.layout import STEP_Y
from gui import icons
from gui.model.node_item import NodeItem
from gui.model.style import CanvasStyle, canvas_style

PLUS_RADIUS = 7.5
_PLUS_SIDE = 22.0
"""How far right of the curve the «+» stands, clear of the ports."""
_ARROW = 5.0
_LANE = 16.0
"""Between the cards and a link that runs down beside them."""


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """The curve from an output down to an input, leaving and arriving upright."""
    drop = end.y() - start.y()
    bend = drop / 2 if drop > 0 else min(40 - drop / 2, 160)
    path = QPainterPath(start)
    if abs(start.x() - end.x()) < 0.5 and drop > 0:
        path.lineTo(end)
    else:
        path.cubicTo(start + QPointF(0, bend), end - QPointF(0, bend), end)
    return path


def detour(start: QPointF, end: QPointF, lane: float) -> QPainterPath:
    """The curve that swings out to ``lane``, runs down there and comes back."""
    turn = min(34.0, max((end.y() - start.y()) / 2, 8.0))
    path = QPainterPath(start)
    out, back = QPointF(lane, start.y() + turn), QPointF(lane, end.y() - turn)
    path.cubicTo(QPointF(start.x(), out.y()), QPointF(lane, start.y()), out)
    path.lineTo(back)
    path.cubicTo(QPointF(lane, end.y()), QPointF(end.x(), back.y()), end)
    return path


def paint_arrow(painter: QPainter, tip: QPointF) -> None:
    """A filled arrow head pointing down, in the painter's pen colour."""
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-_ARROW * 0.8, -_ARROW), tip + QPointF(_ARROW * 0.8, -_ARROW)]))


class LinkItem(QGraphicsItem):
    """The link from ``source`` to input number ``port`` of ``target``."""

    def __init__(self, source: NodeItem, target: NodeItem, port: int) -> None:
        super().__init__()
        self.source, self.target, self.port = source, target, port
        self.hovered = False
        self.selected = False
        self.landing = False
        """Whether something being dragged would land here."""
        self._lane: float | None = None
        """Where a link that spans several rows runs down beside the nodes in between; ``None``: straight."""
        self._form: tuple[float, float, float | None] | None = None
        """Where it ends and where its lane is, seen from where it starts."""
        self._severity: str | None = None
        self._path = QPainterPath()
        self._bounds = QRectF()
        self._reach: QPainterPath | None = None
        self.setAcceptHoverEvents(True)
        self.setZValue(1)
        self.follow_nodes()

    @property
    def ends(self) -> tuple[str, str]:
        """Ids of the layers that it links."""
        return self.source.content.layer_id, self.target.content.layer_id

    @property
    def terminals(self) -> tuple[QPointF, QPointF]:
        """Where it leaves and where it arrives, in the scene."""
        return self.source.pos() + NodeItem.output_port(), self.target.pos() + self.target.input_port(self.port)

    @property
    def span(self) -> float:
        """How far down it leads."""
        start, end = self.terminals
        return end.y() - start.y()

    @property
    def is_long(self) -> bool:
        """Whether nodes may stand between its ends, or a detour around some is drawn."""
        return self.span > STEP_Y or self._lane is not None

    def detour_around(self, cards: list[QRectF], lanes: dict[int, int]) -> None:
        """Run down beside these cards; ``lanes`` counts the links that run beside the same place already."""
        lane: float | None = None
        if cards:
            start, end = self.terminals
            middle = (start.x() + end.x()) / 2
            right, left = max(card.right() for card in cards), min(card.left() for card in cards)
            outside = right + _LANE if right - middle <= middle - left + 1 else left - _LANE
            place = round(outside)
            lanes[place] = lanes.get(place, 0) + 1
            lane = outside + (lanes[place] - 1) % 4 * 9 * (1 if outside > middle else -1)
        if lane != self._lane:
            self._lane = lane
            self.follow_nodes()

    def follow_nodes(self) -> None:
        """Draw the curve anew to where its nodes are; one that only moves along with both keeps its shape."""
        start, end = self.terminals
        lane = None if self._lane is None else self._lane - start.x()
        form = (end.x() - start.x(), end.y() - start.y(), lane)
        if form != self._form:
            self.prepareGeometryChange()
            self._form, self._reach = form, None
            to = QPointF(form[0], form[1] - 3.5)
            self._path = curve(QPointF(), to) if lane is None else detour(QPointF(), to, lane)
            self._bounds = self._path.boundingRect().adjusted(-10, -8, 34, 8)
        self.setPos(start)
        severity = self.target.content.severity
        if severity != self._severity:
            self._severity = severity
            self.update()

    @property
    def middle(self) -> QPointF:
        """The point halfway along the curve."""
        return self.pos() + self._path.pointAtPercent(0.5)

    @property
    def plus(self) -> QPointF:
        """The centre of the «+» that inserts a layer."""
        return self.middle + QPointF(_PLUS_SIDE, 0)

    def is_plus_at(self, point: QPointF) -> bool:
        """Whether a point of the scene lies on the «+»."""
        offset = point - self.plus
        return QPointF.dotProduct(offset, offset) <= (PLUS_RADIUS + 2) ** 2

    def distance(self, point: QPointF) -> float:
        """How far a point of the scene is from the curve, roughly."""
        point = point - self.pos()
        nearest = min(
            QPointF.dotProduct(offset, offset)
            for offset in (self._path.pointAtPercent(step / 12) - point for step in range(13))
        )
        return float(nearest**0.5)

    def show_state(self, *, selected: bool | None = None, landing: bool | None = None) -> None:
        """Show that it is selected, or that something would land here."""
        before = (self.selected, self.landing)
        self.selected = self.selected if selected is None else selected
        self.landing = self.landing if landing is None else landing
        if before != (self.selected, self.landing):
            self.setZValue(2.5 if self.selected or self.landing else 1)
            self.update()

    # QGraphicsItem

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        if self._reach is None:
            stroker = QPainterPathStroker(QPen(Qt.GlobalColor.black, 12))
            self._reach = stroker.createStroke(self._path)
            middle = self._path.pointAtPercent(0.5)
            side = QRectF(middle.x(), middle.y() - PLUS_RADIUS, _PLUS_SIDE + PLUS_RADIUS, 2 * PLUS_RADIUS)
            self._reach.addRect(side)
        return self._reach

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = True
        self.setZValue(2.5)
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = False
        self.setZValue(2.5 if self.selected or self.landing else 1)
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        style = canvas_style()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen(style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        paint_arrow(painter, self._path.currentPosition() + QPointF(0, 1))
        if self.hovered:
            centre = self.plus - self.pos()
            painter.setPen(style.accent)
            painter.setBrush(style.card)
            painter.drawEllipse(centre, PLUS_RADIUS, PLUS_RADIUS)
            square = QRectF(-PLUS_RADIUS, -PLUS_RADIUS, 2 * PLUS_RADIUS, 2 * PLUS_RADIUS)
            icons.paint(painter, "plus", square.translated(centre), style.theme.accent, 2.4)

    def _pen(self, style: CanvasStyle) -> QPen:
        if self.selected or self.hovered or self.landing:
            return style.link_hover
        return style.link_error if self.target.content.severity == "error" else style.link
