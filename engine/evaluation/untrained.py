"""The weights a network starts with, as a source for live answers: honest about knowing nothing yet."""

import threading
from typing import TYPE_CHECKING

from engine.model.spec import ModelSpec
from engine.training.live import Snapshot

if TYPE_CHECKING:
    from torch import Tensor


class InitialWeights:
    """Initial weights of a network, made when first asked for (that imports torch). They never change."""

    def __init__(self, spec: ModelSpec, seed: int) -> None:
        self._spec, self._seed = spec, seed
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    def request(self) -> None:
        """Nothing newer will ever come."""

    def latest(self) -> Snapshot:
        """The weights that a run with this seed starts from; raises :class:`NetwrightError` for a broken network."""
        from engine.model.build import build

        with self._lock:
            if self._snapshot is None:
                state: dict[str, Tensor] = build(self._spec, seed=self._seed).state_dict()
                self._snapshot = Snapshot(version=1, step=0, state=state)
            return self._snapshot
