"""CSV files, and what their columns are: names of image files with labels, or the pixels themselves."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.pictures import SUFFIXES, BadPicture, read_picture
from engine.data.sources.examples import NO_LABEL, Example, Found, LeftOut, unreadable
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MOST_BYTES = 2 << 30
LEAST_PIXELS = 25
"""Fewer numbers are features of something, unless a person says otherwise."""
_LOOKED_AT = 200
MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "?", "-"))
"""What tables say where there is no value; in small letters."""
_LABELS = ("label", "labels", "class", "target", "y", "digit", "category", "species")
_SEPARATORS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
NO_LABELS = frozenset(("", "nan"))
"""What stands where a label is missing, in small letters; other such words may name a class."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts of one length; ``header`` is empty where the first row already holds values.

    ``numbers`` are the rows' lines in the file, from 1.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    left_out: tuple[LeftOut, ...]


def read_table(path: Path) -> Table:
    """A CSV file in UTF-8 (or Latin-1), whatever separates its columns; rows of another length are left out.

    Raises :class:`NetwrightError` where it cannot be read or has no two columns.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The table {name} is larger than {most} GB."),
                QT_TRANSLATE_NOOP("engine", "Save its images as files, or as a NumPy file."),
                name=path.name,
                most=MOST_BYTES >> 30,
            )
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    rows, numbers = _rows(text.replace("\0", ""))
    header: tuple[str, ...] = ()
    if rows and not any(is_number(value) or _is_image(value) for value in rows[0]):
        header, rows, numbers = rows[0], rows[1:], numbers[1:]
    widths = Counter(len(row) for row in rows[:_LOOKED_AT])
    width = len(header) or (widths.most_common(1)[0][0] if widths else 0)
    if width < 2:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected columns separated by commas, found {found} column."),
            QT_TRANSLATE_NOOP("engine", "Commas, semicolons, tabs and vertical bars separate columns."),
            name=path.name,
            found=width,
        )
    good = [(row, number) for row, number in zip(rows, numbers, strict=True) if len(row) == width]
    words = QT_TRANSLATE_NOOP("engine", "it has {found} columns, expected {expected}")
    bad = tuple(
        LeftOut(line_of(path.name, number), Text(words, {"found": len(row), "expected": width}))
        for row, number in zip(rows, numbers, strict=True)
        if len(row) != width
    )
    return Table(path.name, header, tuple(row for row, _ in good), tuple(number for _, number in good), bad)


def listed_images(path: Path, table: Table, label_column: str = "") -> Found | None:
    """Images named in one column of a table, with their labels in another; ``None`` where no column has names.

    Names are looked for beside the table and in the folders there. Without a ``label_column`` the labels are looked
    for. Raises :class:`NetwrightError` where the table has no such column.
    """
    names = _column_of_names(table)
    if names is None:
        return None
    others = [column for column in range(len(table.rows[0])) if column != names]
    labels = label_column_of(table, others, others[0], label_column)
    below = [path.parent, *(sub for sub in sorted(path.parent.iterdir()) if sub.is_dir() and not sub.is_symlink())]
    examples: list[Example] = []
    left_out, files = list(table.left_out), [path]
    for row, number in zip(table.rows, table.numbers, strict=True):
        name, label = row[names].strip(), row[labels].strip()
        found = _find(below, name)
        if found is None:
            words = QT_TRANSLATE_NOOP("engine", "there is no file {name}")
            left_out.append(LeftOut(line_of(table.name, number), Text(words, {"name": name[:200]})))
        elif label.casefold() in NO_LABELS:
            left_out.append(LeftOut(line_of(table.name, number), Text(NO_LABEL)))
        else:
            examples.append(Example(name, label_text(label), None, partial(read_picture, found)))
            files.append(found)
    kind = Text(QT_TRANSLATE_NOOP("engine", "a table of image files and labels"))
    columns = tuple(title_of(table, column) for column in others)
    return Found(
        kind, tuple(examples), tuple(files), tuple(left_out), columns=columns, label_column=title_of(table, labels)
    )


def pixel_table(path: Path, table: Table, label_column: str = "") -> Found | None:
    """Images whose pixels are the columns of a table, beside one with the label; ``None`` where it has other columns.

    Pixels go from 0 to 255, or are shares of 1. As many as a square has are grey; of three times so many the channels
    come one after the other.
    """
    width = len(table.rows[0]) if table.rows else 0
    side, channels = square_of(width - 1)
    if not side:
        return None
    labels = label_column_of(table, list(range(width)), only_words(table, 0), label_column)
    examples: list[Example] = []
    left_out = list(table.left_out)
    for row, number in zip(table.rows, table.numbers, strict=True):
        label, place = row[labels].strip(), line_of(table.name, number)
        if label.casefold() in NO_LABELS:
            left_out.append(LeftOut(place, Text(NO_LABEL)))
            continue
        values = row[:labels] + row[labels + 1 :]
        examples.append(Example(place, label_text(label), None, partial(_pixels, values, side, channels)))
    kind = Text(QT_TRANSLATE_NOOP("engine", "a table of pixels"))
    columns = tuple(title_of(table, column) for column in sorted({0, labels, width - 1}))  # the others hold pixels
    return Found(kind, tuple(examples), (path,), tuple(left_out), columns=columns, label_column=title_of(table, labels))


def looks_like_pixels(table: Table, label_column: str = "") -> bool:
    """Whether the columns beside the label are pixels rather than features, to judge by some rows.

    There are as many as a square has, not too few, and most rows have whole numbers from 0 to 255, or shares of 1.
    """
    width = len(table.rows[0]) if table.rows else 0
    if width - 1 < LEAST_PIXELS or not square_of(width - 1)[0]:
        return False
    labels = label_column_of(table, list(range(width)), only_words(table, 0), label_column)
    some = table.rows[:: max(len(table.rows) // _LOOKED_AT, 1)]
    return 2 * sum(_are_pixels(row[:labels] + row[labels + 1 :]) for row in some) > len(some)


def _are_pixels(texts: tuple[str, ...]) -> bool:
    try:
        return are_pixels(np.array(texts, np.float64))
    except ValueError:
        return False


def are_pixels(values: NDArray[np.float64]) -> bool:
    """Whether numbers can be grey values: whole from 0 to 255, or shares of 1."""
    if not np.isfinite(values).all() or values.min(initial=0) < 0 or values.max(initial=0) > 255:
        return False
    return bool(values.max(initial=0) <= 1 or not (values % 1).any())


def _rows(text: str) -> tuple[list[tuple[str, ...]], list[int]]:
    first = _QUOTED.sub("", text[:65_536].lstrip()).split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    try:
        for row in reader:
            if any(value.strip() for value in row):
                rows.append(tuple(row))
                numbers.append(reader.line_num)
    except csv.Error as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Line {line} of the table cannot be read: {reason}."),
            line=reader.line_num,
            reason=str(error),
        ) from error
    return rows, numbers


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_image(text: str) -> bool:
    """Whether it is the name of an image file."""
    return Path(text.strip()).suffix.casefold() in SUFFIXES


def _column_of_names(table: Table) -> int | None:
    for row in table.rows[:_LOOKED_AT]:
        for column, value in enumerate(row):
            if _is_image(value):
                return column
    return None


def number_columns(table: Table) -> list[int]:
    """The columns in which most of what is there are numbers, to judge by some rows."""
    some = table.rows[:: max(len(table.rows) // _LOOKED_AT, 1)]
    found = []
    for column in range(len(table.rows[0]) if table.rows else 0):
        there = [text for row in some if (text := row[column].strip()).casefold() not in MISSING]
        if 2 * sum(map(is_number, there)) > len(there):
            found.append(column)
    return found


def only_words(table: Table, otherwise: int) -> int:
    """The only column that has no numbers, which must be the labels'; ``otherwise`` where there is none or several."""
    numbers = set(number_columns(table))
    words = [column for column in range(len(table.rows[0])) if column not in numbers]
    return words[0] if len(words) == 1 else otherwise


