"""Images that live on the device as uint8, or features as float64; a step gathers its batch and normalises it.

No DataLoader: the whole of MNIST is 55 MB, and a gather on the device costs microseconds.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.catalog import Preprocessing

if TYPE_CHECKING:
    from engine.data.catalog import Inputs


class Normaliser:
    """uint8 images to float32: ``(value / 255 - mean) / std`` for each channel, as one multiply and one add.

    Features are standardised in float64: their values can be far larger than their deviation.
    """

    def __init__(self, preprocessing: Preprocessing, device: torch.device) -> None:
        self._of_features = preprocessing.of_features
        if self._of_features:
            self._mean = torch.tensor(preprocessing.mean, dtype=torch.float64, device=device)
            self._std = torch.tensor(preprocessing.std, dtype=torch.float64, device=device)
            return
        mean = torch.tensor(preprocessing.mean, dtype=torch.float64).view(-1, 1, 1)
        std = torch.tensor(preprocessing.std, dtype=torch.float64).view(-1, 1, 1)
        self._scale = (1 / (255 * std)).to(device, torch.float32)
        self._shift = (-mean / std).to(device, torch.float32)

    def __call__(self, images: Tensor) -> Tensor:
        """Images uint8 ``[N, C, H, W]``, or features float64 ``[N, features]``, to float32 of the same shape."""
        if self._of_features:
            return ((images - self._mean) / self._std).to(torch.float32)
        return self.normalised(images.to(torch.float32))

    def normalised(self, values: Tensor) -> Tensor:
        """The same of pixels 0 to 255 that are float32 already, in place."""
        return values.mul_(self._scale).add_(self._shift)


class ResidentImages:
    """Images and labels copied to a device once; ``batch`` and ``gather`` give normalised images and their labels."""

    def __init__(
        self,
        images: "Inputs",
        labels: NDArray[np.int64],
        preprocessing: Preprocessing,
        device: torch.device,
    ) -> None:
        # Read-only arrays, such as a dataset's own, are copied: torch has no notion of them.
        self._images = torch.from_numpy(np.require(images, requirements=["C", "W"])).to(device)
        self._labels = torch.from_numpy(np.require(labels, requirements=["C", "W"])).to(device)
        self._normalise = Normaliser(preprocessing, device)

    def __len__(self) -> int:
        return len(self._images)

    def gather(self, indices: Tensor, change: Callable[[Tensor], Tensor] | None = None) -> tuple[Tensor, Tensor]:
        """The images (float32 ``[B, C, H, W]``) and labels (int64 ``[B]``) at ``indices`` (int64 on the device).

        ``change`` is what becomes of the pixels, float32 from 0 to 255, before they are normalised.
        """
        images = self._images.index_select(0, indices)
        changed = self._normalise(images) if change is None else self._normalise.normalised(change(images.float()))
        return changed, self._labels.index_select(0, indices)

    def batch(self, start: int, stop: int) -> tuple[Tensor, Tensor]:
        """The images and labels from ``start`` to before ``stop``, in the dataset's order."""
        return self._normalise(self._images[start:stop]), self._labels[start:stop]
