"""What a person may ask of a running job, from any thread: pause, resume, cancel, and go on changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.training.failures import Cancelled

if TYPE_CHECKING:
    from engine.project import Project


class Control:
    """The flags of one job. The trainer calls :meth:`check` after every step and every evaluation batch."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._cancelled = threading.Event()
        self._pause = False
        self._project: Project | None = None
        self.paused_seconds = 0.0
        """How long the trainer has stood still so far."""

    def pause(self) -> None:
        with self._changed:
            self._pause = True

    def resume(self) -> None:
        with self._changed:
            self._pause = False
            self._changed.notify_all()

    def cancel(self) -> None:
        with self._changed:
            self._cancelled.set()
            self._changed.notify_all()

    def change(self, project: Project) -> None:
        """Have the rest of the run follow this project."""
        with self._changed:
            self._project = project

    def take_change(self) -> Project | None:
        """The project that was asked for since the last call."""
        with self._changed:
            project, self._project = self._project, None
            return project

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def attention(self) -> bool:
        """Whether :meth:`check` would do anything; cheap enough for every step."""
        return self._pause or self._cancelled.is_set()

    def check(self, on_pause: Callable[[], None], on_resume: Callable[[], None]) -> None:
        """Raise :class:`Cancelled` if asked to; stand still while paused, which a cancel ends, too.

        ``on_pause`` is called before standing still, ``on_resume`` after it.
        """
        self._stop_if_cancelled()
        if not self._pause:
            return
        on_pause()
        began = time.perf_counter()
        self._wait_while_paused()
        self.paused_seconds += time.perf_counter() - began
        self._stop_if_cancelled()
        on_resume()

    def _wait_while_paused(self) -> None:
        with self._changed:
            while self._pause and not self.cancelled:
                self._changed.wait()

    def _stop_if_cancelled(self) -> None:
        if self.cancelled:
            raise Cancelled
