"""Several who want the same file at once: one of them downloads it, all see how far it is."""

import contextlib
import threading
from collections.abc import Callable, Iterator

from engine.downloads.fetching import Progress

_LOOK_SECONDS = 0.1


class Shared:
    """Downloads by name."""

    def __init__(self) -> None:
        self._downloads: dict[str, _Download] = {}

    @contextlib.contextmanager
    def alone(self, name: str, progress: Progress, cancelled: Callable[[], bool]) -> Iterator[Progress | None]:
        """Wait until nobody else downloads that; gives the progress to tell, which those who wait are told, too.

        ``None`` where it was cancelled while waiting.
        """
        download = self._downloads.setdefault(name, _Download())
        while not download.lock.acquire(timeout=_LOOK_SECONDS):
            if cancelled():
                yield None
                return
            progress(*download.newest)

        def tell(done: int, total: int) -> None:
            download.newest = (done, total)
            progress(done, total)

        try:
            yield tell
        finally:
            download.lock.release()


class _Download:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.newest = (0, 0)
