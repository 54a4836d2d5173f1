"""Data files that come with the program: gzipped IDX, the content checked against its MD5 sum on every load."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.idx import decode_idx
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_GZIP = 31  # zlib's window bits for data in a gzip wrapper

_HINT = QT_TRANSLATE_NOOP(
    "engine", "Restore it from a fresh copy of Netwright (in a git checkout: git checkout -- resources/{folder})."
)


@dataclass(frozen=True, slots=True)
class BoxedFile:
    """A file by its name without ``.gz``, and MD5, size in bytes and axes of its content."""

    name: str
    md5: str
    size: int
    dimensions: int


def read_images(folder: Path, file: BoxedFile) -> NDArray[np.uint8]:
    """Images uint8 ``[N, 1, height, width]``, read-only; raises :class:`NetwrightError` where it is not intact."""
    return _decode(folder, file)[:, None]


def read_labels(folder: Path, file: BoxedFile) -> NDArray[np.int64]:
    """Labels int64 ``[N]``, read-only; raises :class:`NetwrightError` where it is not intact."""
    labels = _decode(folder, file).astype(np.int64)
    labels.setflags(write=False)
    return labels


def _decode(folder: Path, file: BoxedFile) -> NDArray[np.uint8]:
    path = folder / f"{file.name}.gz"
    data = _decompress(path, file.size)
    found = hashlib.md5(data, usedforsecurity=False).hexdigest()
    if found != file.md5:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The data file {path} is damaged: expected a content with MD5 {expected}, found {found}."
            ),
            _HINT,
            path=str(path),
            folder=path.parent.name,
            expected=file.md5,
            found=found,
        )
    return decode_idx(data, path.name, file.dimensions)


def _decompress(path: Path, size: int) -> bytes:
    try:
        compressed = path.read_bytes()
    except FileNotFoundError:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The data file {path} is missing: expected a gzipped IDX file, found nothing."),
            _HINT,
            path=str(path),
            folder=path.parent.name,
        ) from None
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The data file {path} cannot be read: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Check the file's permissions and the disk."),
            path=str(path),
            folder=path.parent.name,
            reason=error.strerror or str(error),
        ) from error
    try:
        return zlib.decompress(compressed, _GZIP, bufsize=size)
    except zlib.error as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine",
                "The data file {path} is damaged: expected gzipped data, found {found} bytes that do not unpack "
                "({reason}).",
            ),
            _HINT,
            path=str(path),
            folder=path.parent.name,
            found=len(compressed),
            reason=str(error),
        ) from error
