"""What is kept of a run while it goes: the last good state in memory, and weights on the disk."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from torch import nn

from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.checkpoint import State
from engine.training.config import TrainingConfig
from engine.training.events import CheckpointSaved, EngineWarning, Event
from engine.training.progress import Progress
from engine.training.saver import Saver
from engine.training.state import is_finite
from engine.weights import copy_state

_SECONDS_BETWEEN_COPIES = 2.0
_SECONDS_BETWEEN_EPOCHS_SAVED = 1.0
_SHARE = 0.01
"""Of the training's time, for copying its state, and once more for its epochs' weights."""
_HISTORY_SECONDS = 0.2
"""For epochs' weights in any case, so that short runs have all of them."""
_BYTES_PER_MB = 1_000_000


class Keeper:
    """Copies the state now and then, writes some of the copies, and tells what is on the disk.

    Called by the training thread; files are written by another one. Methods raise :class:`OSError` where an earlier
    write failed.
    """

    def __init__(self, folder: Path, emit: Callable[[Event], None], config: TrainingConfig) -> None:
        self.follow(config)
        self._emit = emit
        self._saver = Saver(folder)
        self._good: State | None = None
        self._saved: State | None = None
        self.best_epoch: int | None = None
        """The epoch whose weights are on the disk as the best."""
        self._began = self._next_copy = self._last_save = time.monotonic()
        self._history_seconds = 0.0
        self._history_failed = False

    def follow(self, config: TrainingConfig) -> None:
        """Keep as often and as much as these hyperparameters say."""
        self.seconds_between_saves = config.checkpoint_seconds
        self._history_room = config.history_megabytes * _BYTES_PER_MB

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

    def begin(self, take: Callable[[], State], network: nn.Module, progress: Progress) -> None:
        """Keep what a training begins with: the state, and the weights of the start or the epoch that is just over."""
        self.keep(take)
        if progress.step:
            self.go_back(progress)
        if not (progress.in_epoch and progress.position):
            self._keep_epoch(network, progress, certainly=True)

    def end_epoch(self, take: Callable[[], State], network: nn.Module, progress: Progress, *, last: bool) -> None:
        """Keep state and evaluated weights at an epoch's end, unless it is so short that it would cost too much."""
        if time.monotonic() - self._last_save >= _SECONDS_BETWEEN_EPOCHS_SAVED:
            self.keep(take, save=True)
        elif self.due:
            self.keep(take)
        self._keep_epoch(network, progress, certainly=last)

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

    def go_back(self, progress: Progress) -> None:
        """The training goes on from there: what was kept of later epochs is of no account any more."""
        self._saver.forget_epochs(after=progress.epochs_done)

    def begin_anew(self, network: nn.Module, epoch: int, step: int) -> None:
        """The network is another one: its weights of now are the best, and those of earlier epochs go."""
        self.save_best(network, epoch, step)
        self._saver.forget_epochs(after=-1)

    def tell(self) -> None:
        """Tell what was written meanwhile; raises what went wrong with it."""
        for saved in self._saver.finished():
            if saved.best:
                self.best_epoch = saved.epoch
            self._emit(CheckpointSaved(saved.epoch, saved.path, best=saved.best))
        failed = self._saver.history_error
        if failed is not None and not self._history_failed:
            self._history_failed = True
            template = QT_TRANSLATE_NOOP(
                "engine", "From here on the weights of single epochs are not kept: {reason}. The run itself goes on."
            )
            reason = (failed.strerror if isinstance(failed, OSError) else None) or str(failed)
            self._emit(EngineWarning(Text(template, {"reason": reason})))
        self._saver.check()

    def wait(self) -> None:
        """Wait until all is on the disk, and tell it."""
        self._saver.wait()
        self.tell()

    def close(self) -> None:
        """End the writing thread; what waits is still written."""
        self._saver.close()

    def _keep_epoch(self, network: nn.Module, progress: Progress, *, certainly: bool) -> None:
        """Add these weights to the history of the run's epochs.

        Unless they must be kept, epochs are left out that are so short that it would cost too much, or while the disk
        is behind. Weights of which there is no room for two are not kept at all.
        """
        size = sum(tensor.nbytes for tensor in network.state_dict().values())
        if self._history_failed or 2 * size > self._history_room:
            return
        began = time.monotonic()
        spent = self._history_seconds + self._saver.history_seconds
        affordable = spent <= _HISTORY_SECONDS + _SHARE * (began - self._began)
        if certainly or (affordable and self._saver.has_room):
            self._saver.save_epoch(copy_state(network), progress.epochs_done, progress.step, self._history_room)
            self._history_seconds += time.monotonic() - began
