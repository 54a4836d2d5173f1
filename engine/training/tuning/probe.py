"""Finding the fastest plan by a short measurement on this machine, once for each network and batch size."""

import copy
import math
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from engine.model.build import Network
from engine.model.spec import ModelSpec, Shape
from engine.training.tuning.plan import REWRITES, ExecutionPlan, PlanMeasurement, Rewrite
from engine.training.tuning.plan_cache import Found, keep, key_of, recall
from engine.training.tuning.rewrites import apply, used
from engine.training.tuning.threads import ALL_THREADS

_SECONDS = 0.25
"""For the measurement of formats and rewrites, and again for that of threads; large networks take their rounds."""
_ROUNDS = (3, 15)
_SAMPLE_SECONDS = 0.004
"""Steps of small networks are measured several at a time."""
_MOST_REPEATS = 20
_STEP_SECONDS, _MOST_FITTED = 0.06, 8
"""Of larger networks' batches only so much is computed as takes this long, with so many threads at most."""
_TOO_SLOW_SECONDS = 1.0
_MOST_SECONDS = 3.0
"""After so long it ends with what it knows, whatever is missing."""
_BUSY = 1.25
"""Where a step takes so many times the processor's time of its thread, other programs are being measured."""
_FEW_IMAGES = 8
_GAIN = 0.97
"""Of plans that differ by less, the first in the list is taken: the one with less changed, or more threads."""


class _Candidate:
    """A plan, a network that is computed by it, and how long its steps took."""

    def __init__(self, plan: ExecutionPlan, network: Network) -> None:
        self.plan, self.network = plan, network
        self.seconds: list[float] = []
        self.processor_seconds: list[float] = []

    @property
    def median(self) -> float:
        """Seconds; infinite where nothing was measured."""
        return statistics.median(self.seconds) if self.seconds else math.inf

    @property
    def processor_median(self) -> float:
        """Seconds in which the processor worked for the calling thread."""
        return statistics.median(self.processor_seconds) if self.processor_seconds else math.inf


def choose_plan(
    spec: ModelSpec,
    make_network: Callable[[], Network],
    input_shape: Shape,
    batch_size: int,
    device: torch.device,
    cache_file: Path,
    should_stop: Callable[[], bool],
) -> tuple[ExecutionPlan, tuple[PlanMeasurement, ...]]:
    """The fastest plan for a network's steps, and everything that was measured; from ``cache_file`` where it is there.

    On the CPU, plans are measured in the calling thread by turns: forward, backward and no optimizer, which is the same
    for all. It takes some half a second, or a few steps of a large network. ``should_stop`` is asked between steps; a
    yes ends it with the plain plan, which is then not kept. While other programs keep the processor busy, rewrites are
    chosen by the time that the processor works for one thread, and what was found is not kept either. On a GPU the
    plan is the plain one.
    """
    if device.type != "cpu":
        return ExecutionPlan.plain(device), ()
    key = key_of(spec, input_shape, batch_size)
    known = recall(cache_file, key)
    if known is not None:
        return known
    probe = _Probe(make_network(), input_shape, batch_size, should_stop)
    found = probe.find()
    if found is None:
        return ExecutionPlan.plain(device), ()
    if not probe.was_disturbed:
        keep(cache_file, key, found)
    return found


class _Stopped(Exception):
    """``should_stop`` said so."""


