"""What is read digit by digit: the image that the network sees of each, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.data.ink import render_strokes
from engine.data.segment import group_strokes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in the unit of what is read; y downwards."""
PenPoint = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class ReadDigit:
    """One digit: uint8 ``[28, 28]``, ink bright on dark, its place, and its line of writing, from 0.

    ``strokes`` are the numbers of the strokes that it is made of; those of a photograph have none.
    """

    image: NDArray[np.uint8]
    box: Box
    strokes: tuple[int, ...] = ()
    line: int = 0


def read_strokes(strokes: Sequence[Sequence[PenPoint]]) -> list[ReadDigit]:
    """The digits of a drawing from left to right, one for the most drawings; none where there is no ink."""
    digits = []
    for numbers in group_strokes(strokes):
        members = tuple(tuple(strokes[number]) for number in numbers)
        image = _rendered(members)
        if image is not None:
            places = [point for stroke in members for point in stroke]
            across, down = [point[0] for point in places], [point[1] for point in places]
            digits.append(ReadDigit(image, (min(across), min(down), max(across), max(down)), tuple(numbers)))
    return digits


@lru_cache(maxsize=32)
def _rendered(strokes: tuple[tuple[PenPoint, ...], ...]) -> NDArray[np.uint8] | None:
    """While one digit of a number is drawn, the others stay as they are."""
    image = render_strokes(strokes)
    if image is not None:
        image.setflags(write=False)
    return image


def text_of(digits: Sequence[ReadDigit], names: Sequence[str]) -> str:
    """What is read, line by line; ``names`` has the answer to each digit."""
    lines: dict[int, list[str]] = {}
    for digit, name in zip(digits, names, strict=True):
        lines.setdefault(digit.line, []).append(name)
    # Names of several letters would run into each other.
    between = "" if all(len(name) == 1 for name in names) else " "
    return "\n".join(between.join(line) for line in lines.values())
