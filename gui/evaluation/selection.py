"""Which images are looked at: those behind a figure of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.lazy import lazy_module
from gui.model.figures import count_text
from gui.training.summary import loss_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.report import EvaluationReport
else:
    np = lazy_module("numpy")


@dataclass(frozen=True, slots=True)
class Selection:
    """The images that meet every condition given: the true class ``truth``, the class answered, a wrong answer, and a
    bin of confidence or loss."""

    truth: int | None = None
    answer: int | None = None
    wrong: bool = False
    confidence: int | None = None
    loss: int | None = None

    def images(self, report: EvaluationReport) -> NDArray[np.int64]:
        """The images as indices into the split, int64 ``[N]``, ascending."""
        seen = report.observations
        chosen = ~seen.right if self.wrong else np.ones(len(seen), np.bool_)
        for met in self._met(report):
            within = np.zeros(len(seen), np.bool_)
            within[met] = True
            chosen &= within
        return np.flatnonzero(chosen).astype(np.int64, copy=False)

    def _met(self, report: EvaluationReport) -> Iterator[NDArray[np.int64]]:
        """The images that meet each of the conditions, but for the wrong answers."""
        if self.truth is not None and self.answer is not None:
            yield report.images_in(self.truth, self.answer)
        elif self.truth is not None:
            yield report.images_of_class(self.truth)
        elif self.answer is not None:
            yield report.images_answered(self.answer)
        if self.confidence is not None:
            yield report.images_of_confidence(self.confidence)
        if self.loss is not None:
            yield report.images_of_loss(self.loss)

    def words(self, report: EvaluationReport, images: int) -> str:
        """What the images are, with their count."""
        translate, count = QCoreApplication.translate, count_text(images)
        if self == Selection():
            return translate("Evaluation", "All images: {images}").format(images=count)
        if self == Selection(wrong=True):
            return translate("Evaluation", "All wrong answers: {images}").format(images=count)
        if self.truth is not None and self == Selection(self.truth, self.answer) and self.answer is not None:
            names = {"truth": report.classes[self.truth], "answer": report.classes[self.answer], "images": count}
            if self.truth == self.answer:
                return translate("Evaluation", "“{truth}” recognised: {images}").format(**names)
            return translate("Evaluation", "“{truth}” taken for “{answer}”: {images}").format(**names)
        conditions = " · ".join(self._conditions(report))
        return translate("Evaluation", "{conditions}: {images}").format(conditions=conditions, images=count)

    def _conditions(self, report: EvaluationReport) -> Iterator[str]:
        translate = QCoreApplication.translate
        if self.truth is not None:
            yield translate("Evaluation", "Class “{truth}”").format(truth=report.classes[self.truth])
        if self.answer is not None:
            yield translate("Evaluation", "Answer “{answer}”").format(answer=report.classes[self.answer])
        if self.wrong:
            yield translate("Evaluation", "Wrong answers")
        if self.confidence is not None:
            low, high = confidence_bounds(report, self.confidence)
            yield translate("Evaluation", "Confidence {low}–{high} %").format(low=low, high=high)
        if self.loss is not None:
            low, high = (loss_text(edge) for edge in report.losses.edges[self.loss : self.loss + 2])
            yield translate("Evaluation", "Loss {low}–{high}").format(low=low, high=high)


def confidence_bounds(report: EvaluationReport, number: int) -> tuple[str, str]:
    """The bounds of a bin of confidence, in percent."""
    low, high = (f"{100 * edge:.0f}" for edge in report.reliability.edges[number : number + 2])
    return low, high
