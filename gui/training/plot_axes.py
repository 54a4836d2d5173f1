"""A plot's axes, with round marks in the person's notation. Only :mod:`gui.training.plot_view` imports this."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont

from gui.theme import Theme
from gui.training.ticks import linear_ticks, log_text, log_ticks, number_text, percent_text, step_ticks

VALUE_AXIS_WIDTH = 58
_OVERHANG = 16
_PX_PER_STEP_TICK = 90
_PX_PER_VALUE_TICK = 34


class _QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis without a line of its own, whose marks run through the plot as a grid."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation=orientation, maxTickLength=0)
        self.setStyle(autoExpandTextSpace=False, autoReduceTextSpace=False, hideOverlappingLabels=False)
        self.setGrid(255)

    def boundingRect(self) -> QRectF:
        """With room for the words of a mark that stands at the end of the axis."""
        along = QPointF(0, _OVERHANG) if self.orientation == "left" else QPointF(_OVERHANG, 0)
        area: QRectF = super().boundingRect()
        return area.adjusted(-along.x(), -along.y(), along.x(), along.y())

    def updateAutoSIPrefix(self) -> None:
        """Nothing but a new picture: these axes have no label, whose words would be laid out with every frame."""
        self.picture = None
        self.update()

    def restyle(self, theme: Theme, font: QFont) -> None:
        """Take over colours and font."""
        self.setPen(pg.mkPen(None))
        self.setTickPen(pg.mkPen(QColor(theme.border), width=1))
        self.setTextPen(pg.mkPen(QColor(theme.text_muted)))
        self.setTickFont(font)


class StepAxis(_QuietAxis):
    """Steps, counted from 1."""

    def __init__(self) -> None:
        super().__init__("bottom")

    def tickValues(self, low: float, high: float, size: float) -> list[Any]:
        spacing, ticks = step_ticks(low, high, max(int(size / _PX_PER_STEP_TICK), 1))
        return [(spacing, ticks)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [number_text(value, 1) for value in values]


class ValueAxis(_QuietAxis):
    """Losses, linear or logarithmic, or shares in percent. In logarithmic mode the plot's values are exponents."""

    def __init__(self, percent: bool) -> None:
        super().__init__("left")
        self._percent = percent
        self.logarithmic = False
        self.setWidth(VALUE_AXIS_WIDTH)

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Read values as exponents of ten."""
        self.logarithmic = logarithmic
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[Any]:
        count = max(int(size / _PX_PER_VALUE_TICK), 2)
        if self.logarithmic:
            return [(1.0, log_ticks(low, high, count))]
        spacing, ticks = linear_ticks(low, high, count)
        return [(spacing, ticks)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logarithmic:
            return [log_text(10.0**value) for value in values]
        write = percent_text if self._percent else number_text
        return [write(value, spacing) for value in values]
