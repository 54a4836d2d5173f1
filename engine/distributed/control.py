"""What one process is asked for, and all of them do after the same step. No torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from engine.training.control import Control

if TYPE_CHECKING:
    from engine.project import Project

BEAT_SECONDS = 0.25
"""So often processes that stand still exchange a word. None counts as lost then, and a wish to go on is heard soon."""


class Asked(NamedTuple):
    """What this process was asked for: to stop, to stand still, to go on as that project says."""

    stop: bool
    pause: bool
    change: Project | None


class SharedControl(Control):
    """Until :meth:`together` a cancel is heeded at once, from then on everything when all have agreed on it."""

    def __init__(self) -> None:
        super().__init__()
        self._stop_asked = self._pause_asked = False
        self._change_asked: Project | None = None
        self._agree: Callable[[], None] | None = None

    @property
    def asked_to_stop(self) -> bool:
        """Whether this process was."""
        return self._stop_asked

    def together(self, agree: Callable[[], None]) -> None:
        """From now on, the processes agree; those that stand still call ``agree`` again and again, all of them."""
        self._agree = agree

    def pause(self) -> None:
        with self._changed:
            self._pause_asked = True

    def resume(self) -> None:
        with self._changed:
            self._pause_asked = False
            self._changed.notify_all()

    def cancel(self) -> None:
        with self._changed:
            self._stop_asked = True
            self._changed.notify_all()
        if self._agree is None:
            super().cancel()

    def change(self, project: Project) -> None:
        with self._changed:
            self._change_asked = project

    def take_asked(self) -> Asked:
        """What is to be told to the others now; a change is told once."""
        with self._changed:
            project, self._change_asked = self._change_asked, None
            return Asked(self._stop_asked, self._pause_asked, project)

    def decide(self, *, stop: bool, pause: bool, change: Project | None) -> None:
        """What all have agreed on, for :meth:`check` and :meth:`take_change` after this step."""
        if change is not None:
            super().change(change)
        if pause:
            super().pause()
        else:
            super().resume()
        if stop:
            super().cancel()

    def _wait_while_paused(self) -> None:
        assert self._agree is not None, "nobody pauses before all are together"
        while self._pause and not self.cancelled:
            with self._changed:
                if self._pause_asked and not self._stop_asked:
                    self._changed.wait(BEAT_SECONDS)
            self._agree()
