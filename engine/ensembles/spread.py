"""A figure of several runs as mean, deviation and an interval."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """``deviation`` is the sample's, ``interval`` of the mean has 95 % confidence; both need two values or more."""

    values: tuple[float, ...]
    mean: float
    deviation: float | None
    interval: tuple[float, float] | None


def spread_of(values: Sequence[float], *, of_folds: bool = False, confidence: float = 0.95) -> Spread | None:
    """The spread of at least one value, with Student's interval; ``None`` without values.

    ``of_folds`` says that the values are those of a cross-validation: its runs learn from nearly the same images, so
    that the plain interval is too narrow. Then the variance is corrected by 1/k + 1/(k - 1) instead of 1/k (Nadeau and
    Bengio, 2003).
    """
    count = len(values)
    if not count:
        return None
    mean = statistics.fmean(values)
    if count == 1:
        return Spread(tuple(values), mean, None, None)
    from scipy.special import stdtrit  # type: ignore[import-untyped]

    deviation = statistics.stdev(values)
    variance = 1 / count + (1 / (count - 1) if of_folds else 0.0)
    reach = float(stdtrit(count - 1, (1 + confidence) / 2)) * deviation * math.sqrt(variance)
    return Spread(tuple(values), mean, deviation, (mean - reach, mean + reach))
