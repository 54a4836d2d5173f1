"""Thin lines across a plot where a run was resumed, changed or went back, each with a word where there is room."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui import theme

_TOGETHER_PX = 3.0
_GAP = 4.0


def placed(marks: Sequence[tuple[int, str]], x_of: Callable[[float], float], area: QRectF) -> list[tuple[float, str]]:
    """Where the lines stand and what they say, from left to right; those on one spot share a line and each word once.

    A mark stands between its step and the next one.
    """
    found: list[tuple[float, list[str]]] = []
    for x, words in sorted(((x_of(step + 0.5), words) for step, words in marks), key=lambda mark: mark[0]):
        if not area.left() <= x <= area.right():
            continue
        if found and x - found[-1][0] < _TOGETHER_PX:
            if words not in found[-1][1]:
                found[-1][1].append(words)
        else:
            found.append((x, [words]))
    return [(x, " · ".join(words)) for x, words in found]


def paint_marks(
    painter: QPainter, marks: Sequence[tuple[float, str]], area: QRectF, font: QFont, *, at_top: bool
) -> None:
    """Paint them; words stand right of their line, left of it at the plot's edge, and not at all where others stand."""
    colours, metrics = theme.current(), QFontMetricsF(font)
    pen = QPen(QColor(colours.hint), 1, Qt.PenStyle.DashLine)
    painter.save()
    painter.setFont(font)
    taken = area.left()
    for number, (place_x, words) in enumerate(marks):
        x = round(place_x) + 0.5
        painter.setPen(pen)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        width = metrics.horizontalAdvance(words)
        following = marks[number + 1][0] if number + 1 < len(marks) else area.right()
        if x + _GAP + width <= following - _GAP:
            left = x + _GAP
        elif x - _GAP - width >= taken + _GAP:
            left = x - _GAP - width
        else:
            taken = x
            continue
        taken = max(left + width, x)
        top = area.top() + 2 if at_top else area.bottom() - metrics.height() - 2
        place = QRectF(left - 2, top, width + 4, metrics.height())
        painter.fillRect(place, colours.colour("raised", 0.85))
        painter.setPen(QColor(colours.hint))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
