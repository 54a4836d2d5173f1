"""Two networks side by side: shared layers at the same height, differing ones marked, moved and zoomed together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QLabel, QVBoxLayout, QWidget

from engine.comparison.difference import RunDifference
from engine.comparison.networks import Kind, Link
from engine.comparison.together import arranged_together
from engine.model.analysis import Analysis, analyse
from engine.model.layers.block import BlockParams
from engine.model.layout import Layout
from engine.model.spec import ModelSpec
from gui import theme
from gui.model.node_item import CARD, PLAIN_BELOW, RADIUS
from gui.model.scene import ModelScene
from gui.model.style import canvas_style
from gui.model.zoom_view import ZoomView
from gui.training.splitter import CardSplitter

MARK_COLOURS: Mapping[Kind, str] = {"first": "error", "second": "success", "changed": "warning", "renamed": "hint"}
MARK_SIGNS: Mapping[Kind, str] = {"first": "−", "second": "+", "changed": "≠", "renamed": "≈"}
_BADGE = 20.0
_REACH = 5.0


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the two networks, ready to be drawn; worked out in a thread."""

    title: str
    model: ModelSpec
    analysis: Analysis
    layout: Layout
    marks: Mapping[str, Kind]
    links: tuple[Link, ...]
    """The links that the other network lacks."""
    selection: tuple[str, ...] = ()
    current: str | None = None


def pictures_of(difference: RunDifference) -> tuple[Picture, Picture]:
    """The two networks of a difference, arranged together."""
    found = difference.network
    one, other = (project.model for project in difference.projects)
    specs, layouts = (one, other), arranged_together(one, other, found)
    marks: tuple[dict[str, Kind], dict[str, Kind]] = ({}, {})
    for layer in found.layers:
        for side, known in zip(marks, (layer.first, layer.second), strict=True):
            if known is not None:
                side[known.id] = layer.kind
    changed_blocks = {block.name for block in found.blocks if block.kind == "changed"}
    for side, spec in zip(marks, specs, strict=True):
        for use in spec.layers:
            if isinstance(use.params, BlockParams) and use.params.block in changed_blocks:
                side.setdefault(use.id, "changed")
    links = (found.only_first_links, found.only_second_links)
    names = (difference.first, difference.second)
    first, second = (
        # What is amiss with a network is told where it is built; here notes would cover its neighbours.
        Picture(name, spec, replace(analyse(spec), problems=(), by_layer={}), layout, side, only)
        for name, spec, layout, side, only in zip(names, specs, layouts, marks, links, strict=True)
    )
    return first, second


