"""CSV files and what their columns are; those that name image files and their labels."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from engine.data.pictures import SUFFIXES, read_picture
from engine.data.sources.encodings import ENCODINGS, decoded
from engine.data.sources.examples import NO_LABEL, Example, Found, LeftOut, unreadable
from engine.data.sources.options import FIND_OUT, Kind, Reading, ReadOptions
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

MOST_BYTES = 2 << 30
_LOOKED_AT = 200
MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "?", "-"))
"""What tables say where there is no value; in small letters."""
_LABELS = ("label", "labels", "class", "target", "y", "digit", "category", "species", "标签", "类别", "分类")
SEPARATORS = ",;\t|"
_SAID_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\r?\n")
"""The first line by which spreadsheet programs tell each other."""
_MOST_COLUMNS_OFFERED = 1000
_QUOTED = re.compile(r'"[^"]*"')
_DECIMAL_COMMA = re.compile(r"^(\s*[-+]?\d+),(\d+(?:[eE][-+]?\d+)?\s*)$")
_DECIMAL_POINT = re.compile(r"^\s*[-+]?\d*\.\d+(?:[eE][-+]?\d+)?\s*$")
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
    encoding: str
    separator: str
    notes: tuple[Text, ...] = ()

    def reading(self, labels: int, numbers: Kind | None = None, pixels: tuple[int, int, int] | None = None) -> Reading:
        """How it was read, with the labels taken from that column; of very wide tables not every column is offered."""
        width = len(self.rows[0]) if self.rows else 0
        offered = range(width) if width <= _MOST_COLUMNS_OFFERED else sorted({0, labels, width - 1})
        columns = tuple(title_of(self, column) for column in offered)
        return Reading(columns, title_of(self, labels), numbers, pixels, self.encoding, self.separator)


def read_table(path: Path, options: ReadOptions = FIND_OUT) -> Table:
    """A CSV file, in whatever encoding and with whatever separator; rows of another length are left out.

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
    text, encoding, is_guess = decoded(data, path.name, options.encoding)
    text = text.replace("\0", "")
    said = _SAID_SEPARATOR.match(text)
    separator = options.separator or (said[1] if said is not None else _separator(text))
    rows, numbers = _rows(text, separator)
    if said is not None:
        rows, numbers = rows[1:], numbers[1:]
    if not rows:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The table {name} is empty."),
            QT_TRANSLATE_NOOP("engine", "Expected are rows of columns separated by commas."),
            name=path.name,
        )
    notes: list[Text] = []
    if separator != "," and _has_decimal_commas(rows):
        rows = [tuple(_DECIMAL_COMMA.sub(r"\1.\2", value) for value in row) for row in rows]
        notes.append(Text(QT_TRANSLATE_NOOP("engine", "Commas within numbers are taken for decimal points.")))
    header: tuple[str, ...] = ()
    if not any(is_number(value) or _is_image(value) for value in rows[0]):
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
    guess = QT_TRANSLATE_NOOP("engine", "{name} does not say its encoding; it is read as {encoding}, which is a guess.")
    if is_guess:
        notes.append(Text(guess, {"name": path.name, "encoding": ENCODINGS.get(encoding, encoding)}))
    rows_there, lines = tuple(row for row, _ in good), tuple(number for _, number in good)
    return Table(path.name, header, rows_there, lines, bad, encoding, separator, tuple(notes))


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
    read = table.reading(labels)
    reading = replace(read, columns=tuple(column for column in read.columns if column != title_of(table, names)))
    return Found(kind, tuple(examples), tuple(files), tuple(left_out), table.notes, reading)


def _separator(text: str) -> str:
    """What separates the columns, to judge by the first line."""
    first = _QUOTED.sub("", text[:65_536].lstrip()).split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _has_decimal_commas(rows: list[tuple[str, ...]]) -> bool:
    """Whether numbers are written as 3,14, to judge by some rows: then none is written as 3.14."""
    some = [value for row in rows[:_LOOKED_AT] for value in row]
    return any(map(_DECIMAL_COMMA.match, some)) and not any(map(_DECIMAL_POINT.match, some))


def _rows(text: str, separator: str) -> tuple[list[tuple[str, ...]], list[int]]:
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


def left_out_columns(table: Table, used: Collection[int]) -> tuple[Text, ...]:
    """A note for each column that has no numbers and is not used."""
    words = QT_TRANSLATE_NOOP("engine", "The column {column} holds no numbers; it is left out.")
    others = [column for column in range(len(table.rows[0])) if column not in used]
    return tuple(Text(words, {"column": title_of(table, column)}) for column in others)


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


def label_text(text: str) -> str:
    """«5.0» as other programs write whole numbers is 5."""
    return str(int(float(text))) if is_number(text) and float(text).is_integer() else text


def line_of(name: str, number: int) -> str:
    return f"{name}:{number}"
