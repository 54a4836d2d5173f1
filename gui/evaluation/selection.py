"""Which images are looked at: those behind a figure of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

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

Kind = Literal["wrong", "cell", "class", "confidence", "loss"]


@dataclass(frozen=True, slots=True)
class Selection:
    """All wrong answers, a cell of the confusion matrix, a class, or a bin of confidence or loss.

    ``number`` is the true class or the bin, ``answer`` the column of a cell.
    """

    kind: Kind
    number: int = 0
    answer: int = 0

    def images(self, report: EvaluationReport) -> NDArray[np.int64]:
        """The images as indices into the split, int64 ``[N]``."""
        match self.kind:
            case "wrong":
                return np.flatnonzero(~report.observations.right).astype(np.int64, copy=False)
            case "cell":
                return report.images_in(self.number, self.answer)
            case "class":
                return report.images_of_class(self.number)
            case "confidence":
                return report.images_of_confidence(self.number)
            case "loss":
                return report.images_of_loss(self.number)

    def words(self, report: EvaluationReport, images: int) -> str:
        """What the images are, with their count."""
        translate, count = QCoreApplication.translate, count_text(images)
        match self.kind:
            case "wrong":
                return translate("Evaluation", "All wrong answers: {images}").format(images=count)
            case "cell" if self.number == self.answer:
                words = translate("Evaluation", "“{truth}” recognised: {images}")
                return words.format(truth=report.classes[self.number], images=count)
            case "cell":
                words = translate("Evaluation", "“{truth}” taken for “{answer}”: {images}")
                names = {"truth": report.classes[self.number], "answer": report.classes[self.answer]}
                return words.format(images=count, **names)
            case "class":
                words = translate("Evaluation", "Class “{truth}”: {images}")
                return words.format(truth=report.classes[self.number], images=count)
            case "confidence":
                low, high = (f"{100 * edge:.0f}" for edge in report.reliability.edges[self.number : self.number + 2])
                words = translate("Evaluation", "Confidence {low}–{high} %: {images}")
                return words.format(low=low, high=high, images=count)
            case "loss":
                low, high = (loss_text(edge) for edge in report.losses.edges[self.number : self.number + 2])
                return translate("Evaluation", "Loss {low}–{high}: {images}").format(low=low, high=high, images=count)
