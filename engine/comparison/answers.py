"""Which test images a run has right, kept small so that many runs can be set against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.comparison.significance import PairedTest, paired_test
from engine.evaluation.results import Evaluated
from engine.evaluation.split import SplitPlaces
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Whether a run's answer to each image of a split is right, bool ``[N]``, and which images these are."""

    run: str
    right: NDArray[np.bool_]
    places: SplitPlaces

    @property
    def accuracy(self) -> float:
        return float(self.right.mean())

    @property
    def dataset(self) -> str:
        """The title of the dataset."""
        return self.places.data.info.title


def answers_of(evaluated: Evaluated) -> Answers:
    """The answers behind an evaluation."""
    return Answers(evaluated.run.name, evaluated.report.observations.right, evaluated.places)


def compared(first: Answers, second: Answers) -> PairedTest:
    """The paired test of two runs; raises :class:`NetwrightError` where they did not answer to the same images."""
    if not _same_images(first.places, second.places):
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine",
                "{first} was tested on {images} images of {dataset}, {second} on {others} of {other}: "
                "their accuracies cannot be set against each other.",
            ),
            QT_TRANSLATE_NOOP("engine", "Compare runs that are tested on the same images."),
            first=first.run,
            second=second.run,
            images=f"{len(first.places):,}",
            others=f"{len(second.places):,}",
            dataset=first.dataset,
            other=second.dataset,
        )
    return paired_test(first.right, second.right)


def _same_images(first: SplitPlaces, second: SplitPlaces) -> bool:
    """Whether both are the same test images in the same order, whatever dataset they came with."""
    if first.same_as(second):
        return True
    if first.rows is not None or second.rows is not None:
        return False
    one, other = first.data, second.data
    return np.array_equal(one.test_labels, other.test_labels) and np.array_equal(one.test_images, other.test_images)
