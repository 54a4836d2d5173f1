"""One run's epochs, looked at one after the other: what was seen of them, and what is to be done next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.evaluation.classification import confusion_matrix
from engine.model.spec import ModelSpec
from engine.runs.history import EpochHistory, KeptEpoch, read_history
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.embedding import PrincipalAxes
    from engine.evaluation.epochs import EpochLooker, EpochSample, EpochSeen
    from engine.evaluation.filters import Filters

_NEIGHBOURS = 2
"""So many epochs beside the one in question are looked at beforehand while a network learns; else all."""


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The epochs of a run, and the images that each is looked at by; without epochs there are none of these."""

    run: Run
    history: EpochHistory
    sample: EpochSample | None


@dataclass(frozen=True, slots=True, eq=False)
class EpochView:
    """What is to be seen of an epoch: see :class:`engine.evaluation.epochs.EpochSeen`.

    ``points`` float32 ``[M, 2]`` are the mapped images along axes that are the same for all epochs, and ``within`` what
    is to be in view with them. Both are ``None`` until the axes are known; then the epoch is told once more.
    """

    run: Run
    epoch: int
    sample: EpochSample
    predicted: NDArray[np.int64]
    accuracy: float
    loss: float
    filters: Filters | None
    points: NDArray[np.float32] | None = None
    within: NDArray[np.float32] | None = None

    @property
    def confusion(self) -> NDArray[np.int64]:
        """Counts int64 ``[C, C]``, rows are the true classes; not kept, for with many classes they are large."""
        found = self.sample.found
        return confusion_matrix(found.labels, self.predicted, len(found.info.classes))


@dataclass(frozen=True, slots=True, eq=False)
class EpochAnswer:
    """An epoch's ``probabilities`` float32 ``[C]`` for the drawing of that ``request``, or why there are none."""

    run: Run
    epoch: int
    request: int
    probabilities: NDArray[np.float32] | None
    error: Text | None = None


@dataclass(frozen=True, slots=True, eq=False)
class NotSeen:
    """Why an epoch cannot be looked at; without an ``epoch``, why none of the run's can."""

    run: Run
    epoch: int | None
    text: Text
    hint: Text | None = None


Told = Opened | EpochView | EpochAnswer | NotSeen


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """The epoch to be seen first, the drawing uint8 ``[H, W]`` to be answered with its number, and whether a network
    learns beside, for which little is done beforehand.
    """

    epoch: int | None = None
    image: NDArray[np.uint8] | None = None
    request: int = 0
    sparing: bool = False


class _Interrupted(Exception):
    """There is something else to do first."""


_Mark = tuple[Path, datetime, ModelSpec]
"""What a run's epochs are looked at by; with another network it is another walk."""

_Task = tuple[Literal["answer", "look", "align"], KeptEpoch]


