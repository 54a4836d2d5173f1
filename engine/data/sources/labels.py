"""What classes are called: names that differ in case alone, kept apart or made one."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from engine.data.sources.examples import natural_order
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

_APART = QT_TRANSLATE_NOOP("engine", "The classes {names} differ only in upper and lower case; they are kept apart.")
_MERGED = QT_TRANSLATE_NOOP("engine", "The classes {names} are taken for one, {name}.")


def check_classes(classes: Sequence[str]) -> None:
    """Raise :class:`NetwrightError` for fewer than two."""
    if len(classes) < 2:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Expected at least two classes, found only {found}."),
            QT_TRANSLATE_NOOP("engine", "Each class needs a folder of its own, or a word in the column of the labels."),
            found=", ".join(f"“{label}”" for label in classes),
        )


def check_labels(classes: int, rows: int) -> None:
    """Raise :class:`NetwrightError` where a table's labels are rather a measurement of each row."""
    if classes > max(20, rows // 2):
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "Expected a column of classes as label, found {classes} different values in {rows} rows."
            ),
            QT_TRANSLATE_NOOP("engine", "Choose the column of the labels (in the terminal: --label-column)."),
            classes=classes,
            rows=rows,
        )


def alike(labels: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of names that differ in case alone, or in how their accents are put together."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for label in sorted(set(labels), key=natural_order):
        groups[unicodedata.normalize("NFC", label).casefold()].append(label)
    return [tuple(names) for names in groups.values() if len(names) > 1]


def apart_notes(groups: Iterable[tuple[str, ...]]) -> tuple[Text, ...]:
    """What is said of such names where they stay classes of their own."""
    return tuple(Text(_APART, {"names": ", ".join(names)}) for names in groups)


def merged(labels: Sequence[str]) -> tuple[list[str], tuple[Text, ...]]:
    """The labels with one name, the most frequent one, for each group of such names; and what is said of it."""
    counts = Counter(labels)
    notes, name_of = [], {}
    for names in alike(counts):
        best = max(names, key=lambda name: counts[name])
        name_of.update(dict.fromkeys(names, best))
        notes.append(Text(_MERGED, {"names": ", ".join(names), "name": best}))
    return [name_of.get(label, label) for label in labels], tuple(notes)
