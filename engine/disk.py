"""The system calls of a save, in one replaceable place: tests make each of them fail, as disks do.

Everything that must survive a crash is written through :func:`disk`; nothing is cached or retried here.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)
_NO_INHERITING = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_FULL_SYNC = 51
"""macOS's ``F_FULLFSYNC``: its ``fsync`` leaves the bytes in the drive's own cache."""

_FOLDERS_NOT_SYNCED = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR}
"""What systems answer that cannot flush a folder at all: nothing is lost by it that could be kept."""


class Disk:
    """The system's own calls. Each raises :class:`OSError`; handles are the system's file descriptors."""

    def create(self, path: Path) -> int:
        """A new file, open for writing; refuses one that is there."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_INHERITING, 0o666)

    def open_to_append(self, path: Path) -> int:
        """A file open for writing at its end, made where it is missing."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY | _NO_INHERITING, 0o666)

    def write(self, handle: int, part: memoryview) -> int:
        """Write once; returns how many bytes the system took, which may be fewer than there are."""
        return os.write(handle, part)

    def sync(self, handle: int) -> None:
        """Flush a file's content to the disk itself."""
        if sys.platform == "darwin":
            import fcntl

            with contextlib.suppress(OSError):  # network drives have no such call
                fcntl.fcntl(handle, _FULL_SYNC)
                return
        os.fsync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file over another, in one step."""
        os.replace(source, target)  # noqa: PTH105 - one call for one call

    def link(self, source: Path, target: Path) -> None:
        """A second name for a file's content."""
        os.link(source, target)

    def unlink(self, path: Path) -> None:
        os.unlink(path)  # noqa: PTH108

    def make_folder(self, path: Path) -> None:
        os.mkdir(path)  # noqa: PTH102

    def sync_folder(self, folder: Path) -> None:
        """Flush a folder's entries to the disk, where the system can (Windows cannot)."""
        if sys.platform == "win32":
            return
        try:
            handle = os.open(folder, os.O_RDONLY | _NO_INHERITING)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            if error.errno not in _FOLDERS_NOT_SYNCED:
                raise


_disk = Disk()


def disk() -> Disk:
    """Where everything is written."""
    return _disk


@contextlib.contextmanager
def using(other: Disk) -> Iterator[None]:
    """Write through ``other`` for a while, in all threads."""
    global _disk
    before, _disk = _disk, other
    try:
        yield
    finally:
        _disk = before