class Walk:
    """Everything that is told comes from :meth:`open` and :meth:`step`, one piece of work at a time. For one thread."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._history = EpochHistory((), None)
        self._mark: _Mark | None = None
        self._looker: EpochLooker | None = None
        self._seen: dict[KeptEpoch, EpochSeen] = {}
        """With features and weights, until there are axes."""
        self._views: dict[KeptEpoch, EpochView] = {}
        self._answers: dict[KeptEpoch, EpochAnswer] = {}
        self._lost: set[KeptEpoch] = set()
        self._request = 0
        self._unanswerable = 0
        self._axes: PrincipalAxes | None = None
        self._within: NDArray[np.float32] | None = None
        self._furthest = 0.0

    def open(self, known: Walk | None) -> Iterator[Told]:
        """Read the epochs; what another walk has seen of the same run is taken over."""
        try:
            self._history = read_history(self._run)
            self._mark = _mark_of(self._run)
            if known is not None and known._mark == self._mark and known._looker is not None:
                self._take_over(known)
            elif self._history.epochs:
                self._looker = self._made()
        except Exception as error:  # told as the answer; the window lives on
            self._history = EpochHistory((), None)
            yield NotSeen(self._run, None, *_sentence(error))
            return
        yield Opened(self._run, self._history, None if self._looker is None else self._looker.sample)
        yield from self._views.values()

    def _take_over(self, known: Walk) -> None:
        self._looker, self._axes, self._within = known._looker, known._axes, known._within
        self._furthest = known._furthest
        epochs = set(self._history.epochs)
        self._seen = {epoch: seen for epoch, seen in known._seen.items() if epoch in epochs}
        self._views = {epoch: view for epoch, view in known._views.items() if epoch in epochs}

    def next_task(self, question: Question) -> _Task | None:
        """What is to be done first; ``None`` where all is."""
        nearest = self._nearest(question)
        if not nearest:
            return None
        if question.request != self._request:
            self._request = question.request
            self._answers.clear()
        here = nearest[0]
        for one in self._to_answer(question, [here]):
            return "answer", one
        for one in self._to_look_at([here, *self._anchors()]):
            return "look", one
        if self._axes is None and self._seen:
            return "align", here
        beforehand = nearest[: 1 + _NEIGHBOURS] if question.sparing else nearest
        for one in self._to_answer(question, beforehand):
            return "answer", one
        for one in self._to_look_at(beforehand):
            return "look", one
        return None

    def step(self, question: Question, interrupted: Callable[[], bool]) -> Iterator[Told]:
        """Do one thing."""
        task = self.next_task(question)
        if task is None:
            return

        def check() -> None:
            if interrupted():
                raise _Interrupted

        what, epoch = task
        try:
            if what == "answer":
                yield self._answer(epoch, question)
            elif what == "look":
                yield self._look(epoch, check)
            else:
                yield from self._align(check)
        except _Interrupted:
            return
        except Exception as error:  # told as the answer; the window lives on
            if what == "align":  # nothing can be seen without axes
                self._history = EpochHistory((), None)
            self._lost.add(epoch)
            yield NotSeen(self._run, None if what == "align" else epoch.epoch, *_sentence(error))

    def _nearest(self, question: Question) -> list[KeptEpoch]:
        """The epochs that can be looked at, the one in question first (the last without one), then its neighbours."""
        epochs = self._history.epochs
        if not epochs or self._looker is None:
            return []
        wanted = epochs[-1].epoch if question.epoch is None else question.epoch
        place = min(range(len(epochs)), key=lambda at: abs(epochs[at].epoch - wanted))
        order = sorted(range(len(epochs)), key=lambda at: abs(at - place))
        return [epochs[at] for at in order]

    def _anchors(self) -> list[KeptEpoch]:
        """The start, the best and the last epoch, to which the axes are fitted."""
        if self._axes is not None:
            return []
        sound = [one for one in self._history.epochs if one not in self._lost]
        return [*sound[-1:], *(one for one in sound if one.epoch == self._history.best), *sound[:1]]

    def _to_look_at(self, epochs: Sequence[KeptEpoch]) -> Iterator[KeptEpoch]:
        known = (self._views, self._seen, self._lost)
        return (one for one in epochs if not any(one in found for found in known))

    def _to_answer(self, question: Question, epochs: Sequence[KeptEpoch]) -> Iterator[KeptEpoch]:
        if question.image is None or self._unanswerable == question.request:
            return iter(())
        return (one for one in epochs if one not in self._answers and one not in self._lost)

    def _answer(self, epoch: KeptEpoch, question: Question) -> EpochAnswer:
        assert self._looker is not None
        assert question.image is not None
        self._looker.take(epoch)
        try:
            answer = EpochAnswer(self._run, epoch.epoch, question.request, self._looker.answer(epoch, question.image))
        except NetwrightError as error:  # the network takes no such images
            self._unanswerable = question.request
            return EpochAnswer(self._run, epoch.epoch, question.request, None, error.text)
        self._answers[epoch] = answer
        return answer

    def _look(self, epoch: KeptEpoch, check: Callable[[], None]) -> EpochView:
        assert self._looker is not None
        seen = self._looker.look(epoch, check)
        if self._axes is None:
            self._seen[epoch] = seen
            return self._view(epoch, seen)
        self._views[epoch] = self._view(epoch, seen)
        return self._views[epoch]

    def _align(self, check: Callable[[], None]) -> Iterator[Told]:
        """Fit the axes, and tell once more what was seen before there were any."""
        import numpy as np

        from engine.evaluation.epochs import axes_of

        axes = axes_of(list(self._seen.values()), check)
        self._axes, self._furthest = axes, max(seen.furthest for seen in self._seen.values())
        self._within = np.concatenate([axes.points_of(seen.features) for seen in self._seen.values()])
        for epoch, seen in self._seen.items():
            self._views[epoch] = self._view(epoch, seen)
            yield self._views[epoch]
        self._seen.clear()

    def _view(self, epoch: KeptEpoch, seen: EpochSeen) -> EpochView:
        assert self._looker is not None
        return EpochView(
            self._run,
            epoch.epoch,
            self._looker.sample,
            seen.predicted,
            seen.accuracy,
            seen.loss,
            seen.filters(self._furthest if self._axes is not None else None),
            None if self._axes is None else self._axes.points_of(seen.features),
            self._within,
        )

    def _made(self) -> EpochLooker:
        from engine.evaluation.epochs import EpochLooker
        from engine.training.tuning.threads import compute_alone

        compute_alone()
        return EpochLooker(self._run)


def _mark_of(run: Run) -> _Mark:
    return run.folder, run.metadata().created, run.project().model


def _sentence(error: Exception) -> tuple[Text, Text | None]:
    if isinstance(error, NetwrightError):
        return error.text, error.hint
    template = QT_TRANSLATE_NOOP("engine", "The epochs cannot be looked at: {kind}: {message}")
    return Text(template, {"kind": type(error).__name__, "message": str(error)[:300]}), None
