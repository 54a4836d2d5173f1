"""Arrays of pixels as Qt's pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def picture_of(image: NDArray[np.uint8]) -> QImage:
    """A picture of uint8 ``[H, W]``, ``[1, H, W]`` or ``[3, H, W]``, one pixel for each value."""
    height, width = image.shape[-2:]
    if image.ndim == 3 and len(image) == 3:
        data, line, kind = image.transpose(1, 2, 0).tobytes(), 3 * width, QImage.Format.Format_RGB888
    else:
        data, line, kind = image.tobytes(), width, QImage.Format.Format_Grayscale8
    return QImage(data, width, height, line, kind).copy()  # the bytes end with this function


def tinted_picture(pixels: NDArray[np.uint8]) -> QImage:
    """A picture that lets through what lies below it, of uint8 ``[H, W, 4]`` (red, green, blue, alpha)."""
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
