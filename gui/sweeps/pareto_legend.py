"""What the marks of the Pareto plot mean: its staircase, its rings, and the colour of its points."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.sweeps.colours import ramp
from gui.sweeps.columns import Column

RING = 4.5
"""The radius of a ring, in pixels."""
_SAMPLE, _GAP, _BETWEEN = 26, 6, 18


def staircase_pen() -> QPen:
    """How the front of the two objectives on the axes is drawn."""
    return QPen(QColor(theme.current().curve_train), 1.4, Qt.PenStyle.DashLine)


def ring_pen() -> QPen:
    """How the ring around a trial is drawn that no other one beats in all objectives."""
    return QPen(QColor(theme.current().curve_train), 1.6)


class ParetoLegend(QWidget):
    """One line where there is room, else as many as it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paretoLegend")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._objectives = 0
        self._colour: Column | None = None
        theme.notifier().changed.connect(self.update)

    def show_objectives(self, count: int, colour: Column | None) -> None:
        """Explain a plot of so many objectives whose points have the colour of that one."""
        self._objectives, self._colour = count, colour
        self._say()

    def entries(self) -> tuple[str, ...]:
        """The words beside staircase, ring and colours, in that order; with two objectives the ring says all."""
        if self._objectives < 2:
            return ()
        if self._objectives == 2:
            return ("", self.tr("No other trial beats it in both"), "")
        colour = "" if self._colour is None else self._colour.title
        return (
            self.tr("Front of the two axes"),
            self.tr("On the front of all {count} objectives").format(count=self._objectives),
            self.tr("{objective}: worst to best").format(objective=colour),
        )

    def _say(self) -> None:
        self.setAccessibleName(" · ".join(words for words in self.entries() if words))
        self.updateGeometry()
        self.update()

    # Geometry

    def _places(self, width: int) -> list[tuple[int, str, QRectF]]:
        """Where the entries stand: which one, its words, and its place with sample and words."""
        metrics = self.fontMetrics()
        line, left, top = metrics.height() + 2, 0, 0
        places: list[tuple[int, str, QRectF]] = []
        for number, words in enumerate(self.entries()):
            if not words:
                continue
            wide = _SAMPLE + _GAP + metrics.horizontalAdvance(words)
            if left and left + wide > width:
                left, top = 0, top + line
            places.append((number, words, QRectF(left, top, min(wide, width), line)))
            left += wide + _BETWEEN
        return places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return int(places[-1][2].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        return QSize(460, self.heightForWidth(460))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() + 2)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Samples as the plot has them, with their words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, words, place in self._places(self.width()):
            middle = round(place.center().y()) + 0.5
            self._paint_sample(painter, number, QRectF(place.left(), middle - 5, _SAMPLE, 10))
            painter.setPen(QColor(theme.current().text_muted))
            room = place.adjusted(_SAMPLE + _GAP, 0, 0, 0)
            shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _paint_sample(self, painter: QPainter, number: int, area: QRectF) -> None:
        middle = area.center()
        if number == 0 or self._objectives == 2:
            painter.setPen(staircase_pen())
            painter.drawLine(QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))
        if number == 1:
            painter.setPen(ring_pen())
            painter.setBrush(QColor(theme.current().curve_train))
            painter.drawEllipse(middle, 2, 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, RING, RING)
        if number == 2:
            colours = QLinearGradient(area.topLeft(), area.topRight())
            shown = ramp(theme.current())
            for place, colour in enumerate(shown):
                colours.setColorAt(place / (len(shown) - 1), colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours)
            painter.drawRoundedRect(area.adjusted(0, 2, 0, -2), 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._say()
        super().changeEvent(event)
