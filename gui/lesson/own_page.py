"""One's own network on one example, layer by layer: every number of a layer, and one unit of it with its formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.data.catalog import known_info
from engine.evaluation.probing import WeightsOf
from engine.lesson.formula import number_text
from engine.lesson.own_steps import OwnStep, Unit, own_steps
from engine.model.layer_type import shape_text
from gui import theme
from gui.forms.boxes import ChoiceBox
from gui.lesson.growing import grow_with
from gui.lesson.operation_panel import OperationPanel
from gui.lesson.own_walk import Key, OwnWalk
from gui.lesson.transport import Transport
from gui.lesson.unit_picture import UnitPicture
from gui.lesson.words import phase_words
from gui.model.document import ProjectDocument
from gui.model.example_bar import ExampleBar

if TYPE_CHECKING:
    from engine.lesson.own_network import Stage, Walk
    from engine.lesson.own_unit import UnitDetail


class OwnPage(QWidget):
    """Follows the document's network while it is seen; ``weights`` gives whose weights answer. torch works in threads
    beside the window."""

    def __init__(
        self, document: ProjectDocument, weights: Callable[[], WeightsOf], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ownNetworkPage")
        self.document, self._weights = document, weights
        self._image: Any = None
        self._steps: tuple[OwnStep, ...] = ()
        self._picked: dict[str, Unit] = {}
        self._stale = True
        self._walk = OwnWalk(self)
        self.example = ExampleBar(document.project.dataset)
        self.example.setObjectName("lessonExampleBar")
        self.answer, self.weight = ChoiceBox(), ChoiceBox()
        self.renew_button = QPushButton()
        self.layers, self.picture, self.panel, self.transport = (
            QListWidget(),
            UnitPicture(),
            OperationPanel(),
            Transport(),
        )
        self._labels = {"answer": QLabel(), "weight": QLabel()}
        self.figures, self.status = QLabel(), QLabel()
        for widget, name in (
            (self.answer, "ownAnswer"),
            (self.weight, "ownWeight"),
            (self.renew_button, "ownRenewButton"),
            (self.layers, "ownLayers"),
            (self.status, "ownStatus"),
            (self.figures, "ownFigures"),
        ):
            widget.setObjectName(name)
        self._lay_out()
        self._connect()
        self._fill_answers()
        self.retranslate()

    def _lay_out(self) -> None:
        theme.set_role(self.figures, "muted")
        self.status.setWordWrap(True)
        self.figures.setWordWrap(True)
        top = QGridLayout()
        top.setHorizontalSpacing(12)
        top.setVerticalSpacing(2)
        top.addWidget(self.example, 0, 0, 2, 1)
        for column, (name, control) in enumerate((("answer", self.answer), ("weight", self.weight)), 1):
            theme.set_role(self._labels[name], "muted")
            self._labels[name].setBuddy(control)
            top.addWidget(self._labels[name], 0, column)
            top.addWidget(control, 1, column)
        top.addWidget(self.renew_button, 1, 3)
        top.setColumnStretch(0, 2)
        top.setColumnStretch(1, 1)
        top.setColumnStretch(2, 2)
        middle = QWidget()
        column_of_units = QVBoxLayout(middle)
        column_of_units.setContentsMargins(8, 0, 8, 0)
        column_of_units.addWidget(self.figures)
        column_of_units.addWidget(self.picture, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for place, (widget, share) in enumerate(((self.layers, 22), (middle, 36), (self.panel, 42))):
            split.addWidget(widget)
            split.setStretchFactor(place, share)
        split.setSizes([220, 360, 420])
        page = QVBoxLayout(self)
        page.setContentsMargins(14, 12, 14, 12)
        page.setSpacing(10)
        page.addLayout(top)
        page.addWidget(self.status)
        page.addWidget(split, 1)
        row = QHBoxLayout()
        row.addWidget(self.transport)
        page.addLayout(row)

    def _connect(self) -> None:
        self.example.imageChanged.connect(self._take_image)
        self.answer.currentIndexChanged.connect(lambda _place: self._compute())
        self.weight.currentIndexChanged.connect(lambda _place: self._look())
        self.renew_button.clicked.connect(self._compute)
        self.transport.moved.connect(self._show)
        self.layers.currentRowChanged.connect(self._go_to_layer)
        self.picture.chosen.connect(self._pick)
        self._walk.walked.connect(self._on_walked)
        self._walk.looked.connect(self._on_looked)
        self._walk.failed.connect(self._on_failed)
        self.document.modelChanged.connect(self._on_document)
        self.document.trainingChanged.connect(self._on_document)
        self.transport.listen_to_keys(self)

    # What is walked through

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._image is None:
            self.example.open()
        elif self._stale:
            self._compute()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grow_with(self, self.panel)

    def hideEvent(self, event: QHideEvent) -> None:
        self.transport.pause()
        super().hideEvent(event)

    def stop(self) -> None:
        """End the threads."""
        self.example.stop()
        self._walk.stop()

    @property
    def walk(self) -> Walk | None:
        """What the network made of the example; ``None`` while it is not computed yet, or where it cannot be."""
        return None if self._walk.result is None else self._walk.result.walk

    @property
    def detail(self) -> UnitDetail | None:
        """What is known of the unit on show; ``None`` while it is looked at."""
        stage = self._stage()
        return None if stage is None else self._walk.details.get(self._key(stage))

    def _take_image(self, image: Any) -> None:
        self._image = image
        label = self.example.label
        if label is not None:
            self.answer.blockSignals(True)  # one walk is enough
            self.answer.setCurrentIndex(label)
            self.answer.blockSignals(False)
        self._compute()

    def _on_document(self) -> None:
        self._stale = True
        if self.document.project.dataset != self._dataset:
            self._image = None
            self._fill_answers()
            self.example.set_dataset(self.document.project.dataset)
        if self.isVisible() and self._image is not None:
            self._compute()

    def _fill_answers(self) -> None:
        self._dataset = self.document.project.dataset
        self.answer.blockSignals(True)
        self.answer.clear()
        self.answer.addItems(list(known_info(self._dataset).classes))
        self.answer.blockSignals(False)

    def _compute(self) -> None:
        """Compute everything anew, beside the window."""
        self._stale = self._image is None or not self.isVisible()
        if not self._stale:
            place, name = max(self.answer.currentIndex(), 0), self.answer.currentText()
            self._walk.walk(self.document.project, self._weights(), self._image, place, name)
            self._say()

    def _on_walked(self) -> None:
        assert self._walk.result is not None
        stages = self._walk.result.walk.stages
        shapes = {stage.layer: stage.output.shape for stage in stages}
        self._picked = {layer: unit for layer, unit in self._picked.items() if _is_within(unit, shapes.get(layer, ()))}
        self._steps = own_steps(stages)
        self._fill_layers(stages)
        self.transport.set_phases([step.phase for step in self._steps])
        self._show(self.transport.index)

    def _on_failed(self) -> None:
        self._steps = ()
        self.layers.clear()
        self.panel.show_operations(())
        self.panel.heading.clear()
        self._say()

    def _fill_layers(self, stages: Sequence[Stage]) -> None:
        words = [f"{stage.layer}  ·  {shape_text(stage.output.shape)}" for stage in stages]
        if words == [self.layers.item(row).text() for row in range(self.layers.count() - 1)]:
            return
        self.layers.blockSignals(True)
        self.layers.clear()
        self.layers.addItems([*words, ""])
        for row, stage in enumerate(stages):
            self.layers.item(row).setToolTip(stage.type)
        self.layers.blockSignals(False)

    # What is on show

    def _step(self) -> OwnStep | None:
        return self._steps[self.transport.index] if self._steps else None

    def _stage(self) -> Stage | None:
        step = self._step()
        if step is None or step.stage is None or self._walk.result is None:
            return None
        return self._walk.result.walk.stages[step.stage]

    def _unit(self, stage: Stage) -> Unit:
        return self._picked.get(stage.layer, stage.busiest)

    def _key(self, stage: Stage) -> Key:
        return stage.layer, self._unit(stage), max(self.weight.currentIndex(), 0)

    def _show(self, _index: int) -> None:
        step, stage, result = self._step(), self._stage(), self._walk.result
        if step is None or result is None:
            return
        self.layers.blockSignals(True)
        self.layers.setCurrentRow(self.layers.count() - 1 if step.stage is None else step.stage)
        self.layers.blockSignals(False)
        shown = stage if stage is not None else result.walk.stages[-1]
        forward = step.phase == "forward"
        values, levels = (shown.output, shown.output_levels) if forward else (shown.gradient, shown.gradient_levels)
        self.picture.show_values(values, levels, self._unit(shown))
        if stage is None:
            self.panel.show_operations(result.loss)
            self.weight.clear()
        else:
            self._look()
        self._say()

    def _go_to_layer(self, row: int) -> None:
        """The step of the same phase at that layer, if it has one."""
        step = self._step()
        if step is None or row < 0:
            return
        stage = None if row == self.layers.count() - 1 else row
        for phase in (step.phase, "forward"):
            wanted = [place for place, other in enumerate(self._steps) if (other.phase, other.stage) == (phase, stage)]
            if wanted:
                self.transport.go_to(wanted[0])
                return

    def _pick(self, unit: Unit) -> None:
        stage = self._stage()
        if stage is None:
            self.transport.previous()  # the units below the loss are those of the last layer
            stage = self._stage()
        if stage is not None:
            self._picked[stage.layer] = unit
            self.weight.blockSignals(True)
            self.weight.clear()
            self.weight.blockSignals(False)
            self._show(self.transport.index)

    def _look(self) -> None:
        """Show what is known of the unit, or find it out beside the window."""
        stage = self._stage()
        if stage is not None:
            detail = self.detail
            if detail is not None:
                self._show_detail(detail)
            else:
                self._walk.look(self._key(stage))

    def _on_looked(self, key: object) -> None:
        stage, detail = self._stage(), self.detail
        if key is None:
            self.panel.show_operations(())
            self._say()
        elif detail is not None and stage is not None and self._key(stage) == key:
            self._show_detail(detail)

    def _show_detail(self, detail: UnitDetail) -> None:
        step = self._step()
        assert step is not None
        operations = {
            "forward": (detail.forward,),
            "backward": (detail.backward, *((detail.weight,) if detail.weight is not None else ())),
            "update": tuple(found for found in (detail.weight, detail.update) if found is not None),
        }[step.phase]
        self.panel.show_operations(operations)
        self._fill_weights(detail)

    def _fill_weights(self, detail: UnitDetail) -> None:
        place = max(self.weight.currentIndex(), 0)
        self.weight.blockSignals(True)
        self.weight.clear()
        if detail.weight is not None:
            for term in detail.terms:
                at = ", ".join(map(str, term.source))
                words = self.tr("{weight}, from [{place}]").format(weight=number_text(term.factor), place=at)
                self.weight.addItem(words)
            self.weight.setCurrentIndex(min(place, self.weight.count() - 1))
        self.weight.setEnabled(self.weight.count() > 0)
        self.weight.blockSignals(False)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._labels["answer"].setText(self.tr("Right answer"))
        self._labels["weight"].setText(self.tr("Weight of the unit"))
        self.answer.setAccessibleName(self.tr("Right answer"))
        self.weight.setAccessibleName(self.tr("Weight of the unit"))
        self.renew_button.setText(self.tr("Weights of now"))
        self.renew_button.setAccessibleName(self.renew_button.text())
        self.renew_button.setToolTip(
            self.tr("Compute everything with the newest weights of a network that is learning")
        )
        self.layers.setAccessibleName(self.tr("Layers"))
        self._say()

    def _say(self) -> None:
        theme.set_role(self.status, "error" if self._walk.error is not None else "muted")
        self.status.setText(self._walk.status_words())
        if self.layers.count():
            self.layers.item(self.layers.count() - 1).setText(self.tr("Loss"))
        step, result = self._step(), self._walk.result
        if step is None or result is None:
            self.figures.clear()
            return
        stage = self._stage()
        phase = phase_words(step.phase)
        name = self.tr("Loss") if stage is None else stage.layer
        self.panel.heading.setText(self.tr("{phase}: {layer}").format(phase=phase, layer=name))
        if stage is None:
            words = self.tr("Loss {loss}; probability of the right answer {probability}")
            right = float(result.walk.probabilities[result.walk.label])
            self.figures.setText(words.format(loss=number_text(result.walk.loss), probability=number_text(right)))
            return
        values = self.tr("Outputs y") if step.phase == "forward" else self.tr("Gradients ∂L/∂y")
        unit = ", ".join(map(str, self._unit(stage)))
        words = self.tr("{values} of {layer} ({type}), {shape}; unit [{unit}]. Click another one.")
        shape = shape_text(stage.output.shape)
        self.figures.setText(words.format(values=values, layer=stage.layer, type=stage.type, shape=shape, unit=unit))


def _is_within(unit: Unit, shape: Unit) -> bool:
    return len(unit) == len(shape) and all(place < size for place, size in zip(unit, shape, strict=True))
