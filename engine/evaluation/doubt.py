"""When an answer is not to be relied on: thresholds that a run's validation images decide.

*Not sure*: the calibrated confidence below which answers are right too seldom. *Unlike*: the image is farther from the
training images than all but a stated share of the validation images. Distance is that to the fifth nearest training
image on the unit sphere of the features before the last layer (Sun et al., 2022: Out-of-Distribution Detection with
Deep Nearest Neighbors); since filled areas look like strokes to a convolution, so does a mean brightness that digits
hardly reach. ``benchmarks/not_a_digit.py`` compares it with other scores.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from engine.evaluation.calibration import reliability
from engine.evaluation.temperature import fit_temperature, log_likelihood_loss, probabilities_at
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

UNSURE_ACCURACY = 0.7
"""Of the answers that are called unsure, at most this share is right."""
FEWEST_UNSURE = 10
"""Of fewer validation images no accuracy is taken."""
MOST_UNSURE = 0.9
"""Nothing that is surer is called unsure."""
FALSE_ALARMS = 0.015, 0.0025
"""Shares of the validation images that are called unlike: by their distance, by their brightness."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the validation images said. ``farthest`` is a distance and ``brightest`` a mean of pixels from 0 to 1.

    ``loss`` and ``error`` (the expected calibration error) are pairs: before and after the temperature.
    """

    temperature: float
    unsure_below: float
    farthest: float
    brightest: float
    images: int
    loss: tuple[float, float]
    error: tuple[float, float]

    def to_json(self, weights: str) -> bytes:
        """A file's content; ``weights`` is the digest of the weights that it is true of."""
        return (json.dumps({"version": 1, "weights": weights, **asdict(self)}, indent=1) + "\n").encode()

    @classmethod
    def from_json(cls, content: bytes, weights: str) -> Calibration | None:
        """What a file says of these weights; ``None`` where it is of others or damaged."""
        try:
            data = json.loads(content)
            if data.pop("version") != 1 or data.pop("weights") != weights:
                return None
            data["loss"], data["error"] = tuple(data["loss"]), tuple(data["error"])
            found = cls(**data)
            numbers = found.temperature, found.unsure_below, found.farthest, found.brightest, *found.loss, *found.error
            sound = all(math.isfinite(number) for number in numbers) and found.temperature > 0
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        return found if sound else None


def calibrate(
    logits: NDArray[np.float32],
    labels: NDArray[np.int64],
    distances: NDArray[np.float32],
    brightness: NDArray[np.float64],
) -> Calibration:
    """Take the measure of validation images: logits ``[N, C]``, and ``[N]`` each of the others."""
    temperature = fit_temperature(logits, labels)
    right = logits.argmax(axis=1) == labels
    exact = logits.astype(np.float64)
    plain, honest = probabilities_at(logits, 1.0).max(axis=1), probabilities_at(logits, temperature).max(axis=1)
    by_distance, by_brightness = FALSE_ALARMS
    return Calibration(
        temperature=temperature,
        unsure_below=unsure_below(honest, right),
        farthest=float(np.quantile(distances, 1 - by_distance)),
        brightest=float(np.quantile(brightness, 1 - by_brightness)),
        images=len(labels),
        loss=(log_likelihood_loss(exact, labels), log_likelihood_loss(exact, labels, temperature)),
        error=(reliability(plain, right).calibration_error, reliability(honest, right).calibration_error),
    )


def unsure_below(confidences: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """The largest confidence of which the answers below are right in at most :data:`UNSURE_ACCURACY` of all cases."""
    order = np.argsort(confidences, kind="stable")
    sorted_confidences = confidences[order]
    accuracy = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    fits = np.flatnonzero((accuracy <= UNSURE_ACCURACY) & (np.arange(len(order)) >= FEWEST_UNSURE - 1))
    if not len(fits):
        return 0.5  # then fewer than half of all would agree
    return min(float(sorted_confidences[fits[-1]]), MOST_UNSURE)


def brightness_of(images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The mean of each image's pixels, from 0 to 1, ``[N]``."""
    means: NDArray[np.float64] = images.reshape(len(images), -1).mean(axis=1) / 255
    return means
