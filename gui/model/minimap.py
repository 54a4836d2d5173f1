"""The whole network in a corner of the canvas, with the part that is on view; a click or drag goes there."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH
from gui import theme
from gui.model.node_item import CARD

if TYPE_CHECKING:
    from gui.model.canvas import ModelCanvas

_SIZE = QSize(132, 168)
_MARGIN = 10
_PADDING = 6.0
_DELAY_MS = 50
_SLIVER = 0.01
"""Scale below which a card would be narrower than three pixels."""


class Minimap(QWidget):
    """Shows itself only while a part of the network is out of view."""

    def __init__(self, canvas: ModelCanvas) -> None:
        super().__init__(canvas)
        self.setObjectName("minimap")
        self.setFixedSize(_SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._canvas = canvas
        self.wanted = True
        """Whether the person wants to see it at all."""
        canvas.installEventFilter(self)
        canvas.zoomChanged.connect(lambda _zoom: self.follow())
        canvas.horizontalScrollBar().valueChanged.connect(lambda _value: self.follow())
        canvas.verticalScrollBar().valueChanged.connect(lambda _value: self.follow())
        self._picture: QPixmap | None = None
        """The nodes, painted once and kept until they change."""
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self.repaint_nodes)
        for changed in (canvas.document.layoutChanged, canvas.document.modelChanged, theme.notifier().changed):
            changed.connect(self._later)
        self.retranslate()
        self._at_left = False
        self.hide()

    def toggle(self) -> None:
        """Show it where it is of use, or never."""
        self.wanted = not self.wanted
        self.follow()

    def _later(self) -> None:
        """Paint anew once the edit itself has been painted."""
        if not self._delay.isActive():
            self._delay.start()

    def repaint_nodes(self) -> None:
        """Paint the nodes anew."""
        self._picture = None
        self.follow()
        self._find_room()

    def _find_room(self) -> None:
        """Stand at the right below, or at the left where it would cover less; stay while nothing is covered."""
        here = self._covered(self._at_left)
        if here and self._covered(not self._at_left) < here:
            self._at_left = not self._at_left
        self.move(self._corner(self._at_left))

    def _corner(self, at_left: bool) -> QPoint:
        x = _MARGIN if at_left else self._canvas.width() - self.width() - _MARGIN
        return QPoint(x, self._canvas.height() - self.height() - _MARGIN)

    def _covered(self, at_left: bool) -> float:
        """How much of nodes and notes it would cover there."""
        area = self._canvas.mapToScene(QRect(self._corner(at_left), self.size())).boundingRect()
        scene = self._canvas.model_scene
        cards = (CARD.translated(*scene.nodes[name].place) for name in scene.nodes_in(area))
        notes = (note.area(note.side) for note in scene.notes.values() if note.isVisibleTo(note.node))
        hidden = (area.intersected(place) for place in chain(cards, notes))
        return sum(part.width() * part.height() for part in hidden)

    def follow(self) -> None:
        """Show what is on view now."""
        content = self._canvas.content_rect()
        shown = self.wanted and not content.isEmpty() and not self._view().adjusted(-2, -2, 2, 2).contains(content)
        self.setVisible(shown)
        if shown:
            self.update()

    def _view(self) -> QRectF:
        canvas = self._canvas
        return canvas.mapToScene(canvas.viewport().rect()).boundingRect()

    def _to_map(self) -> tuple[float, QPointF]:
        """The scale from scene to map, and the scene's point in the map's middle."""
        whole = self._canvas.content_rect()
        room = QRectF(self.rect()).adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        return min(room.width() / whole.width(), room.height() / whole.height()), whole.center()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._painted()
        painter.drawPixmap(0, 0, self._picture)
        self._enter_scene(painter)
        pen = QPen(QColor(now.accent), 1.6)
        pen.setCosmetic(True)
        painter.setPen(pen)
        tint = QColor(now.accent)
        tint.setAlphaF(0.12)
        painter.setBrush(tint)
        painter.drawRect(self._view())

    def _painted(self) -> QPixmap:
        """The frame and the nodes."""
        now, ratio = theme.current(), self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.border))
        painter.setBrush(QColor(now.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._enter_scene(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        cards: dict[str, list[QRectF]] = {}
        left, top = CARD.left(), CARD.top()
        for node in self._canvas.model_scene.nodes.values():
            content, (x, y) = node.content, node.place
            kind = "error" if content.severity == "error" else content.category
            cards.setdefault(kind, []).append(QRectF(x + left, y + top, NODE_WIDTH, NODE_HEIGHT))
        for kind, areas in cards.items():
            colour = QColor(now.error if kind == "error" else now.category(kind))
            painter.setBrush(colour)
            painter.setPen(QPen(colour, 0) if painter.worldTransform().m11() < _SLIVER else Qt.PenStyle.NoPen)
            painter.drawRects(areas)
        painter.end()
        return picture

    def _enter_scene(self, painter: QPainter) -> None:
        """Let the painter paint in the scene's coordinates."""
        scale, middle = self._to_map()
        painter.setClipRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.translate(QRectF(self.rect()).center())
        painter.scale(scale, scale)
        painter.translate(-middle)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())
        event.accept()

    def _go(self, place: QPointF) -> None:
        scale, middle = self._to_map()
        self._canvas.look_at((place - QRectF(self.rect()).center()) / scale + middle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.follow()
            self._find_room()
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Overview of the network"))
        self.setToolTip(self.tr("Overview: click or drag to look elsewhere (M hides it)"))
