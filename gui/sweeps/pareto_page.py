"""The Pareto plot with its legend, and where there are three objectives or more, which of them it shows and how."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.sweeps.choices import choice_row, chooser, offer
from gui.sweeps.link import TrialLink
from gui.sweeps.pareto_legend import ParetoLegend
from gui.sweeps.pareto_plot import ParetoPlot


class ParetoPage(QWidget):
    """Across, upwards and colour are always three different objectives: choosing one that is in use swaps the two."""

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paretoPage")
        self.link = link
        self.plot, self.legend = ParetoPlot(link), ParetoLegend()
        self.across, self.upwards, self.colour = map(chooser, ("paretoAcross", "paretoUpwards", "paretoColour"))
        self._boxes = (self.across, self.upwards, self.colour)
        self._labels = tuple(QLabel() for _ in self._boxes)
        self._chosen: list[str] = []
        for place, box in enumerate(self._boxes):
            box.currentIndexChanged.connect(lambda _index, place=place: self._choose(place))
        self._choices = QWidget()
        self._choices.setLayout(choice_row(zip(self._labels, self._boxes, strict=True)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._choices)
        column.addWidget(self.plot, 1)
        column.addWidget(self.legend)
        link.columnsChanged.connect(self._offer)
        self.retranslate()
        self._offer()

    def _offer(self) -> None:
        """Offer the objectives of what is shown; what was chosen stays chosen while it is among them."""
        objectives = self.link.columns.objectives
        others = [offer(box, objectives) for box in self._boxes]
        if any(others):
            keys = [column.key for column in objectives]
            if not set(self._chosen) <= set(keys) or len(self._chosen) != len(keys[:3]):
                self._chosen = [*keys[1:2], *keys[:1], *keys[2:3]]
        self._choices.setVisible(len(objectives) > 2)
        self._show_chosen()

    def _choose(self, place: int) -> None:
        key = self._boxes[place].currentData()
        if key in self._chosen:
            self._chosen[self._chosen.index(key)] = self._chosen[place]
        self._chosen[place] = key
        self._show_chosen()

    def _show_chosen(self) -> None:
        for box, key in zip(self._boxes, self._chosen, strict=False):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(key))
        across, upwards, colour = (*self._chosen, "", "", "")[:3]
        self.plot.choose(across, upwards, colour)
        columns = self.link.columns
        self.legend.show_objectives(len(columns.objectives), columns.column(colour))

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        words = (
            (self.tr("Across"), self.tr("Objective across the Pareto plot")),
            (self.tr("Upwards"), self.tr("Objective upwards in the Pareto plot")),
            (self.tr("Colour"), self.tr("Objective that colours the Pareto plot")),
        )
        for label, box, (text, name) in zip(self._labels, self._boxes, words, strict=True):
            label.setText(text)
            box.setAccessibleName(name)
