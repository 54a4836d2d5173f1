"""Evaluations that are remembered: of a run on a split, as long as weights and images are the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.evaluation.report import EvaluationReport, report_on_run

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

    from engine.evaluation.split import SplitPlaces
    from engine.runs.run import Run
    from engine.training.events import Split

_KEPT = 12
"""A result of 60,000 images and 100 classes takes 25 MB."""

_FileMark = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Evaluated:
    """A report with the run and split that it is on, and the images that it speaks of."""

    run: Run
    split: Split
    report: EvaluationReport
    places: SplitPlaces

    def image(self, index: int) -> NDArray[np.uint8]:
        """An image of the split, uint8 ``[C, H, W]``."""
        return self.places.image(index)


class Evaluations:
    """The newest results of this process. Safe from any thread; a result whose weights or images changed is dropped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[Path, Split], tuple[_FileMark, Evaluated]] = {}

    def known(self, run: Run, split: Split) -> Evaluated | None:
        """What was evaluated before; raises :class:`NetwrightError` where the run or its dataset cannot be read."""
        from engine.evaluation.split import places_of_split  # brings NumPy, which the window's start does not wait for

        return self._still_true(run, split, places_of_split(run, None, split))

    def evaluate(
        self,
        run: Run,
        split: Split,
        device: torch.device | str = "cpu",
        should_stop: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Evaluated:
        """What is known, or a new report; raises what :func:`engine.evaluation.report.report_on_run` raises."""
        from engine.evaluation.split import places_of_split

        places = places_of_split(run, None, split)
        known = self._still_true(run, split, places)
        if known is not None:
            return known
        mark = _mark(run.best_weights)  # before they are read: a training run may replace them meanwhile
        report = report_on_run(run, None, split, device, should_stop, progress)
        found = Evaluated(run, split, report, places)
        if mark is not None:
            with self._lock:
                self._kept.pop((run.folder, split), None)
                self._kept[run.folder, split] = mark, found
                while len(self._kept) > _KEPT:
                    del self._kept[next(iter(self._kept))]
        return found

    def _still_true(self, run: Run, split: Split, places: SplitPlaces) -> Evaluated | None:
        with self._lock:
            mark, found = self._kept.get((run.folder, split), (None, None))
        if found is None or mark != _mark(run.best_weights) or not found.places.same_as(places):
            return None
        return found


def _mark(file: Path) -> _FileMark | None:
    """What changes whenever a file is replaced."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
