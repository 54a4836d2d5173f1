"""A drawn digit as the images of another dataset show theirs: their size, their channels, ink as large, as dark.

The pad makes MNIST's own image of a drawing (:mod:`engine.data.ink`). A network that learned from images of 8×8, of
32×32 in three colours, or of dark ink on paper, expects its digits to fill the frame as those did.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.data.catalog import known_info, load_dataset
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_MNISTS_WAY = ("mnist", "qmnist", "emnist", "my-drawings")
"""Datasets by the beginning of their names that were made as MNIST was, or come from the pad itself."""
_SIZE, _EXTENT = (28, 28), 20 / 28
_LOOKED_AT = 400
"""So many training images are measured, evenly spread."""
_INK = 0.5
"""A pixel is ink where it differs from the background by more than this share of the image's largest difference."""


@dataclass(frozen=True, slots=True)
class InkFit:
    """How a network's images show their digits.

    ``channels``, ``height`` and ``width`` are those of an image; ``extent`` is the longer side of the ink by the
    shorter side of the image; ``dark`` says that the ink is darker than the background.
    """

    channels: int = 1
    height: int = _SIZE[0]
    width: int = _SIZE[1]
    extent: float = _EXTENT
    dark: bool = False

    def image(self, digit: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """MNIST's image of a digit, uint8 ``[28, 28]``, as such a one: ``[H, W]``, or ``[C, H, W]`` in colour.

        Where nothing has to be changed it is the very same array.
        """
        if self == InkFit():
            return digit
        ink = self._placed(self._resized(_cropped(digit)))
        shown = np.uint8(255) - ink if self.dark else ink
        return shown if self.channels == 1 else np.repeat(shown[None], self.channels, axis=0)

    def _resized(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        from PIL import Image

        scale = max(1.0, self.extent * min(self.height, self.width)) / max(ink.shape)
        size = [max(1, min(round(scale * side), most)) for side, most in zip(ink.shape, self._size, strict=True)]
        resampling = Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC
        resized = np.asarray(Image.fromarray(ink).resize((size[1], size[0]), resampling), np.float64)
        if scale > 1:  # the edge of a stroke is one pixel wide at any size
            resized = (resized - 127.5) * scale + 127.5
        return np.clip(np.rint(resized), 0, 255).astype(np.uint8)

    def _placed(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The ink in the frame, its centre of mass as near to the middle as its size allows."""
        mass = ink.sum(dtype=np.float64) or 1.0
        middle = (ink.sum(axis=1) @ np.arange(ink.shape[0]) / mass, ink.sum(axis=0) @ np.arange(ink.shape[1]) / mass)
        corner = [
            min(max(0, round(side / 2 - place)), side - length)
            for side, place, length in zip(self._size, middle, ink.shape, strict=True)
        ]
        image = np.zeros(self._size, dtype=np.uint8)
        image[corner[0] : corner[0] + ink.shape[0], corner[1] : corner[1] + ink.shape[1]] = ink
        return image

    @property
    def _size(self) -> tuple[int, int]:
        return self.height, self.width


def plain_fit(shape: tuple[int, ...]) -> InkFit:
    """MNIST's way in images of such a shape, while no more is known of them; features have no image."""
    return InkFit(*shape) if len(shape) == 3 else InkFit()


@lru_cache(maxsize=32)
def fit_of(dataset: str) -> InkFit:
    """How a dataset's training images show their digits; raises :class:`NetwrightError` where it cannot be read.

    It reads the images where they were not made in MNIST's way: not for the thread of a window.
    """
    info = known_info(dataset)
    plain = plain_fit(info.image_shape)
    if len(info.image_shape) != 3 or (plain == InkFit() and dataset.startswith(_MNISTS_WAY)):
        return plain
    images = load_dataset(dataset).train_images
    return measured_fit(images[:: max(1, len(images) // _LOOKED_AT)])


def measured_fit(images: NDArray[np.uint8]) -> InkFit:
    """The fit of images uint8 ``[N, C, H, W]``: medians of where each differs from its own border."""
    _, channels, height, width = images.shape
    grey = np.asarray(images, dtype=np.float64).mean(axis=1)
    borders = np.concatenate([grey[:, 0], grey[:, -1], grey[:, :, 0], grey[:, :, -1]], axis=1)
    background = np.median(borders, axis=1)
    differences = grey - background[:, None, None]
    most = np.abs(differences).max(axis=(1, 2))
    seen = most > 0
    if not seen.any():
        return plain_fit((channels, height, width))
    differences, most = differences[seen], most[seen]
    ink = np.abs(differences) > _INK * most[:, None, None]
    sides = np.maximum(_spans(ink.any(axis=2)), _spans(ink.any(axis=1)))
    # By the larger side of the differences: the mean of an image says little where the ink is a thin line.
    dark = np.median(-differences.min(axis=(1, 2)) - differences.max(axis=(1, 2))) > 0
    extent = min(1.0, float(np.median(sides)) / min(height, width))
    found = InkFit(channels, height, width, extent, bool(dark))
    usual = InkFit(channels, height, width, dark=found.dark)
    return usual if abs(found.extent - _EXTENT) * min(height, width) < 1 else found


def _spans(lines: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How far it is from the first to the last line with ink, ``[N, lines]`` to ``[N]``."""
    first, last = lines.argmax(axis=1), lines.shape[1] - lines[:, ::-1].argmax(axis=1)
    return np.asarray(last - first, dtype=np.int64)


def _cropped(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else ink
