"""A file as it comes over HTTP, in pieces that one can stop waiting for at any moment."""

import contextlib
import http.client
import queue
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from dataclasses import dataclass

from engine.downloads.failures import BrokenOff, DownloadFailed, Refused, Unreachable

PATIENCE_SECONDS = 20
"""How long a server may say nothing."""
_LOOK_SECONDS = 0.1
_CHUNK = 1 << 16
_CHUNKS_AHEAD = 64
_PARTIAL = 206
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The server's answer: bytes from ``start`` on follow, of ``total`` in all (``None``: it does not tell)."""

    start: int
    total: int | None


Item = Beginning | bytes | BaseException


def arriving(url: str, cancelled: Callable[[], bool], start: int = 0) -> Generator[Item | None, None, None]:
    """What comes: the beginning, bytes (none while the server is silent), an error; ``None`` at a cancel.

    ``start`` asks for the bytes from there on, which a server may ignore. A thread of its own reads, for looking up a
    name and opening a connection cannot be broken off; it is left behind by a cancel and ends when the server speaks
    or its patience is over.
    """
    came: queue.Queue[Item | None] = queue.Queue(_CHUNKS_AHEAD)
    left = threading.Event()
    threading.Thread(target=_read, args=(url, start, came, left), name="netwright-download", daemon=True).start()
    try:
        while True:
            if cancelled():
                yield None
                return
            try:
                item = came.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                item = b""
            if item is None:
                return
            yield item
    finally:
        left.set()


def _read(url: str, start: int, came: "queue.Queue[Item | None]", left: threading.Event) -> None:
    def give(item: Item | None) -> None:
        while not left.is_set():
            with contextlib.suppress(queue.Full):
                came.put(item, timeout=_LOOK_SECONDS)
                return

    try:
        request = urllib.request.Request(url, headers={"Range": f"bytes={start}-"} if start else {})
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            give(_beginning(answer.status, answer.headers))
            while not left.is_set() and (chunk := answer.read1(_CHUNK)):
                give(chunk)
    except Exception as error:  # told to who waits
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        give(error)
    give(None)


def _beginning(status: int, headers: http.client.HTTPMessage) -> Beginning:
    told = headers.get("Content-Length", "")
    length = int(told) if told.isdecimal() else None
    found = _RANGE.fullmatch(headers.get("Content-Range", "")) if status == _PARTIAL else None
    if found is None:
        return Beginning(0, length)
    start = int(found[1])
    return Beginning(start, int(found[2]) if found[2] != "*" else None if length is None else start + length)


def failure_of(error: BaseException, came: int, done: int, total: int) -> DownloadFailed:
    """What an error means that a connection ended with, after ``came`` bytes of it and ``done`` of ``total`` in all."""
    if isinstance(error, urllib.error.HTTPError):
        return Refused(error.code, str(error.reason))
    if isinstance(error, http.client.IncompleteRead) or came:
        return BrokenOff(done, total)
    return Unreachable(_words(error.reason if isinstance(error, urllib.error.URLError) else error))


def _words(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return "timed out"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror
    return str(reason) or type(reason).__name__
