"""Answers for the drawing pad: a thread of its own that predicts the newest images and forgets the ones before it.

torch is imported in the thread. While a network learns, the answer is renewed by itself as its weights change.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from engine.data.catalog import Preprocessing
from engine.evaluation.background import Background
from engine.evaluation.insight import DigitAnswer, Insight
from engine.lazy import lazy_module
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.predictor import Predictor
    from engine.runs.run import Run
else:
    np = lazy_module("numpy")

RENEW_SECONDS = 0.2
"""How often newer weights are looked for while a network learns."""


class LiveSnapshot(Protocol):
    """Weights of a moment; ``version`` grows with every copy."""

    @property
    def version(self) -> int: ...
    @property
    def state(self) -> Mapping[str, Any]: ...


class StateProvider(Protocol):
    """Where live weights come from; :class:`engine.training.live.LiveWeights` is one."""

    def request(self) -> None: ...
    def latest(self) -> LiveSnapshot | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the network makes of the images that ``request_id`` names, in their order.

    ``digits`` is empty for an empty pad and where ``error`` says why there is no answer. ``version`` is that of the
    weights (0 for a stored run's), ``seconds`` the time the prediction took.
    """

    request_id: int
    digits: tuple[DigitAnswer, ...]
    version: int
    seconds: float
    error: Text | None = None

    @property
    def probabilities(self) -> NDArray[np.float32] | None:
        """Those of the first image, float32 ``[classes]``, for whoever asks about one only."""
        return self.digits[0].probabilities if self.digits else None


@dataclass(frozen=True, slots=True, eq=False)
class _Live:
    spec: ModelSpec
    preprocessing: Preprocessing
    provider: StateProvider


@dataclass(frozen=True, slots=True, eq=False)
class _Stored:
    run: Run
    insight: Insight | None


_Source = _Live | _Stored


class PredictionService(Background):
    """Answers come through ``answers``, the newest request's last. Every method is safe from any thread and quick."""

    def __init__(self) -> None:
        super().__init__("netwright-prediction")
        self.answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._source: _Source | None = None
        self._images: NDArray[np.uint8] | None = None
        self._request = 0
        self._pending = False

    def set_source(self, spec: ModelSpec, preprocessing: Preprocessing, state_provider: StateProvider) -> None:
        """Answer from weights that change, such as those of a running job; the images at hand are answered anew."""
        self._set(_Live(spec, preprocessing, state_provider))

    def set_run(self, run: Run, insight: Insight | None = None) -> None:
        """Answer from a stored run's best weights; the images at hand are answered anew.

        With an insight into these weights answers are calibrated, doubted where there is reason, and have neighbours.
        """
        self._set(_Stored(run, insight))

    def clear_source(self) -> None:
        """Answer nothing more until there is a source again."""
        self._set(None)

    def submit(self, images: NDArray[np.uint8] | None) -> int:
        """Ask about images uint8 ``[N, H, W]`` or ``[N, C, H, W]``, or one ``[H, W]``, or tell that the pad is empty.

        Returns the request's number.
        """
        with self._changed:
            self._request += 1
            self._images = None if images is None else np.array(images, ndmin=3)
            self._pending = True
            self._wake()
            return self._request

    def _set(self, source: _Source | None) -> None:
        with self._changed:
            self._source = source
            self._pending = self._images is not None
            self._wake()

    def _work(self) -> None:
        responder = _Responder()
        while True:
            with self._changed:
                if not self._pending and not self._closing:
                    self._changed.wait(self._patience())
                if self._closing:
                    return
                source, images, request = self._source, self._images, self._request
                asked, self._pending = self._pending, False
            answer = responder.answer(source, images, request, asked)
            if answer is not None:
                self.answers.put(answer)

    def _patience(self) -> float | None:
        """How long to wait for a request before looking for newer weights; ``None``: for ever."""
        live = isinstance(self._source, _Live) and self._images is not None
        return RENEW_SECONDS if live else None


class _Responder:
    """What the thread remembers between two answers: the network and which weights are in it."""

    def __init__(self) -> None:
        self._source: _Source | None = None
        self._predictor: Predictor | None = None
        self._version = 0
        self._known: dict[bytes, DigitAnswer] = {}
        """The answers told last, by image: of several digits only the one that is drawn on is another."""
        self._told: Text | None = None
        """The error told last, which is not repeated unasked."""

    def answer(
        self, source: _Source | None, images: NDArray[np.uint8] | None, request: int, asked: bool
    ) -> Answer | None:
        """The answer to the newest request, or a renewed one from newer weights; ``None`` if nothing is new."""
        if source is not self._source:
            self._source, self._predictor, self._version = source, None, 0
            self._known.clear()
        if images is None:
            return Answer(request, (), 0, 0.0) if asked else None
        if source is None:
            return Answer(request, (), 0, 0.0, _NOTHING_LEARNED) if asked else None
        try:
            if not self._take_weights(source, asked) and not asked:
                return None
            if self._predictor is None:  # still preparing: the answer follows with the first weights
                return None
            began = time.perf_counter()
            digits = self._digits(self._predictor, images, source.insight if isinstance(source, _Stored) else None)
            self._told = None
            return Answer(request, digits, self._version, time.perf_counter() - began)
        except Exception as error:  # told as the answer; the pad lives on
            self._predictor = None
            text = _sentence(error)
            if not asked and text == self._told:
                return None
            self._told = text
            return Answer(request, (), self._version, 0.0, text)

    def _digits(
        self, predictor: Predictor, images: NDArray[np.uint8], insight: Insight | None
    ) -> tuple[DigitAnswer, ...]:
        """The answers to all images, in one batch for those that are new."""
        names = [image.tobytes() for image in images]
        new = {name: place for place, name in enumerate(names) if name not in self._known}
        if new:
            asked = images[list(new.values())]
            if insight is None:
                found = tuple(map(DigitAnswer, predictor.predict(asked)))
            else:
                found = insight.answers(asked, *predictor.look(asked))
            self._known |= zip(new, found, strict=True)
        self._known = {name: self._known[name] for name in names}
        return tuple(self._known[name] for name in names)

    def _take_weights(self, source: _Source, asked: bool) -> bool:
        """Bring the predictor up to date; returns whether its weights are others than before."""
        from engine.evaluation.predictor import Predictor
        from engine.training.tuning.threads import compute_alone

        compute_alone()

        if isinstance(source, _Stored):
            if self._predictor is not None:
                return False
            self._known.clear()
            self._predictor = Predictor.from_run(source.run)
            return True
        snapshot = source.provider.latest()
        source.provider.request()
        if snapshot is None:
            return False
        # Weights that led to an error are tried again only when asked for: the error was told.
        if snapshot.version == self._version and (self._predictor is not None or not asked):
            return False
        self._version = snapshot.version
        self._known.clear()
        if self._predictor is None:
            self._predictor = Predictor(source.spec, source.preprocessing, snapshot.state)
        else:
            self._predictor.load_state(snapshot.state)
        return True


_NOTHING_LEARNED = Text(QT_TRANSLATE_NOOP("engine", "No network has been trained yet."))


def _sentence(error: Exception) -> Text:
    if isinstance(error, NetwrightError):
        return error.text
    return Text(
        QT_TRANSLATE_NOOP("engine", "The prediction failed: {kind}: {message}"),
        {"kind": type(error).__name__, "message": str(error)[:300]},
    )
