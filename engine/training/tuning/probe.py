"""Finding the fastest plan."""

from collections.abc import Callable
from pathlib import Path

import torch

from engine.model.build import Network
from engine.model.spec import ModelSpec, Shape
from engine.training.tuning.plan import ExecutionPlan, PlanMeasurement


def choose_plan(
    spec: ModelSpec,
    make_network: Callable[[], Network],
    input_shape: Shape,
    batch_size: int,
    device: torch.device,
    cache_file: Path,
    should_stop: Callable[[], bool],
) -> tuple[ExecutionPlan, tuple[PlanMeasurement, ...]]:
    """The plan to train with."""
    return ExecutionPlan.plain(device), ()
