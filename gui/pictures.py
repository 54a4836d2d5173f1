"""Pixels of a dataset as Qt's pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEARLY = 0.8


def picture_of(image: NDArray[np.uint8]) -> QImage:
    """The picture of uint8 ``[H, W]``, ``[1, H, W]`` or ``[3, H, W]``, pixel by pixel; it owns its memory.

    Of features ``[features]`` it is one row, from the least value in black to the largest in white.
    """
    if image.ndim == 1:
        spread = float(image.max() - image.min()) or 1.0
        image = ((image - image.min()) * (255 / spread)).astype("u1")[None]
    height, width = image.shape[-2:]
    if image.ndim == 3 and len(image) == 3:
        pixels = image.transpose(1, 2, 0).tobytes()
        return QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    return QImage(image.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def fitted(picture: QImage, side: int) -> QImage:
    """The picture as large as a square of ``side`` pixels allows.

    Small ones are enlarged by a whole number where that nearly fills the square, so that their pixels stay squares.
    """
    longest = max(picture.width(), picture.height(), 1)
    times = side // longest
    if times * longest >= _NEARLY * side:
        return picture.scaled(picture.size() * times, mode=Qt.TransformationMode.FastTransformation)
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def tinted_picture(pixels: NDArray[np.uint8]) -> QImage:
    """A picture that lets through what lies below it, of uint8 ``[H, W, 4]`` (red, green, blue, alpha)."""
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
