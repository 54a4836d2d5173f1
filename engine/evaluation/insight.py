"""What there is to say of an answer besides its probabilities: how far to trust it, and what it reminds the network of.

Computed once for a run's weights, from up to 10,000 training and 4,000 validation images. What validation decided is
kept in the run's folder.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.evaluation.doubt import Calibration, brightness_of, calibrate
from engine.evaluation.features import MOST_IMAGES, MOST_NUMBERS, FeatureIndex, evenly
from engine.evaluation.temperature import probabilities_at
from engine.files import write_atomically
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.predictor import Predictor
    from engine.runs.run import Run
else:
    np = lazy_module("numpy")

CALIBRATION_FILE = "calibration.json"
NEIGHBOURS = 5
"""So many similar training images are named; the distance of the last one tells whether an image is like any."""
MOST_VALIDATION = 4_000
_PIECE = 256

Doubt = Literal["", "unsure", "unlike"]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """A training image uint8 ``[C, H, W]`` and the number of its class."""

    image: NDArray[np.uint8]
    label: int


@dataclass(frozen=True, slots=True, eq=False)
class DigitAnswer:
    """What the network makes of one image: ``probabilities`` is float32 ``[classes]``.

    With a calibration ``doubt`` says why not to rely on them: the network is ``unsure``, or the image ``unlike`` any
    that it learned from. ``neighbours`` are the most similar training images, the nearest first.
    """

    probabilities: NDArray[np.float32]
    doubt: Doubt = ""
    neighbours: tuple[Neighbour, ...] = ()


class StudyStopped(Exception):
    """``should_stop`` said so."""


@dataclass(frozen=True, slots=True, eq=False)
class Insight:
    """All that is known about a run's weights; without validation images there is no calibration."""

    calibration: Calibration | None
    index: FeatureIndex

    def answers(
        self, images: NDArray[np.uint8], logits: NDArray[np.float32], features: NDArray[np.float32]
    ) -> tuple[DigitAnswer, ...]:
        """Judge images uint8 ``[N, …]`` by the network's logits ``[N, C]`` and features ``[N, D]``."""
        temperature = 1.0 if self.calibration is None else self.calibration.temperature
        probabilities = probabilities_at(logits, temperature)
        numbers, distances = self.index.nearest(features, NEIGHBOURS)
        brightness = brightness_of(images)
        return tuple(
            DigitAnswer(answer, self._doubt(float(answer.max()), float(far[-1]), float(bright)), self._named(nearest))
            for answer, nearest, far, bright in zip(probabilities, numbers, distances, brightness, strict=True)
        )

    def _named(self, numbers: NDArray[np.int64]) -> tuple[Neighbour, ...]:
        return tuple(Neighbour(self.index.images[number], int(self.index.labels[number])) for number in numbers)

    def _doubt(self, confidence: float, distance: float, brightness: float) -> Doubt:
        known = self.calibration
        if known is None:
            return ""
        if distance > known.farthest or brightness > known.brightest:
            return "unlike"
        return "unsure" if confidence < known.unsure_below else ""


def study_run(run: Run, should_stop: Callable[[], bool] = lambda: False) -> Insight:
    """Get to know a run's best weights; some seconds for small networks.

    Raises :class:`NetwrightError` for damaged runs and missing data, :class:`StudyStopped` when told to stop.
    """
    from engine.evaluation.predictor import Predictor
    from engine.evaluation.split import images_of_split

    predictor = Predictor.from_run(run)
    training = images_of_split(run, split="train")
    chosen = evenly(len(training.labels), min(MOST_IMAGES, max(1, MOST_NUMBERS // predictor.feature_count)))
    images, labels = training.images[chosen], training.labels[chosen]
    _, features = _look(predictor, images, should_stop)
    index = FeatureIndex(features, images, labels)
    file, digest = run.folder / CALIBRATION_FILE, hashlib.sha256(run.best_weights.read_bytes()).hexdigest()
    calibration = None
    with contextlib.suppress(OSError):
        calibration = Calibration.from_json(file.read_bytes(), digest)
    if calibration is None:
        calibration = _calibrated(run, predictor, index, should_stop)
        if calibration is not None:
            with contextlib.suppress(OSError):  # on a disk that is full or read-only it is computed again next time
                write_atomically(file, calibration.to_json(digest))
    return Insight(calibration, index)


def study_beside(run: Run, should_stop: Callable[[], bool]) -> Insight:
    """:func:`study_run` in a thread of its own, which from now on gives way to all others."""
    from engine.training.priority import lower_thread_priority
    from engine.training.tuning.threads import compute_alone

    lower_thread_priority()
    compute_alone()
    return study_run(run, should_stop)


def _calibrated(
    run: Run, predictor: Predictor, index: FeatureIndex, should_stop: Callable[[], bool]
) -> Calibration | None:
    from engine.evaluation.split import images_of_split

    validation = images_of_split(run, split="validation")
    chosen = evenly(len(validation.labels), MOST_VALIDATION)
    if not len(chosen):
        return None
    images, labels = validation.images[chosen], validation.labels[chosen]
    logits, features = _look(predictor, images, should_stop)
    pieces = (features[start : start + _PIECE] for start in range(0, len(images), _PIECE))
    distances = np.concatenate([index.nearest(piece, NEIGHBOURS)[1][:, -1] for piece in pieces])
    return calibrate(logits, labels, distances, brightness_of(images))


def _look(
    predictor: Predictor, images: NDArray[np.uint8], should_stop: Callable[[], bool]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    logits, features = [], []
    for start in range(0, len(images), _PIECE):
        if should_stop():
            raise StudyStopped
        seen = predictor.look(images[start : start + _PIECE])
        logits.append(seen[0])
        features.append(seen[1])
    return np.concatenate(logits), np.concatenate(features)
