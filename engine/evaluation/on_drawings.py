"""How well a run reads a person's own drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.data.catalog import MNIST
from engine.data.drawings import drawing_image, unseen_by

if TYPE_CHECKING:
    from engine.runs.run import Run


class ReadDrawings(NamedTuple):
    """How many drawings were read rightly, and how many there are."""

    right: int
    drawings: int


def read_own_drawings(run: Run) -> ReadDrawings | None:
    """Try a run's best weights on the drawings that it did not learn from.

    ``None`` without such drawings, and for a network for other images or classes. Raises :class:`NetwrightError` for a
    damaged run.
    """
    metadata = run.metadata()
    if tuple(metadata.image_shape) != MNIST.image_shape or tuple(metadata.classes) != MNIST.classes:
        return None
    drawings = unseen_by(metadata.dataset)
    if not drawings or not run.best_weights.is_file():
        return None
    import numpy as np

    from engine.evaluation.predictor import Predictor

    answers = Predictor.from_run(run).predict(np.stack([drawing_image(drawing) for drawing in drawings]))
    labels = np.array([drawing.label for drawing in drawings])
    return ReadDrawings(int((answers.argmax(axis=1) == labels).sum()), len(drawings))
