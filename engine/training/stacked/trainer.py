"""The loop for all members: epochs of common steps, each one's validation, best weights, early stop and test.

A member that has ended, whatever the reason, leaves the stack; the others go on in a smaller one.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial

import torch

from engine.data.splits import batch_bounds
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.checkpoint import State
from engine.training.control import Control
from engine.training.events import JobState, Outcome, StateChanged, WayChosen
from engine.training.failures import Cancelled
from engine.training.judging import REPORT_SECONDS
from engine.training.precision import numerics
from engine.training.setup import TrainingSetup
from engine.training.stacked.graphs import Way, way_of
from engine.training.stacked.learner import Learner
from engine.training.stacked.member import Member
from engine.training.stacked.rates import rate_key
from engine.training.stacked.rounds import Rounds
from engine.training.stacked.step import StackedStep, stacking_order

_REPORT_SHARE = 0.02
"""Of the time, at most, for telling figures: of many networks they are told less often."""

Ended = Callable[[Learner, Outcome, BaseException | None], None]


class StackedTrainer:
    """Trains members together in the calling thread. ``ended`` hears of each one's end as soon as it has come.

    Members that go on have the states where they stopped, all after the same step.
    """

    def __init__(
        self,
        prepared: Sequence[tuple[Member, TrainingSetup, State | None]],
        control: Control,
        asked: Callable[[], bool],
        ended: Ended,
    ) -> None:
        learners = [Learner(member, setup, state, self._heed, self._clock) for member, setup, state in prepared]
        self._active = list(learners)
        self._control, self._asked, self._ended = control, asked, ended
        self._setup = learners[0].setup
        self._rounds = Rounds(learners)
        self._report_seconds = REPORT_SECONDS
        self._last_report = 0.0
        self._factors: list[list[float]] = []
        """What each member's learning rate is multiplied by at each step of the epoch under way."""
        self._stack()

    def train(self) -> None:
        """Train all members to their ends, of which each is told by itself.

        Raises :class:`Cancelled` where all were stopped, and whatever torch raises; then every member has ended so.
        """
        everyone = list(self._active)
        try:
            with numerics(self._setup.config, self._setup.device):
                torch.set_num_threads(self._setup.plan.threads)
                self._begin()
                while self._active:
                    self._train_epoch()
        except Cancelled:
            self._report()
            for learner in list(self._active):
                self._end(learner, "cancelled")
            raise
        except BaseException as error:
            for learner in list(self._active):
                self._end(learner, "failed", error)
            raise
        finally:
            self._way.close()
            for learner in everyone:
                learner.files.close()

    # -- steps -----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        told = Text(
            QT_TRANSLATE_NOOP("engine", "{count} networks are trained together, as one computation."),
            {"count": len(self._active)},
        )
        for learner in self._active:
            learner.member.begin(learner.started())
            learner.publish()
        self._tell_way(told)
        self._rounds.begin(self._active)
        for learner in [one for one in self._active if one.over]:  # all but its end was written
            self._complete(learner)

    def _stack(self) -> None:
        order = stacking_order([learner.setup for learner in self._active])
        self._active = [self._active[number] for number in order]
        self._step = StackedStep([learner.setup for learner in self._active])
        self._way: Way = way_of(self._step, self._tell_way, self._heed)

    def _restack(self) -> None:
        """Stack those that are left, as they are now."""
        self._way.close()
        self._stack()

    def _train_epoch(self) -> None:
        """The epoch that was begun, or the next one."""
        for learner in self._active:
            if not learner.progress.in_epoch:
                learner.progress.begin_epoch()
        if self._some_have_left:
            self._restack()
        self._prepare_epoch()
        began = self._last_report = self._clock()
        count, position = len(self._setup.train), self._active[0].progress.position
        for start, stop in batch_bounds(count, self._setup.config.batch_size):
            if start < position:
                continue
            self._take_step(start, stop)
            self._after_step()
            if not self._active:
                return
        self._report()
        images_per_second = (count - position) / max(self._clock() - began, 1e-9)
        for learner in list(self._active):
            self._do(learner, lambda one: one.end_epoch(lambda: self._clock() - began, images_per_second))
        over = [learner for learner in self._active if learner.over]
        self._rounds.end_epoch(self._active, last=over)
        for learner in over:
            self._complete(learner)

    @property
    def _some_have_left(self) -> bool:
        return len(self._active) < len(self._step.setups)

    def _prepare_epoch(self) -> None:
        """What the epoch under way is made of, for those that are in the stack."""
        known: dict[tuple[object, ...], list[float]] = {}
        self._factors = []
        for number, learner in enumerate(self._active):
            key = rate_key(learner.setup, number)
            if key not in known:
                known[key] = learner.factors()
            self._factors.append(known[key])
        self._way.begin_epoch(self._active[0].progress.epoch, self._factors)

    def _take_step(self, start: int, stop: int) -> None:
        if self._some_have_left:
            self._restack()
            self._prepare_epoch()
        index = start // self._setup.config.batch_size
        number = self._active[0].progress.step + 1
        self._way.take(start, stop, number)
        for learner, factors in zip(self._active, self._factors, strict=True):
            progress = learner.progress
            progress.step, progress.position = number, stop
            progress.rate = factors[index] * learner.setup.config.learning_rate

    def _after_step(self) -> None:
        if self._step.is_full or self._clock() - self._last_report >= self._report_seconds:
            self._report()
            for learner in list(self._active):
                self._do(learner, lambda one: one.files.tell())
                if learner.member.live.due:
                    learner.publish()
            self._rounds.heed(self._active)
        if self._asked():
            self._stop_some()
        self._heed()

    def _report(self) -> None:
        """Read the finished steps back, look for NaN, and tell them."""
        if not self._step.waiting:
            return
        began = self._clock()
        losses, right, sizes = self._step.read_back()
        images_per_second = float(sizes.sum()) / max(began - self._last_report, 1e-9)
        for number, learner in enumerate(tuple(self._active)):
            own = {"losses": losses[number], "right": right[number], "sizes": sizes}
            self._do(learner, partial(Learner.add, **own, images_per_second=images_per_second))
        self._last_report = self._clock()
        self._report_seconds = max(REPORT_SECONDS, (self._last_report - began) / _REPORT_SHARE)

    # -- ends ------------------------------------------------------------------------------------------------------

    def _do(self, learner: Learner, act: Callable[[Learner], None]) -> None:
        """Do something for one member; where it fails, this one alone has failed."""
        try:
            act(learner)
        except Cancelled:
            raise
        except Exception as error:
            self._end(learner, "failed", error)

    def _stop_some(self) -> None:
        """Stop those that a person asked to stop."""
        self._report()
        for learner in [one for one in self._active if one.member.cancelled]:
            self._end(learner, "cancelled")

    def _complete(self, learner: Learner) -> None:
        def measure(one: Learner) -> None:
            one.keep_at_end()
            one.measure_best()

        self._do(learner, measure)
        if learner in self._active:
            self._end(learner, "completed")

    def _end(self, learner: Learner, outcome: Outcome, error: BaseException | None = None) -> None:
        """Let one member go; its files have all that is of use."""
        self._active.remove(learner)
        if outcome == "cancelled":
            try:
                learner.keep_at_end()
            except Exception as failed:
                outcome, error = "failed", failed
        if outcome == "failed":
            learner.go_back()
        self._ended(learner, outcome, error)

    def _heed(self) -> None:
        """Do what a person asked for meanwhile: pause, or stop all by raising :class:`Cancelled`."""
        if self._control.attention:
            self._control.check(self._stand_still, lambda: self._tell_all("running"))

    def _stand_still(self) -> None:
        self._report()
        self._tell_all("paused")

    def _tell_way(self, text: Text) -> None:
        for learner in tuple(self._active):
            self._do(learner, lambda one: one.member.emit(WayChosen(text)))

    def _tell_all(self, state: JobState) -> None:
        for learner in list(self._active):
            learner.publish()
            self._do(learner, lambda one: one.member.emit(StateChanged(state)))

    def _clock(self) -> float:
        """Seconds in which the training was not paused."""
        return time.perf_counter() - self._control.paused_seconds
