"""A plot of bins with a sentence above it and, below it, what the bin says that is pointed at."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.evaluation.bin_plot import BinPlot


class PlotBox(QWidget):
    """Shows ``plot`` between :meth:`say` and its own readout."""

    def __init__(self, plot: BinPlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = plot
        self.sentence, self.readout = QLabel(), QLabel()
        self.sentence.setWordWrap(True)
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.set_role(self.readout, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self.sentence)
        layout.addWidget(plot, 1)
        layout.addWidget(self.readout)
        plot.pointed.connect(self._read_out)

    def say(self, words: str) -> None:
        """Say what the plot shows."""
        self.sentence.setText(words)

    def _read_out(self, words: str) -> None:
        self.readout.setText(words)
        self.readout.setToolTip(words)
