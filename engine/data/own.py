"""A person's own datasets on the disk: a folder each, with pixels that are mapped into memory when they are needed."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.data.catalog import Dataset, DatasetInfo
from engine.files import write_atomically
from engine.home import data_folder
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.catalog import Inputs
else:
    np = lazy_module("numpy")

DESCRIPTION = "dataset.json"
"""Written last: a folder without it is no dataset."""
_VERSION = 1
_MOST_BYTES = 16 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def own_folder() -> Path:
    """Where the datasets lie; it may not exist yet."""
    return data_folder() / "datasets"


def check_name(name: str) -> None:
    """Raise :class:`NetwrightError` where a dataset cannot be called so."""
    if _NAME.fullmatch(name) is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "A dataset cannot be called “{name}”."),
            QT_TRANSLATE_NOOP("engine", "Small letters, digits, - and _ can be used, 64 at most."),
            name=name[:100],
        )


def own_names() -> tuple[str, ...]:
    """The names of all datasets that were imported, in alphabetical order."""
    try:
        found = [entry.name for entry in own_folder().iterdir() if (entry / DESCRIPTION).is_file()]
    except OSError:
        return ()
    return tuple(sorted(name for name in found if _NAME.fullmatch(name)))


def own_info(name: str) -> DatasetInfo | None:
    """Describe an imported dataset, ``None`` where there is none; raises :class:`NetwrightError` for a damaged one."""
    data = description(name)
    if data is None:
        return None
    try:
        info = DatasetInfo(
            name=name,
            title=str(data["title"]),
            classes=tuple(map(str, data["classes"])),
            image_shape=_shape(data["image_shape"]),
            mean=tuple(map(float, data["mean"])),
            std=tuple(map(float, data["std"])),
            train_images=int(data["train_images"]),
            test_images=int(data["test_images"]),
            licence="",
            citation="",
            columns=tuple(map(str, data.get("columns", ()))),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(name, f"{type(error).__name__}: {error}") from error
    counts = info.train_images, info.test_images
    lengths = {len(info.mean), len(info.std), *([len(info.columns)] if info.has_features else [])}
    if not info.classes or min(counts) < 1 or lengths != {info.image_shape[0]}:
        raise _damaged(name, "its figures contradict each other")
    return info


def description(name: str) -> Mapping[str, Any] | None:
    """What an imported dataset's own file says; ``None`` where there is no such dataset."""
    path = own_folder() / name / DESCRIPTION
    if _NAME.fullmatch(name) is None or not path.is_file():
        return None
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _damaged(name, f"{DESCRIPTION} is larger than {_MOST_BYTES >> 20} MB")
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(name, str(error)) from error
    if not isinstance(data, dict) or data.get("version") != _VERSION:
        raise _damaged(name, f"expected version {_VERSION}")
    return data


def describe(folder: Path, info: DatasetInfo, content: str) -> None:
    """Write the file that makes a folder a dataset; ``content`` is a digest of its source. Raises :class:`OSError`."""
    data = {
        "version": _VERSION,
        "title": info.title,
        "classes": info.classes,
        "image_shape": info.image_shape,
        "mean": info.mean,
        "std": info.std,
        "train_images": info.train_images,
        "test_images": info.test_images,
        "columns": info.columns,
        "content": content,
    }
    write_atomically(folder / DESCRIPTION, json.dumps(data, ensure_ascii=False, indent=1).encode())


def load_own(info: DatasetInfo) -> Dataset:
    """Map an imported dataset's pixels; raises :class:`NetwrightError` where files are missing or have other sizes."""
    return load_mapped(own_folder() / info.name, info)


def load_mapped(folder: Path, info: DatasetInfo) -> Dataset:
    """Map the pixels of the dataset in a folder; raises :class:`NetwrightError` as :func:`load_own` does."""
    train_images, train_labels = _part(folder, info, "train", info.train_images)
    test_images, test_labels = _part(folder, info, "test", info.test_images)
    return Dataset(info, train_images, train_labels, test_images, test_labels)


def _part(folder: Path, info: DatasetInfo, part: str, count: int) -> tuple[Inputs, NDArray[np.int64]]:
    shape, dtype = (count, *info.image_shape), np.dtype("<f8" if info.has_features else "u1")
    try:
        if (folder / f"{part}_images.bin").stat().st_size != math.prod(shape) * dtype.itemsize:
            raise _damaged(info.name, f"{part}_images.bin has another size than {count} images")
        # Plain arrays of the map: np.memmap itself takes longer for one image than the image does.
        images = np.asarray(np.memmap(folder / f"{part}_images.bin", dtype, "r", shape=shape))
        labels = np.fromfile(folder / f"{part}_labels.bin", "<i8").astype(np.int64, copy=False)
    except OSError as error:
        raise _damaged(info.name, error.strerror or str(error)) from error
    if len(labels) != count or labels.min() < 0 or labels.max() >= len(info.classes):
        raise _damaged(info.name, f"{part}_labels.bin does not fit its images")
    labels.setflags(write=False)
    return images, labels


def remove_own(name: str) -> None:
    """Delete an imported dataset; raises :class:`NetwrightError` where there is none or the disk refuses."""
    if name not in own_names():
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is no imported dataset “{name}”."), name=name[:100])
    remove_mapped(own_folder() / name)


def remove_mapped(folder: Path) -> None:
    """Delete the dataset in a folder, which is called as it is; raises :class:`NetwrightError` as above."""
    from engine.data.catalog import forget_dataset

    name = folder.name
    try:
        (folder / DESCRIPTION).unlink()  # from here on it is no dataset
        shutil.rmtree(folder)
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The dataset “{name}” cannot be deleted: {reason}."),
            name=name,
            reason=error.strerror or str(error),
        ) from error
    forget_dataset(name)


def _shape(values: Any) -> tuple[int, ...]:
    if len(values) == 1:
        if not 1 <= (features := int(values[0])) <= 65_536:
            raise ValueError(values)
        return (features,)
    channels, height, width = (int(value) for value in values)
    if channels not in (1, 3) or not 1 <= height <= 4096 or not 1 <= width <= 4096:
        raise ValueError(values)
    return channels, height, width


def _damaged(name: str, reason: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The dataset “{name}” is damaged: {reason}."),
        QT_TRANSLATE_NOOP("engine", "Import it again."),
        name=name,
        reason=reason,
    )
