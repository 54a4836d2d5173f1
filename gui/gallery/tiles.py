"""Rows of a gallery as pictures that are made once: painting one again is one copy of its pixels."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QStaticText

from engine.lazy import lazy_module
from gui import theme
from gui.gallery.pictures import Line, Pictures, Tone
from gui.pictures import picture_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

PADDING = 3
"""Between the edge of a cell and its picture."""
_CAPTIONS_FROM = 36
"""Words stand below pictures of at least this side."""
_MOST_BYTES = 48 << 20
"""So many pixels are kept for when they come into view again."""
_MOST_CAPTIONS = 4_000


@dataclass(frozen=True)
class Look:
    """What the rows are made for: another look makes them anew. ``side`` and ``cell`` are device-independent."""

    side: int
    lines: int
    ratio: float
    font: QFont

    @cached_property
    def cell(self) -> QSize:
        """The room of one picture with its words."""
        words = self.lines * QFontMetrics(self.font).height() if self.side >= _CAPTIONS_FROM else 0
        return QSize(self.side + 2 * PADDING, self.side + words + 2 * PADDING)


class Tiles:
    """Makes the rows of some pictures for one :class:`Look`, and keeps the newest of them."""

    def __init__(self, pictures: Pictures, look: Look, columns: int) -> None:
        self._pictures, self._look, self._columns = pictures, look, columns
        self._cell = look.cell
        self._line_height = QFontMetrics(look.font).height()
        self._rows: OrderedDict[int, QImage] = OrderedDict()
        self._captions: dict[Line, tuple[QStaticText, int]] = {}
        bytes_a_row = max(self._pixels(self._cell.width()) * columns * self._pixels(self._cell.height()) * 4, 1)
        self._lefts = [self._pixels(PADDING + column * self._cell.width()) for column in range(columns)]
        self._most_rows = max(_MOST_BYTES // bytes_a_row, 1)

    def made(self, row: int) -> QImage | None:
        """The row, if it is there."""
        found = self._rows.get(row)
        if found is not None:
            self._rows.move_to_end(row)
        return found

    def make(self, row: int, in_view: int) -> QImage:
        """Make a row; at least ``in_view`` rows are kept."""
        found = self._rows[row] = self._row(row * self._columns)
        while len(self._rows) > max(self._most_rows, in_view + 1):
            self._rows.popitem(last=False)
        return found

    def paint_again(self, painter: QPainter, position: int, cell: QPoint, row: QImage) -> None:
        """Paint one picture of that row and its words again, on a background of another colour."""
        ratio, square = self._look.ratio, QRect(PADDING, PADDING, self._look.side, self._look.side)
        source = QRectF(square.translated(position % self._columns * self._cell.width(), 0))
        pixels = QRectF(source.x() * ratio, source.y() * ratio, source.width() * ratio, source.height() * ratio)
        painter.drawImage(QRectF(square.translated(cell)), row, pixels)
        self._paint_words(painter, range(position, position + 1), cell, QColor(theme.current().text))

    # Making

    def _pixels(self, length: float) -> int:
        return round(length * self._look.ratio)

    def _row(self, start: int) -> QImage:
        positions = range(start, min(start + self._columns, len(self._pictures)))
        width, height = self._pixels(self._cell.width() * self._columns), self._pixels(self._cell.height())
        row = QImage(width, height, QImage.Format.Format_RGB32)
        row.fill(QColor(theme.current().raised))
        images = [self._pictures.pixels(position) for position in positions]
        side, top = self._pixels(self._look.side), self._pixels(PADDING)
        if _grow_alike(images, side):
            canvas = np.frombuffer(row.bits(), np.uint32).reshape(height, width)
            _put(canvas, _grown(np.stack(images), side), self._lefts, top, side)
        else:
            painter = QPainter(row)
            for left, image in zip(self._lefts, images, strict=False):
                shown = _scaled(picture_of(image), side)
                painter.drawImage(left + (side - shown.width()) // 2, top + (side - shown.height()) // 2, shown)
            painter.end()
        row.setDevicePixelRatio(self._look.ratio)
        painter = QPainter(row)
        self._paint_words(painter, positions, QPoint(0, 0), QColor(theme.current().text_muted))
        painter.end()
        return row

    def _paint_words(self, painter: QPainter, positions: range, cell: QPoint, plain: QColor) -> None:
        """The lines of cells beside each other, the first of which has its upper left corner there; those without a
        tone of their own are plain."""
        if self._look.side < _CAPTIONS_FROM:
            return
        colours, caption, known = theme.current(), self._pictures.caption, self._captions
        pens: dict[Tone, QColor] = {"plain": plain, "success": QColor(colours.success), "error": QColor(colours.error)}
        left, first, tone = cell.x() + PADDING, cell.y() + PADDING + self._look.side, ""
        painter.setFont(self._look.font)
        for position in positions:
            for top, line in enumerate(caption(position)):
                text, right = known.get(line) or self._caption(line)
                if line.tone != tone:
                    tone = line.tone
                    painter.setPen(pens[line.tone])
                painter.drawStaticText(left + right, first + top * self._line_height, text)
            left += self._cell.width()

    def _caption(self, line: Line) -> tuple[QStaticText, int]:
        """The words as they fit below a picture, and how far from its left they begin."""
        if len(self._captions) >= _MOST_CAPTIONS:
            self._captions.clear()
        metrics = QFontMetrics(self._look.font)
        shown = metrics.elidedText(line.words, Qt.TextElideMode.ElideMiddle, self._look.side + PADDING)
        text = QStaticText(shown)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(font=self._look.font)
        made = self._captions[line] = text, (self._look.side - metrics.horizontalAdvance(shown)) // 2
        return made


def _grow_alike(images: Sequence[NDArray[np.uint8]], side: int) -> bool:
    """Whether all have one shape, and no side is longer than the square's."""
    shape = images[0].shape
    return len(shape) > 1 and max(shape[-2:]) <= side and all(image.shape == shape for image in images)


def _scaled(picture: QImage, side: int) -> QImage:
    """The picture as large as the square: crisp pixels where it grows, smooth ones where it shrinks."""
    grows = max(picture.width(), picture.height()) <= side
    mode = Qt.TransformationMode.FastTransformation if grows else Qt.TransformationMode.SmoothTransformation
    return picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode)


def _grown(images: NDArray[np.uint8], side: int) -> NDArray[np.uint32]:
    """Images ``[N, H, W]`` or ``[N, C, H, W]`` enlarged to crisp pixels 0xffRRGGBB, uint32 ``[N, h, w]``."""
    height, width = images.shape[-2:]
    longest = max(height, width)
    rows, columns = (np.arange(max(size * side // longest, 1)) * longest // side for size in (height, width))
    wide = images.take(columns, axis=-1).astype(np.uint32)
    if images.ndim == 4 and images.shape[1] == 3:
        colours = 0xFF000000 | wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2]
    else:
        colours = 0xFF000000 | wide.reshape(-1, height, len(columns)) * 0x010101
    grown: NDArray[np.uint32] = colours.take(rows, axis=1)
    return grown


def _put(canvas: NDArray[np.uint32], pictures: NDArray[np.uint32], lefts: Sequence[int], top: int, side: int) -> None:
    """Put pictures ``[N, h, w]`` in the middle of their squares, which begin at these columns and that row."""
    height, width = pictures.shape[1:]
    down, right = top + (side - height) // 2, (side - width) // 2
    for left, picture in zip(lefts, pictures, strict=False):
        canvas[down : down + height, left + right : left + right + width] = picture
