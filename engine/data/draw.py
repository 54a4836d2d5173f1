"""Training images drawn with replacement: a pure function of the seed and the weights, the same on every machine.

As in :mod:`engine.data.splits`, random numbers are raw words of Philox.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_DRAW = 5
"""The stream, beside those of :mod:`engine.data.splits`."""


def drawn(count: int, seed: int, weights: NDArray[np.float64] | None = None) -> NDArray[np.int64]:
    """``count`` places out of as many, ascending, each drawn by its weight (``[count]``, alike without)."""
    key = np.array([seed, _DRAW << 48], dtype=np.uint64)
    shares = (np.random.Philox(key=key).random_raw(count) >> np.uint64(11)) * 2.0**-53  # evenly from 0 to before 1
    if weights is None:
        places = (shares * count).astype(np.int64)
    else:
        edges = np.cumsum(weights, dtype=np.float64)
        places = np.searchsorted(edges, shares * edges[-1], side="right").astype(np.int64)
    found: NDArray[np.int64] = np.sort(np.minimum(places, count - 1))
    return found


def boosted(
    wrong: Sequence[NDArray[np.bool_]], names: Sequence[str], classes: int, rate: float
) -> tuple[NDArray[np.float64], tuple[float, ...]]:
    """The weight of each example after these members, and the say of each member, by SAMME (Zhu et al., 2009).

    ``wrong`` says of each member which examples it gets wrong, ``[N]``. ``rate`` shrinks each step, as the learning
    rate of other boosting does. Raises :class:`NetwrightError` where a member is no better than guessing.
    """
    count = len(wrong[0])
    weights, says = np.full(count, 1 / count), []
    for missed, name in zip(wrong, names, strict=True):
        error = max(float(weights[missed].sum() / weights.sum()), 1 / (2 * count))  # no error counts as half an example
        if error >= 1 - 1 / classes:
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine", "The run {run} gets {share} % of what it was to learn wrong, as guessing does."
                ),
                QT_TRANSLATE_NOOP("engine", "Boosting needs members that have learned something: train longer."),
                run=name,
                share=f"{100 * error:.0f}",
            )
        say = rate * float(np.log((1 - error) / error) + np.log(classes - 1))
        weights = np.where(missed, weights * np.exp(say), weights)
        weights /= weights.sum()
        says.append(say)
    return weights, tuple(says)
