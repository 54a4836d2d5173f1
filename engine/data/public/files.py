"""The content of published files: plain, packed, or inside an archive that lies beside."""

from __future__ import annotations

import bz2
import gzip
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = tuple[NDArray[np.uint8], NDArray[np.int64]]

Part = Literal["train", "test"]


class Source(Protocol):
    """How a dataset's files are called and read."""

    def is_in(self, folder: Path) -> bool:
        """Whether a folder has all files of the dataset."""

    def read(self, folder: Path, part: Part) -> Arrays:
        """Images uint8 ``[N, C, H, W]`` and labels int64 ``[N]``, counted from 0. Raises errors of every kind."""


def packed_file(folder: Path, name: str) -> Path | None:
    """The file of that name in a folder, as it is or gzipped."""
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.is_file()), None)


def unpacked(path: Path) -> bytes:
    """A file's content, unpacked where its name says that it is packed."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(content)
    return bz2.decompress(content) if path.suffix == ".bz2" else content


def zip_member(path: Path, name: str) -> bytes:
    """A gzipped file from a zip archive."""
    with zipfile.ZipFile(path) as archive:
        return gzip.decompress(archive.read(name))


def tar_members(path: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Files from a ``.tar.gz``, read in one pass that ends when all were seen; ``KeyError`` for one that is missing."""
    found: dict[str, bytes] = {}
    with tarfile.open(path, "r|gz") as archive:
        for member in archive:
            if member.name in names and (opened := archive.extractfile(member)) is not None:
                found[member.name] = opened.read()
                if len(found) == len(names):
                    break
    return {name: found[name] for name in names}
