"""A folder that is written beside its place and takes it when it is whole: a kill leaves no half dataset."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.disk import disk
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import psutil
else:
    psutil = lazy_module("psutil")


@contextlib.contextmanager
def placed(target: Path) -> Iterator[Path]:
    """An empty folder to write into, which becomes ``target`` at the end; after an error it is gone.

    Raises :class:`OSError`, also where ``target`` is there meanwhile.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_behind(target.parent)
    work = Path(tempfile.mkdtemp(prefix=f".import-{os.getpid()}-", dir=target.parent))
    try:
        yield work
        work.replace(target)
        disk().sync_folder(target.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _remove_left_behind(parent: Path) -> None:
    """Delete what processes that were killed had written."""
    for folder in parent.glob(".import-*"):
        process = folder.name.split("-")[1]
        if process.isdecimal() and not psutil.pid_exists(int(process)):
            shutil.rmtree(folder, ignore_errors=True)
