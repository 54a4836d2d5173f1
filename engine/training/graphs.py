"""Many steps at once as CUDA graphs: for a small network, launching kernels one by one costs more than computing."""

import math
from collections import deque
from collections.abc import Callable
from itertools import islice, takewhile
from typing import NamedTuple

from torch import nn

from engine.data.splits import batch_bounds
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.capture import Capture, CudaCapture, Work
from engine.training.epoch import EpochInputs, inputs_of
from engine.training.failures import Cancelled
from engine.training.portion import KeptState, Portion, StaticEpoch
from engine.training.runners import EagerSteps, FactorAt, StepRunner, Taken
from engine.training.setup import TrainingSetup
from engine.training.step import TrainingStep
from engine.training.step_buffer import LARGEST_PORTION, StepBuffer

PORTION_SECONDS = 0.01
"""So long the steps of one call keep the device busy: a person who stops or draws is heeded in between."""
_SECONDS_UNDER_WAY = 0.02
"""So much work may wait for the device: enough to keep it busy while Python does something else."""
_MOST_UNDER_WAY = 16
_WARM_UPS = 3
_MOST_BYTES = 64 << 20
"""So much the images of one replay may take, which are gathered together."""

_IN_PARTS = QT_TRANSLATE_NOOP("engine", "batches are computed in parts")


class _Recorded(NamedTuple):
    portion: Portion
    replay: Work


def step_runner(
    setup: TrainingSetup,
    step: TrainingStep,
    buffer: StepBuffer,
    tell: Callable[[Text], None],
    check: Callable[[], None],
) -> StepRunner:
    """The fastest way of taking the steps of a setup on its device."""
    if setup.device.type != "cuda":
        return EagerSteps(setup, step)
    return GraphedSteps(setup, step, buffer, CudaCapture(setup.device), tell, check)


def obstacle(setup: TrainingSetup, step: TrainingStep) -> Text | None:
    """Why the steps of a setup cannot be recorded, as far as it is known without trying."""
    if setup.train.streams:
        return Text(QT_TRANSLATE_NOOP("engine", "the images are read from the disk batch by batch"))
    if setup.scaler is not None:
        return Text(QT_TRANSLATE_NOOP("engine", "float16 looks at each step's gradients before it is taken"))
    if step.images_at_once is not None and step.images_at_once < min(setup.config.images_per_step, len(setup.train)):
        return Text(_IN_PARTS)
    if any(isinstance(part, nn.RNNBase) and part.dropout and part.num_layers > 1 for part in setup.network.modules()):
        return Text(QT_TRANSLATE_NOOP("engine", "dropout between recurrent layers draws from a state of its own"))
    if any(tensor.device.type != setup.device.type for tensor in setup.optimizers.state()[0].values()):
        return Text(
            QT_TRANSLATE_NOOP("engine", "the optimizer {optimizer} counts its steps on the CPU"),
            {"optimizer": setup.config.optimizer},
        )
    return None


