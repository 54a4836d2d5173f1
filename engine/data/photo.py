"""Handwritten numbers in a photograph or a scan: found, put in reading order, each treated as MNIST was.

Writing is what stands out from the paper (:mod:`engine.data.contrast`), parted by Otsu's threshold into connected
parts. Tall parts are digits; small ones belong to the digit that they nearly touch or lie above or below of (the bar of
a 5), or are specks. Digits that touch each other are read as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.data.components import boxes_of, label_components
from engine.data.contrast import ink_contrast, otsu_threshold
from engine.data.ink import normalise_image
from engine.data.reading import ReadDigit
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image
else:
    np, Image = lazy_module("numpy"), lazy_module("PIL.Image")

LARGEST = 1600
"""Larger pictures are read at this length of their longer side."""
MOST_DIGITS = 400
_LENIENT = 0.7
"""Share of Otsu's threshold that is ink already: where a pen wrote faintly, a digit would fall to pieces."""
_SMALL = 0.45
"""Parts that are not so tall, compared with the usual digit, are no digits of their own."""
_HALF = 0.8
"""At least one half of a broken digit is not taller."""
_NEAR = 0.15
"""What is nearer to a digit than this, in its heights, belongs to it."""
_OVERLAP = 0.4
"""Parts of one line that share more than this of the narrower one's width are one digit."""
_FULL = 0.7
"""This share of a digit's pixels is at most as strong as full ink."""
_SPECK = 0.08
"""Parts that are smaller in both directions, compared with the usual digit, are dirt."""


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A picture as it was read, uint8 ``[H, W]`` or ``[H, W, 3]``, and its digits, whose boxes are pixels of it."""

    pixels: NDArray[np.uint8]
    digits: tuple[ReadDigit, ...]


@dataclass(slots=True)
class _Part:
    left: int
    top: int
    right: int
    bottom: int
    numbers: list[int] = field(default_factory=list)

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def take(self, other: _Part) -> None:
        self.left, self.top = min(self.left, other.left), min(self.top, other.top)
        self.right, self.bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        self.numbers += other.numbers


def read_photo(pixels: NDArray[np.uint8]) -> Photo:
    """The digits of a picture, uint8 ``[H, W]`` or ``[H, W, 3]``, line by line from left to right.

    Raises :class:`NetwrightError` where there is no writing.
    """
    picture = Image.fromarray(pixels)
    if max(picture.size) > LARGEST:
        picture.thumbnail((LARGEST, LARGEST), Image.Resampling.BOX, reducing_gap=None)
    contrast = ink_contrast(np.asarray(picture.convert("L")))
    if contrast is None:
        raise _no_writing()
    labels, count = label_components(contrast >= _LENIENT * otsu_threshold(contrast))
    parts = _parts(labels, count)
    lines = _lines(parts)
    digits = []
    for number, line in enumerate(lines):
        for part in line:
            image = normalise_image(_alone(contrast, labels, part))
            if image is not None:
                box = float(part.left), float(part.top), float(part.right), float(part.bottom)
                digits.append(ReadDigit(image, box, line=number))
    if not digits:
        raise _no_writing()
    if len(digits) > MOST_DIGITS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The picture has {count} separate marks, at most {most} digits are read."),
            QT_TRANSLATE_NOOP("engine", "Cut out the part with the digits."),
            count=len(digits),
            most=MOST_DIGITS,
        )
    return Photo(np.array(picture), tuple(digits))


def _no_writing() -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "No handwriting was found in the picture."),
        QT_TRANSLATE_NOOP("engine", "Dark digits on bright paper, or bright on dark, are read best."),
    )


def _parts(labels: NDArray[np.int32], count: int) -> list[_Part]:
    """The digits: tall parts with the small ones that belong to them."""
    boxes, pixels = boxes_of(labels, count)
    height, width = labels.shape
    parts = []
    for number, (left, top, right, bottom) in enumerate(boxes.tolist()):
        at_edge = left == 0 or top == 0 or right == width or bottom == height
        spans = right - left > 0.5 * width or bottom - top > 0.5 * height
        if pixels[number] >= 3 and not (at_edge and spans):  # what runs along the edge is the paper's end
            parts.append(_Part(left, top, right, bottom, [number + 1]))
    if not parts:
        return []
    usual = _usual_height(parts)
    tall = [part for part in parts if part.height >= _SMALL * usual]
    for part in parts:
        if part.height >= _SMALL * usual or max(part.height, part.width) < _SPECK * usual:
            continue
        nearest = min(tall, key=lambda digit: _apart(digit, part))
        reach = 2.5 * _NEAR if _share(nearest, part) > 0.5 else _NEAR
        if _apart(nearest, part) <= reach * nearest.height:
            nearest.take(part)
    return _healed(tall, usual)


def _healed(parts: list[_Part], usual: float) -> list[_Part]:
    """Digits whose upper and lower half nearly touch, made one; whole digits of two lines stay apart."""
    whole: list[_Part] = []
    for part in sorted(parts, key=lambda part: part.top):
        for other in whole:
            half = min(other.height, part.height) <= _HALF * usual
            if half and _share(other, part) > 0.5 and _apart(other, part) <= _NEAR * usual:
                other.take(part)
                break
        else:
            whole.append(part)
    return whole


def _usual_height(parts: list[_Part]) -> float:
    """The median height of what is not small: half of the ink's height is in digits that are at least so tall."""
    heights = np.sort([part.height for part in parts])
    return float(heights[int(np.searchsorted(np.cumsum(heights), heights.sum() / 2))])


