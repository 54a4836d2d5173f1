"""Evaluated images as a gallery shows them: what each is, what it was taken for, and how sure the network was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.evaluation.words import sure_text
from gui.gallery import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.results import Evaluated


class EvaluatedPictures:
    """Those images of the split whose ``indices``, int64 ``[N]``, are given, in their order."""

    lines = 2

    def __init__(self, evaluated: Evaluated, indices: NDArray[np.int64]) -> None:
        self._evaluated, self.indices = evaluated, indices

    def __len__(self) -> int:
        return len(self.indices)

    def pixels(self, position: int) -> NDArray[np.uint8]:
        return self._evaluated.image(int(self.indices[position]))

    def caption(self, position: int) -> tuple[Line, ...]:
        truth, answer, sure = self._seen(position)
        if truth == answer:
            return Line(truth, "success"), Line(sure)
        return Line(f"{truth} → {answer}", "error"), Line(sure)

    def tip(self, position: int) -> str:
        truth, answer, sure = self._seen(position)
        translate = QCoreApplication.translate
        if truth == answer:
            return translate("EvaluatedImages", "“{truth}” recognised, {sure}").format(truth=truth, sure=sure)
        words = translate("EvaluatedImages", "“{truth}” taken for “{answer}”, {sure}")
        return words.format(truth=truth, answer=answer, sure=sure)

    def _seen(self, position: int) -> tuple[str, str, str]:
        """True class, answer, and how sure the network was of it."""
        report, image = self._evaluated.report, self.indices[position]
        seen, answer = report.observations, int(report.observations.predicted[image])
        sure = sure_text(float(seen.probabilities[image, answer]))
        return report.classes[seen.labels[image]], report.classes[answer], sure
