"""One number that makes confidences honest: the temperature by which logits are divided before Softmax.

Guo et al., 2017: On Calibration of Modern Neural Networks. No answer changes, only how sure it is said.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

LOWEST, HIGHEST = 0.05, 20.0
_GOLDEN = (math.sqrt(5) - 1) / 2
_STEPS = 40
"""Narrows the range of log temperatures, 6 wide, to less than a millionth."""


def fit_temperature(logits: NDArray[np.floating[Any]], labels: NDArray[np.int64]) -> float:
    """The temperature with the least mean negative log-likelihood of ``labels`` ``[N]`` given ``logits`` ``[N, C]``.

    By golden-section search: the likelihood has one minimum along the inverse temperature, in which it is convex.
    """
    low, high = math.log(LOWEST), math.log(HIGHEST)
    exact = logits.astype(np.float64)

    def loss(log_temperature: float) -> float:
        return log_likelihood_loss(exact, labels, math.exp(log_temperature))

    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = loss(left), loss(right)
    for _ in range(_STEPS):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = loss(right)
    return math.exp((low + high) / 2)


def log_likelihood_loss(logits: NDArray[np.float64], labels: NDArray[np.int64], temperature: float = 1.0) -> float:
    """The mean negative log-likelihood."""
    return float(losses_at(logits, labels, temperature).mean())


def losses_at(logits: NDArray[np.float64], labels: NDArray[np.int64], temperature: float) -> NDArray[np.float64]:
    """The negative log-likelihood of each image, ``[N]``."""
    scaled = logits / temperature
    top = scaled.max(axis=1)
    normaliser = top + np.log(np.exp(scaled - top[:, None]).sum(axis=1))
    losses: NDArray[np.float64] = normaliser - scaled[np.arange(len(labels)), labels]
    return losses


def probabilities_at(logits: NDArray[np.floating[Any]], temperature: float) -> NDArray[np.float32]:
    """Softmax of ``logits`` ``[N, C]`` divided by the temperature, float32."""
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    result: NDArray[np.float32] = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return result
