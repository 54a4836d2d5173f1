"""Whether the network is as often right as it says: accuracy over confidence, bin by bin (a reliability diagram)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.evaluation.bin_plot import BinPlot
from gui.model.figures import count_text
from gui.training.small_plot import Mark, Scale, SmallPlot
from gui.training.summary import accuracy_text
from gui.training.ticks import linear_ticks, percent_text

if TYPE_CHECKING:
    from engine.evaluation.calibration import Reliability

_FAINTEST = 0.35
"""How opaque the bar of the fewest images is; that of the most is 1."""


class CalibrationPlot(BinPlot):
    """Bars reach up to the accuracy; the line is where they would end if each answer's confidence were true."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._confidence: list[float] = []
        self._accuracy: list[float] = []
        super().__init__("calibrationPlot", parent)
        self.retranslate()

    def show_reliability(self, curve: Reliability) -> None:
        """Show this curve."""
        self._confidence, self._accuracy = curve.confidence.tolist(), curve.accuracy.tolist()
        self._show_bins(curve.edges.tolist(), curve.count.tolist())

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Calibration curve"))
        super().retranslate()

    def bin_words(self, number: int) -> str:
        """What a bin says."""
        low, high = (f"{100 * edge:.0f}" for edge in self._edges[number : number + 2])
        if not self._counts[number]:
            return self.tr("Confidence {low}–{high} %: no images").format(low=low, high=high)
        return self.tr(
            "Confidence {low}–{high} %: {images} images, right {accuracy}, on average {confidence} sure"
        ).format(
            low=low,
            high=high,
            images=count_text(self._counts[number]),
            accuracy=accuracy_text(self._accuracy[number]),
            confidence=accuracy_text(self._confidence[number]),
        )

    def _upwards(self) -> tuple[Scale, list[Mark]]:
        return Scale(0, 1), _percent_marks(max(int(self.height() / 40), 2))

    def _across_marks(self) -> list[Mark]:
        return _percent_marks(max(int(self.width() / 70), 2))

    def _titles(self) -> tuple[str, str]:
        return self.tr("accuracy"), self.tr("confidence")

    def _paint_bins(self, painter: QPainter, plot: SmallPlot) -> None:
        colours, most = theme.current(), max(self._counts, default=0)
        for number, (count, accuracy) in enumerate(zip(self._counts, self._accuracy, strict=True)):
            if not count:
                continue
            left, right = self._edges[number : number + 2]
            bar = QRectF(plot.place(left, accuracy), plot.place(right, 0)).adjusted(1, 0, -1, 0)
            alpha = _FAINTEST + (1 - _FAINTEST) * math.sqrt(count / most)
            painter.fillRect(bar, colours.colour("bar", alpha))
            # What lies between the bar and the line is the error.
            gap = QRectF(plot.place(left, self._confidence[number]), plot.place(right, accuracy)).normalized()
            painter.fillRect(gap.adjusted(1, 0, -1, 0), colours.colour("warning", 0.35))
            painter.setPen(QPen(QColor(colours.bar_winner), 2))
            painter.drawLine(bar.topLeft(), bar.topRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.text_muted), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(plot.place(0, 0), plot.place(1, 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _percent_marks(count: int) -> list[Mark]:
    spacing, ticks = linear_ticks(0, 1, count)
    return [Mark(tick, percent_text(tick, spacing)) for tick in ticks]
