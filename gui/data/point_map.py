"""Points of a plane in the colours of their classes: the wheel zooms, dragging moves, pointing tells which is which."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from engine.lazy import lazy_module
from gui import theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_MARGIN = 18
_POINT, _MARKED = 4.0, 9.0
_REACH = 10.0
"""A point is under the pointer up to this distance, in pixels."""
_PICTURE = 96
_ZOOM_STEP = 1.2
_LARGEST, _SMALLEST = 400.0, 0.5
_DIM = 0.12

PictureOf = Callable[[int], tuple[QImage, str]]
"""The image and the words of a point."""


class PointMap(QFrame):
    """``pointChosen(position)`` comes for a point that is clicked. Keys: arrows move, + and - zoom, 0 shows all."""

    pointChosen = Signal(int)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, picture_of: PictureOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pointMap")
        theme.set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._picture_of = picture_of
        self._points: NDArray[np.float32] | None = None
        self._labels: NDArray[np.int64] | None = None
        self._classes = 0
        self._marked: int | None = None
        self._zoom, self._centre = 1.0, QPointF()
        self._extent = QRectF(-1, -1, 2, 2)
        self._under = -1
        self._pressed: QPointF | None = None
        self._dragged = False
        self._painted: QPixmap | None = None
        theme.notifier().changed.connect(self._repaint)

    def show_points(
        self,
        points: NDArray[np.float32] | None,
        labels: NDArray[np.int64] | None,
        classes: int,
        within: NDArray[np.float32] | None = None,
    ) -> None:
        """Show points ``[N, 2]`` of the classes ``labels``, all in view, or else what is ``within``, ``[K, 2]``."""
        self._points, self._labels, self._classes = points, labels, classes
        self._marked, self._under = None, -1
        seen = points if within is None else within
        if seen is not None and len(seen):
            left, top = seen.min(axis=0).tolist()
            right, bottom = seen.max(axis=0).tolist()
            self._extent = QRectF(left, -bottom, max(right - left, 1e-6), max(bottom - top, 1e-6))
        self.show_all()

    def move_points(self, points: NDArray[np.float32]) -> None:
        """Let the same points lie elsewhere; the view stays."""
        self._points = points
        self._repaint()

    def show_all(self) -> None:
        """Bring all points into view."""
        self._zoom, self._centre = 1.0, self._extent.center()
        self._repaint()

    def mark_class(self, label: int | None) -> None:
        """Let one class stand out, or none."""
        self._marked = label
        self._repaint()

    @property
    def zoom(self) -> float:
        """1 where all points just fit."""
        return self._zoom

    @property
    def under_pointer(self) -> int:
        """Position of the point under the pointer, -1 for none."""
        return self._under

    def place_of(self, position: int) -> QPointF:
        """Where a point lies on the widget now."""
        assert self._points is not None
        x, y = self._points[position].tolist()
        scale, middle = self._scale(), QRectF(self.rect()).center()
        return QPointF(middle.x() + (x - self._centre.x()) * scale, middle.y() + (-y - self._centre.y()) * scale)

    def sizeHint(self) -> QSize:
        return QSize(480, 360)

    # Painting

    def _scale(self) -> float:
        """Pixels per unit."""
        fitting = min(
            (self.width() - 2 * _MARGIN) / self._extent.width(), (self.height() - 2 * _MARGIN) / self._extent.height()
        )
        return max(fitting, 1e-9) * self._zoom

    def _repaint(self) -> None:
        self._painted = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._painted = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._points is None:
            return
        if self._painted is None:
            self._painted = self._paint_points()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted)
        if self._under >= 0:
            self._paint_under(painter)

    def _paint_points(self) -> QPixmap:
        """All points as one picture, for as long as the view stays."""
        assert self._points is not None
        assert self._labels is not None
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, middle = self._scale(), QRectF(self.rect()).center()
        across = middle.x() + (self._points[:, 0] - self._centre.x()) * scale
        down = middle.y() + (-self._points[:, 1] - self._centre.y()) * scale
        seen = (
            (across > -_POINT) & (across < self.width() + _POINT) & (down > -_POINT) & (down < self.height() + _POINT)
        )
        colours = theme.current().classes(max(self._classes, 1))
        order = sorted(range(self._classes), key=lambda label: label == self._marked)  # the marked one on top
        for label in order:
            chosen = seen & (self._labels == label)
            colour = QColor(colours[label])
            colour.setAlphaF(0.75 if self._marked in (None, label) else _DIM)
            painter.setPen(QPen(colour, _POINT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            places = zip(across[chosen].tolist(), down[chosen].tolist(), strict=True)
            painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in places]))
        painter.end()
        return picture

    def _paint_under(self, painter: QPainter) -> None:
        """The point under the pointer, with its image beside it."""
        assert self._labels is not None
        now, place = theme.current(), self.place_of(self._under)
        image, words = self._picture_of(self._under)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.text), 1.5))
        painter.setBrush(now.classes(self._classes)[int(self._labels[self._under])])
        painter.drawEllipse(place, _MARKED / 2, _MARKED / 2)
        metrics = self.fontMetrics()
        width = max(_PICTURE, metrics.horizontalAdvance(words)) + 12
        card = QRectF(place.x() + 12, place.y() + 12, width, _PICTURE + metrics.height() + 16)
        if card.right() > self.width():
            card.moveRight(place.x() - 12)
        if card.bottom() > self.height():
            card.moveBottom(place.y() - 12)
        card.moveLeft(max(card.left(), 0))
        card.moveTop(max(card.top(), 0))
        painter.setPen(QColor(now.control_border))
        painter.setBrush(QColor(now.raised))
        painter.drawRoundedRect(card, 6, 6)
        size = QSize(image.size())
        size.scale(_PICTURE, _PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QPointF(card.center().x(), card.top() + 6 + _PICTURE / 2))
        painter.drawImage(target, image)
        painter.setPen(QColor(now.text))
        painter.drawText(
            QRectF(card.left(), card.bottom() - metrics.height() - 5, card.width(), metrics.height()),
            Qt.AlignmentFlag.AlignCenter,
            words,
        )

    # Pointer and keys

    def _find(self, place: QPointF) -> int:
        """The point nearest to a place, -1 where none is near."""
        if self._points is None or not len(self._points):
            return -1
        scale, middle = self._scale(), QRectF(self.rect()).center()
        x = (place.x() - middle.x()) / scale + self._centre.x()
        y = -((place.y() - middle.y()) / scale + self._centre.y())
        distances = (self._points[:, 0] - x) ** 2 + (self._points[:, 1] - y) ** 2
        nearest = int(distances.argmin())
        return nearest if float(distances[nearest]) ** 0.5 * scale <= _REACH else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._pressed is not None:
            moved = place - self._pressed
            if self._dragged or moved.manhattanLength() > 4:
                self._dragged, self._pressed, self._under = True, place, -1
                self._centre -= moved / self._scale()
                self._repaint()
            return
        self._point_at(self._find(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        position = self._find(event.position())
        if pressed is not None and not self._dragged and position >= 0:
            self.pointChosen.emit(position)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)
        super().leaveEvent(event)

    def _point_at(self, position: int) -> None:
        if position != self._under:
            self._under = position
            self.setAccessibleDescription("" if position < 0 else self._picture_of(position)[1])
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom_by(_ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        self._point_at(self._find(event.position()))
        event.accept()

    def _zoom_by(self, factor: float, around: QPointF) -> None:
        """What is at ``around`` stays there."""
        before = self._scale()
        self._zoom = min(max(self._zoom * factor, _SMALLEST), _LARGEST)
        offset = around - QRectF(self.rect()).center()
        self._centre += offset / before - offset / self._scale()
        self._repaint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        middle, step = QRectF(self.rect()).center(), 40 / self._scale()
        moves = {
            Qt.Key.Key_Left: QPointF(-step, 0),
            Qt.Key.Key_Right: QPointF(step, 0),
            Qt.Key.Key_Up: QPointF(0, -step),
            Qt.Key.Key_Down: QPointF(0, step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._centre += moves[key]
            self._repaint()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_by(_ZOOM_STEP, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom_by(1 / _ZOOM_STEP, middle)
        elif key == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)
