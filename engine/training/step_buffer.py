"""Each step's loss and right answers, kept on the device and read back in one go: one wait for the device, not many."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

LARGEST_PORTION = 32
"""At most so many steps are recorded at once."""


Figures = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]
"""The loss, the number of right answers and the size of each batch."""


class StepBuffer:
    """Room for the figures of ``capacity`` steps on ``device``."""

    def __init__(self, device: torch.device, capacity: int = 2048) -> None:
        self._figures = torch.zeros(2, capacity, dtype=torch.float32, device=device)
        self._sizes: list[int] = []
        self._capacity = capacity

    def __len__(self) -> int:
        return len(self._sizes)

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another portion of steps."""
        return len(self._sizes) > self._capacity - LARGEST_PORTION

    @torch.no_grad()
    def record(self, loss: Tensor, right: Tensor, size: int) -> None:
        """Keep a step's loss, right answers and images; the CPU does not wait for the device."""
        column = len(self._sizes)
        self._figures[0, column] = loss
        self._figures[1, column] = right
        self._sizes.append(size)

    @torch.no_grad()
    def record_steps(self, figures: Tensor, sizes: Sequence[int]) -> None:
        """Keep the figures of several steps: a float32 tensor ``[2, steps]`` of losses and right answers."""
        column = len(self._sizes)
        self._figures[:, column : column + len(sizes)].copy_(figures)
        self._sizes.extend(sizes)

    def read_back(self) -> Figures:
        """The figures of each batch since the last read-back."""
        count = len(self._sizes)
        figures = self._figures[:, :count].cpu().numpy()
        losses, right = figures[0].copy(), figures[1].astype(np.int64)
        sizes = np.array(self._sizes, dtype=np.int64)
        self._sizes.clear()
        return losses, right, sizes

    def clear(self) -> None:
        """Forget the steps that were not read back."""
        self._sizes.clear()
