"""What is kept of a member while it learns: the last good state in memory, weights and checkpoints on the disk."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from torch import Tensor, nn

from engine.training.checkpoint import State
from engine.training.events import CheckpointSaved, Event
from engine.training.saver import Saver
from engine.weights import copy_state

_BYTES_PER_MB = 1_000_000


class _Best(NamedTuple):
    weights: dict[str, Tensor]
    epoch: int
    step: int


class MemberFiles:
    """The files of one run, written by a thread of its own as :class:`Saver` does.

    The best weights wait in memory until the next checkpoint or the end: many networks with short epochs would write
    all the time. Methods raise :class:`OSError` where an earlier write failed.
    """

    def __init__(self, folder: Path, emit: Callable[[Event], None]) -> None:
        self.good: State | None = None
        """The newest state whose weights are all finite."""
        self.best_epoch: int | None = None
        """The epoch whose weights are on the disk as the best."""
        self._emit = emit
        self._saver = Saver(folder)
        self._best: _Best | None = None
        self._saved: State | None = None

    def hold_best(self, network: nn.Module, epoch: int, step: int) -> None:
        """Take a copy of these weights as the best."""
        self._best = _Best(copy_state(network), epoch, step)

    def save_best(self) -> None:
        """Write the best weights that wait."""
        if self._best is None:
            return
        best, self._best = self._best, None
        self._saver.save_best(best.weights, {"epoch": str(best.epoch), "step": str(best.step)}, best.epoch)

    def save(self, state: State) -> None:
        """Write the best weights, and that state as the newest checkpoint."""
        self.save_best()
        self._saved = state
        progress = state.notes["progress"]
        self._saver.save_last(state, progress["step"], progress["epoch"])

    def save_epoch(self, network: nn.Module, epoch: int, step: int, megabytes: int) -> None:
        """Add these weights to the history of the run's epochs, unless there is no room for two."""
        size = sum(tensor.nbytes for tensor in network.state_dict().values())
        if 2 * size <= megabytes * _BYTES_PER_MB and self._saver.history_error is None:
            self._saver.save_epoch(copy_state(network), epoch, step, megabytes * _BYTES_PER_MB)

    def forget_epochs(self, after: int) -> None:
        """The training goes on from there: the weights of later epochs are of no account any more."""
        self._saver.forget_epochs(after)

    @property
    def keeps_up(self) -> bool:
        """Whether the disk does."""
        return self._saver.idle

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

    def rescue(self) -> None:
        """After an error: write the last good state, if it is not on the disk yet. What fails then was told before."""
        with contextlib.suppress(OSError):
            if self.good is not None and self.good is not self._saved:
                self.save(self.good)
            self.save_best()
            self.wait()

    def close(self) -> None:
        """End the writing thread; what waits is still written."""
        self._saver.close()
