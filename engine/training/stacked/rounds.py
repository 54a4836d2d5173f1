"""When the state of all members is copied, and when it is written: seldom enough to cost next to nothing together."""

import time
from collections.abc import Iterable, Sequence

from engine.training.stacked.learner import Learner

_SECONDS_BETWEEN_COPIES = 2.0
_SECONDS_BETWEEN_EPOCHS_SAVED = 1.0
_SHARE = 0.01
"""Of the time, for copying the members' state, and once more for their epochs' weights."""
_HISTORY_SECONDS = 0.2
"""For epochs' weights in any case, so that short runs have all of them."""
_BYTES_PER_SECOND = 20e6
"""So much is written on average at most: digests of it take a core's time."""


class Rounds:
    """What :class:`engine.training.keeping.Keeper` does for one run, in rounds for all members of a stack."""

    def __init__(self, learners: Sequence[Learner]) -> None:
        self._began = self._next_copy = self._last_save = time.monotonic()
        self._between_saves = min(learner.setup.config.checkpoint_seconds for learner in learners)
        self._save_seconds = 0.0
        """How long one round of checkpoints has to last."""
        self._history_seconds = 0.0

    def begin(self, learners: Sequence[Learner]) -> None:
        """Keep what a training begins with: the state, and the weights of the start or the epoch that is just over."""
        self._copy(learners)
        for learner in learners:
            if learner.progress.step:
                learner.files.forget_epochs(after=learner.progress.epochs_done)
        at_ends = [learner for learner in learners if not learner.progress.in_epoch]
        self._keep_epochs(at_ends, certainly=at_ends)

    def heed(self, learners: Sequence[Learner]) -> None:
        """Now and then between steps: copy the state, and write it where it is time to."""
        now = time.monotonic()
        if now >= self._next_copy:
            self._copy(learners)
            if now - self._last_save >= max(self._between_saves, self._save_seconds):
                self._save(learners)

    def end_epoch(self, learners: Sequence[Learner], *, last: Iterable[Learner]) -> None:
        """Keep state and weights at an epoch's end, unless it is so short that it would cost too much.

        ``last`` are those whose last epoch it was: their weights are kept in any case, and their state by themselves.
        """
        last = tuple(last)
        waited = time.monotonic() - self._last_save
        if waited >= max(_SECONDS_BETWEEN_EPOCHS_SAVED, self._save_seconds):
            going_on = [learner for learner in learners if learner not in last]
            self._copy(going_on)
            self._save(going_on)
        self._keep_epochs(learners, certainly=last)

    def _copy(self, learners: Iterable[Learner]) -> None:
        began = time.monotonic()
        for learner in learners:
            learner.take_state()
        ended = time.monotonic()
        self._next_copy = ended + max(_SECONDS_BETWEEN_COPIES, (ended - began) / _SHARE)

    def _save(self, learners: Iterable[Learner]) -> None:
        """Write the states that were just copied."""
        written = 0
        for learner in learners:
            if learner.files.good is not None:
                learner.files.save(learner.files.good)
                written += sum(tensor.nbytes for tensor in learner.files.good.tensors.values())
        self._last_save = time.monotonic()
        self._save_seconds = written / _BYTES_PER_SECOND

    def _keep_epochs(self, learners: Iterable[Learner], *, certainly: Iterable[Learner]) -> None:
        began = time.monotonic()
        affordable = self._history_seconds <= _HISTORY_SECONDS + _SHARE * (began - self._began)
        kept = set(map(id, certainly))
        for learner in learners:
            if id(learner) in kept or (affordable and learner.files.keeps_up):
                progress, megabytes = learner.progress, learner.setup.config.history_megabytes
                learner.files.save_epoch(learner.evaluated, progress.epochs_done, progress.step, megabytes)
        self._history_seconds += time.monotonic() - began
