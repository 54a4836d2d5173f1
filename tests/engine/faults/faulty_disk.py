"""A disk that fails, at a call of one's choice, the way disks do."""

import errno
import os
from pathlib import Path
from typing import Literal, get_args

from engine.disk import Disk

Fault = Literal["full", "full after half", "broken once", "broken", "read-only", "short"]
FAULTS: tuple[Fault, ...] = get_args(Fault)

_NUMBERS: dict[Fault, int] = {
    "full": errno.ENOSPC,
    "full after half": errno.ENOSPC,
    "broken once": errno.EIO,
    "broken": errno.EIO,
    "read-only": errno.EROFS,
}


class FaultyDisk(Disk):
    """Works up to its call number ``at`` (from 1; 0: for good), which then fails, and with most faults all after it.

    ``full`` refuses what needs space, and deletes. ``full after half`` takes half of a write first. ``broken`` and
    ``read-only`` refuse everything, ``broken once`` one call. ``short`` takes one byte of each write.
    """

    def __init__(self, fault: Fault, at: int) -> None:
        self.calls: list[str] = []
        self.struck = False
        self._fault, self._at = fault, at

    def _count(self, call: str, *, needs_space: bool = True) -> None:
        self.calls.append(call)
        if not self._at or len(self.calls) < self._at or self._fault == "short":
            self.struck |= bool(self._at) and len(self.calls) >= self._at
            return
        if self._fault.startswith("full") and not needs_space:
            return
        if self._fault == "broken once" and len(self.calls) > self._at:
            return
        self.struck = True
        number = _NUMBERS[self._fault]
        raise OSError(number, os.strerror(number))

    def create(self, path: Path) -> int:
        self._count("create")
        return super().create(path)

    def open_to_append(self, path: Path) -> int:
        self._count("open_to_append")
        return super().open_to_append(path)

    def write(self, handle: int, part: memoryview) -> int:
        if self._fault == "short" and self._at and len(self.calls) + 1 >= self._at:
            part = part[:1]
        elif self._fault == "full after half" and len(self.calls) + 1 == self._at and len(part) > 1:
            self.calls.append("write")
            self.struck = True
            return super().write(handle, part[: len(part) // 2])
        self._count("write")
        return super().write(handle, part)

    def sync(self, handle: int) -> None:
        self._count("sync")
        super().sync(handle)

    def replace(self, source: Path, target: Path) -> None:
        self._count("replace")
        super().replace(source, target)

    def link(self, source: Path, target: Path) -> None:
        self._count("link")
        super().link(source, target)

    def unlink(self, path: Path) -> None:
        self._count("unlink", needs_space=False)
        super().unlink(path)

    def make_folder(self, path: Path) -> None:
        self._count("make_folder")
        super().make_folder(path)

    def sync_folder(self, folder: Path) -> None:
        self._count("sync_folder")
        super().sync_folder(folder)
