"""Whether a network is as often right as it says: the reliability curve and the expected calibration error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.evaluation.observations import read_only
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

BINS = 15
"""As in Guo et al., 2017."""


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """Images by their confidence, in bins of equal width (Guo et al., 2017: On Calibration of Modern Neural Networks).

    ``edges`` is float64 ``[B + 1]`` from 0 to 1; a bin holds its upper edge and not its lower one, but for 0.
    ``confidence`` (the mean) and ``accuracy`` are float64 ``[B]``, NaN in a bin without images; ``count`` is int64
    ``[B]``.
    """

    edges: NDArray[np.float64]
    confidence: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    count: NDArray[np.int64]

    @property
    def calibration_error(self) -> float:
        """The expected calibration error: by how much confidence and accuracy differ, averaged over the images."""
        filled = self.count > 0
        gaps = np.abs(self.accuracy[filled] - self.confidence[filled])
        return float((self.count[filled] * gaps).sum() / self.count.sum())


def reliability(confidences: NDArray[np.float32], right: NDArray[np.bool_], bins: int = BINS) -> Reliability:
    """The curve of confidences from 0 to 1, ``[N]``, of answers that are right or not, ``[N]``; at least one image."""
    exact = confidences.astype(np.float64)
    edges = np.linspace(0, 1, bins + 1)
    place = bins_of(confidences, edges)
    count = np.bincount(place, minlength=bins).astype(np.int64, copy=False)
    return Reliability(
        edges=read_only(edges),
        confidence=_means(np.bincount(place, weights=exact, minlength=bins), count),
        accuracy=_means(np.bincount(place, weights=right, minlength=bins), count),
        count=read_only(count),
    )


def bins_of(confidences: NDArray[np.float32], edges: NDArray[np.float64]) -> NDArray[np.intp]:
    """The bin of each confidence, ``[N]``, between edges ``[B + 1]`` from 0 to 1."""
    # Rounding can bring a softmax above 1.
    return np.clip(np.searchsorted(edges, confidences.astype(np.float64), side="left") - 1, 0, len(edges) - 2)


def _means(sums: NDArray[Any], count: NDArray[np.int64]) -> NDArray[np.float64]:
    undefined = np.full(len(count), np.nan)
    return read_only(np.divide(sums, count, out=undefined, where=count > 0))
