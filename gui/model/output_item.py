"""What a layer answers for the example at hand, as a strip of small pictures beside its node."""

from __future__ import annotations

from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH
from gui import theme

if TYPE_CHECKING:
    from engine.evaluation.layer_outputs import LayerOutput

SIDE = NODE_HEIGHT - 4
"""Height of a strip and side of a map, in scene units."""
GAP = 3.0
MARGIN = 10.0
"""Between the strip and the card."""
_BARS_UP_TO = 40
_BAR_WIDTH = 7.0
_MATRIX_WIDTH = 120.0


class OutputItem(QGraphicsItem):
    """A child of a node, to its left. It paints what it is given and decides nothing but how much fits."""

    def __init__(self, node: QGraphicsItem) -> None:
        super().__init__(node)
        self.output: LayerOutput | None = None
        self._room = 0.0
        self._images: list[QImage] = []
        self._area = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_output(self, output: LayerOutput, room: float, tip: str) -> None:
        """Show this in at most so much room, in scene units; ``tip`` says what it is."""
        if output is not self.output or room != self._room:
            self.prepareGeometryChange()
            self.output, self._room = output, room
            self._images = _images(output)
            width = self._width(output, room)
            self._area = QRectF(-NODE_WIDTH / 2 - MARGIN - width, -SIDE / 2, width, SIDE)
            self.setToolTip(tip)
            self.update()

    def refresh(self) -> None:
        """Take the theme's colours."""
        table = colour_table()
        for image in self._images:
            image.setColorTable(table)
        self.update()

    @property
    def shown_maps(self) -> int:
        """How many maps have room."""
        return max(int((self._area.width() + GAP) // (SIDE + GAP)), 0)

    def _width(self, output: LayerOutput, room: float) -> float:
        room = max(room - 2 * MARGIN, 0.0)
        if output.kind == "maps":
            count = min(len(output.levels), int((room + GAP) // (SIDE + GAP)))
            return count * (SIDE + GAP) - GAP if count else 0.0
        if output.kind == "matrix":
            return min(_MATRIX_WIDTH, room)
        return min(max(len(output.levels), 4) * _BAR_WIDTH, room, 280.0)

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        output = self.output
        if output is None or self._area.width() < 1:
            return
        if output.kind == "maps":
            for number, image in enumerate(self._images[: self.shown_maps]):
                painter.drawImage(_fitted(image, self._area.left() + number * (SIDE + GAP), self._area.top()), image)
        elif output.kind == "vector" and len(output.levels) <= _BARS_UP_TO:
            self._paint_bars(painter, output)
        elif self._images:
            painter.drawImage(self._area, self._images[0])

    def _paint_bars(self, painter: QPainter, output: LayerOutput) -> None:
        now = theme.current()
        painter.fillRect(self._area, QColor(now.surface))
        levels = output.levels.tolist()
        top, bottom = max(*levels, 129) - 128, 128 - min(*levels, 128)
        unit = self._area.height() / (top + bottom)
        zero = self._area.top() + top * unit
        width = self._area.width() / len(levels)
        for number, level in enumerate(levels):
            height = (level - 128) * unit
            left = self._area.left() + number * width + 0.5
            bar = QRectF(left, zero - max(height, 0.0), max(width - 1, 1.0), max(abs(height), 0.6))
            painter.fillRect(bar, QColor(now.output_high if height >= 0 else now.output_low))


def _images(output: LayerOutput) -> list[QImage]:
    levels = output.levels
    maps = levels if output.kind == "maps" else (levels[None] if output.kind == "matrix" else levels[None, None])
    table = colour_table()
    images = []
    for plane in maps:
        height, width = plane.shape
        image = QImage(plane.tobytes(), width, height, width, QImage.Format.Format_Indexed8).copy()
        image.setColorTable(table)
        images.append(image)
    return images


def _fitted(image: QImage, left: float, top: float) -> QRectF:
    """The place of a map in its square, its proportions kept."""
    longest = max(image.width(), image.height(), 1)
    width, height = SIDE * image.width() / longest, SIDE * image.height() / longest
    return QRectF(left + (SIDE - width) / 2, top + (SIDE - height) / 2, width, height)


def colour_table() -> list[int]:
    """256 colours: from the lowest value's over the paper's at 0 (level 128) to the highest value's."""
    return _colour_table(theme.current())


@cache
def _colour_table(now: theme.Theme) -> list[int]:
    zero, low, high = QColor(now.output_zero), QColor(now.output_low), QColor(now.output_high)
    return [_between(zero, low if level < 128 else high, abs(level - 128) / 127) for level in range(256)]


def _between(start: QColor, end: QColor, part: float) -> int:
    part = min(part, 1.0)
    red, green, blue = (
        ceil(first + (last - first) * part)
        for first, last in zip(start.getRgb()[:3], end.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return int(QColor(red, green, blue).rgb())
