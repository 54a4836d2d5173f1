"""Soft, smooth ink on the pad: each stroke as quadratic curves through the middles between its points."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.drawing.strokes import PenStroke, Point

LIGHTEST = 0.35
"""Share of the brush's width that is left without pressure."""
THINNED, FAST = 0.2, 6.0
"""A pen on a tablet loses up to this share of its width, at so many sides of the pad a second and faster."""


_HARDLY = QPointF(0.01, 0)
"""A length of nothing draws nothing, not even round ends."""


class InkPainter:
    """Paints strokes on a pad of a given size. ``side`` is the shorter side and ``centre`` the middle, in pixels."""

    def __init__(self, centre: QPointF, side: float) -> None:
        self.centre, self.side = centre, side

    def place(self, point: Point) -> QPointF:
        """Where a point of the drawing lies on the pad."""
        return QPointF(self.centre.x() + point[0] * self.side, self.centre.y() + point[1] * self.side)

    def width(self, stroke: PenStroke, index: int) -> float:
        """The width of the ink at a point, in pixels."""
        share = LIGHTEST + (1 - LIGHTEST) * stroke.points[index][2]
        if stroke.tapered:
            share *= 1 - THINNED * min(stroke.speed(index) / FAST, 1.0)
        return max(1.0, stroke.width * self.side * share)

    def paint(self, painter: QPainter, stroke: PenStroke, colour: QColor) -> None:
        """A whole stroke."""
        if not stroke.tapered:
            path = self.begin_path(stroke)
            for end in range(1, len(stroke.points)):
                self.extend_path(path, stroke, end)
            self.paint_path(painter, stroke, path, colour)
            return
        for end in range(1, len(stroke.points)):
            self.paint_piece(painter, stroke, end, colour)
        self.paint_tip(painter, stroke, colour)

    # A stroke of one width is one path: pieces would show at their joints, where soft edges lie over each other.

    def begin_path(self, stroke: PenStroke) -> QPainterPath:
        """The path of a stroke that has one point."""
        return QPainterPath(self.place(stroke.points[0]))

    def extend_path(self, path: QPainterPath, stroke: PenStroke, end: int) -> QRectF:
        """Lead the path on to the middle before point ``end``; returns what the piece covers."""
        before, last = self.place(stroke.points[end - 1]), self.place(stroke.points[end])
        start, here = path.currentPosition(), (before + last) / 2
        path.quadTo(before, here)
        corners = QRectF(start, before).normalized().united(QRectF(before, here).normalized())
        return _grown(corners, self.width(stroke, end))

    def paint_path(self, painter: QPainter, stroke: PenStroke, path: QPainterPath, colour: QColor) -> None:
        """The path and from its end to the pen's tip."""
        whole = QPainterPath(path)
        whole.lineTo(self.place(stroke.points[-1]) + _HARDLY)
        self._stroke(painter, whole, self.width(stroke, 0), colour)

    # A stroke of many widths is painted in pieces.

    def paint_piece(self, painter: QPainter, stroke: PenStroke, end: int, colour: QColor) -> QRectF:
        """The piece up to the middle before point ``end``, which later points do not change; returns what it covers."""
        points = stroke.points
        last, before = points[end], points[end - 1]
        here = (self.place(before) + self.place(last)) / 2
        path = QPainterPath()
        if end == 1:
            path.moveTo(self.place(before))
            path.lineTo(here)
        else:
            path.moveTo((self.place(points[end - 2]) + self.place(before)) / 2)
            path.quadTo(self.place(before), here)
        return self._stroke(painter, path, self.width(stroke, end - 1), colour)

    def paint_tip(self, painter: QPainter, stroke: PenStroke, colour: QColor) -> QRectF:
        """From the last middle to the pen's tip; a dot where there is only one point. Returns what it covers."""
        tip = self.place(stroke.points[-1])
        path = QPainterPath(tip)
        if len(stroke.points) > 1:
            path = QPainterPath((self.place(stroke.points[-2]) + tip) / 2)
        path.lineTo(tip + _HARDLY)
        return self._stroke(painter, path, self.width(stroke, len(stroke.points) - 1), colour)

    def tip_area(self, stroke: PenStroke) -> QRectF:
        """What :meth:`paint_tip` covers."""
        tip = self.place(stroke.points[-1])
        start = (self.place(stroke.points[-2]) + tip) / 2 if len(stroke.points) > 1 else tip
        return _grown(QRectF(start, tip).normalized(), self.width(stroke, len(stroke.points) - 1))

    def _stroke(self, painter: QPainter, path: QPainterPath, width: float, colour: QColor) -> QRectF:
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        return _grown(path.controlPointRect(), width)


def _grown(area: QRectF, width: float) -> QRectF:
    margin = width / 2 + 1.5
    return area.adjusted(-margin, -margin, margin, margin)
