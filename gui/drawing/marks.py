"""Where the digits of a number stand, and what each of them is: a thin bracket below each, and its answer."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gui import theme
from gui.drawing.ink_painter import InkPainter

GAP, TICK = 5.0, 4.0
"""Pixels between ink and bracket, and the height of the bracket's ends."""


@dataclass(frozen=True, slots=True)
class DigitMark:
    """A digit's place (left, top, right, bottom, as points of the drawing), and its answer, which may be doubtful."""

    box: tuple[float, float, float, float]
    text: str
    chosen: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A pen that was put down on a digit: it chooses that digit, if it is not moved."""

    number: int
    place: QPointF
    pressure: float
    tapered: bool


class Marks:
    """The marks on a pad, and the clicks on them; places are pixels of the pad."""

    def __init__(self) -> None:
        self._marks: tuple[DigitMark, ...] = ()
        self._places: list[QRectF] = []
        self.held: Held | None = None

    def show(self, marks: tuple[DigitMark, ...]) -> bool:
        """Take other marks; whether they differ."""
        changed = marks != self._marks
        self._marks = marks
        return changed

    def place(self, ink: InkPainter, margin: float) -> None:
        """Find out where the digits lie on the pad, their ink so much larger than their points."""
        self._places = []
        for mark in self._marks:
            left, top, right, bottom = mark.box
            place = QRectF(ink.place((left, top, 1.0)), ink.place((right, bottom, 1.0)))
            self._places.append(place.adjusted(-margin, -margin, margin, margin))

    def press(self, place: QPointF, pressure: float, *, tapered: bool) -> bool:
        """Whether a pen that is put down here may mean a digit that is not looked at; it is held until it moves."""
        if self.held is not None:
            self.held = None
            return False
        for number, (mark, area) in enumerate(zip(self._marks, self._places, strict=False)):
            if not mark.chosen and area.adjusted(-GAP, -GAP, GAP, 4 * GAP).contains(place):
                self.held = Held(number, place, pressure, tapered)
                return True
        return False

    def release(self) -> int | None:
        """The digit that was clicked on."""
        held, self.held = self.held, None
        return None if held is None else held.number

    def paint(self, painter: QPainter, pad: QRectF) -> None:
        """All marks; brackets and answers stay on the pad, however near to its edge the ink comes."""
        colours = theme.current()
        plain = painter.font()
        strong = QFont(plain)
        strong.setWeight(QFont.Weight.DemiBold)
        for mark, place in zip(self._marks, self._places, strict=True):
            painter.setFont(strong if mark.chosen else plain)
            metrics = QFontMetricsF(painter.font(), painter.device())
            text = f"{mark.text}?" if mark.doubtful else mark.text
            below = min(place.bottom() + GAP, pad.bottom() - metrics.height() - TICK - 2)
            left, right = max(place.left() - 2, pad.left() + 4), min(place.right() + 2, pad.right() - 4)
            painter.setPen(QPen(colours.colour("accent" if mark.chosen else "text_muted"), 2.0 if mark.chosen else 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ends = [(left, below), (left, below + TICK), (right, below + TICK), (right, below)]
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in ends]))
            width = metrics.horizontalAdvance(text) + 6
            label = QRectF((left + right - width) / 2, below + TICK + 1, width, metrics.height())
            painter.fillRect(label, colours.colour("pad", 0.8))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
        painter.setFont(plain)