class _View(ZoomView):
    """A network that can be looked at and moved, not edited. ``chosen`` tells the layer that was clicked."""

    moved = Signal()
    resized = Signal()
    chosen = Signal(str)

    def __init__(self, picture: Picture, is_first: bool, parent: QWidget | None = None) -> None:
        self.model_scene = ModelScene(picture)
        super().__init__(self.model_scene, parent)
        self._picture, self._is_first = picture, is_first
        self.room = self.model_scene.content_rect()
        """What fitting shows: both networks' places."""
        self._pressed: QPoint | None = None
        self._dragged = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(picture.title)
        self.zoomChanged.connect(lambda zoom: self.model_scene.show_from_afar(zoom < PLAIN_BELOW))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.moved)
        theme.notifier().changed.connect(self._restyle)

    def content_rect(self) -> QRectF:
        return self.room.adjusted(-_BADGE, -_BADGE, _BADGE, _BADGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        QGraphicsView.resizeEvent(self, event)
        self.update_room()
        if self._fitted:
            self.resized.emit()

    def _restyle(self) -> None:
        self.model_scene.refresh()
        self.viewport().update()

    def look_as(self, other: _View) -> None:
        """Look at the same place of the scene from as far away."""
        if other.zoom != self.zoom:
            self._set_scale(other.zoom)
        self.centerOn(other.mapToScene(other.viewport().rect().center()))
        self._fitted = other._fitted

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        if self.model_scene.is_far:
            self.model_scene.far_picture.paint(painter, QRectF(rect), (), ())

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Frames around the layers that differ, and the links that are here alone."""
        colours, shown = theme.current(), QRectF(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, 2.0 / self.zoom)
        alone = QColor(getattr(colours, MARK_COLOURS["first" if self._is_first else "second"]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(alone, width))
        for source, target in self._picture.links:
            link = self.model_scene.link_between(source, target)
            if link is not None:
                painter.drawLines(link.strokes())
        for layer, kind in self._picture.marks.items():
            card = CARD.translated(QPointF(*self._picture.layout[layer])).adjusted(-_REACH, -_REACH, _REACH, _REACH)
            if card.intersects(shown.adjusted(-_BADGE, -_BADGE, _BADGE, _BADGE)):
                self._paint_mark(painter, card, kind, width)

    def _paint_mark(self, painter: QPainter, card: QRectF, kind: Kind, width: float) -> None:
        colours = theme.current()
        colour = QColor(getattr(colours, MARK_COLOURS[kind]))
        style = Qt.PenStyle.DashLine if kind in ("first", "second") else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, width, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card, RADIUS + _REACH, RADIUS + _REACH)
        badge = QRectF(card.right() - _BADGE * 0.6, card.top() - _BADGE * 0.4, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(badge)
        font = QFont(canvas_style().title)
        font.setPixelSize(round(_BADGE * 0.75))
        painter.setFont(font)
        painter.setPen(QColor(colours.raised))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, MARK_SIGNS[kind])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move, or to choose a layer."""
        self._pressed, self._dragged = event.position().toPoint(), False
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        now = event.position().toPoint()
        if self._dragged or (now - self._pressed).manhattanLength() > 3:
            self._dragged = True
            self.pan(now - self._pressed)
            self._pressed = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        node = self.model_scene.node_at(self.mapToScene(event.position().toPoint()))
        if self._pressed is not None and not self._dragged and node is not None:
            self.chosen.emit(node.content.layer_id)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything."""
        self.fit()


class NetworkPair(QFrame):
    """Both networks. ``chosen(side, layer)`` tells a layer that was clicked, in network 0 or 1."""

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("networkPair")
        theme.set_role(self, "card")
        self._split = CardSplitter(Qt.Orientation.Horizontal)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._split)
        self.views: tuple[_View, ...] = ()
        self._following = False
        self.setMinimumHeight(160)

    def show_pictures(self, pictures: tuple[Picture, Picture] | None) -> None:
        """Show these two, or none."""
        for former in [self._split.widget(place) for place in range(self._split.count())]:
            if former is not None:
                former.setParent(None)
                former.deleteLater()
        self.views = ()
        if pictures is None:
            return
        views = []
        for number, picture in enumerate(pictures):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 4, 0, 0)
            column.setSpacing(2)
            title = QLabel(picture.title)
            title.setContentsMargins(10, 0, 10, 0)
            title.setMinimumWidth(40)
            theme.set_role(title, "heading")
            view = _View(picture, number == 0)
            view.setObjectName("secondNetwork" if number else "firstNetwork")
            column.addWidget(title)
            column.addWidget(view, 1)
            self._split.addWidget(side)
            view.moved.connect(lambda view=view: self._follow(view))
            view.zoomChanged.connect(lambda _zoom, view=view: self._follow(view))
            view.resized.connect(self._fit)
            view.chosen.connect(lambda layer, number=number: self.chosen.emit(number, layer))
            views.append(view)
        self.views = tuple(views)
        room = views[0].room.united(views[1].room)
        for view in views:
            view.room = room
        self._split.setSizes([1, 1])
        self._fit()

    def show_layer(self, side: int, layer: str) -> None:
        """Bring a layer into the middle of both views."""
        if self.views and layer in self.views[side].model_scene.nodes:
            view = self.views[side]
            view.look_at(QPointF(*view.model_scene.nodes[layer].place))

    def _fit(self) -> None:
        """Show all of both, as large as the smaller view allows."""
        if self.views:
            smaller = min(self.views, key=lambda view: view.width())
            smaller.fit()
            self._follow(smaller)

    def _follow(self, origin: _View) -> None:
        if self._following:
            return
        self._following = True
        try:
            for view in self.views:
                if view is not origin:
                    view.look_as(origin)
        finally:
            self._following = False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for view in self.views:
                view.model_scene.refresh()
        super().changeEvent(event)
