"""What is kept of a run while it goes: the last good state in memory, checkpoints and the best weights on the disk."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from torch import nn

from engine.training.checkpoint import State
from engine.training.events import CheckpointSaved, Event
from engine.training.saver import Saver
from engine.training.state import is_finite
from engine.weights import copy_state

_SECONDS_BETWEEN_COPIES = 2.0
_SECONDS_BETWEEN_EPOCHS_SAVED = 1.0
_SHARE = 0.01
"""Of the training's time, for copying its state."""


class Keeper:
    """Copies the state now and then, writes some of the copies, and tells what is on the disk.

    Called by the training thread; files are written by another one. Methods raise :class:`OSError` where an earlier
    write failed.
    """

    def __init__(self, folder: Path, emit: Callable[[Event], None], seconds_between_saves: float) -> None:
        self.seconds_between_saves = seconds_between_saves
        self._emit = emit
        self._saver = Saver(folder)
        self._good: State | None = None
        self._saved: State | None = None
        self.best_epoch: int | None = None
        """The epoch whose weights are on the disk as the best."""
        self._next_copy = self._last_save = time.monotonic()

    @property
    def good(self) -> State | None:
        """The newest state whose weights are all finite."""
        return self._good

    @property
    def due(self) -> bool:
        """Whether a copy should be taken now."""
        return time.monotonic() >= self._next_copy

    def keep(self, take: Callable[[], State], *, save: bool = False) -> None:
        """Copy the state that ``take`` gives; it is written where ``save`` says so, or where it is time to.

        A state with weights that are no numbers is of no use and left out.
        """
        began = time.monotonic()
        state = take()
        finite = is_finite(state)
        ended = time.monotonic()
        self._next_copy = ended + max(_SECONDS_BETWEEN_COPIES, (ended - began) / _SHARE)
        if not finite:
            return
        self._good = state
        if save or began - self._last_save >= self.seconds_between_saves:
            self.save(state)

    def end_epoch(self, take: Callable[[], State]) -> None:
        """Keep the state at an epoch's end, unless epochs are so short that it would cost too much."""
        if time.monotonic() - self._last_save >= _SECONDS_BETWEEN_EPOCHS_SAVED:
            self.keep(take, save=True)
        elif self.due:
            self.keep(take)

    def rescue(self) -> None:
        """After an error: write the last good state, if it is not on the disk yet. What fails then was told before."""
        with contextlib.suppress(OSError):
            if self._good is not None and self._good is not self._saved:
                self.save(self._good)
            self.wait()

    def save(self, state: State) -> None:
        """Write that state."""
        self._last_save = time.monotonic()
        self._saved = state
        progress = state.notes["progress"]
        self._saver.save_last(state, progress["step"], progress["epoch"])

    def save_best(self, network: nn.Module, epoch: int, step: int) -> None:
        """Write these weights as the best."""
        self._saver.save_best(copy_state(network), {"epoch": str(epoch), "step": str(step)}, epoch)

    def tell(self) -> None:
        """Tell what was written meanwhile; raises what went wrong with it."""
        for saved in self._saver.finished():
            if saved.best:
                self.best_epoch = saved.epoch
            self._emit(CheckpointSaved(saved.epoch, saved.path, best=saved.best))
        self._saver.check()

    def wait(self) -> None:
        """Wait until all is on the disk, and tell it."""
        self._saver.wait()
        self.tell()

    def close(self) -> None:
        """End the writing thread; what waits is still written."""
        self._saver.close()
