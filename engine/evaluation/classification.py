"""Right and wrong answers counted: the confusion matrix, what follows from it, and how sure one can be of a share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from engine.evaluation.observations import read_only
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")


@dataclass(frozen=True, slots=True, eq=False)
class ClassFigures:
    """Each class against all others, float64 ``[C]``; what is not defined is NaN. ``support`` is int64 ``[C]``.

    Precision is not defined for a class that is never predicted, recall for one that has no images, F1 for one to which
    both apply; a class with images that is never predicted has the F1 of 0.
    """

    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    support: NDArray[np.int64]


def confusion_matrix(labels: NDArray[np.int64], predicted: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """How many images of each class (rows) were taken for each class (columns), int64 ``[classes, classes]``."""
    counts = np.bincount(labels * classes + predicted, minlength=classes * classes)
    return read_only(counts.astype(np.int64, copy=False).reshape(classes, classes))


def class_figures(confusion: NDArray[np.int64]) -> ClassFigures:
    """Precision, recall and F1 (``2·TP / (2·TP + FP + FN)``, van Rijsbergen, 1979) of each class."""
    right, answers, support = np.diagonal(confusion), confusion.sum(axis=0), confusion.sum(axis=1)
    return ClassFigures(
        precision=_ratio(right, answers),
        recall=_ratio(right, support),
        f1=_ratio(2 * right, answers + support),
        support=read_only(support),
    )


def wilson_interval(right: int, images: int, confidence: float = 0.95) -> tuple[float, float]:
    """Between which shares the true accuracy lies with this confidence (Wilson, 1927); ``images`` is at least 1.

    Unlike that of the normal approximation it stays within 0 and 1, and has a width where all answers are right.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = right / images
    centre = share + z * z / (2 * images)
    reach = z * math.sqrt(share * (1 - share) / images + z * z / (4 * images * images))
    scale = 1 + z * z / images
    # The share itself lies within; at 0 and 1 it is an end, which rounding must not shift.
    return max(0.0, min((centre - reach) / scale, share)), min(1.0, max((centre + reach) / scale, share))


def _ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    undefined = np.full(len(whole), np.nan)
    return read_only(np.divide(part, whole, out=undefined, where=whole > 0))
