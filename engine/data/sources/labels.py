"""What classes are called: names that differ in case alone, kept apart or made one."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from engine.data.sources.examples import natural_order
from engine.text import QT_TRANSLATE_NOOP, Text

_APART = QT_TRANSLATE_NOOP("engine", "The classes {names} differ only in upper and lower case; they are kept apart.")
_MERGED = QT_TRANSLATE_NOOP("engine", "The classes {names} are taken for one, {name}.")


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
