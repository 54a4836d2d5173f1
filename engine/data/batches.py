"""Images that live on the device as uint8, or features as float64; a step gathers its batch and normalises it.

No DataLoader: the whole of MNIST is 55 MB, and a gather on the device costs microseconds. Only what would fill the
memory is read batch by batch.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.catalog import Preprocessing

if TYPE_CHECKING:
    from engine.data.catalog import Inputs

_RESIDENT_SHARE = 0.4
"""Of the free memory: so much of it may images take, the rest is for the network and everything else."""


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


class Images(ABC):
    """Images and labels for a device; ``batch`` and ``gather`` give normalised images and their labels there."""

    streams = False
    """Whether images are fetched when they are wanted, which makes each gather wait for the device."""

    def __init__(self, labels: NDArray[np.int64], preprocessing: Preprocessing, device: torch.device) -> None:
        # Read-only arrays, such as a dataset's own, are copied: torch has no notion of them.
        self._labels = torch.from_numpy(np.require(labels, requirements=["C", "W"])).to(device)
        self._normalise = Normaliser(preprocessing, device)

    def __len__(self) -> int:
        return len(self._labels)

    def gather(self, indices: Tensor, change: Callable[[Tensor], Tensor] | None = None) -> tuple[Tensor, Tensor]:
        """The images (float32 ``[B, C, H, W]``) and labels (int64 ``[B]``) at ``indices`` (int64 on the device).

        ``change`` is what becomes of the pixels, float32 from 0 to 255, before they are normalised.
        """
        images = self._at(indices)
        changed = self._normalise(images) if change is None else self._normalise.normalised(change(images.float()))
        return changed, self.labels(indices)

    def labels(self, indices: Tensor) -> Tensor:
        """The labels (int64 ``[B]``) at ``indices``."""
        return self._labels.index_select(0, indices)

    def batch(self, start: int, stop: int) -> tuple[Tensor, Tensor]:
        """The images and labels from ``start`` to before ``stop``, in the dataset's order."""
        return self._normalise(self._between(start, stop)), self._labels[start:stop]

    @abstractmethod
    def _at(self, indices: Tensor) -> Tensor:
        """Pixels or features ``[B, …]`` on the device, as they lie in the dataset, at ``indices``."""

    @abstractmethod
    def _between(self, start: int, stop: int) -> Tensor:
        """The same from ``start`` to before ``stop``."""


class ResidentImages(Images):
    """Copied to the device once."""

    def __init__(
        self,
        images: "Inputs",
        labels: NDArray[np.int64],
        preprocessing: Preprocessing,
        device: torch.device,
    ) -> None:
        super().__init__(labels, preprocessing, device)
        self._images = torch.from_numpy(np.require(images, requirements=["C", "W"])).to(device)

    def _at(self, indices: Tensor) -> Tensor:
        return self._images.index_select(0, indices)

    def _between(self, start: int, stop: int) -> Tensor:
        return self._images[start:stop]


class ChosenImages(Images):
    """Some of the images that lie on the device once, for several trainings that divide them in different ways.

    ``rows`` (int64, on the device) are their positions in ``whole``.
    """

    def __init__(self, whole: ResidentImages, rows: Tensor) -> None:
        self.whole, self.rows = whole, rows
        self._labels = whole._labels.index_select(0, rows)
        self._normalise = whole._normalise

    def _at(self, indices: Tensor) -> Tensor:
        return self.whole._at(self.rows.index_select(0, indices))

    def _between(self, start: int, stop: int) -> Tensor:
        return self.whole._at(self.rows[start:stop])


class StreamedImages(Images):
    """Left where they lie, mapped from a file: each batch is read when it is wanted, for data larger than memory.

    ``rows`` are the positions in ``images`` of those that are meant. The values are the same bits as resident ones.
    """

    streams = True

    def __init__(
        self,
        images: "Inputs",
        labels: NDArray[np.int64],
        preprocessing: Preprocessing,
        device: torch.device,
        rows: NDArray[np.int64],
    ) -> None:
        super().__init__(labels, preprocessing, device)
        self._images, self._rows, self._device = images, rows, device

    def _at(self, indices: Tensor) -> Tensor:
        return self._read(self._rows[indices.cpu().numpy()])

    def _between(self, start: int, stop: int) -> Tensor:
        return self._read(self._rows[start:stop])

    def _read(self, rows: NDArray[np.int64]) -> Tensor:
        return torch.from_numpy(np.array(self._images[rows])).to(self._device)


def images_on(
    device: torch.device,
    images: "Inputs",
    labels: NDArray[np.int64],
    preprocessing: Preprocessing,
    rows: NDArray[np.int64] | None = None,
) -> Images:
    """Images and labels at ``rows`` (all without them): resident where they fit well, else streamed."""
    if rows is None:
        rows = np.arange(len(images), dtype=np.int64)
        chosen, size = images, images.nbytes
    else:
        chosen, labels, size = None, labels[rows], len(rows) * images[:1].nbytes
    if size > _RESIDENT_SHARE * _free_bytes(device):
        return StreamedImages(images, labels, preprocessing, device, rows)
    return ResidentImages(images[rows] if chosen is None else chosen, labels, preprocessing, device)


def _free_bytes(device: torch.device) -> int:
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    import psutil

    return int(psutil.virtual_memory().available)