def _apart(one: _Part, other: _Part) -> float:
    across = max(one.left - other.right, other.left - one.right, 0)
    down = max(one.top - other.bottom, other.top - one.bottom, 0)
    return float(np.hypot(across, down))


def _share(one: _Part, other: _Part) -> float:
    """How much of the narrower one's width both have in common."""
    narrower = max(min(one.width, other.width), round(0.2 * min(one.height, other.height)), 1)
    return (min(one.right, other.right) - max(one.left, other.left)) / narrower


def _lines(parts: list[_Part]) -> list[list[_Part]]:
    """Lines from top to bottom, each from left to right; what lies above each other within one is united."""
    lines: list[list[_Part]] = []
    for part in sorted(parts, key=lambda part: part.left):
        best, shared = None, 0.4
        for line in lines:
            near = line[-1]  # a line may climb; its last digit tells where it is
            common = min(near.bottom, part.bottom) - max(near.top, part.top)
            share = common / min(near.height, part.height)
            if share > shared:
                best, shared = line, share
        if best is None:
            lines.append([part])
        elif _share(best[-1], part) > _OVERLAP:
            best[-1].take(part)
        else:
            best.append(part)
    return sorted(lines, key=lambda line: float(np.mean([(part.top + part.bottom) / 2 for part in line])))


def _alone(contrast: NDArray[np.float64], labels: NDArray[np.int32], part: _Part) -> NDArray[np.uint8]:
    """A digit's own ink with its soft edges, bright on 0, in a frame of background."""
    area = slice(max(part.top - 2, 0), part.bottom + 2), slice(max(part.left - 2, 0), part.right + 2)
    own = np.pad(np.isin(labels[area], part.numbers), 1)
    near = np.zeros_like(own)
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            near |= np.roll(own, (down, across), axis=(0, 1))
    others = (labels[area] > 0) & ~own[1:-1, 1:-1]
    alone = np.where(near[1:-1, 1:-1] & ~others, contrast[area], 0)
    full = float(np.quantile(contrast[area][own[1:-1, 1:-1]], _FULL))  # as in MNIST, most of a stroke is full ink
    return np.pad(np.rint(np.minimum(alone * (255 / full), 255)), 2).astype(np.uint8)
