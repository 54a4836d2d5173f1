"""All lines of a plot as one item, painted in one go. Only :mod:`gui.comparison.plot` imports this.

An item of pyqtgraph for each of fifty lines takes several times as long as the painting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.comparison.looks import PALE

_END_SIZE = 6

Look = tuple[QPen, QColor]
"""The pen of a line and the colour of its band."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What is seen of one course: where its points stand and their values, ``[N]``, with the edges of its band."""

    key: str
    places: np.ndarray
    values: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    jagged: bool = False
    """Whether it goes up and down within every column of pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One course: the pieces of its line, the band around it, and where it ends, in the plot's values."""

    key: str
    pieces: tuple[QPolygonF, ...]
    end: QPointF | None
    band: QPolygonF | None
    jagged: bool


def strokes(parts: Sequence[Part], scaled: Callable[[np.ndarray], np.ndarray]) -> list[Stroke]:
    """The strokes through scaled values, of which those that are not finite leave gaps; all of them worked at once."""
    if not parts:
        return []
    values = scaled(np.concatenate([part.values for part in parts]))
    finite = np.isfinite(values)
    whole = bool(finite.all())
    made, start = [], 0
    for part in parts:
        heights, known = (array[start : start + len(part.values)] for array in (values, finite))
        start += len(heights)
        runs = [slice(None)] if len(heights) and (whole or known.all()) else _runs(known)
        pieces = tuple(_polygon(part.places[run], heights[run]) for run in runs)
        end = pieces[-1].last() if pieces else None
        made.append(Stroke(part.key, pieces, end, _band(part, scaled), part.jagged))
    return made


def _band(part: Part, scaled: Callable[[np.ndarray], np.ndarray]) -> QPolygonF | None:
    if part.low is None or part.high is None:
        return None
    low, high = scaled(part.low), scaled(part.high)
    sound = np.isfinite(low) & np.isfinite(high)
    across, lower, upper = part.places[sound], low[sound], high[sound]
    return _polygon(np.concatenate([across, across[::-1]]), np.concatenate([upper, lower[::-1]]))


def _polygon(xs: np.ndarray, ys: np.ndarray) -> QPolygonF:
    made: QPolygonF = pg.functions.arrayToQPolygonF(xs, ys)
    return made


def _runs(finite: np.ndarray) -> Iterator[slice]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], finite.astype(np.int8), [0]))))
    return (slice(int(start), int(stop)) for start, stop in edges.reshape(-1, 2))


class Strokes(pg.GraphicsObject):  # type: ignore[misc]
    """The lines over their bands, kept as a picture, and above it the one that stands out: all others are pale then."""

    def __init__(self) -> None:
        super().__init__()
        self.strokes: Sequence[Stroke] = ()
        self._looks: dict[str, Look] = {}
        self._front: tuple[str, QPen] | None = None
        self._picture: QPixmap | None = None
        self._painted: tuple[QTransform, QRectF] | None = None

    def show_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show these."""
        self.strokes = strokes
        self._paint_again()

    def show_looks(self, looks: dict[str, Look]) -> None:
        """Paint each key with its pen, and its band in its colour."""
        self._looks = looks
        self._paint_again()

    def show_front(self, front: tuple[str, QPen] | None) -> None:
        """Let one of them stand out with another pen, or none."""
        self._front = front
        self.update()

    def _paint_again(self) -> None:
        self._painted = None
        self.update()

    def viewRangeChanged(self) -> None:
        """The item is as large as what is seen."""
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        area: QRectF = self.viewRect()
        return area

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_kept(painter)
        if self._front is not None:
            key, pen = self._front
            for one in self.strokes:
                if one.key == key and key in self._looks:
                    self._paint_bands(painter, (one,))
                    _paint_front(painter, one, pen)

    def _paint_kept(self, painter: QPainter) -> None:
        """Copy the picture of all lines, which is made anew only where they or what is seen have changed."""
        to_pixels = painter.deviceTransform()
        pixels = QRectF(to_pixels.mapRect(self.boundingRect()).toAlignedRect())
        ratio = painter.device().devicePixelRatioF()
        # where these whole pixels of the screen stand for the painter, whose own coordinates may be larger than pixels
        back, sound = (painter.worldTransform().inverted()[0] * to_pixels).inverted()
        place = back.map(pixels.topLeft())
        if not sound or pixels.isEmpty():
            return
        if self._picture is None or self._painted != (to_pixels, pixels):
            self._painted = to_pixels, pixels
            self._picture = QPixmap(pixels.size().toSize())
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            moved = painter.worldTransform() * QTransform.fromTranslate(-place.x(), -place.y())
            self._paint_all(self._picture, moved)
        painter.save()
        painter.resetTransform()
        painter.setOpacity(1.0 if self._front is None else PALE)
        painter.drawPixmap(place, self._picture)
        painter.restore()

    def _paint_all(self, picture: QPixmap, transform: QTransform) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(transform)
        shown = [one for one in self.strokes if one.key in self._looks]
        self._paint_bands(painter, shown)
        for one in shown:
            _paint_line(painter, one, self._looks[one.key][0])
        painter.end()

    def _paint_bands(self, painter: QPainter, shown: Sequence[Stroke]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for one in shown:
            if one.band is not None:
                painter.setBrush(self._looks[one.key][1])
                painter.drawPolygon(one.band)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_line(painter: QPainter, one: Stroke, pen: QPen) -> None:
    painter.setPen(pen)
    for piece in one.pieces:
        painter.drawPolyline(piece)
    if one.end is not None:
        dot = QPen(pen.color(), _END_SIZE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        dot.setCosmetic(True)
        painter.setPen(dot)
        painter.drawPoint(one.end)


def _paint_front(painter: QPainter, one: Stroke, pen: QPen) -> None:
    """The wide line; a jagged one by thin ones beside each other, for which Qt needs a twentieth of the time."""
    if not one.jagged:
        _paint_line(painter, one, pen)
        return
    thin, place, apart = QPen(pen), painter.transform(), (pen.widthF() - 1) / 2
    thin.setWidthF(1)
    for across, down in ((apart, 0), (-apart, 0), (0, apart), (0, -apart), (0, 0)):
        painter.setTransform(place * QTransform.fromTranslate(across, down))
        _paint_line(painter, one, thin)
