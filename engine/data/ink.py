"""From a pen to the network: drawn strokes, or a picture of a digit, treated as MNIST was made.

MNIST's authors scaled each digit into a 20×20 box keeping its aspect, which leaves grey levels at its edges, and placed
that box in 28×28 by its centre of mass (LeCun et al., "Gradient-based learning applied to document recognition", 1998,
section III). Measured on the 60,000 training images as they are shipped here:

* the longer side of the ink is 20 pixels in every one of them;
* the centre of mass lies at index 14.0 ± 0.5 in both directions, evenly spread: the box was moved by whole pixels until
  the centre of mass was nearest to pixel 14;
* ink area divided by the length of the skeleton gives a stroke of 2.4 pixels (median 2.3, standard deviation 0.6; twice
  the distance from the skeleton to the edge: 2.5); across an upright "1" the sorted profile is 250, 212, 113, 30, 2,
  which is what a line of :data:`THICKNESS` leaves when it is drawn with soft edges.

Strokes are drawn afresh from their points, so how thick or how soft the pad draws does not matter.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Stroke = Sequence[Sequence[float]]
"""Points ``(x, y)`` or ``(x, y, pressure)`` in any unit, y downwards; one point is a dot. Pressure is not used."""

SIDE = 28
"""Width and height of what the network sees."""
BOX = 20
"""The longer side of the ink."""
CENTRE = 14
"""The pixel nearest to which the centre of mass comes to lie."""
THICKNESS = 2.4
"""Width of a stroke in pixels of the 28×28 image."""

_OVERSAMPLING = 8
_STEP = 0.5
"""Distance of the points that a stroke is drawn through, in pixels of the 28×28 image."""
_FINE = 4
_FAINT = 240
"""A picture whose darkest ink differs less than this from its background is brought to full brightness."""
_HAIR = 1.3
"""Strokes of a picture thinner than this, in pixels of the 28×28 image, are thickened; MNIST's own are not so thin."""
_SMOOTHING = 2
"""How many times neighbouring points are averaged, against the staircase that whole mouse coordinates make."""


