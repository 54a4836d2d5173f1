"""The newest weights of a run that another process trains: whichever of its files is furthest on.

A run writes its best weights, those of its epochs, and checkpoints, each when it is time to; who follows it takes the
newest of them, so that nothing is written for a follower's sake. torch is imported when weights are read.
"""

import contextlib
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.runs.best_notes import best_notes
from engine.runs.run import Run
from engine.text import NetwrightError
from engine.training.epoch_files import EpochFile, epoch_files
from engine.training.generations import Generation, checkpoints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from engine.training.live import Snapshot

_LOOK_SECONDS = 1.0
_SHARE = 0.05
"""Of the follower's time, for looking which files there are: a slow disk is looked at less often."""


class WeightsAt(NamedTuple):
    """How far weights had learned; ``epoch`` is the one that ended with that step, ``None`` within an epoch."""

    step: int
    epoch: int | None


@dataclass(frozen=True, slots=True)
class _Best:
    """``best.safetensors``, told from one that takes its place by ``mark``."""

    file: Path
    step: int
    mark: tuple[int, int]


_Source = _Best | EpochFile | Generation


class FollowedWeights:
    """Newest weights for whoever draws or looks; :meth:`look` is the follower's, all else is safe from any thread."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lock = threading.Lock()
        self._best: _Best | None = None
        self._newest: _Source | None = None
        self._taken: _Source | None = None
        self._latest: Snapshot | None = None
        self._next_look = 0.0
        self.at: WeightsAt | None = None
        """How far the weights that were read last had learned."""

    def look(self, known_step: int) -> None:
        """Look now and then which weights are the newest; those beyond ``known_step`` belong to lost time."""
        began = time.monotonic()
        if began < self._next_look:
            return
        found: list[tuple[int, _Source]] = [(one.count, one) for one in checkpoints(self._run.folder)]
        found += [(one.step, one) for one in epoch_files(self._run.folder)]
        if (best := self._look_at_best()) is not None:
            found.append((best.step, best))
        standing = [one for one in found if one[0] <= known_step]
        if standing:  # of equal ones the last: they are the smaller files
            self._newest = max(reversed(standing), key=lambda one: one[0])[1]
        ended = time.monotonic()
        self._next_look = ended + max(_LOOK_SECONDS, (ended - began) / _SHARE)

    def request(self) -> None:
        """Nothing: the run saves them by itself."""

    def latest(self) -> "Snapshot | None":
        """The newest copy; ``None`` before the run saved any. Reads a file, and imports torch."""
        from engine.training.live import Snapshot

        with self._lock, contextlib.suppress(OSError, NetwrightError):  # another file took its place
            newest = self._newest
            if newest is not None and newest != self._taken:
                weights, self.at = _read(newest)
                version = 1 if self._latest is None else self._latest.version + 1
                self._latest, self._taken = Snapshot(version, self.at.step, dict(weights)), newest
        return self._latest

    def _look_at_best(self) -> _Best | None:
        with contextlib.suppress(OSError):
            status = self._run.best_weights.stat()
            mark = (status.st_mtime_ns, status.st_size)
            if self._best is None or self._best.mark != mark:
                self._best = _Best(self._run.best_weights, _number(best_notes(self._run).get("step")), mark)
            return self._best
        return None


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0


def _read(source: _Source) -> "tuple[Mapping[str, Tensor], WeightsAt]":
    """The weights in a file, and how far they had learned; raises :class:`OSError` and :class:`NetwrightError`."""
    match source:
        case EpochFile():
            from engine.training.history import read_epoch

            return read_epoch(source), WeightsAt(source.step, source.epoch)
        case Generation():
            from engine.training.checkpoint import read_state
            from engine.training.state import evaluated_weights

            state = read_state(source)
            progress = state.notes["progress"]
            ended = progress["epochs_done"] if progress["epoch"] == progress["epochs_done"] else None
            return evaluated_weights(state), WeightsAt(progress["step"], ended)
        case _Best():
            from engine.weights import read_tensors

            weights, notes = read_tensors(source.file)
            return weights, WeightsAt(_number(notes.get("step")), _number(notes.get("epoch")))
