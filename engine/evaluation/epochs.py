"""A run's network after any of its epochs: what it makes of one and the same sample of images, and of a drawing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.catalog import load_dataset
from engine.data.embedding import PrincipalAxes, principal_axes
from engine.evaluation.features import evenly
from engine.evaluation.filters import Filters, filter_pictures, filter_weight, first_filtering_layer
from engine.evaluation.predictor import Predictor
from engine.evaluation.run_loss import loss_of_run
from engine.evaluation.split import SplitImages, SplitPlaces, places_of_split
from engine.model.analysis import analyse
from engine.model.build import blank
from engine.training.events import Split

if TYPE_CHECKING:
    from engine.runs.history import KeptEpoch
    from engine.runs.run import Run

MOST_IMAGES, LEAST_IMAGES = 2_000, 200
MAPPED_IMAGES = 600
_MULTIPLY_ADDS = 2_000_000_000
"""For one epoch's look at the sample: a few tenths of a second of one core."""
_PIECE = 250
_TINY = 1e-30

Check = Callable[[], None]


@dataclass(frozen=True, slots=True, eq=False)
class EpochSample:
    """The images that every epoch is looked at by, out of ``total`` of their split. Of these ``mapped`` are mapped.

    ``filtering_layer`` is the layer whose filters are shown, if there is one. Where the last layer ``reads_pixels``, as
    the only one that learns, the map is the same for all epochs.
    """

    split: Split
    found: SplitImages
    total: int
    mapped: NDArray[np.int64]
    filtering_layer: str | None
    reads_pixels: bool


@dataclass(frozen=True, slots=True, eq=False)
class EpochSeen:
    """What an epoch makes of the sample: ``predicted`` int64 ``[N]``, the share of right answers, the mean loss.

    ``features`` float32 ``[M, D]`` are those of the mapped images: what the last layer reads. ``weight`` are the
    filters' weights, the greatest of them ``furthest`` from 0.
    """

    predicted: NDArray[np.int64]
    accuracy: float
    loss: float
    features: NDArray[np.float32]
    weight: Tensor | None

    @property
    def furthest(self) -> float:
        return 0.0 if self.weight is None else float(self.weight.abs().max())

    def filters(self, furthest: float | None) -> Filters | None:
        """The filters, on a scale of their own without ``furthest``."""
        return None if self.weight is None else filter_pictures(self.weight, furthest)


class EpochLooker:
    """Lays the weights of one epoch after the other into one network, on the CPU. Not for two threads at once.

    Raises :class:`NetwrightError` where run or dataset cannot be read.
    """

    def __init__(self, run: "Run") -> None:
        project, self._run = run.project(), run
        self._spec, self._analysis = project.model, analyse(project.model)
        self._preprocessing = run.metadata().preprocessing
        self._predictor: Predictor | None = None
        self._epoch: KeptEpoch | None = None
        self._loss = loss_of_run(project, load_dataset(project.dataset), torch.device("cpu"))
        affordable = _MULTIPLY_ADDS // max(self._analysis.multiply_adds, 1)
        network = blank(self._spec)
        first = first_filtering_layer(self._spec, self._analysis, network)
        learning = sum(any(True for _ in layer.module.parameters()) for layer in network.learning_layers())
        self.sample = _sample_of(
            run, min(max(affordable, LEAST_IMAGES), MOST_IMAGES), None if first is None else first[0], learning < 2
        )

    def look(self, epoch: "KeptEpoch", check: Check = lambda: None) -> EpochSeen:
        """What an epoch makes of the sample; ``check`` is called now and then and may raise.

        Raises :class:`NetwrightError` where its weights cannot be read.
        """
        predictor, images, labels = self.take(epoch), self.sample.found.images, self.sample.found.labels
        logits, features = [], []
        for start in range(0, len(images), _PIECE):
            check()
            seen = predictor.look(images[start : start + _PIECE])
            logits.append(seen[0])
            features.append(seen[1])
        answers = np.concatenate(logits)
        predicted = answers.argmax(axis=1).astype(np.int64, copy=False)
        lost, weight = self._loss.total(torch.from_numpy(answers), torch.from_numpy(np.array(labels)))
        return EpochSeen(
            predicted,
            float((predicted == labels).mean()),
            float(lost) / max(float(weight), _TINY),
            np.nan_to_num(np.concatenate(features)[self.sample.mapped]),
            self._filter_weight(predictor),
        )

    def answer(self, epoch: "KeptEpoch", image: NDArray[np.uint8]) -> NDArray[np.float32]:
        """An epoch's probabilities float32 ``[C]`` for an image uint8 ``[H, W]``.

        Raises :class:`NetwrightError` where its weights cannot be read, or the network takes no such image.
        """
        answers: NDArray[np.float32] = self.take(epoch).predict(image[None])[0]
        return answers

    def take(self, epoch: "KeptEpoch") -> Predictor:
        """Lay an epoch's weights into the network; raises :class:`NetwrightError` where they cannot be read."""
        if self._predictor is None or self._epoch != epoch:
            self._epoch = None
            weights = epoch.weights(self._run)
            if self._predictor is None:
                self._predictor = Predictor(self._spec, self._preprocessing, weights)
            else:
                self._predictor.load_state(weights)
            self._epoch = epoch
        return self._predictor

    def _filter_weight(self, predictor: Predictor) -> Tensor | None:
        first = first_filtering_layer(self._spec, self._analysis, predictor.network)
        weight = None if first is None else filter_weight(*first[1:])
        return None if weight is None else weight.clone()  # the next epoch takes its place


def axes_of(seen: Sequence[EpochSeen], check: Check = lambda: None) -> PrincipalAxes:
    """Axes that suit these epochs together: all epochs are mapped along them, so that points move and do not jump."""
    return principal_axes(np.concatenate([one.features for one in seen]), 2, check)


def _sample_of(run: "Run", most: int, filtering_layer: str | None, reads_pixels: bool) -> EpochSample:
    """Validation images, or test images of a run that has none, evenly from all over the split."""
    split: Split = "validation"
    places = places_of_split(run, None, split)
    if not len(places):
        split = "test"
        places = places_of_split(run, None, split)
    chosen = evenly(len(places), most)
    found = SplitPlaces(places.data, places.rows[chosen]).taken() if places.rows is not None else places.taken()
    if places.rows is None:
        found = SplitImages(found.info, found.images[chosen], found.labels[chosen])
    return EpochSample(split, found, len(places), evenly(len(chosen), MAPPED_IMAGES), filtering_layer, reads_pixels)
