"""What is arrays already: images or features in NumPy's ``.npz``, and IDX files as MNIST's own."""

from __future__ import annotations

import gzip
import math
import re
import struct
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.idx import decode_idx
from engine.data.pictures import BadPicture
from engine.data.sources.examples import (
    NO_LABEL,
    UNPACKING_FAILED,
    Example,
    Found,
    LeftOut,
    Part,
    not_features,
    printable,
    unreadable,
)
from engine.data.sources.features import Features, feature_arrays
from engine.data.sources.options import NO_DOUBT, Kind, Reading, ReadOptions
from engine.data.sources.pixel_rows import are_pixels, is_square, shape_of_row
from engine.data.sources.tables import NO_LABELS
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MOST_BYTES = 4 << 30
"""Of one unpacked array."""
_LOOKED_AT = 200

_NAMES: dict[Part | None, tuple[tuple[str, str], ...]] = {
    "train": (("x_train", "y_train"), ("train_images", "train_labels"), ("X_train", "Y_train")),
    "test": (("x_test", "y_test"), ("test_images", "test_labels"), ("X_test", "Y_test")),
    None: (("images", "labels"), ("x", "y"), ("X", "y"), ("data", "labels"), ("data", "target"), ("arr_0", "arr_1")),
}
_IDX = re.compile(r"^(?P<stem>.*?)[-._]?(?P<what>images|labels)[-._]idx(?P<axes>[13])[-._]ubyte(?P<gz>\.gz)?$")


def numpy_archive(path: Path, options: ReadOptions) -> Found | Features:
    """Images or features, and labels, from a ``.npz``; :class:`NetwrightError` where names or shapes are others.

    Rows of numbers are pixels where the options say so or they look like it. Nothing in it is unpickled.
    """
    examples: list[Example] = []
    left_out: list[LeftOut] = []
    rows: list[tuple[NDArray[np.generic], tuple[str, ...], Part | None, str]] = []
    reading = NO_DOUBT
    with _opened(path) as archive:
        _check_sizes(path)
        for part, names in _NAMES.items():
            pair = next((pair for pair in names if pair[0] in archive and pair[1] in archive), None)
            if pair is None or (part is None and (examples or rows)):
                continue
            images, labels = (_member(archive, name, path) for name in pair)
            if images.ndim == 2 and not _are_images(images, options.kind):
                rows.append((images, _labels(images, labels, path.name, pair, ("float64",)), part, pair[0]))
            else:
                if images.ndim == 2:
                    shape = shape_of_row(images.shape[1], options.pixels)
                    images = images.reshape(-1, *shape[1:]) if shape[0] == 1 else images.reshape(-1, *shape)
                    reading = Reading(numbers="pixels", pixels=shape)
                examples += _examples(images, labels, part, path.name, pair, left_out)
        if rows and not examples:
            return feature_arrays(path, rows)
        if options.kind == "features":
            raise not_features(path)
        if not examples:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{name}: expected arrays such as {expected}, found {found}."),
                QT_TRANSLATE_NOOP("engine", "Save it with numpy.savez(file, images=…, labels=…)."),
                name=path.name,
                expected="images + labels, x_train + y_train",
                found=", ".join(archive.files[:10]) or "–",
            )
    kind = Text(QT_TRANSLATE_NOOP("engine", "NumPy arrays"))
    return Found(kind, tuple(examples), (path,), tuple(left_out), reading=reading)


def idx_files(root: Path) -> Found | None:
    """Pairs of IDX files in a folder (``…images-idx3-ubyte`` and ``…labels-idx1-ubyte``, gzipped or not).

    ``None`` where there is no pair. Raises :class:`NetwrightError` for damaged ones.
    """
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(root.iterdir()):
        if path.is_file() and (match := _IDX.match(path.name)):
            found.setdefault(match["stem"], {})[match["what"]] = path
    examples: list[Example] = []
    for stem, pair in found.items():
        if len(pair) < 2:
            continue
        part: Part = "test" if stem.casefold().startswith(("test", "t10k")) else "train"
        images, labels = _idx(pair["images"], 3), _idx(pair["labels"], 1)
        own: Part | None = part if len(found) > 1 else None
        names = pair["images"].name, pair["labels"].name
        examples += _examples(images, labels, own, names[0], names, [])  # numbers are labels, every one of them
    files = tuple(path for pair in found.values() if len(pair) == 2 for path in pair.values())
    return Found(Text(QT_TRANSLATE_NOOP("engine", "IDX files")), tuple(examples), files) if examples else None


def _opened(path: Path) -> np.lib.npyio.NpzFile:
    try:
        opened = np.load(path, allow_pickle=False)
    except Exception as error:  # NumPy meets hostile headers with errors of every kind, tokenize.TokenError among them
        raise unreadable(path, error) from error
    if not isinstance(opened, np.lib.npyio.NpzFile):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{name}: expected several arrays (.npz)."), name=path.name)
    return opened


