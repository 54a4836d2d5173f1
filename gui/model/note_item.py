"""What is wrong with a layer, in words beside its node, with the repair one click away."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from engine.model.layout import NODE_WIDTH
from gui import icons
from gui.model.node_item import PLAIN_BELOW, NodeItem
from gui.model.style import canvas_style

NOTE_WIDTH = 272.0
NOTE_GAP = 12.0
"""Between a note and its node."""
_LINES = 3
_ICON = 15.0
_FIX = 24.0
"""Side of the repair's button."""


class NoteItem(QGraphicsItem):
    """A small label at the right (or left) of a node; its height is at most that of three lines."""

    def __init__(self, node: NodeItem) -> None:
        super().__init__(node)
        self.node = node
        self.side = 1
        self._fix_hovered = False
        self._lines: list[str] = []
        self._rect = QRectF()
        self.setAcceptHoverEvents(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.refresh()

    def refresh(self) -> None:
        """Break the message of now into lines."""
        self.prepareGeometryChange()
        font = canvas_style().detail
        metrics = QFontMetricsF(font)
        room = NOTE_WIDTH - 3 * 8 - _ICON - (_FIX + 4 if self.node.content.fix else 0)
        self._lines = _wrap(self.node.content.message, room)
        width = max(metrics.horizontalAdvance(line) for line in self._lines) + NOTE_WIDTH - room
        height = max(len(self._lines) * metrics.height() + 8, _FIX + 4)
        self._rect = QRectF(0, -height / 2, width, height)
        self.setToolTip("\n".join(filter(None, (self.node.content.message, self.node.content.fix))))
        self.place(self.side)

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height."""
        return self._rect.width(), self._rect.height()

    def place(self, side: int) -> None:
        """Stand right (1) or left (-1) of the node."""
        self.side = side
        x = NODE_WIDTH / 2 + NOTE_GAP if side > 0 else -NODE_WIDTH / 2 - NOTE_GAP - self._rect.width()
        self.setPos(QPointF(x, 0))

    def area(self, side: int) -> QRectF:
        """What it would cover of the scene on that side."""
        x = NODE_WIDTH / 2 + NOTE_GAP if side > 0 else -NODE_WIDTH / 2 - NOTE_GAP - self._rect.width()
        return self._rect.translated(self.node.pos() + QPointF(x, 0))

    def is_fix_at(self, scene_point: QPointF) -> bool:
        """Whether a point of the scene lies on the repair's button."""
        return bool(self.node.content.fix) and self._fix_rect().contains(self.mapFromScene(scene_point))

    def fix_centre(self) -> QPointF:
        """The middle of the repair's button in the scene."""
        return self.mapToScene(self._fix_rect().center())

    def _fix_rect(self) -> QRectF:
        return QRectF(self._rect.right() - _FIX - 5, -_FIX / 2, _FIX, _FIX)

    # QGraphicsItem

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-NOTE_GAP - 2, -2, NOTE_GAP + 2, 2)

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        over = self.is_fix_at(event.scenePos())
        if over != self._fix_hovered:
            self._fix_hovered = over
            self.setToolTip(self.node.content.fix if over else self.node.content.message)
            self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self._fix_hovered = False
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        style = canvas_style()
        severity = self.node.content.severity or "hint"
        look = style.severities[severity]
        if option.levelOfDetailFromTransform(painter.worldTransform()) < PLAIN_BELOW:
            painter.fillRect(self._rect, look.colour)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour)
        painter.setBrush(look.tint)
        edge = self._rect.left() if self.side > 0 else self._rect.right()
        painter.drawLine(QPointF(edge, 0), QPointF(edge - self.side * NOTE_GAP, 0))
        painter.drawRoundedRect(self._rect, 6, 6)
        icon = QRectF(self._rect.left() + 8, -_ICON / 2, _ICON, _ICON)
        icons.paint(painter, severity, icon, look.colour, 1.8)
        painter.setFont(style.detail)
        painter.setPen(style.text)
        metrics = QFontMetricsF(style.detail)
        top = -len(self._lines) * metrics.height() / 2 + metrics.ascent()
        for number, line in enumerate(self._lines):
            painter.drawText(QPointF(icon.right() + 8, top + number * metrics.height()), line)
        if self.node.content.fix:
            button = self._fix_rect()
            painter.setPen(style.accent)
            painter.setBrush(style.halo if self._fix_hovered else style.card)
            painter.drawRoundedRect(button, 5, 5)
            icons.paint(painter, "wrench", button.adjusted(4, 4, -4, -4), style.theme.accent, 1.7)


def _wrap(text: str, width: float) -> list[str]:
    """The text in at most three lines, the last one elided."""
    font = canvas_style().detail
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(lines) == _LINES - 1:
            lines.append(QFontMetricsF(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return lines or [""]
