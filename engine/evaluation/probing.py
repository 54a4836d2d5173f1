"""Outputs of all layers for the example at hand: a thread that follows edits, newer weights and newer images.

torch is imported in the thread. Only the newest question is answered.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.data.catalog import Preprocessing
from engine.evaluation.background import Background
from engine.model.analysis import Analysis
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.priority import lower_thread_priority

if TYPE_CHECKING:
    from engine.data.catalog import Inputs
    from engine.evaluation.layer_outputs import LayerOutput, Probe
    from engine.evaluation.service import StateProvider
    from engine.runs.run import Run

WeightsOf = Callable[[], tuple[int, Mapping[str, Any]] | None]
"""The newest weights by name with their version; ``None`` while there are none but the first ones."""


def no_weights() -> None:
    """The source of a network that nobody has trained yet."""


def live_weights(provider: StateProvider) -> WeightsOf:
    """Weights that change while a network learns."""

    def newest() -> tuple[int, Mapping[str, Any]] | None:
        snapshot = provider.latest()
        provider.request()
        return None if snapshot is None else (snapshot.version, snapshot.state)

    return newest


def run_weights(run: Run) -> WeightsOf:
    """A stored run's best weights, read when first asked for."""
    read: list[Mapping[str, Any]] = []

    def stored() -> tuple[int, Mapping[str, Any]]:
        from engine.weights import load_weights

        if not read:
            read.append(load_weights(run.best_weights))
        return 0, read[0]

    return stored


@dataclass(frozen=True, slots=True, eq=False)
class ProbeRequest:
    """A network, as far as it is finished, and the image uint8 ``[H, W]`` or ``[C, H, W]`` that goes through it.

    ``weights`` is asked in the thread; where it has none, or none for a layer, that layer has its first weights.
    """

    spec: ModelSpec
    analysis: Analysis
    seed: int
    image: Inputs
    preprocessing: Preprocessing
    weights: WeightsOf
    scope: tuple[str, ...] = ()
    """The blocks that are open, the outermost first: the outputs are those inside the innermost."""


@dataclass(frozen=True, slots=True, eq=False)
class ProbeAnswer:
    """The outputs by layer id, or why there are none; ``learned`` says whether any weights are learned ones."""

    request: ProbeRequest
    outputs: Mapping[str, LayerOutput]
    learned: bool
    error: Text | None = None


class ProbeService(Background):
    """Answers come through ``answers``. Every method is safe from any thread and quick."""

    def __init__(self) -> None:
        super().__init__("netwright-probe")
        self.answers: queue.SimpleQueue[ProbeAnswer] = queue.SimpleQueue()
        self._request: ProbeRequest | None = None

    def submit(self, request: ProbeRequest) -> None:
        """Ask; a question not yet begun is forgotten."""
        with self._changed:
            self._request = request
            self._wake()

    def _work(self) -> None:
        lower_thread_priority()
        prober = _Prober()
        while True:
            with self._changed:
                while self._request is None and not self._closing:
                    self._changed.wait()
                if self._closing:
                    return
                request, self._request = self._request, None
            assert request is not None
            self.answers.put(prober.answer(request))


class _Prober:
    """What the thread remembers: the network of the last question and which weights are in it."""

    def __init__(self) -> None:
        self._probe: Probe | None = None
        self._made_for: tuple[ModelSpec, int, WeightsOf] | None = None
        self._version: int | None = None
        self._learned = False

    def answer(self, request: ProbeRequest) -> ProbeAnswer:
        try:
            probe = self._ready(request)
            return ProbeAnswer(
                request, probe.outputs(request.image, request.preprocessing, request.scope), self._learned
            )
        except Exception as error:  # told as the answer; the canvas lives on
            self._probe = None
            return ProbeAnswer(request, {}, False, _sentence(error))

    def _ready(self, request: ProbeRequest) -> Probe:
        from engine.evaluation.layer_outputs import Probe
        from engine.training.tuning.threads import compute_alone

        compute_alone()
        made_for = (request.spec, request.seed, request.weights)
        if self._probe is None or self._made_for != made_for:
            self._probe = Probe(request.spec, request.analysis, request.seed)
            self._made_for, self._version, self._learned = made_for, None, False
        newest = request.weights()
        if newest is not None and newest[0] != self._version:
            self._version = newest[0]
            self._learned = self._probe.take(newest[1]) > 0
        return self._probe


def _sentence(error: Exception) -> Text:
    if isinstance(error, NetwrightError):
        return error.text
    return Text(
        QT_TRANSLATE_NOOP("engine", "The outputs cannot be shown: {kind}: {message}"),
        {"kind": type(error).__name__, "message": str(error)[:300]},
    )
