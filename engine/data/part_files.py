"""The two files of one part of a dataset while they are written: pixels and labels."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from engine.disk import disk
from engine.files import write_all, write_atomically
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.catalog import Inputs
else:
    np = lazy_module("numpy")

_LEAST_STD = 1e-3
_AT_ONCE = 4096


class PartFiles:
    """Images are appended as they come; ``labels`` are their labels so far. Methods raise :class:`OSError`."""

    def __init__(self, folder: Path, part: str) -> None:
        self.labels: list[str] = []
        self._folder, self._part = folder, part
        self._handle: int | None = disk().create(folder / f"{part}_images.bin")
        self._sums = self._squares = np.zeros(0)
        self._pixels = 0

    def append(self, pixels: NDArray[np.uint8], label: str) -> None:
        """One more image, uint8 ``[C, H, W]``."""
        assert self._handle is not None
        write_all(self._handle, np.ascontiguousarray(pixels).data)
        values = pixels.reshape(len(pixels), -1).astype(np.float64) / 255
        if not len(self._sums):
            self._sums, self._squares = np.zeros(len(pixels)), np.zeros(len(pixels))
        self._sums += values.sum(axis=1)
        self._squares += np.square(values).sum(axis=1)
        self._pixels += values.shape[1]
        self.labels.append(label)

    def finish(self, classes: list[str]) -> None:
        """Flush the images and write the labels, as their positions in ``classes``."""
        assert self._handle is not None
        disk().sync(self._handle)
        self.close()
        number = {label: position for position, label in enumerate(classes)}
        _write_labels(self._folder, self._part, np.array([number[label] for label in self.labels], np.int64))

    def moments(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Mean and standard deviation of each channel, of values from 0 to 1."""
        mean = self._sums / self._pixels
        std = np.sqrt(np.maximum(self._squares / self._pixels - mean**2, 0))
        return tuple(mean.round(4).tolist()), tuple(np.maximum(std, _LEAST_STD).round(4).tolist())

    def close(self) -> None:
        """Let go of the file; never raises."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with contextlib.suppress(OSError):
                disk().close(handle)


def write_part(folder: Path, part: str, images: Inputs, labels: NDArray[np.int64]) -> None:
    """All of a part at once: images uint8 ``[N, C, H, W]``, or features float64 ``[N, features]``, and labels ``[N]``.

    Raises :class:`OSError`.
    """
    handle = disk().create(folder / f"{part}_images.bin")
    try:
        for start in range(0, len(images), _AT_ONCE):
            write_all(handle, np.ascontiguousarray(images[start : start + _AT_ONCE]).data)
        disk().sync(handle)
    finally:
        disk().close(handle)
    _write_labels(folder, part, labels)


def _write_labels(folder: Path, part: str, labels: NDArray[np.int64]) -> None:
    write_atomically(folder / f"{part}_labels.bin", labels.astype("<i8").tobytes())