def _check_sizes(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.file_size > MOST_BYTES:
                raise _too_large(path, member.filename)


def _too_large(path: Path, array: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{name}: the array {array} is larger than {most} GB."),
        name=path.name,
        array=array,
        most=MOST_BYTES >> 30,
    )


def _member(archive: np.lib.npyio.NpzFile, name: str, path: Path) -> NDArray[np.generic]:
    try:
        array: NDArray[np.generic] | bytes = archive[name]
    except Exception as error:  # as above
        raise unreadable(path, error) from error
    if isinstance(array, bytes):  # NumPy gives what is no array as it is
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected {array} to be an array, found other data."),
            name=path.name,
            array=name,
        )
    return array


def _idx(path: Path, axes: int) -> NDArray[np.uint8]:
    """An IDX file; of a packed one no more is unpacked than its header promises, and a byte."""
    header = 4 + 4 * axes
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            data = file.read(header)
            if len(data) == header:
                promised = math.prod(struct.unpack_from(f">{axes}I", data, 4))
                if promised > MOST_BYTES:
                    raise _too_large(path, path.name)
                data += file.read(promised + 1)
    except UNPACKING_FAILED as error:
        raise unreadable(path, error) from error
    return decode_idx(data, path.name, axes)


def _examples(
    images: NDArray[np.generic],
    labels: NDArray[np.generic],
    part: Part | None,
    place: str,
    names: tuple[str, str],
    left_out: list[LeftOut],
) -> list[Example]:
    grey = images.ndim == 3 or (images.ndim == 4 and images.shape[-1] == 1)
    if not grey and not (images.ndim == 4 and 3 in (images.shape[1], images.shape[-1])):
        raise _wrong(place, names[0], "[N, H, W], [N, H, W, 3], [N, 3, H, W]", images)
    texts = _labels(images, labels, place, names, ("uint8", "float32"))
    if images.ndim == 4 and images.shape[-1] == 1:
        images = images[..., 0]
    if images.ndim == 4 and images.shape[-1] != 3:
        images = images.transpose(0, 2, 3, 1)
    factor = 255.0 if np.issubdtype(images.dtype, np.floating) and images.size and float(images.max()) <= 1 else 1.0
    left_out += [LeftOut(f"{place}[{number}]", Text(NO_LABEL)) for number, text in enumerate(texts) if not text]
    return [
        Example(f"{place}[{number}]", text, part, partial(_pixels, images, number, factor))
        for number, text in enumerate(texts)
        if text
    ]


def _labels(
    values: NDArray[np.generic],
    labels: NDArray[np.generic],
    place: str,
    names: tuple[str, str],
    types: tuple[str, ...],
) -> tuple[str, ...]:
    """The label of each row of ``values``, empty where it has none.

    Raises :class:`NetwrightError` where one of the two is something else, or nothing at all.
    """
    if not (np.issubdtype(values.dtype, np.integer) or np.issubdtype(values.dtype, np.floating)) or (
        np.issubdtype(values.dtype, np.timedelta64) or not values.size
    ):
        raise _wrong(place, names[0], ", ".join(types), values)
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim != 1 or len(labels) != len(values):
        raise _wrong(place, names[1], f"[{len(values)}]", labels)
    if not _are_characters(labels):
        raise _wrong(place, names[1], "Unicode", labels)
    return tuple(_text(label) for label in labels)


def _are_characters(texts: NDArray[np.generic]) -> bool:
    """Whether the texts of an array, if it has any, are made of code points: NumPy takes others, Python breaks."""
    if texts.dtype.kind != "U" or not texts.dtype.itemsize:
        return True
    codes = np.ascontiguousarray(texts).view(np.dtype(np.uint32).newbyteorder(texts.dtype.byteorder))
    return bool(codes.max(initial=0) <= sys.maxunicode)


def _are_images(rows: NDArray[np.generic], wanted: Kind | None) -> bool:
    """Whether rows of numbers ``[N, pixels]`` are images."""
    if wanted is not None:
        return wanted == "pixels"
    if not is_square(rows.shape[1]) or not np.issubdtype(rows.dtype, np.number):
        return False
    some = rows[:: max(len(rows) // _LOOKED_AT, 1)].astype(np.float64)
    return 2 * sum(map(are_pixels, some)) > len(some)


def _wrong(place: str, name: str, expected: str, found: NDArray[np.generic]) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{place}: expected {name} to be {expected}, found {found}."),
        place=place,
        name=name,
        expected=expected,
        found=f"{found.dtype} {list(found.shape)}",
    )


def _text(label: np.generic) -> str:
    value = label.item()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else printable(str(value)).strip()
    return "" if text.casefold() in NO_LABELS else text


def _pixels(images: NDArray[np.generic], number: int, factor: float) -> NDArray[np.uint8]:
    values = images[number]
    if values.dtype == np.uint8:
        return np.array(values, np.uint8)
    scaled = values.astype(np.float64) * factor
    if not np.isfinite(scaled).all() or scaled.min(initial=0) < 0 or scaled.max(initial=0) > 255:
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "expected pixels from 0 to 255"))
    pixels: NDArray[np.uint8] = np.rint(scaled).astype(np.uint8)
    return pixels
