"""One file from the network into a folder: whole and right, or not at all; resumed where that is asked for."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.downloads.failures import BrokenOff, OtherContent, Refused, Unwritable

Progress = Callable[[int, int], None]
"""Told bytes that are here and bytes in all."""

_CHUNK = 1 << 20
_RANGE_NOT_SATISFIABLE = 416


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """``digest`` is what the file's digest by ``algorithm`` begins with; ``size`` in bytes, as nearly as is known."""

    url: str
    digest: str
    size: int
    algorithm: str = "sha256"


def fetch_file(
    file: RemoteFile, target: Path, progress: Progress, cancelled: Callable[[], bool], *, resumes: bool = False
) -> bool:
    """Download a file to ``target``; returns ``False`` after a cancel, which is heeded at once.

    It is written beside and takes its name when all of it is right. With ``resumes`` what came before a cancel or a
    broken connection stays as ``<target>.part``, and the next call asks for the rest. Raises :class:`DownloadFailed`.
    """
    with contextlib.ExitStack() as stack:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary, handle = _opened(target, resumes)
            kept = stack.enter_context(_Kept(temporary, handle, file.algorithm, resumes))
            if resumes:
                kept.take_over(cancelled)
        except OSError as error:
            raise Unwritable(error) from error
        if not kept.hexdigest.startswith(file.digest):  # else all of it was here but for the name
            try:
                if not _receive(file, kept, progress, cancelled):
                    return False
            except Refused as refused:
                if refused.code != _RANGE_NOT_SATISFIABLE or not kept.done:
                    raise
                kept.start_anew()  # more is here than the file has
                if not _receive(file, kept, progress, cancelled):
                    return False
        if not kept.hexdigest.startswith(file.digest):
            kept.stays = False
            raise OtherContent(kept.hexdigest)
        try:
            kept.become(target)
        except OSError as error:
            raise Unwritable(error) from error
    return True


def _receive(file: RemoteFile, kept: _Kept, progress: Progress, cancelled: Callable[[], bool]) -> bool:
    from engine.downloads.receiving import Beginning, arriving, failure_of  # what speaks HTTP takes long to import

    total, promised, came = max(file.size, kept.done), False, 0
    progress(kept.done, total)
    with contextlib.closing(arriving(file.url, cancelled, kept.done)) as items:
        for item in items:
            if item is None:
                return False
            if isinstance(item, BaseException):
                raise failure_of(item, came, kept.done, total) from item
            try:
                if isinstance(item, Beginning):
                    if item.start != kept.done:
                        kept.start_anew()
                    if item.total is not None:
                        total, promised = item.total, True
                    continue
                kept.write(item)
            except OSError as error:
                raise Unwritable(error) from error
            came += len(item)
            progress(kept.done, max(total, kept.done))
    if promised and kept.done < total:
        raise BrokenOff(kept.done, total)
    if kept.done != total:  # the server did not tell the length
        progress(kept.done, kept.done)
    return True


class _Kept:
    """What is here of a file: written, counted and hashed. At the end it goes, unless it ``stays``."""

    def __init__(self, path: Path, handle: int, algorithm: str, stays: bool) -> None:
        self.done = 0
        self.stays = stays
        self._path, self._algorithm = path, algorithm
        self._file: BinaryIO = os.fdopen(handle, "r+b")
        self._hashed = hashlib.new(algorithm, usedforsecurity=False)

    def __enter__(self) -> _Kept:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # a full disk was told when it was written to
            self._file.close()
        if not self.stays or not self.done:
            self._path.unlink(missing_ok=True)

    @property
    def hexdigest(self) -> str:
        return self._hashed.hexdigest()

    def take_over(self, cancelled: Callable[[], bool]) -> None:
        """Count and hash what an earlier download left."""
        while not cancelled() and (chunk := self._file.read(_CHUNK)):
            self._hashed.update(chunk)
            self.done += len(chunk)

    def start_anew(self) -> None:
        """Forget what is here: it is not the beginning of what comes."""
        self._file.seek(0)
        self._file.truncate()
        self._hashed = hashlib.new(self._algorithm, usedforsecurity=False)
        self.done = 0

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._hashed.update(chunk)
        self.done += len(chunk)

    def become(self, target: Path) -> None:
        """Take the file's name."""
        self._file.close()
        self._path.chmod(0o644)
        self._path.replace(target)
        self.stays = True


def _opened(target: Path, resumes: bool) -> tuple[Path, int]:
    """A file to write into: the one of an earlier download, if no other process is at it, or a fresh one."""
    if resumes:
        part = target.with_name(target.name + ".part")
        handle = os.open(part, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        if _locked(handle):
            return part, handle
        os.close(handle)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    return Path(name), handle


def _locked(handle: int) -> bool:
    """Whether the file is this process's alone, until it is closed; a system without such locks says yes."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