class GraphedSteps:
    """Takes steps by replaying what a :class:`Capture` recorded of them, or one by one where that is impossible.

    The first portion records: steps are taken to warm up, recorded, and undone. ``tell`` hears what came of it, with
    the reason where it is impossible. ``check`` is called in between and may raise :class:`Cancelled`.

    Every step has the bits that it has when it is taken alone, wherever portions begin, so that a resumed run need not
    begin them where the first one did. Random layers are seeded before each replay: with them, a replay is one step.
    """

    def __init__(
        self,
        setup: TrainingSetup,
        step: TrainingStep,
        buffer: StepBuffer,
        capture: Capture,
        tell: Callable[[Text], None],
        check: Callable[[], None],
    ) -> None:
        self._setup, self._step, self._buffer = setup, step, buffer
        self._capture, self._tell, self._check = capture, tell, check
        first = inputs_of(setup, 1)
        self._static = StaticEpoch(setup, first)
        self._ahead: tuple[int, EpochInputs] | None = (1, first)
        self._recorded: dict[tuple[int, int], _Recorded] = {}
        """By steps and images of each."""
        self._portion_steps = self._under_way = 1
        self._moves_average = False
        self._at_once = step.images_at_once
        self._eager: EagerSteps | None = None
        self._epoch = self._position = self._number = 0
        self._factor_at: FactorAt = lambda index: 1.0
        self._sizes: deque[int] = deque()
        """Images of each batch that is left of the epoch."""

    def begin_epoch(self, epoch: int, position: int, step: int, factor_at: FactorAt) -> None:
        self._epoch, self._position, self._number, self._factor_at = epoch, position, step, factor_at
        bounds = batch_bounds(len(self._setup.train) - position, self._setup.config.images_per_step)
        self._sizes = deque(stop - start for start, stop in bounds)
        if self._eager is not None:
            self._eager.begin_epoch(epoch, position, step, factor_at)
            return
        ahead, self._ahead = self._ahead, None
        inputs = ahead[1] if ahead is not None and ahead[0] == epoch else inputs_of(self._setup, epoch)
        self._static.fill(inputs, factor_at)

    def take(self) -> Taken:
        if self._eager is None and not self._recorded:
            self._record_all()
        if self._eager is not None:
            return self._eager.take()
        size = self._sizes[0]
        alike = sum(1 for _ in takewhile(lambda other: other == size, islice(self._sizes, self._portion_steps)))
        steps = alike if (alike, size) in self._recorded else 1
        recorded = self._recorded.get((steps, size))
        if recorded is None:  # an epoch that goes on with another batch size ends with a batch of any size
            return self.take_one()
        factor = 1.0
        for _ in range(alike // steps):
            factor = self._replay(recorded)
        self._look_ahead()
        self._capture.pace(self._under_way)
        return Taken(alike, self._position, factor)

    def take_one(self) -> Taken:
        if self._eager is not None:
            return self._eager.take()
        start, stop = self._position, self._position + self._sizes[0]
        factor = self._static.factor_at(start)
        self._step.take(
            self._static.inputs.batch(start, stop, self._setup.config.images_per_step), self._number + 1, factor
        )
        self._advance(1)
        if self._step.images_at_once != self._at_once:  # memory ran out
            self._give_up(Text(_IN_PARTS))
        return Taken(1, stop, factor)

    def close(self) -> None:
        self._recorded.clear()
        self._capture.close()

    def _replay(self, recorded: _Recorded) -> float:
        """Replay; returns the rate factor of its last step."""
        self._static.cursor.fill_(self._position)
        self._setup.randomness.begin(self._number + 1)
        recorded.replay()
        sizes = recorded.portion.sizes
        self._buffer.record_steps(recorded.portion.figures, sizes)
        if self._moves_average and self._setup.average is not None:
            self._setup.average.begun = True
        last = self._position + sum(sizes[:-1])
        self._advance(len(sizes))
        return self._static.factor_at(last)

    def _advance(self, steps: int) -> None:
        self._number += steps
        for _ in range(steps):
            self._position += self._sizes.popleft()

    def _look_ahead(self) -> None:
        """While the device takes the last steps of an epoch, draw the order and the random numbers of the next one."""
        if not self._sizes and self._epoch < self._setup.config.epochs:
            self._ahead = self._epoch + 1, inputs_of(self._setup, self._epoch + 1)

    # -- recording -------------------------------------------------------------------------------------------------

    def _record_all(self) -> None:
        reason: Text | str | None = obstacle(self._setup, self._step)
        if reason is None:
            try:
                kept = KeptState(self._setup)
                try:
                    self._record_portions()
                finally:
                    self._setup.optimizers.zero_grad()
                    kept.restore()
            except Cancelled:
                raise
            except Exception as error:
                reason = " ".join(str(first_cause(error)).split())[:200] or type(error).__name__
        if reason is not None:
            self._give_up(reason)
            return
        self._tell(
            Text(
                QT_TRANSLATE_NOOP("engine", "The GPU takes up to {steps} steps at a time, recorded as a CUDA graph."),
                {"steps": self._portion_steps},
            )
        )

    def _record_portions(self) -> None:
        setup, capture = self._setup, self._capture
        sizes = [stop - start for start, stop in batch_bounds(len(setup.train), setup.config.images_per_step)]
        size, alike = sizes[0], sizes.count(sizes[0])
        self._static.cursor.zero_()
        seconds = capture.seconds(self._record(1, size, _WARM_UPS))
        fitting = max(min(int(PORTION_SECONDS / max(seconds, 1e-9)), LARGEST_PORTION, alike), 1)
        if not setup.randomness.needed:
            bytes_per_image = 4 * math.prod(setup.data.dataset.info.image_shape)
            fitting = min(fitting, max(_MOST_BYTES // (size * bytes_per_image), 1))
            if fitting > 1:
                self._record(fitting, size, 1)
        self._portion_steps = fitting
        self._under_way = max(2, min(int(_SECONDS_UNDER_WAY / max(fitting * seconds, 1e-9)), _MOST_UNDER_WAY))
        if sizes[-1] != size:
            self._record(1, sizes[-1], _WARM_UPS)

    def _record(self, steps: int, size: int, warm_ups: int) -> Work:
        portion = Portion(self._setup, self._step, self._static, steps, size)
        for _ in range(warm_ups):
            self._capture.warm_up(portion.take)
            self._check()
        average = self._setup.average
        if average is not None:
            average.begun = False
        replay = self._capture.record(portion.take)
        self._moves_average = average is not None and average.begun
        self._recorded[steps, size] = _Recorded(portion, replay)
        return replay

    def _give_up(self, reason: Text | str) -> None:
        """From here on, take steps one by one."""
        self.close()
        self._eager = EagerSteps(self._setup, self._step)
        self._eager.begin_epoch(self._epoch, self._position, self._number, self._factor_at)
        self._tell(
            Text(
                QT_TRANSLATE_NOOP("engine", "The GPU takes one step at a time, not many as a CUDA graph: {reason}."),
                {"reason": reason},
            )
        )


def first_cause(error: BaseException) -> BaseException:
    """What went wrong in the recording; torch then raises that the recording failed."""
    while error.__context__ is not None:
        error = error.__context__
    return error
