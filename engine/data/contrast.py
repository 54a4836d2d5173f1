"""Ink on paper, whatever the light: what is writing in a photograph, and how strong it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image, ImageFilter
else:
    np = lazy_module("numpy")
    Image, ImageFilter = lazy_module("PIL.Image"), lazy_module("PIL.ImageFilter")

_COARSE = 96
"""The longer side of the picture in which the paper's brightness is looked for."""
_WINDOW = 17
"""Side of the square there whose median is the paper: wider than the strokes of a pen, narrower than a shadow."""
_SMALL = 64
"""A smaller picture has no room for uneven light; its border is its paper."""
_FAINTEST = 20.0
"""Ink differs from the paper by at least so many of 255 grey values, and by more than the noise."""


def ink_contrast(grey: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """How much of ink each pixel is, from 0 to 255, float64 ``[H, W]``; ``None`` for a picture without writing.

    ``grey`` is uint8 ``[H, W]``, dark on bright or bright on dark. The paper is the median of its neighbourhood; what
    differs from it more strongly, to the dark or to the bright side, is the ink. Dark ink counts as a share of the
    paper's brightness, since light that falls on it is reflected in proportion.
    """
    values = grey.astype(np.float64)
    paper = _paper(grey)
    difference = values - paper
    darker, brighter = np.maximum(-difference, 0), np.maximum(difference, 0)
    if (darker * darker).mean() >= (brighter * brighter).mean():
        contrast = darker * (255 / np.maximum(paper, 64))
    else:
        contrast = brighter
    noise = 1.4826 * float(np.median(np.abs(difference)))
    peak = float(np.quantile(contrast, 0.9995)) if contrast.size > 4096 else float(contrast.max())
    if peak < max(_FAINTEST, 6 * noise):
        return None
    return np.minimum(contrast * (255 / peak), 255)


def otsu_threshold(values: NDArray[np.float64]) -> float:
    """The grey value from 0 to 255 that parts values best in two classes (Otsu, 1979: a threshold selection method)."""
    counts, edges = np.histogram(values, bins=256, range=(0, 256))
    weights = np.cumsum(counts)
    sums = np.cumsum(counts * (edges[:-1] + 0.5))
    rest = weights[-1] - weights
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * weights / weights[-1] - sums) ** 2 / (weights * rest)
    return float(edges[int(np.nanargmax(np.where(rest > 0, between, -1))) + 1])


def _paper(grey: NDArray[np.uint8]) -> NDArray[np.float64]:
    height, width = grey.shape
    if max(height, width) <= _SMALL:
        border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
        return np.full(grey.shape, float(np.median(border)))
    scale = _COARSE / max(height, width)
    size = max(3, round(width * scale)), max(3, round(height * scale))
    coarse = Image.fromarray(grey).resize(size, Image.Resampling.BOX)
    margin = _WINDOW // 2
    padded = Image.fromarray(np.pad(np.asarray(coarse), margin, mode="reflect" if min(size) > margin else "edge"))
    median = padded.filter(ImageFilter.MedianFilter(_WINDOW)).crop((margin, margin, margin + size[0], margin + size[1]))
    return np.asarray(median.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float64)
