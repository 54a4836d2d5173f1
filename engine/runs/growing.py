"""``metrics.jsonl`` read while another process, on this host or another, appends to it."""

from pathlib import Path
from typing import BinaryIO

from engine.runs.metrics import Entry, entry_of

_MOST_BYTES = 16 << 20
"""Read at a time."""
_REMEMBERED = 256
"""Bytes before the place read to, by which a file that was replaced or cut is told from one that has grown."""


class GrowingMetrics:
    """The lines of a file that were not there at the last look. Half lines wait for their end.

    Opened anew for each look: a network disk shows what is new to who opens a file, and a resumed run replaces it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._place = 0
        self._before = b""
        self.is_behind = False
        """Whether there was more to read."""

    def read(self) -> tuple[list[Entry], bool]:
        """New lines that are whole, and whether the file is another one now, of which they are the first.

        Raises :class:`OSError`; a file that is not there yet is empty.
        """
        try:
            with self._file.open("rb") as file:
                replaced = not self._has_grown(file)
                if replaced:
                    self._place, self._before = 0, b""
                file.seek(self._place)
                content = file.read(_MOST_BYTES)
        except FileNotFoundError:
            return [], False
        self.is_behind = len(content) == _MOST_BYTES
        whole = content[: content.rfind(b"\n") + 1]
        self._place += len(whole)
        self._before = (self._before + whole)[-_REMEMBERED:]
        return [entry for raw in whole.splitlines() if (entry := entry_of(raw)) is not None], replaced

    def _has_grown(self, file: BinaryIO) -> bool:
        file.seek(self._place - len(self._before))
        return file.read(len(self._before)) == self._before
