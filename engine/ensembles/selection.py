"""Which members an ensemble takes, and how often each: decided by what they say of validation images alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.evaluation.temperature import log_likelihood_loss
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MOST_PICKS = 30
"""So often a member is picked at most, the same one as often as it helps."""
_LEAST = 1e-12
"""A probability of 0 for the right class costs no more than this one would."""
_NEWTON_STEPS = 6
_SHARPEST = 1_000.0
"""Where all answers are right no temperature is low enough."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How well probabilities do on labelled images; the loss is the mean of ``-log p`` of the right class."""

    loss: float
    accuracy: float


def standing_of(probabilities: NDArray[np.floating[Any]], labels: NDArray[np.int64]) -> Standing:
    """Of probabilities ``[N, classes]`` and labels ``[N]``."""
    right = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    loss = float(-np.log(np.maximum(right, _LEAST)).mean())
    return Standing(loss, float((probabilities.argmax(axis=1) == labels).mean()))


def averaged(
    members: Sequence[NDArray[np.floating[Any]]], weights: Sequence[float] | None = None
) -> NDArray[np.float64]:
    """The weighted mean of the members' probabilities, each ``[N, classes]``; without weights all count alike."""
    shares = np.full(len(members), 1.0) if weights is None else np.asarray(weights, np.float64)
    total = np.zeros(members[0].shape, np.float64)
    for member, share in zip(members, shares / shares.sum(), strict=True):
        if share:
            total += share * member
    return total


def calibrated_loss(probabilities: NDArray[np.floating[Any]], labels: NDArray[np.int64]) -> float:
    """The loss of probabilities ``[N, classes]`` at the temperature that suits them best (Guo et al., 2017).

    By it networks can be compared that were taught to be sure in different degrees: with label smoothing the plain loss
    tells above all how sure they are of the many images that all get right.
    """
    logits = np.log(np.maximum(probabilities, _LEAST), dtype=np.float64)
    own = logits[np.arange(len(labels)), labels]
    inverse = 1.0
    for _ in range(_NEWTON_STEPS):  # the loss is convex in the inverse of the temperature
        shares = np.exp(inverse * logits - (inverse * logits).max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        mean = (shares * logits).sum(axis=1)
        slope = float((mean - own).mean())
        bend = float(((shares * logits**2).sum(axis=1) - mean**2).mean())
        inverse = min(max(inverse - slope / max(bend, _LEAST), inverse / 2), inverse * 2, _SHARPEST)
    return log_likelihood_loss(logits, labels, 1 / inverse)


def choose_members(
    members: Sequence[NDArray[np.floating[Any]]], labels: NDArray[np.int64], most: int = MOST_PICKS
) -> tuple[int, ...]:
    """How often each member is picked, by greedy forward selection with replacement (Caruana et al., 2004).

    ``members`` are probabilities ``[N, classes]`` of the same validation images. One at a time, the member is added
    that brings the :func:`calibrated_loss` of the averaged probabilities lowest; what counts in the end is the shortest
    list with the lowest loss, or all of them alike where that is no worse. (The loss tells members apart where a few
    thousand images cannot tell their accuracies.)
    """
    stacked = np.stack(members).astype(np.float64)
    total, picked = np.zeros(stacked.shape[1:]), np.zeros(len(members), np.int64)
    best, found = calibrated_loss(stacked.mean(axis=0), labels), np.ones(len(members), np.int64)
    for count in range(1, most + 1):
        losses = [calibrated_loss((total + one) / count, labels) for one in stacked]
        choice = int(np.argmin(losses))
        picked[choice] += 1
        total += stacked[choice]
        if losses[choice] < best - _LEAST:
            best, found = losses[choice], picked.copy()
    return tuple(found.tolist())
