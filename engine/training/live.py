"""The newest weights on demand, for whoever wants to look at a network while it learns."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

_SHARE = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A copy of all weights after ``step`` steps, on the CPU, never changed again; ``version`` counts the copies."""

    version: int
    step: int
    state: "dict[str, Tensor]"


class LiveWeights:
    """A mailbox between the trainer and one or more onlookers, safe from any thread.

    An onlooker calls :meth:`request` and finds the fresh copy in :meth:`latest` a step later; the trainer copies only
    when asked and never spends more than 2 % of its time on copying.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requested = False
        self._latest: Snapshot | None = None
        self._not_before = 0.0

    def request(self) -> None:
        """Ask for a fresh copy at the trainer's next step's end."""
        self._requested = True

    def latest(self) -> Snapshot | None:
        """The newest copy; ``None`` before the first step."""
        with self._lock:
            return self._latest

    @property
    def due(self) -> bool:
        """Whether the trainer should publish now; cheap enough for every step."""
        return self._requested and time.perf_counter() >= self._not_before

    def publish(self, step: int, copy: "Callable[[], dict[str, Tensor]]") -> None:
        """Hand out a new copy, made by ``copy``; called by the trainer only."""
        self._requested = False
        began = time.perf_counter()
        state = copy()
        ended = time.perf_counter()
        self._not_before = ended + (ended - began) / _SHARE
        with self._lock:
            version = 1 if self._latest is None else self._latest.version + 1
            self._latest = Snapshot(version, step, state)
