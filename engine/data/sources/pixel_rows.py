"""Rows of numbers that are pixels: what shape of image they have, and tables of them."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.pictures import BadPicture
from engine.data.sources.examples import NO_LABEL, Example, Found, LeftOut
from engine.data.sources.options import FOUND_OUT, ReadOptions, WantedShape
from engine.data.sources.tables import (
    NO_LABELS,
    Table,
    label_column_of,
    label_text,
    left_out_columns,
    line_of,
    number_columns,
    only_words,
)
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_LEAST_PIXELS = 25
"""Fewer numbers are features of something, unless a person says otherwise."""
_MOST_SIDE = 4096
_LOOKED_AT = 200
_SIZES_TOLD = 3


def pixel_table(path: Path, table: Table, options: ReadOptions) -> Found | None:
    """Images whose pixels are the columns of a table, beside one with the label; ``None`` where it has no rows.

    Pixels go from 0 to 255, or are shares of 1. Of images in colour the channels come one after the other. Other
    columns of words are left out with a note. Raises :class:`NetwrightError` where so many numbers are no image.
    """
    if not table.rows:
        return None
    labels, columns = _columns(table, options.label_column)
    shape = shape_of_row(len(columns), options.pixels)
    examples: list[Example] = []
    left_out = list(table.left_out)
    for row, number in zip(table.rows, table.numbers, strict=True):
        label, place = row[labels].strip(), line_of(table.name, number)
        if label.casefold() in NO_LABELS:
            left_out.append(LeftOut(place, Text(NO_LABEL)))
            continue
        values = tuple(row[column] for column in columns)
        examples.append(Example(place, label_text(label), None, partial(_pixels, values, shape)))
    kind = Text(QT_TRANSLATE_NOOP("engine", "a table of pixels"))
    notes = (*table.notes, *left_out_columns(table, (*columns, labels)))
    reading = table.reading(labels, numbers="pixels", pixels=shape)
    return Found(kind, tuple(examples), (path,), tuple(left_out), notes, reading)


def looks_like_pixels(table: Table, label_column: str = "") -> bool:
    """Whether the columns beside the label are pixels rather than features, to judge by some rows.

    There are as many as a square has, not too few, and most rows have whole numbers from 0 to 255, or shares of 1.
    """
    columns = _columns(table, label_column)[1] if table.rows else []
    if not is_square(len(columns)):
        return False
    some = table.rows[:: max(len(table.rows) // _LOOKED_AT, 1)]
    return 2 * sum(_are_pixels([row[column] for column in columns]) for row in some) > len(some)


def is_square(count: int) -> bool:
    """Whether so many numbers may well be the pixels of a square image: there are not too few."""
    return count >= _LEAST_PIXELS and square_shape(count) is not None


def are_pixels(values: NDArray[np.float64]) -> bool:
    """Whether numbers can be grey values: whole from 0 to 255, or shares of 1."""
    if not np.isfinite(values).all() or values.min(initial=0) < 0 or values.max(initial=0) > 255:
        return False
    return bool(values.max(initial=0) <= 1 or not (values % 1).any())


def shape_of_row(count: int, wanted: WantedShape = FOUND_OUT) -> tuple[int, int, int]:
    """(channels, height, width) of an image whose pixels are so many numbers, square where no side is wanted.

    Grey is tried before colours. Raises :class:`NetwrightError` where there is none, naming some that there are.
    """
    channels, height, width = wanted
    for some in (1, 3) if channels is None else (channels,):
        shape = square_shape(count, some) if height is None and width is None else _sided(count, some, height, width)
        if shape is not None:
            return shape
    sizes = ", ".join(_sizes(count, channels)) or "–"
    if wanted == FOUND_OUT:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{count} numbers in each row cannot be a square image."),
            QT_TRANSLATE_NOOP("engine", "Say how wide and high it is (such as {sizes}), or take them for features."),
            count=count,
            sizes=sizes,
        )
    raise NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{count} numbers in each row cannot be an image of {wanted}."),
        QT_TRANSLATE_NOOP("engine", "Width × height × channels must be {count}: such as {sizes}."),
        count=count,
        wanted=_said(*wanted),
        sizes=sizes,
    )


def squarest(count: int) -> tuple[int, int]:
    """(height, width) of the grey image of so many numbers that is nearest to a square."""
    return next(((high, count // high) for high in range(math.isqrt(count), 0, -1) if count % high == 0), (1, 1))


def _columns(table: Table, label_column: str) -> tuple[int, list[int]]:
    """The column of the labels, and those of the pixels: all others, but for columns of words."""
    width = len(table.rows[0])
    labels = label_column_of(table, list(range(width)), only_words(table, 0), label_column)
    return labels, [column for column in number_columns(table) if column != labels]


def square_shape(count: int, channels: int | None = None) -> tuple[int, int, int] | None:
    """(channels, height, width) of a square image of so many numbers, grey before colours; ``None`` where none has."""
    for some in (1, 3) if channels is None else (channels,):
        side = math.isqrt(max(count, 0) // some)
        if 2 <= side <= _MOST_SIDE and side * side * some == count:
            return some, side, side
    return None


def _sided(count: int, channels: int, height: int | None, width: int | None) -> tuple[int, int, int] | None:
    """The shape with these sides, of which one may be left open."""
    high = height or count // (channels * (width or 1))
    wide = width or count // (channels * high or 1)
    fits = channels * high * wide == count and 1 <= high <= _MOST_SIDE and 1 <= wide <= _MOST_SIDE
    return (channels, high, wide) if fits else None


def _sizes(count: int, channels: int | None) -> list[str]:
    """Some shapes that so many numbers have, the squarest first."""
    found = []
    for some in (1, 3) if channels is None else (channels,):
        pixels = count // some if count % some == 0 else 0
        heights = [side for side in range(math.isqrt(pixels), 0, -1) if pixels % side == 0]
        found += [_said(some, high, pixels // high) for high in heights[:_SIZES_TOLD]]
    return found[:_SIZES_TOLD]


def _said(channels: int | None, height: int | None, width: int | None) -> str:
    sides = f"{width or '?'} × {height or '?'}"
    return sides if channels == 1 else f"{sides} × {channels or '?'}"


def _are_pixels(texts: list[str]) -> bool:
    try:
        return are_pixels(np.array(texts, np.float64))
    except ValueError:
        return False


def _pixels(values: tuple[str, ...], shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    try:
        numbers = np.array(values, dtype=np.float64)
    except ValueError as error:
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "a pixel is no number: {reason}"), reason=str(error)) from None
    if not np.isfinite(numbers).all() or numbers.min() < 0 or numbers.max() > 255:
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "expected pixels from 0 to 255"))
    if numbers.max() <= 1 and (numbers % 1).any():  # shares of full brightness
        numbers *= 255
    pixels = np.rint(numbers).astype(np.uint8).reshape(shape)
    return pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0)
