"""The tab that looks into the selected layer: filters, weights, gradients of the example at hand, dead units."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.data.catalog import known_info
from engine.evaluation.inside_service import Counted, InsideQuestion, InsideService, Looked
from engine.evaluation.probing import WeightsOf, no_weights
from gui import theme
from gui.model.document import ProjectDocument
from gui.model.figure_rows import Figure, FigureRows
from gui.model.figures import count_text
from gui.model.inside_pictures import FilterGrid, HistogramPlot
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOOK_MS = 50


class _Section(QWidget):
    """A heading, what it is about, and words below that."""

    def __init__(self, name: str, content: QWidget) -> None:
        super().__init__()
        self.heading, self.words, self.content = QLabel(), QLabel(), content
        self.words.setObjectName(f"{name}Words")
        theme.set_role(self.heading, "heading")
        theme.set_role(self.words, "muted")
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.heading, content, self.words):
            column.addWidget(widget)

    def set_heading(self, heading: str) -> None:
        self.heading.setText(heading)
        self.content.setAccessibleName(heading)

    def say(self, words: str) -> None:
        self.words.setText(words)
        self.content.setAccessibleDescription(words)


class InsidePanel(QScrollArea):
    """Looks while it is visible, and follows selection, edits, the example and weights that change."""

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.setObjectName("insidePanel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._service = InsideService()
        self._weights: WeightsOf = no_weights
        self._changing = False
        self._image: NDArray[np.uint8] | None = None
        self._label: int | None = None
        self._question: InsideQuestion | None = None
        self._looked: Looked | None = None
        self._counted: Counted | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._collect)
        self.filters, self.dead = FilterGrid(), FigureRows()
        self.weights_plot, self.gradients_plot = HistogramPlot("insideWeights"), HistogramPlot("insideGradients")
        self.dead.setObjectName("insideDeadUnits")
        self._lay_out()
        document.modelChanged.connect(self._ask)
        document.selectionChanged.connect(self._ask)
        document.scopeChanged.connect(self._ask)
        self.retranslate()

    # What others tell

    def set_weights(self, weights: WeightsOf, *, changing: bool = False) -> None:
        """Take the weights from there; ``changing`` ones are followed."""
        self._weights, self._changing = weights, changing
        self._ask()

    def set_example(self, image: NDArray[np.uint8] | None, label: int | None) -> None:
        """Take gradients for another image uint8 ``[H, W]`` or ``[C, H, W]`` and its class, where it is known."""
        self._image, self._label = image, label
        self._ask()

    def stop(self) -> None:
        """End the thread."""
        self._look.stop()
        self._service.close()

    @property
    def is_settled(self) -> bool:
        """Whether the newest question has all its answers."""
        asked = self._question
        looked = self._looked is not None and self._looked.question is asked
        if asked is None or not looked or self._looked is None or self._looked.error is not None or asked.scope:
            return asked is None or looked
        return self._counted is not None and self._counted.question is asked

    # Asking

    def _ask(self) -> None:
        if not self.isVisible():
            return
        document, layer = self.document, self.document.current
        if layer is None or self._image is None:
            self._question = self._looked = self._counted = None
            self._service.submit(None)
            self._look.stop()
        else:
            before = self._question
            if before is None or (before.layer, before.scope) != (layer, document.scope):
                self._looked = self._counted = None  # what is on show is another layer's
            project = document.project
            self._question = InsideQuestion(
                document.network,
                document.network_analysis,
                document.training.seed,
                layer,
                document.scope,
                self._image,
                self._label,
                known_info(project.dataset).preprocessing,
                project.dataset,
                self._weights,
                self._changing,
            )
            self._service.submit(self._question)
            self._look.start()
        self._show()

    def _collect(self) -> None:
        changed = followed = False
        before: Looked | Counted | None
        while True:
            try:
                told = self._service.told.get_nowait()
            except queue.Empty:
                break
            if told.question is not self._question:
                continue
            changed = True
            if isinstance(told, Looked):
                before, self._looked = self._looked, told
            else:
                before, self._counted = self._counted, told
            followed |= before is not None and before.question is told.question
        if changed:
            began = time.perf_counter()
            self._show()
            if followed:
                self.viewport().repaint()  # at once, so that following can be charged with it
                self._service.charge(time.perf_counter() - began)
        if not self._changing and self.is_settled:
            self._look.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()
        self._question = None
        self._service.submit(None)

    # Looks

    def _lay_out(self) -> None:
        page = QFrame()
        theme.set_role(page, "panel")
        self._title, self._message = QLabel(), QLabel()
        self._title.setObjectName("insideTitle")
        self._message.setObjectName("insideMessage")
        theme.set_role(self._title, "title")
        self._message.setWordWrap(True)
        self.filter_section = _Section("insideFilters", self.filters)
        self.weight_section = _Section("insideWeights", self.weights_plot)
        self.gradient_section = _Section("insideGradients", self.gradients_plot)
        self.dead_section = _Section("insideDeadUnits", self.dead)
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._message)
        for section in (self.filter_section, self.weight_section, self.gradient_section, self.dead_section):
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(page)

    def sizeHint(self) -> QSize:
        return QSize(290, 400)

    def _show(self) -> None:
        layer, looked = self.document.current, self._looked
        inside = looked.inside if looked is not None else None
        dead = self._counted.dead if self._counted is not None else None
        self._title.setText(layer or self.tr("Inside"))
        self._say_message()
        filters = None if inside is None else inside.filters
        weights = None if inside is None else inside.weights
        gradients = None if inside is None else inside.gradients
        self.filters.show_filters(filters)
        self.weights_plot.show_histogram(weights)
        self.gradients_plot.show_histogram(gradients)
        self.filter_section.setVisible(filters is not None)
        self.weight_section.setVisible(weights is not None)
        self.gradient_section.setVisible(weights is not None)
        self.dead_section.setVisible(dead is not None)
        if filters is not None:
            self.filter_section.say(self._filter_words())
        if weights is not None:
            words = self.tr("{count} weights, norm {norm}").format(
                count=count_text(int(weights.counts.sum())), norm=f"{weights.norm:.4g}"
            )
            self.weight_section.say(words + self._not_finite(weights.finite))
            self.gradients_plot.setVisible(gradients is not None)
        if gradients is not None and inside is not None:
            names = known_info(self.document.project.dataset).classes
            target = inside.target or 0
            words = self.tr("Of the example's loss for the class {name}, norm {norm}").format(
                name=names[target] if target < len(names) else str(target), norm=f"{gradients.norm:.4g}"
            )
            self.gradient_section.say(words + self._not_finite(gradients.finite))
        elif weights is not None:
            self.gradient_section.say(self.tr("None: the layer is frozen, or the network has errors."))
        if dead is not None:
            value = self.tr("{dead} of {units}").format(dead=count_text(dead.dead), units=count_text(dead.units))
            share = dead.dead / dead.units if dead.units else 0.0
            self.dead.show_figures([Figure(self.tr("Dead"), f"{value} · {100 * share:.1f} %", share)])
            self.dead_section.say(
                self.tr("Units of {layer} that answer 0 to each of {images} test images").format(
                    layer=dead.layer, images=count_text(dead.images)
                )
            )

    def _say_message(self) -> None:
        looked = self._looked
        error = looked.error if looked is not None else None
        theme.set_role(self._message, "muted" if error is None else "error")
        if error is not None:
            self._message.setText(say(error))
        elif self.document.current is None:
            self._message.setText(self.tr("Select a layer to look inside."))
        elif looked is None:
            self._message.setText(self.tr("Looking…"))
        elif looked.inside is not None and looked.inside.weights is None:
            self._message.setText(self.tr("This layer has no weights."))
        elif looked.learned:
            self._message.setText(self.tr("Learned weights"))
        else:
            self._message.setText(self.tr("First weights, nothing learned yet"))

    def _filter_words(self) -> str:
        found = self._looked.inside.filters if self._looked is not None and self._looked.inside is not None else None
        if found is None:
            return ""
        count, channels = self.filters.shown
        if found.coloured:
            return self.tr("{count} of {total} filters, in the colours of the image; grey is 0").format(
                count=count, total=found.total
            )
        if found.total_channels == 1:
            return self.tr("{count} of {total} filters").format(count=count, total=found.total)
        return self.tr("{count} of {total} filters, each a row: {channels} of its {all} channels").format(
            count=count, total=found.total, channels=channels, all=found.total_channels
        )

    def _not_finite(self, finite: bool) -> str:
        return "" if finite else "\n" + self.tr("Some are not numbers and are left out.")

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Inside of the layer"))
        self.filter_section.set_heading(self.tr("Filters"))
        self.weight_section.set_heading(self.tr("Weights"))
        self.gradient_section.set_heading(self.tr("Gradients"))
        self.dead_section.set_heading(self.tr("Dead units"))
        for plot in (self.weights_plot, self.gradients_plot):
            plot.set_word(self.tr("how many"))
        self._show()