def title_of(table: Table, column: int) -> str:
    """What a column is called; its number, from 1, in a table without header."""
    return table.header[column].strip() if table.header else str(column + 1)


def label_column_of(table: Table, among: list[int], otherwise: int, wanted: str) -> int:
    """The column of the labels: the one that is wanted, or one that is called so."""
    if wanted:
        for column in among:
            if title_of(table, column) == wanted:
                return column
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name} has no column “{column}” for the labels: expected one of {known}."),
            name=table.name,
            column=wanted[:100],
            known=", ".join(title_of(table, column) for column in among[:20]),
        )
    titles = {table.header[column].strip().casefold(): column for column in among if table.header}
    return next((titles[name] for name in _LABELS if name in titles), otherwise)


def _find(below: list[Path], name: str) -> Path | None:
    """The named file in one of the folders, the first of which holds all others; nothing outside it."""
    inside = below[0].resolve()
    for folder in below:
        path = folder / name
        try:
            if path.is_file() and path.resolve().is_relative_to(inside):
                return path
        except (OSError, ValueError):
            continue
    return None


def square_of(count: int) -> tuple[int, int]:
    """Side and channels of an image of so many values; 0 where there is none."""
    for channels in (1, 3):
        side = math.isqrt(max(count, 0) // channels)
        if side >= 2 and side * side * channels == count:
            return side, channels
    return 0, 0


def label_text(text: str) -> str:
    """«5.0» as other programs write whole numbers is 5."""
    return str(int(float(text))) if is_number(text) and float(text).is_integer() else text


def _pixels(values: tuple[str, ...], side: int, channels: int) -> NDArray[np.uint8]:
    try:
        numbers = np.array(values, dtype=np.float64)
    except ValueError as error:
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "a pixel is no number: {reason}"), reason=str(error)) from None
    if not np.isfinite(numbers).all() or numbers.min() < 0 or numbers.max() > 255:
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "expected pixels from 0 to 255"))
    if numbers.max() <= 1 and (numbers % 1).any():  # shares of full brightness
        numbers *= 255
    pixels = np.rint(numbers).astype(np.uint8)
    return pixels.reshape(side, side) if channels == 1 else pixels.reshape(3, side, side).transpose(1, 2, 0)


def line_of(name: str, number: int) -> str:
    return f"{name}:{number}"
