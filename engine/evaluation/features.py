"""What training images look like to a network, so that the most similar ones to another image can be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MOST_IMAGES = 10_000
MOST_NUMBERS = 10_000_000
"""Features of fewer images are kept where each has many: 40 MB, and a few ms for one comparison with all."""


class FeatureIndex:
    """Features of training images, on the unit sphere; ``images`` is uint8 ``[N, C, H, W]``, ``labels`` ``[N]``."""

    def __init__(self, features: NDArray[np.float32], images: NDArray[np.uint8], labels: NDArray[np.int64]) -> None:
        import torch

        self.images, self.labels = images, labels
        # By torch, which computes in the calling thread alone where that was asked for; NumPy's library always calls
        # all cores together, and beside a training each call then waits for all of them.
        self._features = torch.from_numpy(on_sphere(features)).T.contiguous()

    def nearest(self, features: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The training images most similar to each of ``features`` ``[M, D]``, and how far they are, both ``[M, K]``.

        ``K`` is ``count`` or the number of training images. Distances are Euclidean, between 0 and 2.
        """
        import torch

        with torch.inference_mode():
            likeness = torch.from_numpy(on_sphere(features)) @ self._features
            best, numbers = torch.topk(likeness, min(count, len(self.labels)), dim=1)
            return numbers.numpy(), torch.sqrt(torch.clamp(2 - 2 * best, min=0)).numpy()


def on_sphere(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (features / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


def evenly(count: int, most: int) -> NDArray[np.int64]:
    """Which of ``count`` images to take where ``most`` are wanted: evenly spread over all."""
    if count <= most:
        return np.arange(count, dtype=np.int64)
    return np.linspace(0, count - 1, most).round().astype(np.int64)
