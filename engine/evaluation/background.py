"""A thread that waits for questions: it begins with the first one and ends when it is told to."""

import threading
from abc import ABC, abstractmethod


class Background(ABC):
    """What changes stands under ``_changed``; :meth:`_work` waits there and returns once ``_closing`` is set."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None

    def close(self, timeout: float = 5.0) -> bool:
        """End the thread; returns whether it has ended within ``timeout`` seconds."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            thread = self._thread
        if thread is None:
            return True
        thread.join(timeout)
        return not thread.is_alive()

    def _wake(self) -> None:
        """Let the thread look at what has changed; called while ``_changed`` is held."""
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        self._changed.notify_all()

    @abstractmethod
    def _work(self) -> None: ...
