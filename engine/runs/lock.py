"""One writer for a folder, among all processes of the machine. A lock ends with its process, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_LOOK_AGAIN_SECONDS = 0.02
_GLANCE_SECONDS = 0.1
"""How long a lock is tried for at least: whoever only looks whether it is held, holds it for a moment."""

LOCK_FILE = ".lock"
"""Windows alone needs one: elsewhere the folder itself is locked."""


class FolderLock:
    """Held from :func:`lock_folder` to :meth:`release`, or to the end of the process."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let others write; a second time does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):
                os.close(handle)


def lock_folder(folder: Path, seconds: float = _GLANCE_SECONDS) -> FolderLock | None:
    """Lock a folder, waiting so long for whoever holds it; ``None`` where somebody still does.

    A file system that knows no locks gives one that keeps nobody away: a run's process is then all that is known.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return FolderLock(_take(folder))
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return None
            time.sleep(_LOOK_AGAIN_SECONDS)
        except OSError:
            return FolderLock(None)


def is_locked(folder: Path) -> bool:
    """Whether somebody, this process included, holds the folder's lock; no, where that cannot be told."""
    if sys.platform == "win32" and not (folder / LOCK_FILE).exists():
        return False
    lock = lock_folder(folder, 0.0)
    if lock is None:
        return True
    lock.release()
    return False


@contextlib.contextmanager
def alone_in(root: Path, seconds: float = 2.0) -> Iterator[None]:
    """Hold the folder of all runs for a short change; raises :class:`NetwrightError` where another program does."""
    lock = lock_folder(root, seconds)
    if lock is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Another window or program is changing the runs in {folder} just now."),
            QT_TRANSLATE_NOOP("engine", "Nothing was changed here. Try again in a moment."),
            folder=str(root),
        )
    try:
        yield
    finally:
        lock.release()


if sys.platform == "win32":

    def _take(folder: Path) -> int:
        """An open file whose lock is held; raises :class:`BlockingIOError` where it is not to be had."""
        import msvcrt

        handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_NOINHERIT)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(handle)
            raise BlockingIOError(error.errno, error.strerror) from error
        return handle

else:

    def _take(folder: Path) -> int:
        """The open folder, whose lock is held; raises :class:`BlockingIOError` where it is not to be had."""
        import fcntl

        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle
