"""A folder with a folder for each class, perhaps below folders for training and test."""

from __future__ import annotations

import os
from collections import defaultdict
from functools import partial
from pathlib import Path

from engine.data.pictures import SUFFIXES, read_picture
from engine.data.sources.examples import Example, Found, LeftOut, Part, natural_order
from engine.text import QT_TRANSLATE_NOOP, Text

_PARTS: dict[str, Part] = {
    "train": "train",
    "training": "train",
    "val": "train",
    "valid": "train",
    "validation": "train",
    "test": "test",
    "testing": "test",
}
"""Images for validation go to the training images: the validation split of each run is chosen there."""


def class_folders(root: Path) -> Found | None:
    """The images in folders of classes; ``None`` where there are none."""
    below = _folders(root)
    parts = {folder: _PARTS[folder.name.casefold()] for folder in below if folder.name.casefold() in _PARTS}
    left_out: list[LeftOut] = []
    examples: list[Example] = []
    if parts and len(parts) == len(below):
        for folder, part in parts.items():
            for class_folder in _folders(folder):
                examples += _images(root, class_folder, part, left_out)
    else:
        for class_folder in below:
            examples += _images(root, class_folder, None, left_out)
    if not examples:
        return None
    kind = Text(QT_TRANSLATE_NOOP("engine", "a folder for each class"))
    files = tuple(root / example.place for example in examples)
    return Found(kind, tuple(examples), files, tuple(left_out), _alike({example.label for example in examples}))


def is_hidden(name: str) -> bool:
    """Whether a file is the system's own rather than a person's."""
    return name.startswith((".", "__MACOSX")) or name in ("Thumbs.db", "desktop.ini")


def _folders(root: Path) -> list[Path]:
    found = [entry for entry in root.iterdir() if entry.is_dir() and not entry.is_symlink()]
    return sorted((one for one in found if not is_hidden(one.name)), key=lambda one: natural_order(one.name))


def _images(root: Path, class_folder: Path, part: Part | None, left_out: list[LeftOut]) -> list[Example]:
    found: list[Example] = []

    def complain(error: OSError) -> None:
        place = str(error.filename or class_folder)
        words = QT_TRANSLATE_NOOP("engine", "it cannot be read: {reason}")
        left_out.append(LeftOut(place, Text(words, {"reason": error.strerror or str(error)})))

    for folder, names, files in os.walk(class_folder, onerror=complain, followlinks=False):
        for name in names:
            if (path := Path(folder, name)).is_symlink():
                words = QT_TRANSLATE_NOOP("engine", "links to other folders are not followed")
                left_out.append(LeftOut(str(path.relative_to(root)), Text(words)))
        names[:] = sorted((name for name in names if not is_hidden(name)), key=natural_order)
        for name in sorted((name for name in files if not is_hidden(name)), key=natural_order):
            path = Path(folder, name)
            place = str(path.relative_to(root))
            if path.suffix.casefold() in SUFFIXES:
                found.append(Example(place, class_folder.name, part, partial(read_picture, path)))
            else:
                words = QT_TRANSLATE_NOOP("engine", "files of this kind are not read")
                left_out.append(LeftOut(place, Text(words)))
    return found


def _alike(labels: set[str]) -> tuple[Text, ...]:
    """A note for each group of names that differ in case alone."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for label in sorted(labels, key=natural_order):
        groups[label.casefold()].append(label)
    words = QT_TRANSLATE_NOOP("engine", "The classes {names} differ only in upper and lower case; they are kept apart.")
    return tuple(Text(words, {"names": ", ".join(names)}) for names in groups.values() if len(names) > 1)
