"""All lines of a plot as one item, painted in one go. Only :mod:`gui.comparison.plot` imports this.

An item of pyqtgraph for each of fifty lines takes several times as long as the painting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

_END_SIZE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One course: the pieces of its line, the band around it, and where it ends, in the plot's values."""

    key: str
    pieces: tuple[QPolygonF, ...]
    end: QPointF | None
    band: QPolygonF | None


def stroke(key: str, xs: np.ndarray, ys: np.ndarray, low: np.ndarray | None, high: np.ndarray | None) -> Stroke:
    """The stroke through points, of which those that are not finite leave gaps."""
    band = None
    if low is not None and high is not None:
        sound = np.isfinite(low) & np.isfinite(high)
        across, lower, upper = xs[sound], low[sound], high[sound]
        band = _polygon(np.concatenate([across, across[::-1]]), np.concatenate([upper, lower[::-1]]))
    finite = np.isfinite(ys)
    pieces = (_polygon(xs, ys),) if finite.all() else tuple(_polygon(xs[part], ys[part]) for part in _runs(finite))
    last = int(len(ys) - 1 - np.argmax(finite[::-1])) if finite.any() else -1
    end = QPointF(float(xs[last]), float(ys[last])) if last >= 0 else None
    return Stroke(key, pieces, end, band)


def _polygon(xs: np.ndarray, ys: np.ndarray) -> QPolygonF:
    made: QPolygonF = pg.functions.arrayToQPolygonF(xs, ys)
    return made


def _runs(finite: np.ndarray) -> Iterator[slice]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], finite.astype(np.int8), [0]))))
    return (slice(int(start), int(stop)) for start, stop in edges.reshape(-1, 2))


class Strokes(pg.GraphicsObject):  # type: ignore[misc]
    """The lines over their bands; the one painted last is in front."""

    def __init__(self) -> None:
        super().__init__()
        self.strokes: Sequence[Stroke] = ()
        self._looks: dict[str, tuple[QPen, QColor]] = {}
        self._front: str | None = None

    def show_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show these."""
        self.strokes = strokes
        self.update()

    def show_looks(self, looks: dict[str, tuple[QPen, QColor]], front: str | None) -> None:
        """Paint each key with its pen, its band in its colour, and one of them in front."""
        self._looks, self._front = looks, front
        self.update()

    def viewRangeChanged(self) -> None:
        """The item is as large as what is seen."""
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        area: QRectF = self.viewRect()
        return area

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = [one for one in self.strokes if one.key in self._looks]
        painter.setPen(Qt.PenStyle.NoPen)
        for one in shown:
            if one.band is not None:
                painter.setBrush(self._looks[one.key][1])
                painter.drawPolygon(one.band)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one in sorted(shown, key=lambda one: one.key == self._front):
            pen = self._looks[one.key][0]
            painter.setPen(pen)
            for piece in one.pieces:
                painter.drawPolyline(piece)
            if one.end is not None:
                dot = QPen(pen.color(), _END_SIZE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                dot.setCosmetic(True)
                painter.setPen(dot)
                painter.drawPoint(one.end)
