"""Writes checkpoints and best weights in a thread of its own, so that training never waits for a disk."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from engine.files import sync_file
from engine.runs.run import METRICS_FILE
from engine.training.checkpoint import State, save_best, save_state
from engine.training.priority import lower_thread_priority


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that is on the disk, whole."""

    path: Path
    epoch: int
    best: bool


@dataclass(frozen=True, slots=True)
class _Waiting:
    best: bool
    epoch: int
    save: Callable[[], Path]


class Saver:
    """Saves what the trainer hands over, in that order. Its methods are for one thread, the trainer's.

    Snapshots are the caller's copies on the CPU, which nobody may change afterwards. A checkpoint that still waits when
    a newer one comes is left out, and so are best weights that still wait when better ones come, unless a checkpoint
    stands between: a checkpoint is never on the disk before the best weights that it speaks of.

    The run's curves are flushed to the disk before a checkpoint shows, so that after a power cut, too, no checkpoint
    is ahead of what is known of the steps before it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._finished: list[Saved] = []
        self._error: BaseException | None = None
        self._writing = False
        self._closing = False
        self._thread: threading.Thread | None = None

    @property
    def idle(self) -> bool:
        """Whether all that was handed over is on the disk, or failed."""
        return not (self._writing or self._waiting)

    def save_last(self, state: State, step: int, epoch: int) -> None:
        """Make ``state`` the newest checkpoint; see :func:`engine.training.checkpoint.save_state`."""

        def save() -> Path:
            sync_file(self._folder / METRICS_FILE)
            return save_state(self._folder, state, step)

        self._put(_Waiting(False, epoch, save))

    def save_best(self, weights: Mapping[str, Tensor], notes: Mapping[str, str], epoch: int) -> None:
        """Make ``weights`` the run's best; see :func:`engine.training.checkpoint.save_best`."""
        self._put(_Waiting(True, epoch, lambda: save_best(self._folder, weights, notes, epoch)))

    def finished(self) -> list[Saved]:
        """What was saved since the last call, in that order."""
        with self._changed:
            finished, self._finished = self._finished, []
            return finished

    def check(self) -> None:
        """Raise the first error there was: an :class:`OSError` with its number and file; cheap enough for each step."""
        if self._error is not None:
            raise self._error

    def wait(self) -> None:
        """Return when everything is on the disk; raises the first error there was."""
        with self._changed:
            self._changed.wait_for(lambda: self.idle)
        self.check()

    def close(self) -> None:
        """Save what still waits and end the thread. Raises nothing: :meth:`wait` first where it matters."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _put(self, item: _Waiting) -> None:
        with self._changed:
            if self._closing:
                raise RuntimeError("the saver is closed")
            if not item.best:
                self._waiting = [one for one in self._waiting if one.best][-1:]
            elif self._waiting and self._waiting[-1].best:
                self._waiting.pop()
            self._waiting.append(item)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="netwright-saver", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _work(self) -> None:
        lower_thread_priority()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if not self._waiting:
                    return
                item = self._waiting.pop(0)
                self._writing = True
            saved, error = _try(item)
            del item  # its snapshot's memory
            with self._changed:
                if saved is not None:
                    self._finished.append(saved)
                self._error = self._error or error
                self._writing = False
                self._changed.notify_all()


def _try(item: _Waiting) -> tuple[Saved | None, BaseException | None]:
    try:
        return Saved(item.save(), item.epoch, item.best), None
    except BaseException as error:
        return None, error
