"""A widget that shows formulas, one under the other; numbers tell their full value under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.lesson.formula import Formula, plain
from engine.lesson.quantity import Value
from gui import theme
from gui.lesson.colours import colour_of
from gui.lesson.typesetting import Box, Spot, typesetter

_GROWTH = 1.45
"""Formulas are larger than the words around them: their indices must be read, too."""
_SMALLEST = 0.55
_A_LITTLE = 0.78
_ENDLESS = 1e9
_GAP = 0.4
"""Between two lines, in ems."""


@dataclass(frozen=True, slots=True)
class _Placed:
    box: Box
    left: float
    baseline: float


class FormulaView(QWidget):
    """Shows :meth:`show_formulas`; too wide ones are broken, then made smaller. ``pointed(value)`` tells what is under
    the pointer, ``chosen(value)`` what was clicked."""

    pointed = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, growth: float = _GROWTH) -> None:
        super().__init__(parent)
        self._growth = growth
        self._formulas: tuple[Formula, ...] = ()
        self._pieces: dict[tuple[int, int], list[Box]] = {}
        self._layouts: dict[int, tuple[list[_Placed], float]] = {}
        self._pointed: Value | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        theme.notifier().changed.connect(self.update)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """What is shown."""
        return self._formulas

    def show_formulas(self, formulas: Sequence[Formula]) -> None:
        """Show these, each on a line of its own."""
        self._formulas = tuple(formulas)
        self.setAccessibleDescription("; ".join(map(plain, self._formulas)))
        self._set_again()

    def spots(self) -> list[Spot]:
        """Where every number and symbol stands, in the widget's coordinates."""
        return [spot for placed in self._placed for spot in placed.box.spots_at(placed.left, placed.baseline)]

    # Layout

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._layout(width)[1] + 0.5)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(max(self.width(), 260)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, round(self._em()))

    def _em(self) -> float:
        return self.fontInfo().pixelSize() * self._growth

    @property
    def _placed(self) -> list[_Placed]:
        return self._layout(self.width())[0]

    def _layout(self, width: int) -> tuple[list[_Placed], float]:
        """Every line's place and the height of all, for a width."""
        if width not in self._layouts:
            em = self._em()
            placed: list[_Placed] = []
            y = 0.0
            for number in range(len(self._formulas)):
                y += _GAP * em if number else 0.0
                for row, (left, box) in enumerate(self._lines(number, em, width)):
                    y += 0.25 * em if row else 0.0
                    placed.append(_Placed(box, left, y + box.ascent))
                    y += box.height
            self._layouts[width] = placed, y + 2.0
        return self._layouts[width]

    def _lines(self, number: int, em: float, width: float) -> list[tuple[float, Box]]:
        """The lines of one formula, those after the first indented. Made a little smaller it may fit into one; else it
        is broken, and where that does not help set smaller."""
        pixels = max(1, round(em))
        length = self._lines_at(number, pixels, _ENDLESS)[0][1].width
        if length <= width / _A_LITTLE:
            return self._lines_at(number, min(pixels, max(1, int(pixels * width / max(length, 1.0)))), _ENDLESS)
        lines = self._lines_at(number, pixels, width)
        widest = max(left + box.width for left, box in lines)
        if widest > width > 0:
            lines = self._lines_at(number, max(int(pixels * width / widest), round(em * _SMALLEST)), width)
        return lines

    def _lines_at(self, number: int, pixels: int, width: float) -> list[tuple[float, Box]]:
        setter, indent = typesetter(self.font(), pixels), 1.2 * pixels
        pieces = self._pieces.get((number, pixels))
        if pieces is None:
            pieces = self._pieces[number, pixels] = setter.pieces(self._formulas[number])
        return [(indent if row else 0.0, box) for row, box in enumerate(setter.broken(pieces, width - indent))]

    def _set_again(self) -> None:
        self._layouts.clear()
        self._pieces.clear()
        self.updateGeometry()
        self.update()

    # Painting and pointing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._pointed is not None:
            painter.setBrush(QColor(theme.current().accent_soft))
            for spot in self.spots():
                if spot.of == self._pointed:
                    painter.drawRoundedRect(spot.area.adjusted(-2, 0, 2, 0), 3, 3)
        for placed in self._placed:
            for x, y, sign in placed.box.signs_at(placed.left, placed.baseline):
                painter.translate(QPointF(x, y))
                painter.fillPath(sign.path, colour_of(sign.of))
                painter.translate(QPointF(-x, -y))

    def point_at(self, value: Value | None) -> None:
        """Mark everything that stands for this value."""
        if value != self._pointed:
            self._pointed = value
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        self.pointed.emit(None if spot is None else spot.of)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        if spot is not None and spot.of is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(spot.of)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot_at(QPointF(event.pos()))
            if spot is None or spot.number is None:
                QToolTip.hideText()
                event.ignore()
            else:
                QToolTip.showText(event.globalPos(), full_number(spot.number), self)
            return True
        return super().event(event)

    def _spot_at(self, place: QPointF) -> Spot | None:
        """The innermost that holds the place."""
        found = [spot for spot in self.spots() if spot.area.contains(place)]
        return found[-1] if found else None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self._set_again()
        super().changeEvent(event)


def full_number(value: float) -> str:
    """A number with all its digits."""
    return repr(value + 0.0).replace("-", "−")
