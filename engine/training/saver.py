"""Writes checkpoints and best weights in a thread of its own, so that training never waits for a disk."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from torch import Tensor

from engine.files import sync_file
from engine.runs.run import METRICS_FILE
from engine.training.checkpoint import State, save_best, save_state
from engine.training.history import forget_epochs, save_epoch
from engine.training.priority import lower_thread_priority

_MOST_WAITING = 2
"""Epochs' weights that may wait in memory for a slow disk."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that is on the disk, whole."""

    path: Path
    epoch: int
    best: bool


@dataclass(frozen=True, slots=True)
class _Waiting:
    kind: Literal["last", "best", "epoch"]
    epoch: int
    save: Callable[[], Path | None]


class Saver:
    """Saves what the trainer hands over, in that order. Its methods are for one thread, the trainer's.

    Snapshots are the caller's copies on the CPU, which nobody may change afterwards. A checkpoint that still waits when
    a newer one comes is left out, and so are best weights that still wait when better ones come, unless a checkpoint
    stands between: a checkpoint is never on the disk before the best weights that it speaks of.

    The run's curves are flushed to the disk before a checkpoint shows, so that after a power cut, too, no checkpoint
    is ahead of what is known of the steps before it.

    Weights of single epochs are worth less than the run: what fails with them stands in ``history_error``, and is not
    raised.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._finished: list[Saved] = []
        self._error: BaseException | None = None
        self.history_error: BaseException | None = None
        """Why an epoch's weights could not be kept."""
        self.history_seconds = 0.0
        """Of a core, that epochs' weights took so far."""
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

        self._put(_Waiting("last", epoch, save))

    def save_best(self, weights: Mapping[str, Tensor], notes: Mapping[str, str], epoch: int) -> None:
        """Make ``weights`` the run's best; see :func:`engine.training.checkpoint.save_best`."""
        self._put(_Waiting("best", epoch, lambda: save_best(self._folder, weights, notes, epoch)))

    def save_epoch(self, weights: Mapping[str, Tensor], epoch: int, step: int, room: int) -> None:
        """Add ``weights`` to the run's history; see :func:`engine.training.history.save_epoch`."""

        def save() -> Path:
            began = time.thread_time()
            try:
                return save_epoch(self._folder, weights, epoch, step, room)
            finally:
                self.history_seconds += time.thread_time() - began

        self._put(_Waiting("epoch", epoch, save))

    def forget_epochs(self, after: int) -> None:
        """Let the run's history after an epoch go."""
        self._put(_Waiting("epoch", after, lambda: forget_epochs(self._folder, after)))

    @property
    def has_room(self) -> bool:
        """Whether the disk keeps up, so that another epoch's weights may wait for it."""
        with self._changed:
            return sum(one.kind == "epoch" for one in self._waiting) < _MOST_WAITING

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
            self._waiting = [*_still_wanted(self._waiting, item), item]
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
            of_history = item.kind == "epoch"
            del item  # its snapshot's memory
            with self._changed:
                if of_history:
                    self.history_error = self.history_error or error
                else:
                    self._error = self._error or error
                    if saved is not None:
                        self._finished.append(saved)
                self._writing = False
                self._changed.notify_all()


def _still_wanted(waiting: list[_Waiting], newest: _Waiting) -> list[_Waiting]:
    """What waits and is not overtaken by the newest."""
    if newest.kind == "epoch":
        return waiting
    epochs = [one for one in waiting if one.kind == "epoch"]
    others = [one for one in waiting if one.kind != "epoch"]
    if newest.kind == "last":
        return [*[one for one in others if one.kind == "best"][-1:], *epochs]
    if others and others[-1].kind == "best":
        others.pop()
    return [*others, *epochs]


def _try(item: _Waiting) -> tuple[Saved | None, BaseException | None]:
    try:
        path = item.save()
    except BaseException as error:
        return None, error
    return None if path is None else Saved(path, item.epoch, item.kind == "best"), None
