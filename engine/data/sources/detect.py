"""What lies at a path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.data.pictures import SUFFIXES
from engine.data.sources.arrays import idx_files, numpy_archive
from engine.data.sources.examples import Found, LeftOut, not_features
from engine.data.sources.features import Features, feature_table
from engine.data.sources.folders import class_folders, is_hidden
from engine.data.sources.labels import alike, apart_notes, merged
from engine.data.sources.options import ReadOptions
from engine.data.sources.pixel_rows import looks_like_pixels, pixel_table
from engine.data.sources.tables import listed_images, read_table
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

_LEFT_OUT = QT_TRANSLATE_NOOP("engine", "{place}: {reason}")
_TABLES = (".csv", ".tsv", ".txt")


def detect(path: Path, named: Path, options: ReadOptions) -> Found | Features:
    """The labelled examples in a folder or file, which a person knows as ``named``, to be read later.

    Raises :class:`NetwrightError` that says what was expected, and :class:`OSError`.
    """
    found = _of_folder(path, options) if path.is_dir() else _of_file(path, options)
    if options.kind == "features" and isinstance(found, Found):
        raise not_features(named)
    if found is not None and not _labels(found) and found.left_out:
        raise _of_no_use(named, found.left_out[0])
    if found is None or not _labels(found):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "No labelled images and no table of numbers were found at {path}."),
            QT_TRANSLATE_NOOP(
                "engine",
                "Expected is a folder with a folder of images for each class, a table (CSV) of file names and labels "
                "or of numbers, a NumPy file (.npz), IDX files as MNIST's, or a zip file of one of these.",
            ),
            path=str(named),
        )
    return _named(found, options.merge_case)


def _of_no_use(path: Path, first: LeftOut) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "Nothing of what lies at {path} is of use."),
        QT_TRANSLATE_NOOP("engine", "The first one left out: {first}"),
        path=str(path),
        first=Text(_LEFT_OUT, {"place": first.place, "reason": first.reason}),
    )


def _labels(found: Found | Features) -> Sequence[str]:
    return found.labels if isinstance(found, Features) else [example.label for example in found.examples]


def _named(found: Found | Features, merge_case: bool) -> Found | Features:
    """With names that differ in case alone told, or made one."""
    labels = _labels(found)
    if not merge_case:
        return replace(found, notes=(*found.notes, *apart_notes(alike(labels))))
    names, told = merged(labels)
    notes = (*found.notes, *told)
    if isinstance(found, Features):
        return replace(found, labels=tuple(names), notes=notes)
    examples = (replace(one, label=name) for one, name in zip(found.examples, names, strict=True))
    return replace(found, examples=tuple(examples), notes=notes)


def _of_folder(path: Path, options: ReadOptions) -> Found | Features | None:
    found = idx_files(path)
    if found is not None:
        return found
    files = sorted(entry for entry in path.iterdir() if entry.is_file() and not is_hidden(entry.name))
    tables = [file for file in files if file.suffix.casefold() in _TABLES]
    images = any(file.suffix.casefold() in SUFFIXES for file in files)
    folders = class_folders(_holder(path))
    if len(tables) == 1 and (images or folders is None):
        try:
            listed = _of_file(tables[0], options)
        except NetwrightError:
            if folders is None or len({example.label for example in folders.examples}) < 2:
                raise
            listed = None  # a note that lies beside folders of classes, as a stray image does
        if listed is not None or folders is None:
            return listed
    arrays = [file for file in files if file.suffix.casefold() == ".npz"]
    if len(arrays) == 1 and not images:
        return numpy_archive(arrays[0], options)
    return folders


def _holder(folder: Path) -> Path:
    """The folder that holds the classes, where that is the only one in it: a single class would be of no use."""
    while True:
        below = [entry for entry in folder.iterdir() if not is_hidden(entry.name)]
        if len(below) != 1 or below[0].is_symlink() or not below[0].is_dir():
            return folder
        if not any(entry.is_dir() and not is_hidden(entry.name) for entry in below[0].iterdir()):
            return folder
        folder = below[0]


def _of_file(path: Path, options: ReadOptions) -> Found | Features | None:
    suffix = path.suffix.casefold()
    if suffix == ".npz":
        return numpy_archive(path, options)
    if suffix in _TABLES:
        table = read_table(path, options)
        if not table.rows and table.left_out:
            raise _of_no_use(path, table.left_out[0])
        if options.kind != "features" and (listed := listed_images(path, table, options.label_column)) is not None:
            return listed
        if options.kind == "pixels" or (options.kind is None and looks_like_pixels(table, options.label_column)):
            return pixel_table(path, table, options)
        return feature_table(path, table, options.label_column)
    return idx_files(path.parent) if "idx" in path.name else None
