"""A recorded step of a stack, done anew at each replay, takes all members where steps one by one take them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from engine.data.splits import batch_bounds
from engine.text import Text
from engine.training.checks import check_project
from engine.training.setup import set_up
from engine.training.stacked.data import load_for_all
from engine.training.stacked.graphs import GraphedStep, Way
from engine.training.stacked.step import StackedStep
from engine.training.tuning.plan import ExecutionPlan
from tests.engine.training.stacked.conftest import DENSE, network, projects_of
from tests.engine.training.stepping import Rehearsal

EPOCHS = 2


def stacked_step(**shared: Any) -> StackedStep:
    spec = network(*((layer.type, layer.params.model_dump()) for layer in DENSE.layers[1:3]), ("Dropout", {"p": 0.2}))
    projects = projects_of(spec, {"seed": 1}, {"seed": 2, "learning_rate": 0.002}, **shared)
    datas = load_for_all(projects, lambda text: None, lambda: None, lambda run, dataset, rows: rows)
    plan = replace(ExecutionPlan.plain(torch.device("cpu")), threads=1)
    return StackedStep(
        [
            set_up(project, check_project(project)[1], data, lambda: None, lambda run: {}, plan)
            for project, data in zip(projects, datas, strict=True)
        ]
    )


def train(step: StackedStep, way: Way) -> tuple[list[torch.Tensor], Any]:
    number, size, count = 0, step.setups[0].config.batch_size, len(step.setups[0].train)
    for epoch in range(1, EPOCHS + 1):
        bounds: Sequence[tuple[int, int]] = batch_bounds(count, size)
        way.begin_epoch(epoch, [[1.0 / (index + 1) for index in range(len(bounds))] for _ in step.setups])
        for start, stop in bounds:
            number += 1
            way.take(start, stop, number)
    return step.tensors(), step.read_back()[0]


def test_replays_give_the_steps_that_are_taken_one_operation_at_a_time() -> None:
    shared: dict[str, Any] = {"augment_shift": 2.0, "averaging": "ema", "clip_norm": 1.0}
    plain, recorded = stacked_step(**shared), stacked_step(**shared)
    capture, told = Rehearsal(1), list[Text]()
    expected, losses = train(plain, plain)
    found, own_losses = train(recorded, GraphedStep(recorded, capture, told.append, lambda: None))
    assert not told
    assert capture.recorded == 2  # of the whole batches, and of the last one
    for mine, other in zip(found, expected, strict=True):
        torch.testing.assert_close(mine, other)
    torch.testing.assert_close(torch.tensor(own_losses), torch.tensor(losses))


def test_what_cannot_be_recorded_is_told_and_taken_one_operation_at_a_time() -> None:
    plain, refusing = stacked_step(), stacked_step()
    capture, told = Rehearsal(1, refuses=lambda recorded: RuntimeError("no such kernel")), list[Text]()
    expected, _ = train(plain, plain)
    found, _ = train(refusing, GraphedStep(refusing, capture, told.append, lambda: None))
    assert [str(text) for text in told] == [
        "The GPU takes one step at a time, not many as a CUDA graph: no such kernel."
    ]
    for mine, other in zip(found, expected, strict=True):
        torch.testing.assert_close(mine, other)
