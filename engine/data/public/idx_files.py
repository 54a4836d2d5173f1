"""Datasets of IDX files, as MNIST's: Fashion-MNIST, KMNIST, QMNIST, EMNIST."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.idx import decode_idx, decode_idx_int32
from engine.data.public.files import Part, packed_file, unpacked, zip_member
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np

    from engine.data.public.files import Arrays
else:
    np = lazy_module("numpy")


@dataclass(frozen=True, slots=True)
class IdxFiles:
    """``train`` and ``test`` name the files of images and labels. ``archive`` may hold them instead, in ``gzip/``.

    ``transposed`` images lie on their side and are put upright; ``first_label`` is the number of the first class.
    ``wide_labels`` are rows of 32-bit numbers, the first of which is the class.
    """

    train: tuple[str, str]
    test: tuple[str, str]
    archive: str | None = None
    transposed: bool = False
    first_label: int = 0
    wide_labels: bool = False

    def is_in(self, folder: Path) -> bool:
        if self.archive is not None and (folder / self.archive).is_file():
            return True
        return all(packed_file(folder, name) is not None for name in (*self.train, *self.test))

    def read(self, folder: Path, part: Part) -> Arrays:
        names = self.train if part == "train" else self.test
        images = decode_idx(self._content(folder, names[0]), names[0], 3)
        content = self._content(folder, names[1])
        labels = decode_idx_int32(content, names[1], 2)[:, 0] if self.wide_labels else decode_idx(content, names[1], 1)
        if self.transposed:
            images = images.transpose(0, 2, 1)
        return images[:, None], labels.astype(np.int64) - self.first_label

    def _content(self, folder: Path, name: str) -> bytes:
        path = packed_file(folder, name)
        if path is not None:
            return unpacked(path)
        if self.archive is None:
            raise FileNotFoundError(2, "No such file", str(folder / name))
        return zip_member(folder / self.archive, f"gzip/{name}.gz")
