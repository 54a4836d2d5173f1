"""A small plot painted by hand: axes with round marks, and from values to places. For pictures that need no zoom."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from gui import theme

_GAP = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of an axis: where, in values, and what it says."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high`` along an axis."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Where a value stands, 0 at the low end and 1 at the high one."""
        width = self.high - self.low
        return (value - self.low) / width if width > 0 else 0.5


@dataclass(frozen=True, slots=True)
class SmallPlot:
    """The plotting area within a widget and the scales of its axes."""

    area: QRectF
    across: Scale
    upwards: Scale

    @classmethod
    def within(
        cls, room: QRectF, across: Scale, upwards: Scale, upward_marks: Sequence[Mark], font: QFont
    ) -> "SmallPlot":
        """The largest one whose marks find room, with a line of text above it and one below."""
        metrics = QFontMetrics(font)
        left = max((metrics.horizontalAdvance(mark.text) for mark in upward_marks), default=0) + _GAP + 1
        line = metrics.height()
        return cls(room.adjusted(left, line + 2, -8, -line - 3), across, upwards)

    def place(self, x: float, y: float) -> QPointF:
        """Where a point stands, in the widget's coordinates."""
        area = self.area
        return QPointF(
            area.left() + self.across.share(x) * area.width(), area.bottom() - self.upwards.share(y) * area.height()
        )

    def value_across(self, x: float) -> float:
        """The value at a place along the lower axis."""
        share = min(max((x - self.area.left()) / max(self.area.width(), 1.0), 0.0), 1.0)
        return self.across.low + share * (self.across.high - self.across.low)

    def path(self, points: Sequence[tuple[float, float]]) -> QPainterPath:
        """A line through points."""
        path = QPainterPath()
        for index, (x, y) in enumerate(points):
            place = self.place(x, y)
            if index:
                path.lineTo(place)
            else:
                path.moveTo(place)
        return path

    def draw_axes(
        self,
        painter: QPainter,
        across_marks: Sequence[Mark],
        upward_marks: Sequence[Mark],
        upward_word: str,
    ) -> None:
        """Grid, marks and, above the area, what goes upwards. Of the marks below, the last one is never left out."""
        colours, area = theme.current(), self.area
        metrics = painter.fontMetrics()
        line = metrics.height()
        muted, grid = QPen(QColor(colours.text_muted)), QPen(QColor(colours.border), 1)
        for mark in upward_marks:
            y = round(self.place(self.across.low, mark.value).y()) + 0.5
            painter.setPen(grid)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(muted)
            words = QRectF(0, y - line / 2, area.left() - _GAP, line)
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark.text)
        painter.setPen(muted)
        painter.drawText(QRectF(area.left(), area.top() - line - 2, area.width(), line), 0, upward_word)
        baseline = area.bottom() + 3 + metrics.ascent()
        free = area.right() + 8.0
        for mark in reversed(across_marks):
            width = metrics.horizontalAdvance(mark.text)
            x = self.place(mark.value, self.upwards.low).x()
            left = min(max(x - width / 2, 0.0), area.right() + 8 - width)
            if left + width > free:
                continue
            free = left - 2 * _GAP
            painter.setPen(grid)
            painter.drawLine(QPointF(round(x) + 0.5, area.bottom()), QPointF(round(x) + 0.5, area.bottom() + 3))
            painter.setPen(muted)
            painter.drawText(QPointF(left, baseline), mark.text)


def small_font(font: QFont) -> QFont:
    """The font for marks: a little smaller than that of the words around."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.88)
    return smaller
