"""What passes between the layers of a stack, and the two ways in which it lies in memory."""

from typing import NamedTuple

import torch
from torch import Tensor


class Value(NamedTuple):
    """The answers of one layer of all members.

    Side by side are images as channels ``[B, N·C, H, W]``, which one grouped convolution, one pooling or one batch
    normalisation takes at once. Everything else is in front: ``[N, B, …]``.
    """

    tensor: Tensor
    is_side: bool = False

    def front(self, members: int) -> Tensor:
        """``[N, B, …]``, a view where that is possible."""
        if not self.is_side:
            return self.tensor
        return torch.unflatten(self.tensor, 1, (members, -1)).transpose(0, 1)

    def side(self) -> Tensor:
        """Images ``[B, N·C, H, W]``."""
        return self.tensor if self.is_side else self.tensor.transpose(0, 1).flatten(1, 2)

    def folded(self, members: int) -> Tensor:
        """All members' examples as one batch ``[N·B, …]``."""
        return self.front(members).flatten(0, 1)
