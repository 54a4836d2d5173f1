"""Pictures of what is inside a layer: its filters in a grid, and histograms of its values."""

from __future__ import annotations

from math import ceil, log10
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.model.figures import count_text
from gui.model.output_item import colour_table
from gui.pictures import picture_of
from gui.training.small_plot import Mark, Scale, SmallPlot, small_font

if TYPE_CHECKING:
    from engine.evaluation.filters import Filters
    from engine.evaluation.inside import Histogram

_GAP = 3
_SMALL_SIDE, _MANY, _FEW = 8, 8, 5
"""So many filters stand in a row where they are small, and where they are large."""
_ROWS_OF_CHANNELS = 8
_LARGEST_TILE = 56
_LINES = 6.5


class FilterGrid(QWidget):
    """Each filter as a picture; of a filter with many channels each channel, in a row of its own.

    A picture is ``largest`` pixels wide at most.
    """

    def __init__(self, parent: QWidget | None = None, largest: int = _LARGEST_TILE) -> None:
        super().__init__(parent)
        self._largest = largest
        self.setObjectName("insideFilters")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._filters: Filters | None = None
        self._images: list[QImage] = []
        self._columns = _MANY
        theme.notifier().changed.connect(self._recolour)

    @property
    def images(self) -> list[QImage]:
        """The pictures, row by row, one pixel for each weight."""
        return self._images

    @property
    def shown(self) -> tuple[int, int]:
        """How many filters are shown, and how many channels of each."""
        found = self._filters
        if found is None:
            return 0, 0
        channels = found.levels.shape[1]
        if found.coloured or channels == 1:
            return found.levels.shape[0], channels
        return min(found.levels.shape[0], _ROWS_OF_CHANNELS), channels

    def show_filters(self, filters: Filters | None) -> None:
        self._filters = filters
        self._images = []
        if filters is not None:
            count, channels = self.shown
            levels = filters.levels[:count]
            one_each = filters.coloured or channels == 1
            self._columns = channels
            if one_each:
                self._columns = min(_MANY if levels.shape[-1] <= _SMALL_SIDE else _FEW, count)
            planes = levels if filters.coloured else levels.reshape(-1, *levels.shape[2:])
            self._images = [picture_of(plane) for plane in planes]
            if not filters.coloured:
                # Levels are places in a table of colours, not shades of grey.
                self._images = [image.convertToFormat(QImage.Format.Format_Indexed8, _GREYS) for image in self._images]
        self._recolour()
        self.updateGeometry()

    def _recolour(self) -> None:
        if self._filters is not None and not self._filters.coloured:
            table = colour_table()
            for image in self._images:
                image.setColorTable(table)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = ceil(len(self._images) / self._columns) if self._images else 0
        return round(rows * (self._tile(width) + _GAP)) if rows else 0

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def _tile(self, width: int) -> float:
        return min((width + _GAP) / self._columns - _GAP, self._largest)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), self._tile(self.width())
        for number, image in enumerate(self._images):
            row, column = divmod(number, self._columns)
            longest = max(image.width(), image.height())
            width, height = side * image.width() / longest, side * image.height() / longest
            left, top = column * (side + _GAP), row * (side + _GAP)
            painter.drawImage(QRectF(left, top, width, height), image)


_GREYS = [int(QColor(level, level, level).rgb()) for level in range(256)]


class HistogramPlot(QWidget):
    """How many values lie where, on a logarithmic scale, for most lie near 0."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._histogram: Histogram | None = None
        self._word = ""
        theme.notifier().changed.connect(self.update)

    @property
    def histogram(self) -> Histogram | None:
        """What is shown."""
        return self._histogram

    def show_histogram(self, histogram: Histogram | None) -> None:
        self._histogram = histogram
        self.update()

    def set_word(self, word: str) -> None:
        """What is counted upwards."""
        self._word = word
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(self.fontMetrics().height() * _LINES))

    def paintEvent(self, event: QPaintEvent) -> None:
        found = self._histogram
        if found is None:
            return
        edges, counts = found.edges.tolist(), found.counts.tolist()
        decades = max(ceil(log10(max(*counts, 10))), 1)
        marks = [Mark(float(power), count_text(10**power)) for power in range(decades + 1)]
        marks = marks[:: max(ceil(len(marks) / 4), 1)]
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        upwards = Scale(-0.3, decades)  # one value alone is still a bar
        plot = SmallPlot.within(QRectF(self.rect()), Scale(edges[0], edges[-1]), upwards, marks, painter.font())
        across = [Mark(value, f"{value:.2g}") for value in (edges[0], 0.0, edges[-1])]
        plot.draw_axes(painter, across, marks, self._word)
        colour = QColor(theme.current().bar)
        for count, low, high in zip(counts, edges, edges[1:], strict=False):
            if count:
                top, bottom = plot.place(low, log10(count)), plot.place(high, upwards.low)
                painter.fillRect(QRectF(top, QPointF(max(bottom.x() - 1, top.x() + 1), bottom.y())), colour)
