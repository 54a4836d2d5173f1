"""The curves and marks inside a plot and their looks. Only :mod:`gui.training.plot_view` imports this."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.theme import Theme

RAW_STRENGTH = 0.42
_MOST_MARKS = 120
_MOST_POINTS = 4000


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """A colour thinned with the ground: as pale as a see-through one, the same however often a pixel is crossed."""
    rest = 1 - share
    return QColor.fromRgbF(
        share * colour.redF() + rest * ground.redF(),
        share * colour.greenF() + rest * ground.greenF(),
        share * colour.blueF() + rest * ground.blueF(),
    )


def exponents(values: np.ndarray) -> np.ndarray:
    """Decimal logarithms; NaN, and so a gap in the line, where a value has none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled: np.ndarray = np.log10(values)
    scaled[~np.isfinite(scaled)] = np.nan
    return scaled


class MarkedLine:
    """One figure at the end of each epoch: a line with marks, and the line alone where there are too many."""

    def __init__(self, box: pg.ViewBox, symbol: str, size: int, depth: int) -> None:
        self._line = pg.PlotCurveItem(antialias=True, connect="finite")
        self._marks = pg.ScatterPlotItem(symbol=symbol, size=size, antialias=True, pxMode=True)
        self._line.setZValue(depth)
        self._marks.setZValue(depth + 1)
        self._drawn: tuple[np.ndarray, slice, bool] | None = None
        for item in (self._line, self._marks):
            box.addItem(item, ignoreBounds=True)

    def show(
        self,
        steps: np.ndarray,
        values: np.ndarray,
        low: float,
        high: float,
        logarithmic: bool,
    ) -> list[float]:
        """Draw the epochs between two steps (and a neighbour on each side); returns the values between them."""
        start, stop = np.searchsorted(steps, low), np.searchsorted(steps, high, side="right")
        few = len(values) <= _MOST_MARKS  # then all are handed over once, and moving along costs nothing
        part = slice(None) if few else slice(max(start - 1, 0), stop + 1, max(1, (stop - start) // _MOST_POINTS))
        wanted = values, part, logarithmic
        if self._drawn is None or self._drawn[0] is not values or self._drawn[1:] != wanted[1:]:
            self._drawn = wanted
            heights = exponents(values[part]) if logarithmic else values[part]
            self._line.setData(steps[part], heights)
            if stop - start <= _MOST_MARKS:
                finite = np.isfinite(heights)
                self._marks.setData(steps[part][finite], heights[finite])
            else:
                self._marks.clear()
        inside = values[start:stop]
        return [float(value) for value in inside[:: max(1, len(inside) // _MOST_MARKS)]]

    def restyle(self, colour: QColor, fill: QColor, width: float, dash: Qt.PenStyle) -> None:
        """Colour, fill of the marks, width and dash of the line."""
        self._line.setPen(pg.mkPen(colour, width=width, style=dash))
        self._marks.setPen(pg.mkPen(colour, width=1.6))
        self._marks.setBrush(pg.mkBrush(fill))

    def set_shown(self, shown: bool) -> None:
        """Show or hide line and marks."""
        self._line.setVisible(shown)
        self._marks.setVisible(shown)

    def clear(self) -> None:
        """Draw nothing."""
        self._drawn = None
        self._line.clear()
        self._marks.clear()


class CurveItems:
    """Everything that is drawn in one plot, from the back to the front."""

    def __init__(self, box: pg.ViewBox) -> None:
        self.raw = pg.PlotCurveItem(antialias=False, connect="finite")
        self.behind = pg.PlotCurveItem(antialias=True, connect="finite")
        self.smooth = pg.PlotCurveItem(antialias=True, connect="finite")
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._dot = pg.ScatterPlotItem(symbol="o", size=8, pxMode=True, antialias=True)
        for depth, item in ((0, self.raw), (1, self.behind), (5, self.smooth), (20, self._cross), (21, self._dot)):
            item.setZValue(depth)
            box.addItem(item, ignoreBounds=True)
        self.smooth.setSegmentedLineMode("on")  # several times as fast as Qt's stroker for a line of this width
        self.behind.setSegmentedLineMode("on")
        self.behind_validation = MarkedLine(box, "t1", 8, 2)
        self.train = MarkedLine(box, "o", 8, 7)
        self.validation = MarkedLine(box, "s", 8, 9)
        self.hide_cross()

    def restyle(self, colours: Theme) -> None:
        """Take over the colours of a theme."""
        train, validation = QColor(colours.curve_train), QColor(colours.curve_validation)
        other, ground = QColor(colours.series[3]), QColor(colours.raised)
        self.raw.setPen(pg.mkPen(mixed(train, ground, RAW_STRENGTH), width=1))
        self.smooth.setPen(pg.mkPen(train, width=1.8))
        self.behind.setPen(pg.mkPen(other, width=1.4))
        self.train.restyle(train, ground, 1.2, Qt.PenStyle.DotLine)
        self.validation.restyle(validation, validation, 1.6, Qt.PenStyle.DashLine)
        self.behind_validation.restyle(other, ground, 1.4, Qt.PenStyle.DashDotLine)
        self._cross.setPen(pg.mkPen(colours.text_muted, width=1, style=Qt.PenStyle.DotLine))
        self._dot.setPen(pg.mkPen(train, width=2))
        self._dot.setBrush(pg.mkBrush(ground))

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide one kind of curve."""
        match name:
            case "raw":
                self.raw.setVisible(shown)
            case "smooth":
                self.smooth.setVisible(shown)
            case "train":
                self.train.set_shown(shown)
            case "validation":
                self.validation.set_shown(shown)
            case "behind":
                self.behind.setVisible(shown)
                self.behind_validation.set_shown(shown)

    def clear(self) -> None:
        """Draw nothing of the run itself."""
        self.raw.clear()
        self.smooth.clear()
        self.train.clear()
        self.validation.clear()
        self.hide_cross()

    def clear_behind(self) -> None:
        """Draw nothing of the other run."""
        self.behind.clear()
        self.behind_validation.clear()

    def show_cross(self, step: float, height: float) -> None:
        """Mark a step, and its value where it is finite."""
        self._cross.setValue(step)
        self._cross.show()
        if np.isfinite(height):
            self._dot.setData([step], [height])
            self._dot.show()
        else:
            self._dot.hide()

    def hide_cross(self) -> None:
        """Mark nothing."""
        self._cross.hide()
        self._dot.hide()
