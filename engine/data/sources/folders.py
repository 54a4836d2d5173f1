"""A folder with a folder for each class, perhaps below folders for training and test."""

from __future__ import annotations

import os
import stat
from functools import partial
from pathlib import Path

from engine.data.pictures import SUFFIXES, read_picture
from engine.data.sources.examples import Example, Found, LeftOut, Part, natural_order, printable
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

_LINK = QT_TRANSLATE_NOOP("engine", "links to other folders are not followed")
_BESIDE = QT_TRANSLATE_NOOP("engine", "it lies in no class’s folder")
_EMPTY = QT_TRANSLATE_NOOP("engine", "the folder has no images")
_OTHER = QT_TRANSLATE_NOOP("engine", "files of this kind are not read")
_UNREADABLE = QT_TRANSLATE_NOOP("engine", "it cannot be read: {reason}")


def class_folders(root: Path) -> Found | None:
    """The images in folders of classes; ``None`` where there are none."""
    left_out: list[LeftOut] = []
    below = _folders(root, root, left_out)
    parts = {folder: _PARTS[folder.name.casefold()] for folder in below if folder.name.casefold() in _PARTS}
    examples: list[Example] = []
    files: list[Path] = []
    if parts and len(parts) == len(below):
        for folder, part in parts.items():
            for class_folder in _folders(root, folder, left_out):
                examples += _images(root, class_folder, part, files, left_out)
    else:
        for class_folder in below:
            examples += _images(root, class_folder, None, files, left_out)
    if not examples:
        return None
    kind = Text(QT_TRANSLATE_NOOP("engine", "a folder for each class"))
    return Found(kind, tuple(examples), tuple(files), tuple(left_out))


def is_hidden(name: str) -> bool:
    """Whether a file is the system's own rather than a person's."""
    return name.startswith((".", "__MACOSX")) or name in ("Thumbs.db", "desktop.ini")


def _folders(root: Path, within: Path, left_out: list[LeftOut]) -> list[Path]:
    """The folders in one of them, without what else lies there."""
    found: list[Path] = []
    for path in sorted(within.iterdir(), key=lambda one: natural_order(one.name)):
        if is_hidden(path.name):
            continue
        if path.is_symlink() and path.is_dir():
            left_out.append(LeftOut(_place(root, path), Text(_LINK)))
        elif path.is_dir():
            found.append(path)
        else:
            left_out.append(LeftOut(_place(root, path), Text(_BESIDE)))
    return found


def _images(
    root: Path, class_folder: Path, part: Part | None, used: list[Path], left_out: list[LeftOut]
) -> list[Example]:
    """The images of a class, whose files are added to ``used``."""
    found: list[Example] = []
    told = len(left_out)
    label = printable(class_folder.name)

    def complain(error: OSError) -> None:
        place = _place(root, Path(error.filename or class_folder))
        left_out.append(LeftOut(place, Text(_UNREADABLE, {"reason": error.strerror or str(error)})))

    for folder, names, files in os.walk(class_folder, onerror=complain, followlinks=False):
        links = [path for name in names if (path := Path(folder, name)).is_symlink()]
        left_out += [LeftOut(_place(root, path), Text(_LINK)) for path in links]
        names[:] = sorted((name for name in names if not is_hidden(name)), key=natural_order)
        for name in sorted((name for name in files if not is_hidden(name)), key=natural_order):
            path = Path(folder, name)
            place = _place(root, path)
            if path.suffix.casefold() not in SUFFIXES or _is_special(path):
                left_out.append(LeftOut(place, Text(_OTHER)))
            else:
                found.append(Example(place, label, part, partial(read_picture, path)))
                used.append(path)
    if not found and len(left_out) == told:
        left_out.append(LeftOut(_place(root, class_folder), Text(_EMPTY)))
    return found


def _place(root: Path, path: Path) -> str:
    return printable(str(path.relative_to(root)))


def _is_special(path: Path) -> bool:
    """Whether it is a pipe or a device: reading it might never end."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # reading it tells why
        return False
