"""Steps of a stack as CUDA graphs: one replay is one step of all members, of which launching kernels is the least."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.capture import Capture, CudaCapture, Work
from engine.training.failures import Cancelled
from engine.training.graphs import first_cause
from engine.training.stacked.inputs import EpochOfAll
from engine.training.stacked.rates import StepRates
from engine.training.stacked.step import StackedStep

_WARM_UPS = 3
_MOST_UNDER_WAY = 8


class Way(Protocol):
    """How the steps of a :class:`StackedStep` are taken; it is one itself, that takes them one operation at a time."""

    def begin_epoch(self, epoch: int, factors: Sequence[Sequence[float]]) -> None:
        """Go over to that epoch, with each member's rate factor at each step."""

    def take(self, start: int, stop: int, number: int) -> None:
        """Take a step, whose figures the stacked step keeps."""

    def close(self) -> None:
        """Give back what is held on the device."""


def way_of(step: StackedStep, tell: Callable[[Text], None], check: Callable[[], None]) -> Way:
    """The fastest way of taking the steps of a stack on its device."""
    return step if step.device.type != "cuda" else GraphedStep(step, CudaCapture(step.device), tell, check)


class _Recorded(NamedTuple):
    replay: Work
    figures: Tensor
    """Losses and right answers of the members, ``[2, N]``."""


class GraphedStep:
    """Replays what a :class:`Capture` recorded of one step, for each size of a batch that comes.

    What an epoch is made of lies at the same places on the device; a cursor says where the step begins. The first step
    of a size is taken to warm up, recorded, and undone. Where it cannot be recorded, steps are taken one operation at a
    time, and ``tell`` hears why. ``check`` is called in between and may raise :class:`Cancelled`.
    """

    def __init__(
        self, step: StackedStep, capture: Capture, tell: Callable[[Text], None], check: Callable[[], None]
    ) -> None:
        self._step, self._capture, self._tell, self._check = step, capture, tell, check
        self._size = step.setups[0].config.batch_size
        self._cursor = torch.zeros((), dtype=torch.int64, device=step.device)
        self._epoch: EpochOfAll | None = None
        self._factors = torch.empty(0)
        self._shares: list[Tensor | None] = []
        self._recorded: dict[int, _Recorded] = {}
        self._eager = False

    def begin_epoch(self, epoch: int, factors: Sequence[Sequence[float]]) -> None:
        self._step.begin_epoch(epoch, factors)
        largest = torch.tensor([rates.factors for rates in self._step.rates], dtype=torch.float64).to(self._step.device)
        shares = [rates.shares for rates in self._step.rates]
        if self._epoch is None:
            self._epoch, self._factors, self._shares = self._step.epoch, largest, shares
            return
        given = self._step.epoch
        self._epoch.order.copy_(given.order)
        for own, draws in zip(self._epoch.changes, given.changes, strict=True):
            own.copy_(draws)
        self._factors.copy_(largest)
        for kept, new in zip(self._shares, shares, strict=True):
            if kept is not None and new is not None:
                kept.copy_(new)
        self._step.epoch = self._epoch

    def take(self, start: int, stop: int, number: int) -> None:
        size = stop - start
        self._cursor.fill_(start)
        if not self._eager and size not in self._recorded:
            self._record(size)
        if self._eager:
            self._step.take(start, stop, number)
            return
        recorded = self._recorded[size]
        self._step.randomness.begin(number)
        recorded.replay()
        self._step.record(recorded.figures[0], recorded.figures[1], size)
        self._capture.pace(_MOST_UNDER_WAY)

    def close(self) -> None:
        self._recorded.clear()
        self._capture.close()

    def _obstacle(self) -> Text | None:
        """Why a step cannot be recorded, as far as it is known without trying."""
        for family in self._step.families:
            if any(tensor.device.type != self._step.device.type for tensor in family.optimizers.state()[0].values()):
                template = QT_TRANSLATE_NOOP("engine", "the optimizer {optimizer} counts its steps on the CPU")
                return Text(template, {"optimizer": self._step.setups[family.first].config.optimizer})
        return None

    def _record(self, size: int) -> None:
        reason: Text | str | None = self._obstacle()
        kept = [tensor.clone() for tensor in self._step.tensors()]
        try:
            if reason is None:
                self._recorded[size] = self._recording(size)
        except Cancelled:
            raise
        except Exception as error:
            reason = " ".join(str(first_cause(error)).split())[:200] or type(error).__name__
        finally:
            for tensor, copy in zip(self._step.tensors(), kept, strict=True):
                tensor.copy_(copy)
        if reason is not None:
            self._give_up(reason)

    def _give_up(self, reason: Text | str) -> None:
        """From here on, take steps one operation at a time."""
        self.close()
        self._eager = True
        self._step.network.zero_grad()
        template = QT_TRANSLATE_NOOP("engine", "The GPU takes one step at a time, not many as a CUDA graph: {reason}.")
        self._tell(Text(template, {"reason": reason}))

    def _recording(self, size: int) -> _Recorded:
        offsets = torch.arange(size, device=self._step.device)
        figures = torch.zeros(2, len(self._step.setups), device=self._step.device)

        def work() -> None:
            assert self._epoch is not None
            images, labels = self._step.images.gather(self._epoch, self._cursor + offsets)
            index = torch.div(self._cursor, self._size, rounding_mode="floor").view(1)
            factors = self._factors.index_select(1, index).squeeze(1).unbind()
            rates = [
                StepRates(factor, None if shares is None else shares.index_select(0, index).squeeze(0))
                for factor, shares in zip(factors, self._shares, strict=True)
            ]
            losses, right = self._step.compute(images, labels, rates)
            figures[0].copy_(losses)
            figures[1].copy_(right)

        for _ in range(_WARM_UPS):
            self._capture.warm_up(work)
            self._check()
        return _Recorded(self._capture.record(work), figures)
