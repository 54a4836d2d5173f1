"""What groups say of images that were new to their runs, remembered while weights and images are the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from engine.ensembles.group import complete_runs
from engine.ensembles.plan import GroupPlan
from engine.evaluation.results import Evaluated, FileMark, file_mark
from engine.runs.store import RunStore

_KEPT = 4

_Marks = tuple[tuple[Path, FileMark | None], ...]


class GroupEvaluations:
    """The newest results of this process. Safe from any thread; torch is imported when one is made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[_Marks, Evaluated]] = {}

    def known(self, store: RunStore, plan: GroupPlan) -> Evaluated | None:
        """What was evaluated before; raises :class:`NetwrightError` where the dataset cannot be read."""
        from engine.data.catalog import load_dataset

        with self._lock:
            kept = self._kept.get(plan.name)
        if kept is None:
            return None
        marks, found = kept
        same_images = found.places.data is load_dataset(found.places.data.info.name)
        return found if same_images and marks == _marks(store, plan) else None

    def evaluate(
        self,
        store: RunStore,
        plan: GroupPlan,
        *,
        alone: bool = False,
        should_stop: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Evaluated:
        """What is known, or what :func:`engine.ensembles.held_out.held_out` finds, which says what is raised.

        ``alone`` computes with one thread, beside a training. ``progress`` gets (runs done, all runs).
        """
        from engine.ensembles.held_out import held_out
        from engine.training.tuning.threads import compute_alone, compute_together

        known = self.known(store, plan)
        if known is not None:
            return known
        (compute_alone if alone else compute_together)()
        marks = _marks(store, plan)  # before the weights are read
        found = held_out(store, plan, should_stop, progress)
        with self._lock:
            self._kept.pop(plan.name, None)
            self._kept[plan.name] = marks, found
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return found


def _marks(store: RunStore, plan: GroupPlan) -> _Marks:
    return tuple((run.folder, file_mark(run.best_weights)) for run in complete_runs(store, plan))
