"""The names of the classes along two edges of the confusion matrix: as many of them as can be read."""

import math

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from gui import fonts, theme

_GAP = 5
_MOST_SHARE = 0.28
"""Names take at most this share of the width and of the height; longer ones are cut."""


class Labels:
    """Measures, then paints. ``left`` and ``top`` are the room that names and titles take, in pixels."""

    def __init__(self, classes: tuple[str, ...]) -> None:
        self.classes = classes
        self.left = self.top = 0
        self._upright = False
        self._font = QFont()

    def fitting_side(self, whole: QSize, font: QFont, smallest: int, largest: int) -> int:
        """The largest cells, in whole pixels, with which everything is seen at once."""
        count = max(len(self.classes), 1)
        self.measure(font, largest, whole)
        # Whether names stand upright hangs on the cells, and the room for cells on that: once more with what was found.
        for _ in range(2):
            room = min(whole.width() - self.left, whole.height() - self.top) - 1
            side = min(max(room // count, smallest), largest)
            self.measure(font, side, whole)
        room = min(whole.width() - self.left, whole.height() - self.top) - 1
        return min(max(room // count, smallest), largest)

    def measure(self, font: QFont, side: int, whole: QSize) -> None:
        """Find out how much room is needed beside cells of that side, in a widget of that size."""
        self._font = fonts.scaled(font, 0.88)
        metrics = QFontMetrics(self._font)
        widest = max((metrics.horizontalAdvance(name) for name in self.classes), default=0)
        line = metrics.height()
        self._upright = widest + 2 > max(side, line)
        title = line + 2
        self.left = title + min(widest, int(whole.width() * _MOST_SHARE)) + _GAP
        self.top = title + (min(widest, int(whole.height() * _MOST_SHARE)) + _GAP if self._upright else line)

    def paint(
        self, painter: QPainter, whole: QRect, origin: tuple[int, int], side: int, pointed: tuple[int, int]
    ) -> None:
        """Paint names and titles around cells that begin at ``origin``; those of the cell pointed at stand out."""
        painter.setFont(self._font)
        metrics = QFontMetrics(self._font)
        line, title = metrics.height(), metrics.height() + 2
        every = max(1, math.ceil(line / side))
        extent = len(self.classes) * side
        # A name may be higher than its cell, also that of the first one.
        rows = QRect(0, self.top - line // 2, self.left, whole.height() - self.top + line // 2)
        columns = QRect(self.left - line // 2, 0, whole.width() - self.left + line // 2, self.top)
        painter.save()
        painter.setClipRect(rows)
        for index in self._readable(every, pointed[0], side, line):
            place = QRect(title, origin[1] + index * side, self.left - title - _GAP, side)
            self._paint_name(painter, place, index, index == pointed[0], Qt.AlignmentFlag.AlignRight)
        painter.restore()
        painter.save()
        painter.setClipRect(columns)
        for index in self._readable(every, pointed[1], side, line):
            if self._upright:
                painter.save()
                painter.translate(QPoint(origin[0] + index * side, self.top - _GAP))
                painter.rotate(-90)
                place = QRect(0, 0, self.top - title - _GAP, side)
                self._paint_name(painter, place, index, index == pointed[1], Qt.AlignmentFlag.AlignLeft)
                painter.restore()
            else:
                place = QRect(origin[0] + index * side, title, side, line)
                self._paint_name(painter, place, index, index == pointed[1], Qt.AlignmentFlag.AlignHCenter)
        painter.restore()
        painter.setPen(QColor(theme.current().text_muted))
        translate = QCoreApplication.translate
        painter.drawText(
            QRect(self.left, 0, min(extent, columns.width()), title),
            Qt.AlignmentFlag.AlignCenter,
            translate("ConfusionMatrix", "Answer"),
        )
        painter.save()
        painter.translate(QPoint(0, self.top + min(extent, rows.height())))
        painter.rotate(-90)
        painter.drawText(
            QRect(0, 0, min(extent, rows.height()), title),
            Qt.AlignmentFlag.AlignCenter,
            translate("ConfusionMatrix", "True class"),
        )
        painter.restore()

    def _readable(self, every: int, pointed: int, side: int, line: int) -> list[int]:
        """The names that are written: every so many, and the one pointed at instead of those that it would cover."""
        shown = [index for index in range(0, len(self.classes), every) if abs(index - pointed) * side >= line]
        return [*shown, pointed]

    def _paint_name(self, painter: QPainter, place: QRect, index: int, pointed: bool, side: Qt.AlignmentFlag) -> None:
        font = QFont(self._font)
        if pointed:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        painter.setPen(QColor(theme.current().text if pointed else theme.current().text_muted))
        name = metrics.elidedText(self.classes[index], Qt.TextElideMode.ElideRight, place.width() + 1)
        lower = (metrics.height() - place.height()) // 2 + 1  # a line is higher than a small cell
        if lower > 0:
            place = place.adjusted(0, -lower, 0, lower)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, name)
