"""The learning-rate range test: the rate grows at each step until the loss runs away (Smith, 2017).

In a thread of its own, with the project's own network, data, loss and optimizer; nothing of it is kept.
"""

import math
import queue
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.checks import check_project
from engine.training.control import Control
from engine.training.events import Failure
from engine.training.failures import Cancelled, describe_failure
from engine.training.priority import lower_thread_priority

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from torch import Tensor

    from engine.runs.store import RunStore

LOWEST, HIGHEST = 1e-6, 10.0
STEPS = 160
_SMOOTHING = 0.9
_RAN_AWAY = 4.0
"""So many times the lowest smoothed loss ends the test."""
_FEWEST_POINTS = 10


@dataclass(frozen=True, slots=True)
class RatePoint:
    """One step of the test; ``loss`` is smoothed. Steps count from 1."""

    rate: float
    loss: float
    step: int
    total: int


@dataclass(frozen=True, slots=True)
class RateFound:
    """The end of the test: a rate to take, or ``None`` with a reason where none can be suggested."""

    suggestion: float | None
    failure: Failure | None = None
    reason: Text | None = None


class RateFinder:
    """One range test of a project. ``events`` brings :class:`RatePoint` s, then exactly one :class:`RateFound`."""

    def __init__(self, project: Project, store: "RunStore | None" = None) -> None:
        self.project = project
        self.events: queue.SimpleQueue[RatePoint | RateFound] = queue.SimpleQueue()
        self._store = store
        self._control = Control()
        self._thread = threading.Thread(target=self._work, name="netwright-rate-finder", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """End after the step under way; a suggestion may come all the same."""
        self._control.cancel()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the thread's end; returns whether it has ended."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        points: list[RatePoint] = []
        found = RateFound(None)
        try:
            lower_thread_priority()
            self._test(points)
            found = suggestion_of(points)
        except Cancelled:
            found = suggestion_of(points)
        except BaseException as error:
            found = RateFound(None, describe_failure(error))
        finally:
            self.events.put(found)

    def _test(self, points: list[RatePoint]) -> None:
        import torch

        from engine.training.setup import load_data, set_up
        from engine.training.step import Batch, TrainingStep
        from engine.training.step_buffer import StepBuffer

        changes = {"learning_rate": 1.0, "averaging": "none", "tune": False, "resample_seed": None, "boosted_on": ""}
        training = self.project.training.model_copy(update=changes)
        project = replace(self.project, training=training)
        _, analysis = check_project(project)
        data = load_data(project, lambda text: None, self._heed)
        setup = set_up(project, analysis, data, self._heed, self._weights_of)
        torch.set_num_threads(setup.plan.threads)
        buffer = StepBuffer(setup.device)
        step = TrainingStep(setup, buffer, lambda text: None)
        setup.network.train()
        average = lowest = 0.0
        batches = _batches(len(data.train), setup.config.images_per_step, training.seed)
        for number, indices in zip(range(1, STEPS + 1), batches, strict=False):
            self._heed()
            rate = LOWEST * (HIGHEST / LOWEST) ** ((number - 1) / (STEPS - 1))
            drawn = None if setup.augmenter is None else setup.augmenter.draws(len(indices), training.seed, number)
            mixture = None if setup.mixing is None else setup.mixing.draws(number, 1)[0]
            batch = Batch(
                indices.to(setup.device),
                None if drawn is None else drawn.to(setup.device),
                None if mixture is None else mixture.to(setup.device),
            )
            step.take(batch, number, rate)
            loss = float(buffer.read_back()[0][0])
            if not math.isfinite(loss):
                return
            average = _SMOOTHING * average + (1 - _SMOOTHING) * loss
            smooth = average / (1 - _SMOOTHING**number)
            lowest = smooth if number == 1 else min(lowest, smooth)
            points.append(RatePoint(rate, smooth, number, STEPS))
            self.events.put(points[-1])
            if smooth > _RAN_AWAY * lowest and number > _FEWEST_POINTS:
                return

    def _weights_of(self, run: str) -> "Mapping[str, Tensor]":
        from engine.runs.store import RunStore
        from engine.weights import load_weights

        return load_weights((self._store or RunStore()).open(run).best_weights)

    def _heed(self) -> None:
        if self._control.cancelled:
            raise Cancelled


def _batches(count: int, size: int, seed: int) -> "Iterator[Tensor]":
    """Batches of as many epochs as it takes."""
    import torch

    from engine.data.splits import batch_bounds, epoch_order

    epoch = 0
    while True:
        epoch += 1
        order = torch.from_numpy(epoch_order(count, seed, epoch))
        yield from (order[start:stop] for start, stop in batch_bounds(count, size))


def suggestion_of(points: list[RatePoint]) -> RateFound:
    """Where the smoothed loss falls most steeply over the logarithm of the rate, before its lowest point."""
    end = min(range(len(points)), key=lambda number: points[number].loss, default=0)
    falling = points[: end + 1]
    if len(falling) < _FEWEST_POINTS or falling[-1].loss > 0.98 * falling[0].loss:
        return RateFound(
            None,
            reason=Text(QT_TRANSLATE_NOOP("engine", "The loss fell at no learning rate, so none can be suggested.")),
        )
    width = max(2, len(falling) // 20)

    def slope(number: int) -> float:
        return falling[number + width].loss - falling[number - width].loss

    steepest = min(range(width, len(falling) - width), key=slope)
    return RateFound(float(f"{falling[steepest].rate:.2g}"))
