"""Looking into one layer for the window: a thread that follows the newest question and weights that change.

torch is imported in the thread. Beside a training it rests so long that it never takes more than its share.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.catalog import Preprocessing, load_dataset
from engine.evaluation.background import Background
from engine.evaluation.probing import WeightsOf
from engine.model.analysis import Analysis
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.priority import lower_thread_priority

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.inside import DeadUnits, InsideProbe, LayerInside

SHARE = 0.02
"""Of the time, at most, that following takes while a network learns."""
_LEAST_PAUSE = 0.5
DEAD_UNIT_IMAGES = 1_000
"""How many test images units are given to answer to."""


@dataclass(frozen=True, slots=True, eq=False)
class InsideQuestion:
    """A layer of a network, as far as that is finished, and the image uint8 ``[H, W]`` or ``[C, H, W]`` for gradients.

    ``label`` is the image's class, where it is known. Dead units are looked for over the test images of ``dataset``.
    ``changing`` weights are looked at again and again until there is another question.
    """

    spec: ModelSpec
    analysis: Analysis
    seed: int
    layer: str
    scope: tuple[str, ...]
    image: NDArray[np.uint8]
    label: int | None
    preprocessing: Preprocessing
    dataset: str
    weights: WeightsOf
    changing: bool


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What was seen, or why nothing can be; ``learned`` says whether any weights are learned ones."""

    question: InsideQuestion
    inside: LayerInside | None
    learned: bool
    error: Text | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The dead units; ``None`` where the layer has none to count."""

    question: InsideQuestion
    dead: DeadUnits | None


class InsideService(Background):
    """What is seen comes through ``told``: :class:`Looked` at once, :class:`Counted` when all images have gone through.

    Every method is safe from any thread and quick.
    """

    def __init__(self) -> None:
        super().__init__("netwright-inside")
        self.told: queue.SimpleQueue[Looked | Counted] = queue.SimpleQueue()
        self._question: InsideQuestion | None = None
        self._new = False

    def submit(self, question: InsideQuestion | None) -> None:
        """Ask, or with ``None`` stop following; the question before is given up."""
        with self._changed:
            self._question, self._new = question, True
            self._wake()

    def _work(self) -> None:
        lower_thread_priority()
        looker = _Looker()
        pause: float | None = None
        while True:
            with self._changed:
                if not self._new and not self._closing:
                    self._changed.wait(pause)
                if self._closing:
                    return
                question, asked, self._new = self._question, self._new, False
            pause = None
            if question is not None:
                for told in looker.look(question, asked, self._interrupted):
                    self.told.put(told)
                if question.changing:
                    pause = looker.pause

    def _interrupted(self) -> bool:
        return self._new or self._closing


class _Looker:
    """What the thread remembers: the network of the last question, which weights are in it, and when it may go on."""

    def __init__(self) -> None:
        self._probe: InsideProbe | None = None
        self._made_for: tuple[ModelSpec, int, WeightsOf] | None = None
        self._version: int | None = None
        self._learned = False
        self._count_from = 0.0
        self.pause = _LEAST_PAUSE
        """Seconds to rest before newer weights are looked at."""

    def look(
        self, question: InsideQuestion, asked: bool, interrupted: Callable[[], bool]
    ) -> Iterator[Looked | Counted]:
        """What is to be told; nothing where it was not asked for and the weights are those of before."""
        from engine.evaluation.inside import LookingStopped

        asked_at = time.perf_counter()
        try:
            made = self._make(question)
            began = time.perf_counter()  # making the network is for the question, not for following
            newer = self._take(question) or made
            if not (newer or asked):
                return
            assert self._probe is not None
            inside = self._probe.inside(
                question.layer, question.image, question.preprocessing, question.label, question.scope
            )
            yield Looked(question, inside, self._learned)
            ended = time.perf_counter()
            self.pause = max(_LEAST_PAUSE, 2 * (ended - began) / SHARE)
            if question.scope or interrupted() or not (asked or ended >= self._count_from):
                return
            images = load_dataset(question.dataset).test_images[:DEAD_UNIT_IMAGES]
            began = time.perf_counter()
            yield Counted(question, self._probe.dead_units(question.layer, images, question.preprocessing, interrupted))
            ended = time.perf_counter()
            self._count_from = ended + 2 * (ended - began) / SHARE
        except LookingStopped:
            return
        except Exception as error:  # told as the answer; the panel lives on
            self._probe = None
            self.pause = max(_LEAST_PAUSE, 2 * (time.perf_counter() - asked_at) / SHARE)  # it is made anew each time
            yield Looked(question, None, False, _sentence(error))

    def _make(self, question: InsideQuestion) -> bool:
        """Make the network, unless it is that of the question before; returns whether it was made."""
        from engine.evaluation.inside import InsideProbe
        from engine.training.tuning.threads import compute_alone

        compute_alone()
        made_for = (question.spec, question.seed, question.weights)
        if self._probe is not None and self._made_for == made_for:
            return False
        self._probe = InsideProbe(question.spec, question.analysis, question.seed)
        self._made_for, self._version, self._learned = made_for, None, False
        return True

    def _take(self, question: InsideQuestion) -> bool:
        """Take over the newest weights; returns whether they are others than before."""
        newest = question.weights()
        if newest is None or newest[0] == self._version:
            return False
        assert self._probe is not None
        self._version = newest[0]
        self._learned = self._probe.take(newest[1]) > 0
        return True


def _sentence(error: Exception) -> Text:
    if isinstance(error, NetwrightError):
        return error.text
    return Text(
        QT_TRANSLATE_NOOP("engine", "The layer cannot be looked into: {kind}: {message}"),
        {"kind": type(error).__name__, "message": str(error)[:300]},
    )
