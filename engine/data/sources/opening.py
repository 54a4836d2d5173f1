"""A source that is looked into more than once: what it was packed in is unpacked the first time only."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from engine.data.sources.archives import unpack
from engine.data.sources.detect import detect
from engine.data.sources.examples import Found, unreadable
from engine.data.sources.features import Features
from engine.data.sources.options import ReadOptions
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


class OpenSource:
    """A folder, table, array file or zip of one. May be used from any thread; what it unpacked lasts until its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._inside: Path | None = None
        self._closed = False

    def find(self, options: ReadOptions, check: Callable[[], None] = lambda: None) -> Found | Features:
        """The labelled examples, to be read before this is closed; ``check`` is called now and then and may raise.

        Raises :class:`NetwrightError` that says what was expected.
        """
        try:
            if not self.path.exists():
                raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is nothing at {path}."), path=str(self.path))
            return detect(self._unpacked(check), self.path, options)
        except OSError as error:
            raise unreadable(Path(error.filename or self.path), error) from error

    def close(self) -> None:
        """Delete what was unpacked; takes as long as the disk does for as many files. Never raises."""
        with self._lock:
            self._closed = True
            folder, self._folder, self._inside = self._folder, None, None
        if folder is not None:
            with contextlib.suppress(OSError):
                folder.cleanup()

    def _unpacked(self, check: Callable[[], None]) -> Path:
        if self.path.suffix.casefold() != ".zip" or not self.path.is_file():
            return self.path
        with self._lock:
            if self._inside is None:
                if self._closed:
                    raise ValueError("the source is closed")
                folder = tempfile.TemporaryDirectory(prefix="netwright-", ignore_cleanup_errors=True)
                try:
                    self._inside = unpack(self.path, Path(folder.name), check)
                except BaseException:
                    folder.cleanup()
                    raise
                self._folder = folder
            return self._inside


@contextlib.contextmanager
def opened(source: Path | OpenSource) -> Iterator[OpenSource]:
    """The source at a path, closed in the end; one that is open already stays so."""
    if isinstance(source, OpenSource):
        yield source
        return
    with contextlib.closing(OpenSource(source)) as fresh:
        yield fresh
