"""Files of tensors whose names hold the SHA-256 of their content, so that one rename publishes both."""

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from torch import Tensor

from engine.files import make_folder, remove_temporary_files, temporary_file
from engine.tensor_file import read_tensor_file


def publish(folder: Path, kind: str, parts: Iterable[memoryview], name: Callable[[str], str]) -> Path:
    """Write a file below ``folder``, which is made where it is missing; it shows once it is whole and on the disk.

    ``name`` gives its name from the content's digest. Raises :class:`OSError`; no part of the file is then left.
    """
    make_folder(folder)
    remove_temporary_files(folder, own=True)  # a run has one writer
    digest = hashlib.sha256()
    with temporary_file(folder, kind) as temporary:
        for part in parts:
            digest.update(part)
            temporary.write(part)
        temporary.finish()
        target = folder / name(digest.hexdigest())
        temporary.rename(target)
    return target


def read_whole(path: Path, digest: str) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Tensors and notes; raises :class:`ValueError` unless the content's digest is the one in the name."""
    with path.open("rb", buffering=0) as file:
        found = hashlib.sha256()
        content = read_tensor_file(file, os.fstat(file.fileno()).st_size, found)
    if found.hexdigest() != digest:
        raise ValueError("its SHA-256 is not the one in its name")
    return content