def render_strokes(strokes: Iterable[Stroke]) -> NDArray[np.uint8] | None:
    """The 28×28 image (uint8, ink 255 on 0) of a drawing, or ``None`` where there is no ink.

    Depends on the form of the strokes only: not on their place, size or sampling, nor on the width of the brush.
    A dot alone is drawn as a dot. Points that are not finite are left out.
    """
    lines = [line for line in map(_points, strokes) if len(line)]
    if not lines:
        return None
    lines = _fit([_smooth(line) for line in _fit(lines)])
    large = Image.new("L", (BOX * _OVERSAMPLING, BOX * _OVERSAMPLING))
    draw = ImageDraw.Draw(large)
    # Pillow counts pixels from their centres and both ends in.
    radius = (THICKNESS * _OVERSAMPLING - 1) / 2
    for line in lines:
        points = [(x, y) for x, y in (line * _OVERSAMPLING - 0.5).tolist()]
        if len(points) > 1:
            draw.line(points, fill=255, width=round(THICKNESS * _OVERSAMPLING))
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return _place(_soften(np.asarray(large.reduce(_OVERSAMPLING // 2), dtype=np.uint16)))


def normalise_image(grey: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """A picture of one digit, of any size and either polarity, as the network sees it; ``None`` where it is blank.

    ``grey`` is uint8 ``[height, width]``. The border tells which side is background and how noisy it is.
    An image of MNIST itself comes out as it went in.
    """
    ink = _ink(grey)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if max(ink.shape) != BOX:
        ink = _resize(ink)
    return _place(ink)


def _points(stroke: Stroke) -> NDArray[np.float64]:
    """The finite positions of a stroke as ``[points, 2]``, without repetitions."""
    points = np.array([(point[0], point[1]) for point in stroke], dtype=np.float64).reshape(-1, 2)
    points = points[np.isfinite(points).all(axis=1)]
    moved = np.ones(len(points), dtype=bool)
    moved[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
    return points[moved]


def _fit(lines: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Move and scale all lines together, so that their softened ink fills the 20×20 box (pixels from 0 to 20)."""
    low = np.min([line.min(axis=0) for line in lines], axis=0)
    extent = np.max([line.max(axis=0) for line in lines], axis=0) - low
    longest = float(extent.max())
    scale = (BOX - 1 - THICKNESS) / longest if longest > 0 else 1.0
    margin = (BOX - extent * scale) / 2
    return [(line - low) * scale + margin for line in lines]


def _smooth(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """The line through evenly spaced points, each averaged with its neighbours; the ends stay."""
    lengths = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    if along[-1] <= 0:
        return line
    places = np.linspace(0.0, along[-1], max(2, int(np.ceil(along[-1] / _STEP)) + 1))
    even = np.stack([np.interp(places, along, line[:, 0]), np.interp(places, along, line[:, 1])], axis=1)
    for _ in range(_SMOOTHING):
        even[1:-1] = (even[:-2] + 2 * even[1:-1] + even[2:]) / 4
    return even


def _soften(double: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Halve an image ``[40, 40]``, each pixel a weighted mean that reaches half a pixel into its neighbours.

    The middle of a stroke stays at full brightness, as in MNIST.
    """
    padded = np.pad(double, 1)
    rows = padded[0:-3:2] + 3 * padded[1:-2:2] + 3 * padded[2:-1:2] + padded[3::2]
    both = rows[:, 0:-3:2] + 3 * rows[:, 1:-2:2] + 3 * rows[:, 2:-1:2] + rows[:, 3::2]
    image: NDArray[np.uint8] = np.minimum(255, both * (255 / 239 / 64) + 0.5).astype(np.uint8)
    return image


def _place(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Put at most 20×20 pixels into 28×28 by whole pixels, their centre of mass nearest to pixel 14."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]  # or empty lines would count as an edge
    mass = ink.sum(dtype=np.float64)
    height, width = ink.shape
    row = ink.sum(axis=1) @ np.arange(height) / mass
    column = ink.sum(axis=0) @ np.arange(width) / mass
    top = min(max(0, round(CENTRE - row)), SIDE - height)
    left = min(max(0, round(CENTRE - column)), SIDE - width)
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    image[top : top + height, left : left + width] = ink
    return image


def _ink(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ink bright on an even 0: background and its noise, as the border shows them, are taken away."""
    values = np.asarray(grey, dtype=np.float64)
    if values.ndim != 2 or not values.size:
        return np.zeros((1, 1), dtype=np.uint8)
    border = np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
    background = float(np.median(border))
    above, below = values.max() - background, background - values.min()
    contrast = values - background if above >= below else background - values
    spread = np.abs(border - background)
    noise = 1.5 * float(np.quantile(spread, 0.95)) if np.median(spread) else 0.0
    peak = float(np.quantile(contrast, 0.999)) if contrast.size > 4096 else float(contrast.max())
    if peak < max(16.0, noise):
        return np.zeros((1, 1), dtype=np.uint8)
    contrast[contrast <= (max(noise, peak / 4) if noise else 0.0)] = 0
    gain = 255 / peak if peak < _FAINT else 1.0
    return np.clip(np.rint(contrast * gain), 0, 255).astype(np.uint8)


def _resize(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Scale the longer side to 20 pixels; lines that would come out as hairs are thickened to a pen's on the way."""
    fine = _scaled(Image.fromarray(ink), BOX * _FINE, Image.Resampling.BILINEAR)
    missing = THICKNESS - _thickness(np.asarray(fine)) / _FINE
    if missing > THICKNESS - _HAIR:
        rounds = round(missing * _FINE / 2)
        values = np.pad(np.asarray(fine, dtype=np.float64), rounds)
        fine = Image.fromarray(np.minimum(255, values * (255 / np.quantile(values[values > 0], 0.9))).astype(np.uint8))
        for _ in range(rounds):
            fine = fine.filter(ImageFilter.MaxFilter(3))
    return np.asarray(_scaled(fine, BOX, Image.Resampling.BOX))


def _scaled(image: Image.Image, longest: int, resampling: Image.Resampling) -> Image.Image:
    factor = longest / max(image.size)
    return image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))), resampling)


def _thickness(ink: NDArray[np.uint8]) -> float:
    """Mean width of the strokes in pixels: twice the area over the length of the outline (Cauchy–Crofton)."""
    inside = np.pad(ink > ink.max() / 2, 1)
    crossings = np.count_nonzero(inside[1:] != inside[:-1]) + np.count_nonzero(inside[:, 1:] != inside[:, :-1])
    return float(2 * np.count_nonzero(inside) / (crossings * np.pi / 4))
