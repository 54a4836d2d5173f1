"""Going through the epochs of a run for the window: a thread that looks at the epoch in question first, then at others.

torch is imported in the thread. What was seen once is told again at once, so that epochs can be dragged through.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.evaluation.background import Background
from engine.runs.epoch_walk import Question, Told, Walk
from engine.runs.run import Run
from engine.training.priority import lower_thread_priority

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class EpochService(Background):
    """What is seen comes through ``told``. Every method is safe from any thread and quick."""

    def __init__(self) -> None:
        super().__init__("netwright-epochs")
        self.told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._run: Run | None = None
        self._opening = 0
        self._question = Question()
        self._resting = True

    @property
    def is_resting(self) -> bool:
        """Whether everything that was asked for was told."""
        with self._changed:
            return self._resting

    def open(self, run: Run | None) -> None:
        """Go through that run, whose epochs are read anew; ``None`` rests."""
        with self._changed:
            self._run = run
            self._opening += 1
            self._wake_up()

    def look_at(self, epoch: int) -> None:
        """Put an epoch first."""
        with self._changed:
            self._question = replace(self._question, epoch=epoch)
            self._wake_up()

    def draw(self, image: NDArray[np.uint8] | None) -> int:
        """Let epochs answer to a drawing uint8 ``[H, W]``, or to none; returns the request's number."""
        with self._changed:
            request = self._question.request + 1
            self._question = replace(self._question, image=image, request=request)
            self._wake_up()
        return request

    def spare(self, sparing: bool) -> None:
        """Look at little beforehand, for a network learns beside."""
        with self._changed:
            self._question = replace(self._question, sparing=sparing)
            self._wake_up()

    def _wake_up(self) -> None:
        self._resting = False
        self._wake()

    def _work(self) -> None:
        lower_thread_priority()
        walk: Walk | None = None
        opened = 0
        while True:
            with self._changed:
                while not self._closing and opened == self._opening and not (walk and walk.next_task(self._question)):
                    self._resting = True
                    self._changed.wait()
                if self._closing:
                    return
                run, opening, question = self._run, self._opening, self._question
            if opening != opened:
                opened, known = opening, walk
                walk = None if run is None else Walk(run)
                if walk is not None:
                    self._tell(walk.open(known))
                continue
            assert walk is not None

            def interrupted(opening: int = opening, question: Question = question) -> bool:
                return self._closing or self._opening != opening or self._question is not question

            self._tell(walk.step(question, interrupted))

    def _tell(self, told: Iterator[Told]) -> None:
        for one in told:
            self.told.put(one)
