"""Evaluations that are remembered: of a run on a split, as long as weights and images are the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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

FileMark = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Jury:
    """The runs of a group that answered for images which were new to them: folds, or bags.

    ``judges`` int64 ``[N]`` says which of ``runs`` answered for each image, the first of them where several did;
    ``answering`` int64 ``[N]`` is how many did, whose mean probabilities are the answer.
    """

    group: str
    kind: Literal["fold", "bag"]
    runs: tuple[Run, ...]
    judges: NDArray[np.int64]
    answering: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Evaluated:
    """A report with the run and split that it is on, and the images that it speaks of.

    Where a ``jury`` answered, the images are training images, and ``run`` is the first of its runs.
    """

    run: Run
    split: Split
    report: EvaluationReport
    places: SplitPlaces
    jury: Jury | None = None

    @property
    def name(self) -> str:
        """What was evaluated on what, as part of a file's name: ``digits-test``, ``digits-folds-held-out``."""
        return f"{self.run.name}-{self.split}" if self.jury is None else f"{self.jury.group}-held-out"

    def answered_by(self, index: int) -> Run | None:
        """The run that answered for an image of the split; ``None`` where several of a jury did."""
        if self.jury is None:
            return self.run
        return self.jury.runs[self.jury.judges[index]] if self.jury.answering[index] == 1 else None

    def image(self, index: int) -> NDArray[np.uint8]:
        """An image of the split, uint8 ``[C, H, W]``."""
        return self.places.image(index)


class Evaluations:
    """The newest results of this process. Safe from any thread; a result whose weights or images changed is dropped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[Path, Split], tuple[FileMark, Evaluated]] = {}

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
        mark = file_mark(run.best_weights)  # before they are read: a training run may replace them meanwhile
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
        if found is None or mark != file_mark(run.best_weights) or not found.places.same_as(places):
            return None
        return found


def file_mark(file: Path) -> FileMark | None:
    """What changes whenever a file is replaced."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
