"""The colours of a confusion matrix: right answers in one hue, wrong ones in another, each on a scale of its own.

On one scale the few wrong answers of a good network could not be seen beside its many right ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage

from engine.lazy import lazy_module
from gui.theme import Theme
from gui.theme.contrast import contrast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

LEVELS = 256


@dataclass(frozen=True, slots=True)
class Scales:
    """Both scales in a theme's colours, from nothing to the most: a colour for each level and the text upon it.

    ``pixels`` are the colours of wrong and of right answers, uint8 ``[2, levels, 3]``.
    """

    right: tuple[QColor, ...]
    wrong: tuple[QColor, ...]
    text_on_right: tuple[QColor, ...]
    text_on_wrong: tuple[QColor, ...]
    pixels: NDArray[np.uint8]

    @classmethod
    @cache
    def of(cls, theme: Theme) -> Scales:
        """Made once for each theme: an epoch's matrix follows the other while one drags through them."""
        right, wrong = (_between(theme.output_zero, end) for end in (theme.output_high, theme.output_low))
        inks = QColor(theme.text), QColor(theme.raised)
        upon = (tuple(_readable(colour, inks) for colour in scale) for scale in (right, wrong))
        pixels = [[(colour.red(), colour.green(), colour.blue()) for colour in scale] for scale in (wrong, right)]
        return cls(right, wrong, next(upon), next(upon), np.array(pixels, np.uint8))

    def colour(self, level: int, right: bool) -> QColor:
        return (self.right if right else self.wrong)[level]

    def text(self, level: int, right: bool) -> QColor:
        return (self.text_on_right if right else self.text_on_wrong)[level]


def levels_of(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """A level for each cell ``[C, C]`` of counts or shares: the greatest of each kind gets the last one.

    Levels grow with the square root, so that single mistakes can be seen; what is above 0 never has the level of 0.
    """
    right = np.eye(len(values), dtype=np.bool_)
    shares = np.zeros(values.shape)
    for kind in (right, ~right):
        most = float(values[kind].max(initial=0.0))
        if most > 0:
            shares[kind] = values[kind] / most
    levels = np.rint(np.sqrt(shares) * (LEVELS - 1))
    return np.where(values > 0, np.maximum(levels, 8), 0).astype(np.uint8)


def picture_of_levels(levels: NDArray[np.uint8], scales: Scales) -> QImage:
    """One pixel for each cell."""
    pixels = scales.pixels[np.eye(len(levels), dtype=np.intp), levels]
    height, width = levels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _between(start: str, end: str) -> tuple[QColor, ...]:
    first, last = QColor(start), QColor(end)
    ends = ((first.redF(), last.redF()), (first.greenF(), last.greenF()), (first.blueF(), last.blueF()))
    return tuple(QColor.fromRgbF(*(a + (b - a) * level / (LEVELS - 1) for a, b in ends)) for level in range(LEVELS))


def _readable(colour: QColor, inks: tuple[QColor, QColor]) -> QColor:
    return max(inks, key=lambda ink: contrast(ink, colour))
