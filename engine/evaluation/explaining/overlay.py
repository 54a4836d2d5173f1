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


def tint(
    values: NDArray[np.float32], scale: float, *, positive: Colour = FOR, negative: Colour = AGAINST
) -> NDArray[np.uint8]:
    """Values ``[H, W]`` as colours, uint8 ``[H, W, 4]``: red, green, blue, and how much they cover what lies below.

    A value of magnitude ``scale`` covers it wholly (255), 0 not at all, between them in proportion.
    """
    found = np.empty((*values.shape, 4), np.uint8)
    found[..., :3] = np.where((values >= 0)[..., None], np.array(positive, np.uint8), np.array(negative, np.uint8))
    found[..., 3] = np.rint(255 * np.clip(np.abs(values) / (scale or 1.0), 0, 1))
    return found


def overlay(
    image: NDArray[np.uint8], values: NDArray[np.float32], scale: float, *, opacity: float = 0.85
) -> NDArray[np.uint8]:
    """The image uint8 ``[C, H, W]`` (grey or RGB) below the tinted values ``[H, W]``, uint8 ``[H, W, 3]``."""
    below = np.broadcast_to(image, (3, *image.shape[1:])).transpose(1, 2, 0).astype(np.float32)
    above = tint(values, scale).astype(np.float32)
    share = above[..., 3:] * np.float32(opacity / 255)
    return np.ascontiguousarray(np.rint(below * (1 - share) + above[..., :3] * share).astype(np.uint8))
