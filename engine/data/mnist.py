"""MNIST from the four original files in ``resources/mnist``, checked against the published MD5 sums on every load."""

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

MNIST_FOLDER = Path(__file__).parents[2] / "resources" / "mnist"

_GZIP = 31  # zlib's window bits for data in a gzip wrapper

_HINT = QT_TRANSLATE_NOOP(
    "engine", "Restore it from a fresh copy of Netwright (in a git checkout: git checkout -- resources/mnist)."
)


@dataclass(frozen=True, slots=True)
class _SourceFile:
    """One of the four files: its name without ``.gz``, and MD5, size in bytes and axes of its content."""

    name: str
    md5: str
    size: int
    dimensions: int


_TRAIN_IMAGES = _SourceFile("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb", 47_040_016, 3)
_TRAIN_LABELS = _SourceFile("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624", 60_008, 1)
_TEST_IMAGES = _SourceFile("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea", 7_840_016, 3)
_TEST_LABELS = _SourceFile("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637", 10_008, 1)


@dataclass(frozen=True, slots=True, eq=False)
class MnistArrays:
    """The decoded files: images uint8 ``[N, 1, 28, 28]``, ink bright on dark, and labels int64 ``[N]``; read-only."""

    train_images: NDArray[np.uint8]
    train_labels: NDArray[np.int64]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.int64]


def load_mnist(folder: Path | None = None) -> MnistArrays:
    """Read, check and decode the four files of ``folder`` (the bundled ones without it).

    Raises :class:`NetwrightError` that names the file, what was expected, what was found and what to do.
    """
    source = MNIST_FOLDER if folder is None else folder
    return MnistArrays(
        train_images=_images(source, _TRAIN_IMAGES),
        train_labels=_labels(source, _TRAIN_LABELS),
        test_images=_images(source, _TEST_IMAGES),
        test_labels=_labels(source, _TEST_LABELS),
    )


def _images(folder: Path, file: _SourceFile) -> NDArray[np.uint8]:
    return _decode(folder, file)[:, None]


def _labels(folder: Path, file: _SourceFile) -> NDArray[np.int64]:
    labels = _decode(folder, file).astype(np.int64)
    labels.setflags(write=False)
    return labels


def _decode(folder: Path, file: _SourceFile) -> NDArray[np.uint8]:
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
        ) from None
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The data file {path} cannot be read: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Check the file's permissions and the disk."),
            path=str(path),
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
            found=len(compressed),
            reason=str(error),
        ) from error
