"""A link on the canvas: a smooth curve with an arrow, and a «+» to insert a layer where it is pointed at."""

from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from engine.model.layout import NODE_HEIGHT
from engine.model.routing import port_offset
from gui import icons
from gui.model.node_item import NodeItem
from gui.model.style import CanvasStyle, canvas_style

PLUS_RADIUS = 7.5
_PLUS_SIDE = 22.0
"""How far right of the curve the «+» stands, clear of the ports."""
_ARROW = 5.0
_TURN = 18.0
"""How far down a link that swings out has reached its lane: between two rows of nodes."""


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
    path = QPainterPath(start)
    out, back = QPointF(lane, start.y() + _TURN), QPointF(lane, end.y() - _TURN)
    path.cubicTo(QPointF(start.x(), out.y()), QPointF(lane, start.y()), out)
    path.lineTo(back)
    path.cubicTo(QPointF(lane, end.y()), QPointF(end.x(), back.y()), end)
    return path


def paint_arrow(painter: QPainter, tip: QPointF) -> None:
    """A filled arrow head pointing down, in the painter's pen colour."""
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-_ARROW * 0.8, -_ARROW), tip + QPointF(_ARROW * 0.8, -_ARROW)]))


class LinkItem(QGraphicsRectItem):
    """The link from ``source`` to input number ``port`` of ``target``."""

    def __init__(self, source: NodeItem, target: NodeItem, port: int) -> None:
        super().__init__()  # its rectangle is the bounds, so that Qt knows them without asking Python
        self.setPen(QPen(Qt.PenStyle.NoPen))
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
        self._reach: QPainterPath | None = None
        self.setAcceptHoverEvents(True)
        self.setZValue(1)
        self.follow_nodes()

    @property
    def ends(self) -> tuple[str, str]:
        """Ids of the layers that it links."""
        return self.source.content.layer_id, self.target.content.layer_id

    def run_down(self, lane: float | None) -> None:
        """Run down at that x of the scene, beside the nodes in between; ``None``: straight."""
        if lane != self._lane:
            self._lane = lane
            self.follow_nodes()

    def follow_nodes(self) -> None:
        """Draw the curve anew to where its nodes are; one that only moves along with both keeps its shape."""
        (x, y), (u, v), content = self.source.place, self.target.place, self.target.content
        lane = None if self._lane is None else self._lane - x
        form = (u + port_offset(self.port, content.input_count) - x, v - y - NODE_HEIGHT, lane)
        if form != self._form:
            self._form, self._reach = form, None
            to = QPointF(form[0], form[1] - 3.5)
            self._path = curve(QPointF(), to) if lane is None else detour(QPointF(), to, lane)
            self.setRect(self._path.boundingRect().adjusted(-10, -8, 34, 8))
            self.update()
        self.setPos(x, y + NODE_HEIGHT / 2)
        if content.severity != self._severity:
            self._severity = content.severity
            self.update()

    def strokes(self) -> list[QLineF]:
        """The curve as straight lines in the scene, for painting from afar."""
        x, y = self.source.place
        across, down, lane = self._form or (0.0, 0.0, None)
        top = y + NODE_HEIGHT / 2
        if lane is None and abs(across) < 1:
            return [QLineF(x, top, x, top + down)]
        if lane is not None:
            points = [(0.0, 0.0), (lane, _TURN), (lane, down - _TURN), (across, down)]
        elif down > 0:
            points = [(0.0, 0.0), (across * 0.16, down * 0.3), (across * 0.84, down * 0.7), (across, down)]
        else:
            points = [(0.0, 0.0), (0.0, 30.0), (across, down - 30.0), (across, down)]
        return [QLineF(x + a, top + b, x + c, top + d) for (a, b), (c, d) in pairwise(points)]

    def path_in_scene(self) -> QPainterPath:
        """The curve in the scene's coordinates."""
        return self._path.translated(self.pos())

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
        """How far a point of the scene is from the curve, to within a few units."""
        point = point - self.pos()
        steps = min(max(12, int(self._path.length() / 16)), 400)
        nearest = min(
            QPointF.dotProduct(offset, offset)
            for offset in (self._path.pointAtPercent(step / steps) - point for step in range(steps + 1))
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

    # QGraphicsRectItem

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
