"""A person's own drawings as a dataset: strokes with their labels, kept as lines of JSON; images are made of them.

The file only grows, but for the last line, which can be taken back. A dataset of the first so many drawings therefore
stays what it is, and a run that learned from it can be measured again. Of every five drawings one is kept for the test.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.catalog import MNIST, Dataset, DatasetInfo, forget_dataset, load_dataset
from engine.files import LineFile, write_atomically
from engine.home import data_folder
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

NAME = "my-drawings"
MIXED = "my-drawings-and-mnist"
LEAST = 5
"""With fewer there is none to train on and none to test with."""
_TEST_EVERY = 5
_MOST_BYTES = 64 << 20
_COUNTED = re.compile(rf"(?P<name>{MIXED}|{NAME})-(?P<count>[1-9]\d{{0,5}})")
_MNIST_FOR_EACH, _MNIST_LEAST, _MNIST_MOST = 4, 400, 6_000
"""A mixed dataset has so many of MNIST's training images for each drawing, that nothing learned before is forgotten."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One digit: its strokes of points (x, y, pressure) with the seconds at which each was reached, and its label."""

    label: int
    strokes: tuple[tuple[tuple[float, float, float], ...], ...]
    times: tuple[tuple[float, ...], ...] = ()


def drawings_file() -> Path:
    """Where the drawings lie; it may not exist yet."""
    return data_folder() / "drawings.jsonl"


def add_drawing(drawing: Drawing) -> None:
    """Append a drawing. Raises :class:`NetwrightError` where the disk refuses."""
    strokes = [[[round(value, 5) for value in point] for point in stroke] for stroke in drawing.strokes]
    times = [[round(time, 3) for time in stroke] for stroke in drawing.times]
    line = json.dumps({"label": drawing.label, "strokes": strokes, "times": times}, separators=(",", ":")) + "\n"
    try:
        data_folder().mkdir(parents=True, exist_ok=True)
        file = LineFile(drawings_file())
        file.append(line.encode())
        file.close()
    except OSError as error:
        raise _not_written(error) from error
    _forget()


def take_back_drawing() -> Drawing | None:
    """Remove the drawing that was added last and return it; ``None`` where there is none."""
    drawings = read_drawings()
    if not drawings:
        return None
    content = drawings_file().read_bytes()
    lines = content.splitlines(keepends=True)
    while lines and _parsed(lines[-1]) is None:
        lines.pop()
    try:
        write_atomically(drawings_file(), b"".join(lines[:-1]))
    except OSError as error:
        raise _not_written(error) from error
    _forget()
    return drawings[-1]


def read_drawings() -> list[Drawing]:
    """All drawings, the oldest first; lines that a full disk or a kill cut off are passed over."""
    file = drawings_file()
    try:
        found = file.stat()
    except OSError:
        return []
    if found.st_size > _MOST_BYTES:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The file {file} is larger than {most} MB."),
            file=str(file),
            most=_MOST_BYTES >> 20,
        )
    return list(_read(file, found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=2)
def _read(file: Path, _changed: int, _size: int) -> tuple[Drawing, ...]:
    """Datasets are described often, and the file changes seldom."""
    try:
        content = file.read_bytes()
    except OSError:
        return ()
    return tuple(drawing for line in content.splitlines() if (drawing := _parsed(line)) is not None)


def unseen_by(dataset: str) -> list[Drawing]:
    """The drawings that a run on that dataset did not learn from."""
    drawings = read_drawings()
    if not is_drawings(dataset):
        return drawings
    _, count = _split_name(dataset)
    return [one for place, one in enumerate(drawings) if place >= count or place % _TEST_EVERY == _TEST_EVERY - 1]


def drawing_image(drawing: Drawing) -> NDArray[np.uint8]:
    """The image that a network sees of a drawing, uint8 ``[28, 28]``."""
    from engine.data.ink import render_strokes

    image = render_strokes(drawing.strokes)
    return np.zeros(MNIST.image_shape[1:], np.uint8) if image is None else image


def drawing_names() -> tuple[str, ...]:
    """The names of the datasets that can be made of the drawings of now."""
    return (NAME, MIXED) if len(read_drawings()) >= LEAST else ()


def is_drawings(name: str) -> bool:
    """Whether a name is one of these datasets, as it is or with its first so many drawings."""
    return name in (NAME, MIXED) or _COUNTED.fullmatch(name) is not None


def counted_name(name: str) -> str:
    """The name of the same dataset that stays what it is when drawings are added."""
    return f"{name}-{len(read_drawings())}"


def drawings_info(name: str) -> DatasetInfo | None:
    """Describe a dataset of drawings; ``None`` where a name is none of them or there are not enough drawings."""
    base, count = _split_name(name)
    if count < LEAST or count > len(read_drawings()):
        return None
    test = count // _TEST_EVERY
    train = count - test
    if base == NAME:
        return replace(_DESCRIBED, name=name, train_images=train, test_images=test)
    return replace(
        _DESCRIBED,
        name=name,
        title="My drawings and MNIST",
        train_images=_mnist_beside(train) + train,
        test_images=test,
        licence=MNIST.licence,
        citation=MNIST.citation,
    )


def load_drawings(info: DatasetInfo) -> Dataset:
    """Make the images of a dataset that :func:`drawings_info` described."""
    base, count = _split_name(info.name)
    drawings = read_drawings()[:count]
    images = np.stack([drawing_image(drawing) for drawing in drawings])[:, None]
    labels = np.array([drawing.label for drawing in drawings], dtype=np.int64)
    testing = np.arange(count) % _TEST_EVERY == _TEST_EVERY - 1
    train_images, train_labels = images[~testing], labels[~testing]
    if base == MIXED:
        mnist = load_dataset(MNIST.name)
        places = np.linspace(0, len(mnist.train_labels) - 1, _mnist_beside(len(train_labels)))
        chosen = places.round().astype(np.int64)
        train_images = np.concatenate([mnist.train_images[chosen], train_images])
        train_labels = np.concatenate([mnist.train_labels[chosen], train_labels])
    arrays = train_images, train_labels, images[testing], labels[testing]
    for array in arrays:
        array.setflags(write=False)
    return Dataset(info, *arrays)


_DESCRIBED = replace(MNIST, name=NAME, title="My drawings", train_images=0, test_images=0, licence="", citation="")


def _split_name(name: str) -> tuple[str, int]:
    found = _COUNTED.fullmatch(name)
    if found is not None:
        return found["name"], int(found["count"])
    return name, len(read_drawings())


def _mnist_beside(drawings: int) -> int:
    return min(max(_MNIST_FOR_EACH * drawings, _MNIST_LEAST), _MNIST_MOST)


def _parsed(line: bytes) -> Drawing | None:
    with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
        data = json.loads(line)
        label = int(data["label"])
        strokes = tuple(tuple(_point(point) for point in stroke) for stroke in data["strokes"])
        times = tuple(tuple(float(time) for time in stroke) for stroke in data.get("times", ()))
        if 0 <= label < len(MNIST.classes) and any(strokes):
            return Drawing(label, strokes, times)
    return None


def _point(values: Sequence[float]) -> tuple[float, float, float]:
    x, y, pressure = (float(value) for value in values)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(values)
    return x, y, pressure


def _forget() -> None:
    for name in (NAME, MIXED):
        forget_dataset(name)


def _not_written(error: OSError) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The drawing cannot be kept: {reason}."), reason=error.strerror or str(error)
    )
