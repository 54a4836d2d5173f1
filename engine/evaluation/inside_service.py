"""Looking into one layer for the window: a thread that follows the newest question and weights that change.

torch is imported in the thread. Beside a training it rests so long that it never takes more than its share, in which
what following costs the training's thread and the window's is counted, too.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.catalog import Preprocessing, load_dataset
from engine.evaluation.background import Background
from engine.evaluation.pace import Pace
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
_COUNTING_SHARE = SHARE / 4
"""The part of it that counting dead units has."""
_LEAST_REST = 0.5
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
        self._looking, self._counting = Pace(SHARE - _COUNTING_SHARE, _LEAST_REST), Pace(_COUNTING_SHARE)

    def submit(self, question: InsideQuestion | None) -> None:
        """Ask, or with ``None`` stop following; the question before is given up."""
        with self._changed:
            self._question, self._new = question, True
            self._wake()

    def charge(self, seconds: float) -> None:
        """So long did it take to show what was told: following rests for that, too."""
        self._looking.charge(seconds)

    def _work(self) -> None:
        lower_thread_priority()
        looker = _Looker(self._looking, self._counting)
        while True:
            with self._changed:
                while not self._interrupted() and (rest := self._rest()) != 0:
                    self._changed.wait(rest)
                if self._closing:
                    return
                question, asked, self._new = self._question, self._new, False
            if question is not None:
                for told in looker.look(question, asked, self._interrupted):
                    self.told.put(told)

    def _rest(self) -> float | None:
        """Seconds until newer weights are looked at; ``None`` where none are followed."""
        return self._looking.rest if self._question is not None and self._question.changing else None

    def _interrupted(self) -> bool:
        return self._new or self._closing


class _Looker:
    """What the thread remembers: the network of the last question and which weights are in it."""

    def __init__(self, looking: Pace, counting: Pace) -> None:
        self._looking, self._counting = looking, counting
        self._probe: InsideProbe | None = None
        self._made_for: tuple[ModelSpec, int, WeightsOf] | None = None
        self._version: int | None = None
        self._learned = False

    def look(
        self, question: InsideQuestion, asked: bool, interrupted: Callable[[], bool]
    ) -> Iterator[Looked | Counted]:
        """What is to be told; nothing where it was not asked for and the weights are those of before."""
        from engine.evaluation.inside import LookingStopped

        try:
            with nullcontext() if asked else self._looking.spending():  # what a person asks for is no following
                made = self._make(question)
                newer = self._take(question, asked)
                if not (newer or made or asked):
                    return
                assert self._probe is not None
                inside = self._probe.inside(
                    question.layer, question.image, question.preprocessing, question.label, question.scope
                )
            yield Looked(question, inside, self._learned)
            if question.scope or interrupted() or not (asked or self._counting.rest == 0):
                return
            images = load_dataset(question.dataset).test_images[:DEAD_UNIT_IMAGES]
            with self._counting.spending():
                dead = self._probe.dead_units(question.layer, images, question.preprocessing, interrupted)
            yield Counted(question, dead)
        except LookingStopped:
            return
        except Exception as error:  # told as the answer; the panel lives on
            self._probe = None
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

    def _take(self, question: InsideQuestion, asked: bool) -> bool:
        """Take over the newest weights; returns whether they are others than before."""
        newest = question.weights()
        if newest is None or newest[0] == self._version:
            return False
        assert self._probe is not None
        self._version = newest[0]
        began = self._looking.now()
        self._learned = self._probe.take(newest[1]) > 0
        if not asked:
            self._looking.charge(self._looking.now() - began)  # the trainer copied as much to hand them out
        return True


def _sentence(error: Exception) -> Text:
    if isinstance(error, NetwrightError):
        return error.text
    return Text(
        QT_TRANSLATE_NOOP("engine", "The layer cannot be looked into: {kind}: {message}"),
        {"kind": type(error).__name__, "message": str(error)[:300]},
    )
