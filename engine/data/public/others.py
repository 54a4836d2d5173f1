"""The datasets that have a format of their own each: STL-10, SVHN, USPS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.public.files import Part, tar_members, unpacked
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np

    from engine.data.public.files import Arrays
else:
    np = lazy_module("numpy")


@dataclass(frozen=True, slots=True)
class StlFiles:
    """Bytes of images, column by column, and of labels from 1; the unlabelled images are not read."""

    archive: str = "stl10_binary.tar.gz"
    folder: str = "stl10_binary"

    def is_in(self, folder: Path) -> bool:
        names = ("train_X.bin", "train_y.bin", "test_X.bin", "test_y.bin")
        return (folder / self.archive).is_file() or all((folder / self.folder / name).is_file() for name in names)

    def read(self, folder: Path, part: Part) -> Arrays:
        names = f"{self.folder}/{part}_X.bin", f"{self.folder}/{part}_y.bin"
        if all((folder / name).is_file() for name in names):
            contents = {name: (folder / name).read_bytes() for name in names}
        else:
            contents = tar_members(folder / self.archive, names)
        images, labels = (np.frombuffer(contents[name], np.uint8) for name in names)
        return images.reshape(-1, 3, 96, 96).transpose(0, 1, 3, 2), labels.astype(np.int64) - 1


@dataclass(frozen=True, slots=True)
class SvhnFiles:
    """MATLAB files with ``X`` ``[32, 32, 3, N]`` and ``y`` ``[N, 1]``, in which the digit 0 has the number 10."""

    train: str = "train_32x32.mat"
    test: str = "test_32x32.mat"

    def is_in(self, folder: Path) -> bool:
        return (folder / self.train).is_file() and (folder / self.test).is_file()

    def read(self, folder: Path, part: Part) -> Arrays:
        from scipy.io import loadmat  # type: ignore[import-untyped]

        found = loadmat(folder / (self.train if part == "train" else self.test), variable_names=("X", "y"))
        images = np.asarray(found["X"], np.uint8).transpose(3, 2, 0, 1)
        return images, found["y"].astype(np.int64).reshape(-1) % 10


@dataclass(frozen=True, slots=True)
class UspsFiles:
    """Lines in LIBSVM's form: the class from 1, then ``place:value`` from -1 to 1, zeros perhaps left out."""

    train: str = "usps.bz2"
    test: str = "usps.t.bz2"

    def is_in(self, folder: Path) -> bool:
        return (folder / self.train).is_file() and (folder / self.test).is_file()

    def read(self, folder: Path, part: Part) -> Arrays:
        lines = unpacked(folder / (self.train if part == "train" else self.test)).splitlines()
        values = np.zeros((len(lines), 256))
        labels = np.zeros(len(lines), np.int64)
        for row, line in enumerate(lines):
            label, *pairs = line.split()
            labels[row] = int(float(label)) - 1
            for pair in pairs:
                place, _, value = pair.partition(b":")
                values[row, int(place) - 1] = float(value)
        if np.abs(values).max(initial=0) > 1:
            raise ValueError("expected values from -1 to 1")
        return np.rint((values + 1) * 127.5).astype(np.uint8).reshape(-1, 1, 16, 16), labels