class _Probe:
    def __init__(self, network: Network, input_shape: Shape, batch_size: int, should_stop: Callable[[], bool]) -> None:
        self._network = network.train()
        self._should_stop = should_stop
        self._batch_size = batch_size
        generator = torch.Generator().manual_seed(0)
        self._images = torch.randn(batch_size, *input_shape, generator=generator)
        self._labels = torch.zeros(batch_size, dtype=torch.int64)
        self._ends = time.perf_counter() + _MOST_SECONDS
        self._wall = self._processor = 0.0
        self.was_disturbed = False
        """Whether other programs were running beside what was measured, or time ran out."""

    @property
    def _late(self) -> bool:
        return time.perf_counter() >= self._ends

    def find(self) -> Found | None:
        """The plan and the measurements; ``None`` where it was stopped."""
        threads = torch.get_num_threads()
        try:
            with torch.random.fork_rng(devices=[]):
                return self._find()
        except _Stopped:
            return None
        finally:
            torch.set_num_threads(threads)

    def _find(self) -> Found:
        torch.set_num_threads(1)
        if not self._fit_batch():
            return ExecutionPlan.plain(torch.device("cpu")), ()
        candidates = self._candidates()
        self._measure(candidates)
        if self.was_disturbed:
            teams = self._measured_alone(candidates)
        else:
            best = min(candidates, key=_preference(candidates, lambda one: one.median))
            teams = [_Candidate(_with_threads(best.plan, count), best.network) for count in _thread_counts()]
            self._measure(teams)
        fastest = min(teams, key=_preference(teams, lambda one: one.median))
        compared = [*teams, *(one for one in candidates if all(one.plan != team.plan for team in teams))]
        measured = sorted((one for one in compared if one.seconds), key=lambda one: one.median)
        scale = 1000 * self._batch_size / len(self._images)
        return fastest.plan, tuple(PlanMeasurement(one.plan, one.median * scale) for one in measured)

    def _measured_alone(self, candidates: list[_Candidate]) -> list[_Candidate]:
        """Beside other programs: the best candidate by the work of one thread, with all threads and with one."""
        self._ends = time.perf_counter() + _MOST_SECONDS
        alone = [_Candidate(_with_threads(one.plan, 1), one.network) for one in candidates]
        self._measure(alone)
        best = min(alone, key=_preference(alone, lambda one: one.processor_median))
        return [candidates[alone.index(best)], best]

    def _fit_batch(self) -> bool:
        """Leave away images of a slow network's batch; returns whether it can be measured in reasonable time."""
        few = self._images[:_FEW_IMAGES]
        self._step(self._network, few)
        began = time.perf_counter()
        self._step(self._network, few)
        spent = time.perf_counter() - began
        if spent > _TOO_SLOW_SECONDS:
            return False
        images = max(len(few), int(len(few) * _STEP_SECONDS * min(ALL_THREADS, _MOST_FITTED) / spent))
        self._images, self._labels = self._images[:images], self._labels[:images]
        return True

    def _candidates(self) -> list[_Candidate]:
        plans: list[ExecutionPlan] = [ExecutionPlan("contiguous", ALL_THREADS)]
        if any(weight.dim() == 4 for weight in self._network.parameters()):
            plans.insert(0, ExecutionPlan("channels_last", ALL_THREADS))
            plans.append(ExecutionPlan("channels_last", ALL_THREADS, ("pool-first", "crop")))
            plans.append(ExecutionPlan("contiguous", ALL_THREADS, REWRITES))
        candidates: list[_Candidate] = []
        for plan in plans:
            if candidates and self._late:
                break
            network = copy.deepcopy(self._network)
            if plan.memory_format == "channels_last":
                network = network.to(memory_format=torch.channels_last)
            apply(network, plan)
            self._step(network, self._images)
            kept: tuple[Rewrite, ...] = used(network, plan)
            narrowed = ExecutionPlan(plan.memory_format, plan.threads, kept)
            if all(narrowed != one.plan for one in candidates):
                candidates.append(_Candidate(narrowed, network))
        return candidates

    def _measure(self, candidates: Sequence[_Candidate]) -> None:
        fewest, most = _ROUNDS
        ends = time.perf_counter() + _SECONDS
        repeats, fitting = 1, 1
        for number in range(-1, most):  # the round before the first is for warming up
            repeats = min(fitting, _MOST_REPEATS)
            for candidate in candidates:
                if torch.get_num_threads() != candidate.plan.threads:
                    torch.set_num_threads(candidate.plan.threads)
                    self._step(candidate.network, self._images)
                if self._late:
                    self.was_disturbed = True
                    return
                wall, processor = self._timed(candidate.network, repeats)
                if number < 0:
                    fitting = max(fitting, int(_SAMPLE_SECONDS / wall))
                else:
                    candidate.seconds.append(wall)
                    candidate.processor_seconds.append(processor)
            if number + 1 >= fewest and time.perf_counter() >= ends:
                break
        self.was_disturbed = self.was_disturbed or self._wall > _BUSY * self._processor

    def _timed(self, network: Network, repeats: int) -> tuple[float, float]:
        wall, processor = time.perf_counter(), time.thread_time()
        for _ in range(repeats):
            self._step(network, self._images)
        wall, processor = time.perf_counter() - wall, time.thread_time() - processor
        self._wall += wall
        self._processor += processor
        return wall / repeats, processor / repeats

    def _step(self, network: Network, images: Tensor) -> None:
        if self._should_stop():
            raise _Stopped
        logits = network(images)
        loss = functional.cross_entropy(logits, self._labels[: len(images)])
        if loss.requires_grad:
            loss.backward()  # type: ignore[no-untyped-call]
        network.zero_grad(set_to_none=True)


def _preference(
    candidates: Sequence[_Candidate], seconds: Callable[[_Candidate], float]
) -> Callable[[_Candidate], float]:
    """What to sort by, so that the first of all that are nearly as fast as the fastest comes first."""
    fastest = min(seconds(one) for one in candidates)
    return lambda one: 0.0 if seconds(one) * _GAIN <= fastest else seconds(one)


def _with_threads(plan: ExecutionPlan, threads: int) -> ExecutionPlan:
    return ExecutionPlan(plan.memory_format, threads, plan.rewrites)


def _thread_counts() -> list[int]:
    """All threads, half of them, a quarter (of many), one."""
    counts = [ALL_THREADS, ALL_THREADS // 2, *([ALL_THREADS // 4] if ALL_THREADS >= 16 else []), 1]
    return list(dict.fromkeys(count for count in counts if count >= 1))
