"""How the images' losses are spread: most are near 0, and the few to the right are where the network is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.evaluation.bin_plot import BinPlot
from gui.model.figures import count_text
from gui.training.small_plot import Mark, Scale, SmallPlot
from gui.training.summary import loss_text
from gui.training.ticks import linear_ticks, number_text

if TYPE_CHECKING:
    from engine.evaluation.report import LossDistribution

_BELOW_ONE = math.log10(0.6)
"""Where the axis begins, so that a bin of one image can be seen."""


class LossPlot(BinPlot):
    """A histogram with a logarithmic axis of counts: one image among ten thousand can be seen and chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("lossHistogram", parent)
        self.retranslate()

    def show_losses(self, losses: LossDistribution) -> None:
        """Show this distribution."""
        self._show_bins(losses.edges.tolist(), losses.count.tolist())

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Distribution of the losses"))
        super().retranslate()

    def bin_words(self, number: int) -> str:
        """What a bin says."""
        low, high = (loss_text(edge) for edge in self._edges[number : number + 2])
        if not self._counts[number]:
            return self.tr("Loss {low}–{high}: no images").format(low=low, high=high)
        return self.tr("Loss {low}–{high}: {images} images").format(
            low=low, high=high, images=count_text(self._counts[number])
        )

    def _upwards(self) -> tuple[Scale, list[Mark]]:
        most = max((*self._counts, 1))
        top = max(math.log10(most), 1) * 1.02
        return Scale(_BELOW_ONE, top), [Mark(power, count_text(10**power)) for power in range(math.floor(top) + 1)]

    def _across_marks(self) -> list[Mark]:
        spacing, ticks = linear_ticks(self._edges[0], self._edges[-1], max(int(self.width() / 60), 2))
        return [Mark(tick, number_text(tick, spacing)) for tick in ticks]

    def _titles(self) -> tuple[str, str]:
        return self.tr("images (logarithmic)"), self.tr("loss")

    def _paint_bins(self, painter: QPainter, plot: SmallPlot) -> None:
        colour = theme.current().colour("bar")
        for number, count in enumerate(self._counts):
            if count:
                left, right = self._edges[number : number + 2]
                bar = QRectF(plot.place(left, math.log10(count)), plot.place(right, plot.upwards.low))
                painter.fillRect(bar.adjusted(0.5, 0, -0.5, 0), colour)
