"""What one process of a probe does: ``python -m engine.distributed.measuring``, started by :mod:`.probe`.

It reads the project's JSON from stdin. All processes compute at the same time, as they would in a run, with the same
layers and the same wrapping, but each adds up with nobody but itself; of fewer processes than there are, the others
wait. The first one prints what was found as a line of JSON.
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch
import torch.distributed as dist
from torch.nn.modules.batchnorm import _BatchNorm

from engine.distributed.batch_norm import synchronise
from engine.distributed.devices import device_of
from engine.distributed.group import Group
from engine.distributed.randomness import SharedRandomness
from engine.distributed.share import Pieces
from engine.distributed.step import SharedStep
from engine.distributed.world import World, launched
from engine.project import project_from_data
from engine.text import NetwrightError, Text
from engine.training.checks import check_project
from engine.training.epoch import inputs_of
from engine.training.setup import TrainingSetup, load_data, set_up
from engine.training.step import TrainingStep
from engine.training.step_buffer import StepBuffer
from engine.training.tuning.plan import ExecutionPlan
from engine.training.tuning.threads import ALL_THREADS

_SECONDS, _WARM_UPS, _FEWEST = 0.5, 3, 5
_BUCKET = 25 << 20
"""Bytes that torch's DistributedDataParallel adds up at once."""


def counts(most: int) -> list[int]:
    """The numbers of processes that are measured: 1, 2, 4, … and ``most``."""
    return sorted({most, *(1 << power for power in range(most.bit_length()) if 1 << power <= most)})


def main() -> None:
    """Measure in the world of the environment."""
    world = launched()
    assert world is not None
    project = project_from_data(json.load(sys.stdin))
    group = Group(world)
    _, analysis = check_project(project)
    device = device_of(project.training.device, world, lambda text: None)
    data = load_data(project, lambda text: None, lambda: None, device)
    plan = ExecutionPlan.plain(device)
    setup = set_up(project, analysis, data, lambda: None, lambda run: {}, plan)
    setup.network.train()
    by_itself = [dist.new_group([rank]) for rank in range(world.size)][world.rank]
    measured = [_measured(setup, world, count, by_itself) for count in counts(world.size)]
    if world.leads:
        found = {
            "device": str(device.type),
            "device_name": data.device_name,
            "backend": "nccl" if device.type == "cuda" else "gloo",
            "batch_size": min(project.training.images_per_step, len(data.train)),
            "parameters": setup.parameters,
            "gradient_bytes": gradient_bytes(setup),
            "measured": measured,
        }
        print(json.dumps(found), flush=True)  # noqa: T201 - its answer
    group.close()


def gradient_bytes(setup: TrainingSetup) -> int:
    """Bytes of all gradients."""
    return sum(weight.nbytes for weight in setup.network.parameters() if weight.requires_grad)


def _measured(setup: TrainingSetup, world: World, count: int, by_itself: Any) -> dict[str, Any]:
    """The figures of so many processes; those beyond take part by waiting."""
    group = dist.new_group(list(range(count)))
    gc.collect()  # the wrapping of the count before, which listens to the network's gradients
    figures = torch.zeros(3, dtype=torch.float64)
    if world.rank < count:
        torch.set_num_threads(max(1, ALL_THREADS // count))
        figures[0] = _step_seconds(setup, replace(world, size=count), group, by_itself)
        if count > 1:
            figures[1] = _adding_seconds(_buckets(setup), setup.device, group)
            figures[2] = _adding_seconds(_statistics(setup), setup.device, group)
    dist.all_reduce(figures, dist.ReduceOp.MAX)
    names = ("compute_seconds", "all_reduce_seconds", "statistics_seconds")
    return {"processes": count, **dict(zip(names, figures.tolist(), strict=True))}


def _step_seconds(setup: TrainingSetup, world: World, group: Any, by_itself: Any) -> float:
    """A step of one process's images, from their gathering to the weights, all others computing beside."""
    buffer = StepBuffer(setup.device)
    step = TrainingStep(setup, buffer, _unheard) if world.size == 1 else _shared_step(setup, buffer, world, by_itself)
    images = max(min(setup.config.images_per_step, len(setup.train)), 1)
    batch = inputs_of(setup, 1).to(setup.device).batch(0, images, images)
    numbers = iter(range(1, 1 << 30))

    def take() -> None:
        step.take(batch, next(numbers), 0.0)
        buffer.clear()

    return _median(take, setup.device, group)


def _shared_step(setup: TrainingSetup, buffer: StepBuffer, world: World, by_itself: Any) -> SharedStep:
    """What takes this process's part of a step; from here on the network's layers are those of a shared run."""
    pieces = Pieces(world, by_itself)
    if setup.config.sync_batch_norm:
        synchronise(setup.network, pieces)
    randomness = SharedRandomness(setup.network, setup.device, setup.config.seed, pieces, world.rank)
    return SharedStep(replace(setup, randomness=randomness), buffer, _unheard, world, pieces)


def _unheard(warning: Text) -> None:
    """The probe tells figures only."""


def _buckets(setup: TrainingSetup) -> list[torch.Tensor]:
    """As many numbers as there are gradients, as they are added up."""
    sizes, left = [], gradient_bytes(setup)
    while left > 0:
        sizes.append(min(left, _BUCKET))
        left -= sizes[-1]
    return [torch.zeros(size // 4, device=setup.device) for size in sizes]


def _statistics(setup: TrainingSetup) -> list[torch.Tensor]:
    """What synchronised batch normalisation exchanges in a step, once forward and once backward."""
    norms = [module for module in setup.network.modules() if isinstance(module, _BatchNorm)]
    if not setup.config.sync_batch_norm:
        return []
    return [torch.zeros(2 * norm.num_features, device=setup.device) for norm in norms for _ in range(2)]


def _adding_seconds(tensors: list[torch.Tensor], device: torch.device, group: Any) -> float:
    """Adding up these one after the other."""

    def add_up() -> None:
        for tensor in tensors:
            dist.all_reduce(tensor, group=group)

    return _median(add_up, device, group) if tensors else 0.0


def _median(work: Callable[[], None], device: torch.device, group: Any) -> float:
    """Seconds that the work takes, the same number of times in each process of the group."""
    seconds: list[float] = []
    for number in range(-_WARM_UPS, _FEWEST):
        began = time.perf_counter()
        work()
        _finish(device)
        if number >= 0:
            seconds.append(time.perf_counter() - began)
    more = torch.tensor([_SECONDS / max(statistics.median(seconds), 1e-6)])
    dist.all_reduce(more, dist.ReduceOp.MIN, group=group)
    for _ in range(int(more)):
        began = time.perf_counter()
        work()
        _finish(device)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def _finish(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


if __name__ == "__main__":
    try:
        main()
    except NetwrightError as error:
        sys.exit(str(error))
