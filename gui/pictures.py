"""Pixels as Qt's images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def picture_of(pixels: NDArray[np.uint8]) -> QImage:
    """Of uint8 ``[H, W]``, ``[1, H, W]`` or ``[3, H, W]``; the image has its own copy of them."""
    height, width = pixels.shape[-2:]
    if pixels.ndim == 3 and len(pixels) == 3:
        data = pixels.transpose(1, 2, 0).tobytes()
        return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    return QImage(pixels.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()
