"""How well a run does on a split, in every figure that a page about it shows. torch is imported when one is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluation.calibration import Reliability, bins_of, reliability
from engine.evaluation.classification import ClassFigures, class_figures, confusion_matrix, wilson_interval
from engine.evaluation.observations import Observations, read_only
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

    from engine.runs.run import Run
    from engine.training.events import Split
else:
    np = lazy_module("numpy")

LOSS_BINS = 40


@dataclass(frozen=True, slots=True, eq=False)
class LossDistribution:
    """A histogram of the images' losses: ``edges`` float64 ``[B + 1]`` from 0 to the greatest, ``count`` int64 ``[B]``.

    A bin holds its lower edge and not its upper one, but for the last, which holds both.
    """

    edges: NDArray[np.float64]
    count: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class EvaluationReport:
    """A run on a split. ``observations`` has what the figures are made of, image by image.

    ``loss`` and ``accuracy`` are those of :class:`engine.evaluation.evaluate.Metrics`; the accuracy lies within
    ``interval`` (of 95 % confidence). ``confusion`` is int64 ``[C, C]``, rows are the true classes.
    """

    classes: tuple[str, ...]
    observations: Observations
    loss: float
    accuracy: float
    interval: tuple[float, float]
    confusion: NDArray[np.int64]
    by_class: ClassFigures
    reliability: Reliability
    losses: LossDistribution

    @property
    def images(self) -> int:
        return len(self.observations)

    @property
    def calibration_error(self) -> float:
        """Expected calibration error, from 0 to 1."""
        return self.reliability.calibration_error

    @property
    def overconfidence(self) -> float:
        """By how much the mean confidence lies above the accuracy, from -1 to 1."""
        return float(self.observations.confidences.astype(np.float64).mean()) - self.accuracy

    def images_in(self, truth: int, predicted: int) -> NDArray[np.int64]:
        """The images behind a cell of ``confusion``, as indices into the split, the most confident first."""
        return self.observations.images_in(truth, predicted)

    def images_of_class(self, truth: int) -> NDArray[np.int64]:
        """The images of a class, as indices into the split in its order."""
        return _places(self.observations.labels == truth)

    def images_answered(self, predicted: int) -> NDArray[np.int64]:
        """The images that were taken for a class, as indices into the split in its order."""
        return _places(self.observations.predicted == predicted)

    def images_of_confidence(self, number: int) -> NDArray[np.int64]:
        """The images in a bin of ``reliability``, as indices into the split in its order."""
        return _places(bins_of(self.observations.confidences, self.reliability.edges) == number)

    def images_of_loss(self, number: int) -> NDArray[np.int64]:
        """The images in a bin of ``losses``, as indices into the split in its order."""
        edges, losses = self.losses.edges, self.observations.losses.astype(np.float64)
        place = np.searchsorted(edges, losses, side="right") - 1
        return _places(np.minimum(place, len(edges) - 2) == number)

    def hardest(self, count: int) -> NDArray[np.int64]:
        """At most ``count`` images as indices into the split, the greatest loss first."""
        return self.observations.hardest(count)


def report_on(observations: Observations, classes: tuple[str, ...], loss: float) -> EvaluationReport:
    """The report on what has been observed of at least one image, all numbers of it finite; ``loss`` is their mean."""
    confusion = confusion_matrix(observations.labels, observations.predicted, len(classes))
    right, images = int(np.trace(confusion)), len(observations)
    return EvaluationReport(
        classes=classes,
        observations=observations,
        loss=loss,
        accuracy=right / images,
        interval=wilson_interval(right, images),
        confusion=confusion,
        by_class=class_figures(confusion),
        reliability=reliability(observations.confidences, observations.right),
        losses=loss_distribution(observations.losses),
    )


def report_on_run(
    run: Run,
    dataset: str | None = None,
    split: Split = "test",
    device: torch.device | str = "cpu",
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> EvaluationReport:
    """Report on a run's best weights on a split of ``dataset`` (the run's own without it), in one pass over it.

    ``progress`` gets (images done, all images). Raises :class:`NetwrightError` and, where ``should_stop`` says so
    before a batch, :class:`engine.evaluation.evaluate.EvaluationStopped`.
    """
    from engine.evaluation.observe import observe_run

    observed = observe_run(run, dataset, split, device, should_stop, progress)
    return report_on(observed.observations, observed.classes, observed.metrics.loss)


def loss_distribution(losses: NDArray[np.float32], bins: int = LOSS_BINS) -> LossDistribution:
    """The histogram of losses ``[N]`` from 0 on; where all are 0 it reaches to 1."""
    exact = losses.astype(np.float64)
    low, high = min(0.0, float(exact.min())), float(exact.max())
    count, edges = np.histogram(exact, bins, (low, high if high > low else low + 1.0))
    return LossDistribution(read_only(edges), read_only(count.astype(np.int64, copy=False)))


def _places(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.flatnonzero(chosen).astype(np.int64, copy=False)
