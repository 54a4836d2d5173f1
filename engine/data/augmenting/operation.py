"""What all random changes of images have in common."""

from typing import Protocol

from torch import Tensor


class Operation(Protocol):
    """Changes batches of images of one shape on one device, each image by a draw of its own.

    A draw is a row of float32 numbers; a row of zeros changes nothing, but for the warp's.
    """

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """Draws ``[count, k]`` on the CPU for the images of an epoch, each for a position in the epoch's order.

        They depend on seed, epoch and position alone.
        """
        ...

    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """Float images ``[B, C, H, W]`` from 0 to 255, changed by draws ``[B, k]``; does not wait for the device."""
        ...
