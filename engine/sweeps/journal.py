"""Optuna's journal in one file, in the format of its own backend, that survives kill -9 and full disks.

Optuna's backend holds its lock for 30 s after its process was killed, and a line that was cut in two makes all later
ones unreadable. Here the system frees the lock with the process, and whoever writes next takes a torn line away: the
one who wrote it never heard that it was kept.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from optuna.storages.journal import BaseJournalBackend

from engine.disk import disk
from engine.files import naming, write_all

_LOOKED_AT = 1 << 16


class FileJournal(BaseJournalBackend):
    """Records as lines of JSON. Methods raise :class:`OSError` that names the file; one object serves one thread."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._offsets = [0]
        """Where each record begins, as far as they were read."""

    def read_logs(self, log_number_from: int) -> Iterator[dict[str, Any]]:
        """The records from a number on; a line without its end is still being written, or was torn."""
        with naming(self._file):
            if not self._file.exists():
                return
            start = min(log_number_from, len(self._offsets) - 1)
            with self._file.open("rb") as file:
                file.seek(self._offsets[start])
                lines = file.read().split(b"\n")[:-1]
        for number, line in enumerate(lines, start):
            if number + 1 == len(self._offsets):
                self._offsets.append(self._offsets[number] + len(line) + 1)
            if number >= log_number_from:
                yield json.loads(line)

    def append_logs(self, logs: list[dict[str, Any]]) -> None:
        """Append records and flush them to the disk; after an error they may be there, but never in part."""
        lines = "".join(json.dumps(log, separators=(",", ":")) + "\n" for log in logs).encode()
        with naming(self._file), _locked(self._file.with_name(self._file.name + ".lock")):
            handle = disk().open_to_append(self._file)
            try:
                whole = _cut_torn_line(self._file)
                try:
                    write_all(handle, memoryview(lines))
                except OSError:
                    os.truncate(self._file, whole)
                    raise
                disk().sync(handle)
            finally:
                disk().close(handle)


def _cut_torn_line(file: Path) -> int:
    """Take away what stands behind the last end of a line; returns the size that is left."""
    with file.open("rb") as content:
        size = content.seek(0, os.SEEK_END)
        whole = size
        while whole:
            start = max(0, whole - _LOOKED_AT)
            content.seek(start)
            found = content.read(whole - start).rfind(b"\n")
            whole = start + found + 1
            if found >= 0:
                break
    if whole != size:
        os.truncate(file, whole)
    return whole


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold a lock of the operating system, which it frees itself when the process dies."""
    handle = disk().open_to_append(file)
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        disk().close(handle)
