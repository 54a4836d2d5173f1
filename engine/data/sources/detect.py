"""What lies at a path."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from engine.data.pictures import SUFFIXES
from engine.data.sources.archives import unpack
from engine.data.sources.arrays import idx_files, numpy_archive
from engine.data.sources.examples import Found, Kind, not_features, unreadable
from engine.data.sources.features import Features, feature_table
from engine.data.sources.folders import class_folders, is_hidden
from engine.data.sources.tables import listed_images, looks_like_pixels, pixel_table, read_table
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_TABLES = (".csv", ".tsv", ".txt")


@contextlib.contextmanager
def found_at(
    path: Path, check: Callable[[], None] = lambda: None, label_column: str = "", wanted: Kind | None = None
) -> Iterator[Found | Features]:
    """The labelled examples at a path, to be read while the context lasts: a folder, table, array file or zip of one.

    ``label_column`` says where a table's labels stand, ``wanted`` what the numbers of tables and arrays are; without
    them they are found out. ``check`` is called now and then and may raise. Raises :class:`NetwrightError` that says
    what was expected.
    """
    with contextlib.ExitStack() as stack:
        try:
            if not path.exists():
                raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is nothing at {path}."), path=str(path))
            inside = path
            if path.suffix.casefold() == ".zip" and path.is_file():
                inside = unpack(
                    path, Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="netwright-"))), check
                )
            found = _found(inside, path, label_column, wanted)
        except OSError as error:
            raise unreadable(Path(error.filename or path), error) from error
        yield found


def _found(path: Path, named: Path, label_column: str, wanted: Kind | None) -> Found | Features:
    found = _of_folder(path, label_column, wanted) if path.is_dir() else _of_file(path, label_column, wanted)
    if wanted == "features" and isinstance(found, Found):
        raise not_features(named)
    if found is None or not (found.labels if isinstance(found, Features) else found.examples):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "No labelled images and no table of numbers were found at {path}."),
            QT_TRANSLATE_NOOP(
                "engine",
                "Expected is a folder with a folder of images for each class, a table (CSV) of file names and labels "
                "or of numbers, a NumPy file (.npz), IDX files as MNIST's, or a zip file of one of these.",
            ),
            path=str(named),
        )
    return found


def _of_folder(path: Path, label_column: str, wanted: Kind | None) -> Found | Features | None:
    found = idx_files(path)
    if found is not None:
        return found
    files = sorted(entry for entry in path.iterdir() if entry.is_file() and not is_hidden(entry.name))
    tables = [file for file in files if file.suffix.casefold() in _TABLES]
    images = any(file.suffix.casefold() in SUFFIXES for file in files)
    folders = class_folders(path)
    if len(tables) == 1 and (images or folders is None):
        try:
            listed = _of_file(tables[0], label_column, wanted)
        except NetwrightError:
            if folders is None or len({example.label for example in folders.examples}) < 2:
                raise
            listed = None  # a note that lies beside folders of classes, as a stray image does
        if listed is not None or folders is None:
            return listed
    arrays = [file for file in files if file.suffix.casefold() == ".npz"]
    if len(arrays) == 1 and not images:
        return numpy_archive(arrays[0], wanted)
    return folders


def _of_file(path: Path, label_column: str, wanted: Kind | None) -> Found | Features | None:
    suffix = path.suffix.casefold()
    if suffix == ".npz":
        return numpy_archive(path, wanted)
    if suffix in _TABLES:
        table = read_table(path)
        if wanted != "features" and (listed := listed_images(path, table, label_column)) is not None:
            return listed
        if wanted == "pixels" or (wanted is None and looks_like_pixels(table, label_column)):
            return pixel_table(path, table, label_column)
        return feature_table(path, table, label_column)
    return idx_files(path.parent) if "idx" in path.name else None
