"""A file as it comes over HTTP, in pieces that one can stop waiting for at any moment."""

import contextlib
import http.client
import queue
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Generator

from engine.model.pretrained.download_errors import no_connection, refused, truncated
from engine.model.pretrained.families import WeightsFile
from engine.text import NetwrightError

PATIENCE_SECONDS = 20
"""How long a server may say nothing."""
_LOOK_SECONDS = 0.1
_CHUNK = 1 << 16
_CHUNKS_AHEAD = 64

Item = int | bytes | BaseException


def arriving(url: str, cancelled: Callable[[], bool]) -> Generator[Item | None, None, None]:
    """What comes: the length where it is told, bytes (none while the server is silent), an error; ``None`` at a cancel.

    A thread of its own reads, for looking up a name and opening a connection cannot be broken off; it is left behind
    by a cancel and ends when the server speaks or its patience is over.
    """
    came: queue.Queue[Item | None] = queue.Queue(_CHUNKS_AHEAD)
    left = threading.Event()
    threading.Thread(target=_read, args=(url, came, left), name="netwright-download", daemon=True).start()
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


def _read(url: str, came: "queue.Queue[Item | None]", left: threading.Event) -> None:
    def give(item: Item | None) -> None:
        while not left.is_set():
            with contextlib.suppress(queue.Full):
                came.put(item, timeout=_LOOK_SECONDS)
                return

    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
            length = answer.headers.get("Content-Length", "")
            if length.isdecimal():
                give(int(length))
            while not left.is_set() and (chunk := answer.read1(_CHUNK)):
                give(chunk)
    except Exception as error:  # told to who waits
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        give(error)
    give(None)


def broken_off(family: str, weights: WeightsFile, error: BaseException, done: int, total: int) -> NetwrightError:
    """What to say of an error that came after ``done`` of ``total`` bytes."""
    if isinstance(error, urllib.error.HTTPError):
        return refused(family, weights, f"{error.code} {error.reason}")
    if isinstance(error, http.client.IncompleteRead) or done:
        return truncated(family, weights, done, total)
    return no_connection(family, weights, error.reason if isinstance(error, urllib.error.URLError) else error)
