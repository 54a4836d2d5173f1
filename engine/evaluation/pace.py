"""How often something may be done beside a training that shall not be slowed by it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Keeps what is done again and again to a ``share`` of the time, whatever it takes: after it comes a rest.

    Seconds are those that go by, not those of the processor: while others wait for a lock, a processor or memory, they
    wait no longer than it lasts, so that they cannot lose a larger share than this. Safe from any thread.
    """

    def __init__(self, share: float, least_rest: float = 0.0, clock: Callable[[], float] = time.perf_counter) -> None:
        self._share, self._least_rest, self.now = share, least_rest, clock
        self._lock = threading.Lock()
        self._due = clock()

    @property
    def rest(self) -> float:
        """Seconds until it may be done again, 0 where it may be done now."""
        return max(self._due - self.now(), 0.0)

    def charge(self, seconds: float) -> None:
        """So many seconds were just taken: the rest they call for is added to what is left of earlier ones."""
        with self._lock:
            now = self.now()
            self._due = max(max(self._due, now) + seconds / self._share, now + self._least_rest)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Charge what is done meanwhile, whether it succeeds or not."""
        began = self.now()
        try:
            yield
        finally:
            self.charge(self.now() - began)
