"""Writing files so that a crash leaves the old content or the new one, never a half."""

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.disk import disk
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import psutil
else:
    psutil = lazy_module("psutil")

_LONGEST_WRITE = 16 << 20
"""Bytes for one call of the system, which may take no more than 2 GiB and is not to keep a thread for long."""

_TEMPORARY = re.compile(r"\..{0,40}\.(?P<writer>\d{1,10})-[0-9a-f]{8}\.tmp")

_SECONDS_TO_LET_GO = 1.0 if os.name == "nt" else 0.0
"""Windows replaces no file that somebody has open: a reader, or a virus scanner for a moment."""


class TemporaryFile:
    """A file that is written under a name of its own and shows under its real one only when it is whole."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = _temporary_name(folder, name)
        self._handle: int | None = disk().create(self.path)

    def write(self, part: bytes | memoryview) -> None:
        """Append all of ``part``, however few bytes the system takes at a time."""
        assert self._handle is not None
        write_all(self._handle, part)

    def finish(self) -> None:
        """Flush what was written to the disk and close the file; it keeps its temporary name."""
        assert self._handle is not None
        disk().sync(self._handle)
        handle, self._handle = self._handle, None
        disk().close(handle)

    def rename(self, target: Path) -> None:
        """Give a finished file its real name, over a file that has it, and flush the folder."""
        _replace(self.path, target)
        disk().sync_folder(target.parent)

    def discard(self) -> None:
        """Take the temporary file away, where it still is; never raises."""
        with contextlib.suppress(OSError):
            if self._handle is not None:
                handle, self._handle = self._handle, None
                disk().close(handle)
        with contextlib.suppress(OSError):
            disk().unlink(self.path)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file's content in one step: temporary file in the same folder, flushed to the disk, renamed over it.

    Raises :class:`OSError` that names ``path``; the file then holds the former content or the new one, whole, and no
    temporary file is left (unless the disk refuses even that; see :func:`remove_temporary_files`).
    """
    write_parts(path, (content,))


def write_in_place(path: Path, content: bytes) -> None:
    """Write over a file, so that a reader may find half of it. Raises :class:`OSError`.

    A network disk tells of new content sooner than of new files.
    """
    with path.open("r+b" if path.exists() else "wb") as opened:
        opened.write(content)
        opened.truncate()


def write_parts(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """:func:`write_atomically` for large contents, which never stand in memory as a whole."""
    with naming(path), temporary_file(path.parent, path.name) as file:
        for part in parts:
            file.write(part)
        file.finish()
        file.rename(path)


@contextlib.contextmanager
def temporary_file(folder: Path, name: str) -> Iterator[TemporaryFile]:
    """A :class:`TemporaryFile`, taken away at the end unless it was renamed."""
    file = TemporaryFile(folder, name)
    try:
        yield file
    except BaseException:
        file.discard()
        raise


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Make every :class:`OSError` name the file that a person knows, not the temporary one nor none at all."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename == str(path):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def link_atomically(source: Path, target: Path) -> None:
    """Make ``target`` a second name of ``source`` in one step, or a copy where the disk knows no second names.

    ``source`` must not be written to afterwards. Raises :class:`OSError`; ``target`` then is what it was.
    """
    with naming(target):
        temporary = _temporary_name(target.parent, target.name)
        try:
            disk().link(source, temporary)
        except OSError:  # many file systems cannot, each with an error of its own; a broken one fails again below
            with source.open("rb") as file:
                write_parts(target, iter(lambda: file.read(_LONGEST_WRITE), b""))
            return
        try:
            _replace(temporary, target)
        finally:
            # Where both are names of one file already, POSIX's rename does nothing and leaves both.
            with contextlib.suppress(OSError):
                disk().unlink(temporary)
        disk().sync_folder(target.parent)


def write_all(handle: int, part: bytes | memoryview) -> None:
    """Write everything, for a disk may take fewer bytes than it is given; raises :class:`OSError`."""
    left = memoryview(part).cast("B")
    while left:
        left = left[_write(handle, left[:_LONGEST_WRITE]) :]


def _write(handle: int, part: memoryview) -> int:
    taken = disk().write(handle, part)
    if taken == 0:  # asking again would never end
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return taken


def make_folder(folder: Path) -> None:
    """Make one folder where it is missing, and flush its parent, so that its content cannot get lost with it."""
    if not folder.is_dir():
        with contextlib.suppress(FileExistsError):
            disk().make_folder(folder)
        disk().sync_folder(folder.parent)


def remove_temporary_files(folder: Path, own: bool = False) -> None:
    """Delete what writers that were killed left behind; with ``own`` also this process's. Never raises."""
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            found = _TEMPORARY.fullmatch(entry.name)
            if found is not None and _is_stale(int(found["writer"]), own):
                with contextlib.suppress(OSError):
                    disk().unlink(entry)


class LineFile:
    """A file that grows by whole lines. A line that a full disk or a kill cut in two stays one line that is unreadable.

    Not flushed to the disk itself (see :func:`sync_file`): what was appended survives the end of the process, though
    not always that of the machine.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._waiting = b""

    def append(self, lines: bytes = b"") -> None:
        """Append whole lines, each with its end, in one write.

        Raises :class:`OSError`; what the disk did not take then waits for the next call and comes first.
        """
        self._waiting += lines
        if not self._waiting:
            return
        written = 0
        with naming(self._path):
            try:
                if self._handle is None:
                    self._handle = disk().open_to_append(self._path)
                    if _last_byte(self._path) not in (b"", b"\n"):
                        self._waiting = b"\n" + self._waiting
                while written < len(self._waiting):
                    written += _write(self._handle, memoryview(self._waiting)[written:])
            except OSError:
                # What was written of a line is given up: it is written anew, behind an end of line.
                self._waiting = self._waiting[self._waiting.rfind(b"\n", 0, written) + 1 :]
                with contextlib.suppress(OSError):
                    self._let_go()
                raise
        self._waiting = b""

    def close(self) -> None:
        """Append what waits and close the file; it opens again by itself."""
        try:
            self.append()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            disk().close(handle)


def sync_file(path: Path) -> None:
    """Flush to the disk what was appended to a file so far; one that is missing is passed over."""
    with naming(path):
        if path.exists():
            handle = disk().open_to_append(path)
            try:
                disk().sync(handle)
            finally:
                disk().close(handle)


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
        return file.read(1)


def _temporary_name(folder: Path, name: str) -> Path:
    return folder / f".{name[:40]}.{os.getpid()}-{secrets.token_hex(4)}.tmp"


def _is_stale(writer: int, own: bool) -> bool:
    return own if writer == os.getpid() else not psutil.pid_exists(writer)


def _replace(source: Path, target: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_LET_GO
    while True:
        try:
            disk().replace(source, target)
        except PermissionError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.02)
        else:
            return
