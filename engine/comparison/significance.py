"""Whether a difference is more than chance: tests and intervals, in plain numbers. Nothing here knows of runs.

``difference`` is always that of the second to the first: positive where the second is larger.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist, fmean, variance
from typing import TYPE_CHECKING, Literal

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

EXACT_BELOW = 25
"""So many examples that tell two networks apart are few: the chi-square distribution is no good likeness then."""
MOST_PERMUTATIONS = 20_000
"""Up to so many ways of dealing the values into two groups all are looked at, else so many at random."""
_RESAMPLES = 10_000

McNemarMethod = Literal["exact", "corrected"]


@dataclass(frozen=True, slots=True)
class PairedTest:
    """What two networks' answers to the same ``images`` say of their difference.

    ``only_first`` images are right by the first network alone, ``only_second`` by the second alone. ``p`` is the chance
    of a split between the two at least as uneven, were both equally good.
    """

    images: int
    only_first: int
    only_second: int
    p: float
    method: McNemarMethod
    interval: tuple[float, float]
    """Of the difference in accuracy, as shares from -1 to 1."""

    @property
    def difference(self) -> float:
        """The second's accuracy less the first's."""
        return (self.only_second - self.only_first) / self.images


def paired_test(first: NDArray[np.bool_], second: NDArray[np.bool_], confidence: float = 0.95) -> PairedTest:
    """Compare what is right of two networks' answers ``[N]`` to the same images, at least one."""
    only_first = int(np.count_nonzero(first & ~second))
    only_second = int(np.count_nonzero(second & ~first))
    p, method = mcnemar(only_first, only_second)
    images = len(first)
    interval = paired_interval(only_first, only_second, images, confidence)
    return PairedTest(images, only_first, only_second, p, method, interval)


def mcnemar(only_first: int, only_second: int) -> tuple[float, McNemarMethod]:
    """The two-sided p-value of McNemar's test (1947) and how it was found.

    Below :data:`EXACT_BELOW` discordant pairs by the binomial distribution itself; from there on by chi-square with one
    degree of freedom and the continuity correction of Edwards (1948). Recommended for two classifiers on one test set
    by Dietterich (1998).
    """
    pairs = only_first + only_second
    if pairs < EXACT_BELOW:
        tail = sum(math.comb(pairs, count) for count in range(min(only_first, only_second) + 1))
        return min(1.0, 2 * tail / 2**pairs), "exact"
    uneven = max(abs(only_first - only_second) - 1, 0)
    return math.erfc(math.sqrt(uneven * uneven / pairs / 2)), "corrected"


def paired_interval(only_first: int, only_second: int, images: int, confidence: float = 0.95) -> tuple[float, float]:
    """Between what the difference of two paired shares lies with this confidence (Agresti & Min, 2005).

    Wald's interval with half an example added to each of the four cells, which holds its confidence where few or no
    pairs are discordant.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    first, second, whole = only_first + 0.5, only_second + 0.5, images + 2
    centre = (second - first) / whole
    reach = z * math.sqrt(first + second - (second - first) ** 2 / whole) / whole
    return max(-1.0, centre - reach), min(1.0, centre + reach)


@dataclass(frozen=True, slots=True)
class GroupTest:
    """What two groups of independent values (runs of other seeds) say of the difference of their means.

    ``p`` and ``interval`` are Welch's, ``permutation_p`` that of dealing the values anew; ``bootstrap`` is the interval
    of drawing them anew.
    """

    first_mean: float
    second_mean: float
    p: float
    permutation_p: float
    interval: tuple[float, float]
    bootstrap: tuple[float, float]

    @property
    def difference(self) -> float:
        """The second mean less the first."""
        return self.second_mean - self.first_mean


def group_test(first: Sequence[float], second: Sequence[float], confidence: float = 0.95) -> GroupTest:
    """Compare two groups of at least two values each."""
    p, interval = welch(first, second, confidence)
    return GroupTest(
        fmean(first),
        fmean(second),
        p,
        permutation(first, second),
        interval,
        bootstrap_difference(first, second, confidence),
    )


def welch(
    first: Sequence[float], second: Sequence[float], confidence: float = 0.95
) -> tuple[float, tuple[float, float]]:
    """The two-sided p-value of Welch's t-test (1947) with the degrees of freedom of Satterthwaite (1946), and the
    interval of the difference of means that goes with it.

    Of values without any spread, means that differ have a p of 0 and means that do not one of 1.
    """
    from scipy.special import stdtr, stdtrit  # type: ignore[import-untyped]

    difference = fmean(second) - fmean(first)
    parts = [variance(values) / len(values) for values in (first, second)]
    whole = sum(parts)
    if whole == 0:
        return (1.0 if difference == 0 else 0.0), (difference, difference)
    freedom = whole**2 / sum(part**2 / (len(values) - 1) for part, values in zip(parts, (first, second), strict=True))
    error = math.sqrt(whole)
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    return float(2 * stdtr(freedom, -abs(difference) / error)), (difference - reach, difference + reach)


def permutation(first: Sequence[float], second: Sequence[float]) -> float:
    """The two-sided p-value of the permutation test on the difference of means (Fisher, 1935; Pitman, 1937).

    Exact where there are at most :data:`MOST_PERMUTATIONS` ways of dealing; else by that many at random, counting the
    one found (Phipson & Smyth, 2010). The same values always give the same p.
    """
    values = np.array([*first, *second], np.float64)
    few, total = len(first), float(values.sum())
    found = abs(fmean(second) - fmean(first)) - 1e-12

    def apart(sums: NDArray[np.float64]) -> NDArray[np.bool_]:
        means = (total - sums) / len(second) - sums / few
        larger: NDArray[np.bool_] = np.abs(means) >= found
        return larger

    ways = math.comb(len(values), few)
    if ways <= MOST_PERMUTATIONS:
        chosen = np.array(list(combinations(range(len(values)), few)))
        return float(apart(values[chosen].sum(axis=1)).mean())
    random = np.random.default_rng(0)
    order = random.permuted(np.tile(values, (MOST_PERMUTATIONS, 1)), axis=1)
    return float((1 + np.count_nonzero(apart(order[:, :few].sum(axis=1)))) / (1 + MOST_PERMUTATIONS))


def bootstrap_difference(
    first: Sequence[float], second: Sequence[float], confidence: float = 0.95
) -> tuple[float, float]:
    """The percentile bootstrap's interval of the difference of means (Efron, 1979): each group is drawn anew from
    itself, 10,000 times. The same values always give the same interval.
    """
    random = np.random.default_rng(0)
    means = [
        values[random.integers(len(values), size=(_RESAMPLES, len(values)))].mean(axis=1)
        for values in (np.array(first, np.float64), np.array(second, np.float64))
    ]
    low, high = np.quantile(means[1] - means[0], ((1 - confidence) / 2, (1 + confidence) / 2))
    return float(low), float(high)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values corrected for how many they are, by the step-down method of Holm (1979), in the same order."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = largest
    return corrected
