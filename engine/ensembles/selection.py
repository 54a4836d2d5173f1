"""Which members an ensemble takes, and how often each: decided by what they say of validation images alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MOST_PICKS = 50
"""So often a member is picked at most, the same one as often as it helps."""
_LEAST = 1e-12
"""A probability of 0 for the right class costs no more than this one would."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How well probabilities do on labelled images; the loss is the mean of ``-log p`` of the right class."""

    loss: float
    accuracy: float


def standing_of(probabilities: NDArray[np.floating], labels: NDArray[np.int64]) -> Standing:
    """Of probabilities ``[N, classes]`` and labels ``[N]``."""
    right = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    loss = float(-np.log(np.maximum(right, _LEAST)).mean())
    return Standing(loss, float((probabilities.argmax(axis=1) == labels).mean()))


def averaged(members: Sequence[NDArray[np.floating]], weights: Sequence[float] | None = None) -> NDArray[np.float64]:
    """The weighted mean of the members' probabilities, each ``[N, classes]``; without weights all count alike."""
    shares = np.full(len(members), 1.0) if weights is None else np.asarray(weights, np.float64)
    total = np.zeros(members[0].shape, np.float64)
    for member, share in zip(members, shares / shares.sum(), strict=True):
        if share:
            total += share * member
    return total


def choose_members(
    members: Sequence[NDArray[np.floating]], labels: NDArray[np.int64], most: int = MOST_PICKS
) -> tuple[int, ...]:
    """How often each member is picked, by greedy forward selection with replacement (Caruana et al., 2004).

    ``members`` are probabilities ``[N, classes]`` of the same validation images. One at a time, the member is added
    that brings the loss of the averaged probabilities lowest; what counts in the end is the shortest list with the
    lowest loss. (The loss tells members apart where a few thousand images cannot tell their accuracies.)
    """
    stacked = np.stack([member[np.arange(len(labels)), labels] for member in members]).astype(np.float64)
    picked, total = np.zeros(len(members), np.int64), np.zeros(len(labels), np.float64)
    best, found = float("inf"), picked.copy()
    for count in range(1, most + 1):
        losses = -np.log(np.maximum((total + stacked) / count, _LEAST)).mean(axis=1)
        choice = int(losses.argmin())
        picked[choice] += 1
        total += stacked[choice]
        if losses[choice] < best - _LEAST:
            best, found = float(losses[choice]), picked.copy()
    return tuple(found.tolist())
