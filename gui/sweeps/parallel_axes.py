"""Where the axes of parallel coordinates stand, and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from gui import theme
from gui.sweeps.brushes import Range
from gui.sweeps.columns import Column
from gui.training.small_plot import Scale

_SIDE, _GAP = 14, 5
_PX_PER_MARK = 30
_LABEL_SHARE = 0.5
"""Marks may take so much of the room between two axes."""
BRUSH_HALF = 7
"""Half the width of a brush, in pixels."""


@dataclass(frozen=True, slots=True)
class ParallelAxes:
    """The places of all axes within a widget."""

    columns: tuple[Column, ...]
    scales: tuple[Scale, ...]
    xs: tuple[float, ...]
    top: float
    bottom: float

    @classmethod
    def within(cls, room: QRectF, columns: Sequence[Column], font: QFont) -> ParallelAxes:
        """Spread the axes over the room; the first one's marks stand on its left."""
        metrics = QFontMetrics(font)
        line = metrics.height()
        scales = tuple(column.scale() for column in columns)
        widest = max(
            (metrics.horizontalAdvance(mark.text) for mark in columns[0].marks(scales[0], 8)) if columns else (),
            default=0,
        )
        left = room.left() + _SIDE + min(widest + _GAP, room.width() * 0.12)
        right = room.right() - _SIDE - 22
        step = (right - left) / max(len(columns) - 1, 1)
        xs = tuple(left + number * step for number in range(len(columns)))
        return cls(tuple(columns), scales, xs, room.top() + 2 * line + 14, room.bottom() - line)

    @property
    def height(self) -> float:
        """How long the axes are, in pixels."""
        return max(self.bottom - self.top, 1.0)

    @property
    def spacing(self) -> float:
        """Between two axes, in pixels."""
        return self.xs[1] - self.xs[0] if len(self.xs) > 1 else 120.0

    def same_places(self, other: ParallelAxes) -> bool:
        """Whether all axes show the same ranges of the same columns in the same places."""
        mine, others = ([column.key for column in axes.columns] for axes in (self, other))
        places = (self.scales, self.xs, self.top, self.bottom)
        return mine == others and places == (other.scales, other.xs, other.top, other.bottom)

    def y(self, share: float) -> float:
        """Where a share of an axis stands."""
        return self.bottom - share * self.height

    def share(self, y: float) -> float:
        """The share of an axis at a place, from 0 to 1."""
        return min(max((self.bottom - y) / self.height, 0.0), 1.0)

    def nearest(self, x: float) -> int:
        """The axis nearest to a place."""
        return min(range(len(self.xs)), key=lambda number: abs(self.xs[number] - x))

    def title_rect(self, number: int, font: QFont) -> QRectF:
        """Where the name of an axis stands, by which it can be moved."""
        height = 2 * QFontMetrics(font).height()
        width = self.spacing - 10
        left = self.xs[number] - width / 2
        if number == 0:
            left = 4.0
            width = min(width, self.xs[0] + self.spacing / 2 - 8)
        return QRectF(left, self.top - height - 11, width, height)

    def paint(self, painter: QPainter, font: QFont, focused: int | None) -> None:
        """Axes, marks and names; lines behind the marks stay visible through a veil."""
        colours = theme.current()
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for number, (column, scale, x) in enumerate(zip(self.columns, self.scales, self.xs, strict=True)):
            painter.setPen(QPen(QColor(colours.focus if number == focused else colours.control_border), 1.4))
            painter.drawLine(QPointF(x, self.top), QPointF(x, self.bottom))
            for mark in column.marks(scale, max(int(self.height / _PX_PER_MARK), 2)):
                y = self.y(scale.share(mark.value))
                painter.setPen(QPen(QColor(colours.control_border), 1))
                painter.drawLine(QPointF(x - 3, y), QPointF(x, y))
                most = int(self.spacing * _LABEL_SHARE) if number else int(x - 4)
                text = metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, most)
                width = metrics.horizontalAdvance(text)
                place = QRectF(x - _GAP - width, y - metrics.height() / 2, width, metrics.height())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.colour("surface", 0.72))
                painter.drawRoundedRect(place.adjusted(-1, 1, 1, -1), 2, 2)
                painter.setPen(QColor(colours.text_muted))
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            self._paint_title(painter, number, font)

    def _paint_title(self, painter: QPainter, number: int, font: QFont) -> None:
        """In two lines where it is long; the end counts most: `conv1 · Kernel size`."""
        metrics, room = QFontMetrics(font), self.title_rect(number, font)
        side = Qt.AlignmentFlag.AlignLeft if number == 0 else Qt.AlignmentFlag.AlignHCenter
        painter.setPen(QColor(theme.current().text))
        words = self.columns[number].title
        first, _, rest = words.partition(" · ")
        lines = [words] if metrics.horizontalAdvance(words) <= room.width() or not rest else [first, rest]
        shown = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(room.width())) for line in lines]
        painter.drawText(room, side | Qt.AlignmentFlag.AlignBottom, "\n".join(shown))

    def look(self) -> tuple[object, ...]:
        """What the axes look like: equal for axes that are painted alike."""
        names = [(column.key, column.title, column.categories) for column in self.columns]
        return names, self.scales, self.xs, self.top, self.bottom

    def paint_brush(self, painter: QPainter, number: int, marked: Range) -> None:
        """A range along an axis."""
        colours = theme.current()
        low, high = (self.y(share) for share in marked)
        area = QRectF(self.xs[number] - BRUSH_HALF, high, 2 * BRUSH_HALF, low - high)
        painter.setPen(QPen(QColor(colours.accent), 1.4))
        painter.setBrush(colours.colour("accent", 0.22))
        painter.drawRoundedRect(area, 3, 3)


class AxesPicture:
    """The axes as a picture that is kept while they look the same: their words take longer than all else of a frame."""

    def __init__(self) -> None:
        self._painted: tuple[object, ...] = ()
        self._picture = QPixmap()

    def of(self, axes: ParallelAxes, font: QFont, focused: int | None, size: QSize, ratio: float) -> QPixmap:
        """The picture, of ``size`` at a scaling of ``ratio``."""
        wanted = (*axes.look(), font, focused, size, ratio, theme.current(), QLocale().name())
        if wanted != self._painted:
            self._painted = wanted
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            axes.paint(painter, font, focused)
            painter.end()
        return self._picture
