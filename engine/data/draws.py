"""Random numbers that depend on (seed, stream, number) alone, the same on every machine.

From the counter-based generator Philox (Salmon et al., 2011) as raw 64-bit words, which NumPy keeps stable across
versions; its distributions are not.
"""

import math

import numpy as np
from numpy.typing import NDArray

MIXING, AUGMENTATION, ELASTIC = 4, 5, 6
"""Streams: different uses of one seed must not share random numbers. 1 to 3 are those of :mod:`engine.data.splits`."""


def words(count: int, seed: int, stream: int, number: int) -> NDArray[np.uint64]:
    """So many words of 64 random bits; ``number`` is that of an epoch."""
    key = np.array([seed, (stream << 48) | number], dtype=np.uint64)
    return np.asarray(np.random.Philox(key=key).random_raw(count), dtype=np.uint64)


def uniform(shape: tuple[int, ...], seed: int, stream: int, number: int) -> NDArray[np.float64]:
    """Numbers evenly spread over [0, 1), with 53 random bits each."""
    bits = words(math.prod(shape), seed, stream, number) >> np.uint64(11)
    return (bits.astype(np.float64) * 2.0**-53).reshape(shape)


def symmetric_beta(uniforms: NDArray[np.float64], alpha: float) -> NDArray[np.float64]:
    """Numbers of the distribution Beta(α, α), one for each row of ``BETA_UNIFORMS`` uniform ones."""
    first, second = np.split(uniforms, 2, axis=-1)
    difference = np.clip(_log_gamma(second, alpha) - _log_gamma(first, alpha), -700, 700)
    return np.asarray(1 / (1 + np.exp(difference)))


_TRIALS = 8
"""Each is accepted with a probability above 0.95: one number in some 10¹¹ is taken without."""
BETA_UNIFORMS = 2 * (3 * _TRIALS + 1)


def _log_gamma(uniforms: NDArray[np.float64], alpha: float) -> NDArray[np.float64]:
    """Logarithms of Gamma(α) numbers by the method of Marsaglia and Tsang (2000), always with as many trials.

    They draw Gamma(α + 1) and multiply by ``u^(1/α)``, which only the logarithm holds where α is small.
    """
    trials = 1 - uniforms[..., 1:].reshape(*uniforms.shape[:-1], _TRIALS, 3)  # in (0, 1], for logarithms
    d = alpha + 1 - 1 / 3
    normal = np.sqrt(-2 * np.log(trials[..., 0])) * np.cos(2 * np.pi * trials[..., 1])
    volume = (1 + normal / np.sqrt(9 * d)) ** 3
    log_volume = np.log(np.maximum(volume, 1e-300))
    accepted = np.log(trials[..., 2]) < normal**2 / 2 + d * (1 - volume + log_volume)
    accepted &= volume > 0
    accepted[..., -1] |= ~accepted.any(axis=-1)
    chosen = np.take_along_axis(log_volume, accepted.argmax(axis=-1)[..., None], axis=-1)[..., 0]
    return np.asarray(np.log(d) + chosen + np.log(1 - uniforms[..., 0]) / alpha)
