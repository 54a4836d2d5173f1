"""Which members an ensemble takes, and how often each: decided by what they say of validation images alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.evaluation.temperature import log_likelihood_loss, losses_at
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
_FOLDS = 5
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
    members: Sequence[NDArray[np.floating[Any]]] | NDArray[np.float64], weights: Sequence[float] | None = None
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
    return log_likelihood_loss(_logarithms(probabilities), labels, _best_temperature(probabilities, labels))


def choose_members(
    members: Sequence[NDArray[np.floating[Any]]] | NDArray[np.float64],
    labels: NDArray[np.int64],
    most: int = MOST_PICKS,
) -> tuple[int, ...]:
    """How often each member is taken: all alike, unless :func:`pick_greedily` finds what is better beyond doubt.

    ``members`` are probabilities ``[N, classes]`` of the same validation images. What the picking gains is measured by
    cross-validation, on images that neither the picks nor the temperature were fitted to. It counts where its mean is
    larger than its standard error (the one-standard-error rule of Breiman et al., 1984): weights that a few thousand
    images cannot tell from equal ones are noise.
    """
    alike = (1,) * len(members)
    if len(members) == 1 or len(labels) < 2 * _FOLDS:
        return alike
    stacked = np.asarray(members, np.float64)
    gains = _gains(stacked, labels, most)
    if gains.mean() <= gains.std(ddof=1) / len(gains) ** 0.5:
        return alike
    return pick_greedily(stacked, labels, most)


def pick_greedily(members: NDArray[np.float64], labels: NDArray[np.int64], most: int = MOST_PICKS) -> tuple[int, ...]:
    """How often each member is picked, by greedy forward selection with replacement (Caruana et al., 2004).

    ``members`` are probabilities ``[members, N, classes]``. One at a time, the member is added that brings the
    :func:`calibrated_loss` of the averaged probabilities lowest; what counts in the end is the shortest list with the
    lowest loss, or all of them alike where that is no worse. (The loss tells members apart where a few thousand images
    cannot tell their accuracies.)
    """
    total, picked = np.zeros(members.shape[1:]), np.zeros(len(members), np.int64)
    best, found = calibrated_loss(members.mean(axis=0), labels), np.ones(len(members), np.int64)
    for count in range(1, most + 1):
        losses = [calibrated_loss((total + one) / count, labels) for one in members]
        choice = int(np.argmin(losses))
        picked[choice] += 1
        total += members[choice]
        if losses[choice] < best - _LEAST:
            best, found = losses[choice], picked.copy()
    return tuple(found.tolist())


def _gains(members: NDArray[np.float64], labels: NDArray[np.int64], most: int) -> NDArray[np.float64]:
    """By how much each image's loss is smaller with members picked by the other folds than with all alike, ``[N]``."""
    fold = np.random.default_rng(0).permutation(len(labels)) % _FOLDS
    gains = np.empty(len(labels))
    for number in range(_FOLDS):
        kept = fold == number
        known, rest = members[:, ~kept], members[:, kept]
        weighings = (None, pick_greedily(known, labels[~kept], most))
        alike, picked = (
            losses_at(
                _logarithms(averaged(rest, weights)),
                labels[kept],
                _best_temperature(averaged(known, weights), labels[~kept]),
            )
            for weights in weighings
        )
        gains[kept] = alike - picked
    return gains


def _logarithms(probabilities: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    logarithms: NDArray[np.float64] = np.log(np.maximum(probabilities, _LEAST), dtype=np.float64)
    return logarithms


def _best_temperature(probabilities: NDArray[np.floating[Any]], labels: NDArray[np.int64]) -> float:
    """The temperature with the smallest loss of probabilities ``[N, classes]``, by Newton's method."""
    logits = _logarithms(probabilities)
    own = logits[np.arange(len(labels)), labels]
    inverse = 1.0
    for _ in range(_NEWTON_STEPS):  # the loss is convex in the inverse of the temperature
        shares = np.exp(inverse * logits - (inverse * logits).max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        mean = (shares * logits).sum(axis=1)
        slope = float((mean - own).mean())
        bend = float(((shares * logits**2).sum(axis=1) - mean**2).mean())
        inverse = min(max(inverse - slope / max(bend, _LEAST), inverse / 2), inverse * 2, _SHARPEST)
    return 1 / inverse
