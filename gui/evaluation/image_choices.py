"""Choices that narrow the images of an evaluation: their class, the answer they got, and how sure it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.evaluation.selection import Selection, confidence_bounds
from gui.forms.boxes import ChoiceBox

if TYPE_CHECKING:
    from engine.evaluation.report import EvaluationReport

_ANY = -1
_WRONG = -2
_CHARACTERS = 6
_MOST_VISIBLE = 20


class ImageChoices(QWidget):
    """``changed(selection)`` tells what is asked for. What it has no box for, such as a bin of losses, stays."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: EvaluationReport | None = None
        self._selection = Selection()
        self.truth_box, self.answer_box, self.confidence_box = ChoiceBox(), ChoiceBox(), ChoiceBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for box, name in (
            (self.truth_box, "imageClassBox"),
            (self.answer_box, "imageAnswerBox"),
            (self.confidence_box, "imageConfidenceBox"),
        ):
            box.setObjectName(name)
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_CHARACTERS)
            box.setMaxVisibleItems(_MOST_VISIBLE)
            box.currentIndexChanged.connect(self._chosen)
            row.addWidget(box, 1)
        self.retranslate()

    def show_report(self, report: EvaluationReport) -> None:
        """Offer the classes and the bins of this report."""
        self._report = report
        self._fill()

    def show_selection(self, selection: Selection) -> None:
        """Let the boxes say what is selected."""
        self._selection = selection
        answer = _WRONG if selection.wrong and selection.answer is None else selection.answer
        for box, value in (
            (self.truth_box, selection.truth),
            (self.answer_box, answer),
            (self.confidence_box, selection.confidence),
        ):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(_ANY if value is None else value))
            box.setToolTip(box.currentText())

    def _chosen(self) -> None:
        truth, answer, confidence = (
            box.currentData() for box in (self.truth_box, self.answer_box, self.confidence_box)
        )
        self.changed.emit(
            replace(
                self._selection,
                truth=None if truth == _ANY else truth,
                answer=None if answer in (_ANY, _WRONG) else answer,
                wrong=answer == _WRONG,
                confidence=None if confidence == _ANY else confidence,
            )
        )

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.truth_box.setAccessibleName(self.tr("Class of the images"))
        self.answer_box.setAccessibleName(self.tr("Answer they got"))
        self.confidence_box.setAccessibleName(self.tr("Confidence of the answer"))
        self._fill()

    def _fill(self) -> None:
        report = self._report
        classes = () if report is None else report.classes
        bins = () if report is None else range(len(report.reliability.count))
        names = [(name, number) for number, name in enumerate(classes)]
        confidences = []
        for number in bins:
            assert report is not None
            low, high = confidence_bounds(report, number)
            confidences.append((self.tr("{low}–{high} % sure").format(low=low, high=high), number))
        for box, offered in (
            (self.truth_box, [(self.tr("All classes"), _ANY), *names]),
            (self.answer_box, [(self.tr("All answers"), _ANY), (self.tr("Wrong ones"), _WRONG), *names]),
            (self.confidence_box, [(self.tr("Sure or not"), _ANY), *confidences]),
        ):
            with QSignalBlocker(box):
                box.clear()
                for words, value in offered:
                    box.addItem(words, value)
        self.show_selection(self._selection)
