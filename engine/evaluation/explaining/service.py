"""Explanations for the window: a thread that works through the newest question, one map after the other.

torch is imported in the thread. A newer question stops the one before within a chunk of its work.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.catalog import Preprocessing
from engine.evaluation.background import Background
from engine.evaluation.explaining.explanation import METHODS, Explanation, ExplanationStopped, Method, Settings
from engine.evaluation.explaining.layers import spatial_layers
from engine.evaluation.probing import WeightsOf
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.priority import lower_thread_priority

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.explaining.subject import Subject
    from engine.runs.run import Run

_WAIT_FOR_WEIGHTS = 0.1
"""Seconds between two looks for the first weights of a run that has just begun."""

Source = Callable[[], "Subject | None"]
"""The network that is asked, made in the thread; ``None`` while it has no weights yet."""


def run_source(run: Run) -> Source:
    """A stored run with its best weights, read when first asked for."""
    made: list[Subject] = []

    def subject() -> Subject:
        from engine.evaluation.explaining.subject import Subject

        if not made:
            made.append(Subject.from_run(run))
        return made[0]

    return subject


def weights_source(spec: ModelSpec, preprocessing: Preprocessing, weights: WeightsOf) -> Source:
    """A network with the newest of weights that may change; they are copied."""
    made: list[tuple[int, Subject]] = []

    def subject() -> Subject | None:
        from engine.evaluation.explaining.subject import Subject

        newest = weights()
        if newest is not None and (not made or made[0][0] != newest[0]):
            version, state = newest
            made[:] = [(version, Subject(spec, preprocessing, state))]
        return made[0][1] if made else None

    return subject


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """An image uint8 ``[C, H, W]`` and what is asked: the class of index ``target``, or the network's own answer."""

    source: Source
    image: NDArray[np.uint8]
    target: int | None = None
    layer: str | None = None
    methods: tuple[Method, ...] = METHODS


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What the network says, before any map: probabilities float32 ``[classes]``, and Grad-CAM's choice of layers."""

    question: Question
    probabilities: NDArray[np.float32]
    target: int
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """One map, or why there is none."""

    question: Question
    method: Method
    explanation: Explanation | None
    error: Text | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Unanswered:
    """Why the network cannot be asked at all."""

    question: Question
    error: Text


Told = Answered | Mapped | Unanswered


class ExplainService(Background):
    """What is found comes through ``told``: :class:`Answered`, then :class:`Mapped` for each method in order.

    Every method is safe from any thread and quick.
    """

    def __init__(self) -> None:
        super().__init__("netwright-explain")
        self.told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._question: Question | None = None
        self._dropped = False

    def submit(self, question: Question) -> None:
        """Ask; the question before is given up."""
        with self._changed:
            self._question = question
            self._wake()

    def drop(self) -> None:
        """Give up the question at hand."""
        with self._changed:
            self._question, self._dropped = None, True

    def _work(self) -> None:
        lower_thread_priority()
        while True:
            with self._changed:
                while self._question is None and not self._closing:
                    self._changed.wait()
                if self._closing:
                    return
                question, self._question, self._dropped = self._question, None, False
            assert question is not None
            try:
                self._answer(question)
            except ExplanationStopped:
                continue
            except Exception as error:  # told as the answer; the view lives on
                self.told.put(Unanswered(question, _sentence(error)))

    def _stopped(self) -> bool:
        return self._question is not None or self._dropped or self._closing

    def _answer(self, question: Question) -> None:
        from engine.training.tuning.threads import compute_alone

        compute_alone()
        subject = self._subject(question)
        probabilities = subject.predict(question.image[None])[0]
        target = int(probabilities.argmax()) if question.target is None else question.target
        self.told.put(Answered(question, probabilities, target, spatial_layers(subject.spec)))
        for method in question.methods:
            self.told.put(self._mapped(question, subject, target, method))

    def _subject(self, question: Question) -> Subject:
        while (subject := question.source()) is None:
            with self._changed:
                if not self._stopped():
                    self._changed.wait(_WAIT_FOR_WEIGHTS)
            if self._stopped():
                raise ExplanationStopped
        return subject

    def _mapped(self, question: Question, subject: Subject, target: int, method: Method) -> Mapped:
        from engine.evaluation.explaining.explain import explain

        try:
            found = explain(
                subject, question.image, target, method, Settings(layer=question.layer), should_stop=self._stopped
            )
        except ExplanationStopped:
            raise
        except Exception as error:  # one method may fail where the others do not
            return Mapped(question, method, None, _sentence(error))
        return Mapped(question, method, found)


def _sentence(error: Exception) -> Text:
    if isinstance(error, NetwrightError):
        return error.text
    return Text(
        QT_TRANSLATE_NOOP("engine", "The answer cannot be explained: {kind}: {message}"),
        {"kind": type(error).__name__, "message": str(error)[:300]},
    )
