"""Tables of plain numbers: each row an example, each column a feature, one column the label."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.sources.examples import NO_LABEL, LeftOut, Part
from engine.data.sources.labels import check_labels
from engine.data.sources.options import AS_FEATURES, Reading
from engine.data.sources.tables import (
    MISSING,
    Table,
    is_number,
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

_MOST_FEATURES = 65_536
"""As many as an Input layer takes."""
_LARGEST = 1e140
"""Of a feature: the squares of larger ones have no sum in float64, and so no deviation."""
_WORDS = QT_TRANSLATE_NOOP("engine", "{column} is no number: {found}")
_TOO_LARGE = QT_TRANSLATE_NOOP("engine", "{column} is too large: {found}")
_GAP = QT_TRANSLATE_NOOP("engine", "{column} is missing")


@dataclass(frozen=True, eq=False)
class Features:
    """What a source of numbers holds: ``values`` float64 ``[N, features]``, all finite, and the label of each row.

    ``parts`` are the halves that the source puts the rows in, ``None`` where it leaves that open.
    """

    kind: Text
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    labels: tuple[str, ...]
    parts: tuple[Part | None, ...]
    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Text, ...] = ()
    reading: Reading = AS_FEATURES


def feature_table(path: Path, table: Table, label_column: str = "") -> Features | None:
    """The rows of a table as features; ``None`` where no column but the label has numbers.

    Without a ``label_column`` the labels stand in a column that is usually called so, in the only one of words, or in
    the last one. Other columns of words are left out with a note, rows with gaps with a reason.
    """
    if not table.rows:
        return None
    width = len(table.rows[0])
    numeric = number_columns(table)
    labels = label_column_of(table, list(range(width)), only_words(table, width - 1), label_column)
    columns = [column for column in numeric if column != labels]
    if not columns:
        return None
    titles = table.header or tuple(f"x{column + 1}" for column in range(width))
    names = [titles[column].strip() or f"x{column + 1}" for column in columns]
    values, texts, left_out = [], [], list(table.left_out)
    for row, number in zip(table.rows, table.numbers, strict=True):
        place, text = line_of(table.name, number), row[labels].strip()
        if text.casefold() in MISSING:
            left_out.append(LeftOut(place, Text(NO_LABEL)))
            continue
        read = _numbers([row[column] for column in columns], names)
        if isinstance(read, Text):
            left_out.append(LeftOut(place, read))
            continue
        values.append(read)
        texts.append(label_text(text))
    notes = (*table.notes, *left_out_columns(table, (*columns, labels)))
    kind = Text(QT_TRANSLATE_NOOP("engine", "a table of numbers"))
    numbers = np.array(values, np.float64).reshape(-1, len(columns))
    parts: tuple[Part | None, ...] = (None,) * len(texts)
    reading = table.reading(labels, numbers="features")
    return Features(kind, tuple(names), numbers, tuple(texts), parts, (path,), tuple(left_out), notes, reading)


def rows_of(path: Path, table: Table, columns: tuple[str, ...]) -> tuple[list[str], NDArray[np.float64], list[LeftOut]]:
    """The places and values ``[N, features]`` of a table's rows, in these columns, and what is left out.

    Without titles the table must have these columns and no other. Raises :class:`NetwrightError` for missing ones.
    """
    titles = [title.strip() for title in table.header]
    width = len(table.rows[0]) if table.rows else len(titles)
    missing = [column for column in columns if column not in titles]
    if missing and (width != len(columns) or (titles and len(missing) < len(columns))):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected the columns {expected}, found {found}."),
            name=path.name,
            expected=", ".join(columns[:20]),
            found=", ".join(titles[:20]) or str(width),
        )
    chosen = list(range(width)) if missing else [titles.index(column) for column in columns]
    places, values, left_out = [], [], list(table.left_out)
    for row, number in zip(table.rows, table.numbers, strict=True):
        read = _numbers([row[column] for column in chosen], list(columns))
        if isinstance(read, Text):
            left_out.append(LeftOut(line_of(table.name, number), read))
        else:
            places.append(line_of(table.name, number))
            values.append(read)
    return places, np.array(values, np.float64).reshape(-1, len(columns)), left_out


def feature_arrays(path: Path, arrays: list[tuple[NDArray[np.generic], tuple[str, ...], Part | None, str]]) -> Features:
    """Arrays ``[N, features]``, each with its labels, part and name, as features; rows with gaps are left out."""
    widths = {array.shape[1] for array, *_ in arrays}
    if len(widths) > 1:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected as many features in each part, found {found}."),
            name=path.name,
            found=", ".join(map(str, sorted(widths))),
        )
    columns = tuple(f"x{number + 1}" for number in range(widths.pop()))
    kept: list[NDArray[np.float64]] = []
    labels: list[str] = []
    parts: list[Part | None] = []
    left_out: list[LeftOut] = []
    for array, texts, part, name in arrays:
        values = array.astype(np.float64)
        usable = np.abs(values) <= _LARGEST  # false for NaN
        good = np.asarray(usable.all(axis=1))
        labelled = np.array([bool(text) for text in texts])
        for row in np.flatnonzero(~(good & labelled)).tolist():
            column = int(np.argmin(usable[row]))
            reason = _unusable(columns[column], values[row, column], str(values[row, column]))
            left_out.append(LeftOut(f"{path.name}:{name}[{row}]", Text(NO_LABEL) if good[row] else reason))
        good &= labelled
        kept.append(values[good])
        chosen = [text for text, kept_row in zip(texts, good.tolist(), strict=True) if kept_row]
        labels += chosen
        parts += [part] * len(chosen)
    kind = Text(QT_TRANSLATE_NOOP("engine", "NumPy arrays"))
    return Features(kind, columns, np.concatenate(kept), tuple(labels), tuple(parts), (path,), tuple(left_out))


def check_features(found: Features) -> None:
    """Raise :class:`NetwrightError` for more features than a network takes, and for labels that are no classes."""
    if len(found.columns) > _MOST_FEATURES:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Expected at most {most} features, found {found}."),
            most=_MOST_FEATURES,
            found=len(found.columns),
        )
    check_labels(len(set(found.labels)), len(found.labels))


def _numbers(texts: list[str], names: list[str]) -> list[float] | Text:
    """The numbers of a row, or the reason why it is left out."""
    found = []
    for text, name in zip(texts, names, strict=True):
        stripped = text.strip()
        if stripped.casefold() in MISSING:
            return Text(_GAP, {"column": name})
        number = float(stripped) if is_number(stripped) else math.nan
        if not abs(number) <= _LARGEST:
            return _unusable(name, number, stripped[:100])
        found.append(number)
    return found


def _unusable(column: str, number: float, text: str) -> Text:
    return Text(_TOO_LARGE if math.isfinite(number) else _WORDS, {"column": column, "found": text})
