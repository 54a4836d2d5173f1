"""A graphics view that zooms about the cursor, pans and fits; it knows nothing of networks."""

import math
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QNativeGestureEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from gui import theme

ZOOM_MINIMUM, ZOOM_MAXIMUM = 0.1, 3.0
ZOOM_STEP = 1.2
FIT_MAXIMUM = 1.3
_MARGIN = 8
_GRID = 24


class ZoomView(QGraphicsView):
    """``zoomChanged(factor)`` tells each new scale; subclasses override :meth:`content_rect`."""

    zoomChanged = Signal(float)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, scene: QGraphicsScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self._fitted = True
        """Whether the whole is shown and the person has not looked elsewhere since: resizing then fits again."""

    @property
    def zoom(self) -> float:
        """Device-independent pixels per scene unit."""
        return self.transform().m11()

    def content_rect(self) -> QRectF:
        """What fitting shows."""
        return self.scene().itemsBoundingRect()

    def fit(self) -> None:
        """Show everything, as large as is pleasant."""
        content = self.content_rect()
        room = self.viewport().rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if content.isEmpty() or room.width() <= 0 or room.height() <= 0:
            return
        scale = min(room.width() / content.width(), room.height() / content.height(), FIT_MAXIMUM)
        self._set_scale(max(scale, ZOOM_MINIMUM))
        self.centerOn(content.center())
        self._fitted = True

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom, keeping the scene's point under ``about`` (in the viewport; its middle if not given) in place."""
        fixed = QPointF(self.viewport().rect().center()) if about is None else about
        before = self.mapToScene(fixed.toPoint())
        self._set_scale(min(max(self.zoom * factor, ZOOM_MINIMUM), ZOOM_MAXIMUM))
        shift = QPointF(self.mapFromScene(before)) - fixed
        self.pan(-shift.toPoint())
        self._fitted = False

    def reset_zoom(self) -> None:
        """Show one scene unit as one pixel."""
        self.zoom_by(1 / self.zoom)

    def pan(self, offset: QPoint) -> None:
        """Move what is shown by so many pixels."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - offset.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - offset.y())
        self._fitted = False

    def look_at(self, point: QPointF) -> None:
        """Bring a point of the scene to the middle."""
        self.centerOn(point)
        self._fitted = False

    def hold_still(self) -> None:
        """Let the next resize keep what is shown, because something was edited there."""
        self._fitted = False

    def update_room(self) -> None:
        """Let the view wander until the content's edge is in its middle, and no further."""
        content = self.content_rect()
        half_width = self.viewport().width() / 2 / self.zoom
        half_height = self.viewport().height() / 2 / self.zoom
        self.setSceneRect(content.adjusted(-half_width, -half_height, half_width, half_height))

    def _set_scale(self, scale: float) -> None:
        if not math.isclose(scale, self.zoom):
            self.resetTransform()
            self.scale(scale, scale)
        self.update_room()
        self.zoomChanged.emit(self.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self.update_room()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP ** (turn.y() / 120), event.position())
        elif not event.pixelDelta().isNull():
            self.pan(event.pixelDelta())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPoint(turn.y() // 2, turn.x() // 2))
        else:
            self.pan(turn / 2)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        now = theme.current()
        if self.zoom < 0.4:
            painter.fillRect(rect, now.colour("canvas"))
            return
        # A texture is only cheap where it needs no scaling: the grid's step is rounded to whole pixels.
        ratio = self.devicePixelRatioF()
        brush = QBrush(_grid_tile(now.grid, now.canvas, max(4, round(_GRID * self.zoom * ratio)), ratio))
        origin = self.mapFromScene(0, 0)
        area = painter.worldTransform().mapRect(QRectF(rect))
        painter.save()
        painter.resetTransform()
        painter.setBrushOrigin(origin)
        painter.fillRect(area, brush)
        painter.restore()


@lru_cache(maxsize=16)
def _grid_tile(colour: str, ground: str, side: int, ratio: float) -> QPixmap:
    """One dot on a square of ``side`` device pixels; without transparency, which would cost a millisecond a frame."""
    tile = QPixmap(side, side)
    tile.setDevicePixelRatio(ratio)
    tile.fill(QColor(ground))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(side / 2, side / 2) / ratio, 1.0, 1.0)
    painter.end()
    return tile
