"""A map laid over its image, as pixels for a file or a widget; no torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

Colour = tuple[int, int, int]

FOR: Colour = (240, 100, 20)
AGAINST: Colour = (30, 110, 240)
"""Orange and blue, which people of every colour vision tell apart."""


def overlay(
    image: NDArray[np.uint8],
    values: NDArray[np.float32],
    scale: float,
    *,
    positive: Colour = FOR,
    negative: Colour = AGAINST,
    opacity: float = 0.85,
) -> NDArray[np.uint8]:
    """The image uint8 ``[C, H, W]`` (grey or RGB) with values ``[H, W]`` in two colours over it, uint8 ``[H, W, 3]``.

    A value of magnitude ``scale`` covers the image by ``opacity`` (0 to 1), 0 not at all, between them in proportion.
    """
    below = np.broadcast_to(image, (3, *image.shape[1:])).transpose(1, 2, 0).astype(np.float32)
    share = np.clip(np.abs(values) / (scale or 1.0), 0, 1)[..., None] * np.float32(opacity)
    colours = np.where((values >= 0)[..., None], np.float32(positive), np.float32(negative))
    return np.ascontiguousarray(np.rint(below * (1 - share) + colours * share).astype(np.uint8))
