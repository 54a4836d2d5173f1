"""A setup whose steps are taken one by one or many at once, and what came of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.project import Project
from engine.text import Text
from engine.training.capture import Capture, Work
from engine.training.checks import check_project
from engine.training.graphs import PORTION_SECONDS, GraphedSteps
from engine.training.layer_learning import parameter_groups
from engine.training.optimizers import build_optimizers
from engine.training.runners import EagerSteps, FactorAt, StepRunner, Taken
from engine.training.schedules import rate_factor
from engine.training.setup import TrainingSetup, load_data, set_up
from engine.training.step import TrainingStep
from engine.training.step_buffer import StepBuffer


@dataclass
class Rehearsal:
    """A capture that does the work itself at each replay; ``steps`` of it fill a portion."""

    steps: int
    refuses: Callable[[int], Exception | None] = lambda recorded: None
    recorded: int = 0
    warmed_up: int = 0
    paced: int = 0
    closed: bool = False

    def warm_up(self, work: Work) -> None:
        self.warmed_up += 1
        work()

    def record(self, work: Work) -> Work:
        self.recorded += 1
        refused = self.refuses(self.recorded)
        if refused is not None:
            work()  # a part of it was done
            raise refused
        return work

    def seconds(self, replay: Work) -> float:
        replay()
        return PORTION_SECONDS / (self.steps + 0.5)

    def pace(self, most: int) -> None:
        assert 2 <= most <= 16
        self.paced += 1

    def close(self) -> None:
        self.closed = True


@dataclass
class Bench:
    """A setup of its own, a way of taking its steps, and what came of them."""

    setup: TrainingSetup
    step: TrainingStep
    buffer: StepBuffer
    runner: StepRunner
    told: list[Text] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def train(self, epochs: int, singles: Callable[[int], bool] = lambda number: False) -> "Bench":
        """Train whole epochs; ``singles`` says before which step (from 1) one is taken alone."""
        for epoch in range(1, epochs + 1):
            self.begin(epoch)
            self.finish(singles)
        return self

    def begin(self, epoch: int, position: int = 0) -> None:
        self.setup.network.train()
        self.runner.begin_epoch(epoch, position, sum(self.taken), factor_at(self.setup, epoch))
        self.position = position

    def finish(self, singles: Callable[[int], bool] = lambda number: False) -> None:
        while self.position < len(self.setup.train):
            self.once(singles(sum(self.taken) + 1))

    def once(self, alone: bool = False) -> Taken:
        taken = self.runner.take_one() if alone else self.runner.take()
        self.taken.append(taken.steps)
        self.position = taken.position
        losses, right, sizes = self.buffer.read_back()
        self.losses += losses.tolist()
        self.right += right.tolist()
        self.sizes += sizes.tolist()
        return taken

    def tensors(self) -> dict[str, Tensor]:
        """Everything that steps change."""
        found = {**self.setup.network.state_dict(), **self.setup.optimizers.state()[0]}
        if self.setup.average is not None:
            found |= {f"average.{name}": tensor for name, tensor in self.setup.average.state()[0].items()}
        return found


def factor_at(setup: TrainingSetup, epoch: int) -> FactorAt:
    steps = -(-len(setup.train) // setup.config.images_per_step)
    return lambda index: rate_factor(setup.config, epoch - 1 + index / steps, 1 / steps)


def make_bench(
    model: str | ModelSpec = "mlp",
    capture: Callable[[TrainingSetup], Capture] | None = None,
    device: str = "cpu",
    **settings: Any,
) -> Bench:
    """A bench on a small part of MNIST; without a ``capture`` its steps are taken one by one.

    The learning rate is a float32 tensor, as it is on a GPU.
    """
    project = Project.from_template("mnist-cnn")
    spec = template(model) if isinstance(model, str) else model
    values = {"device": device, "tune": False, "epochs": 2, "limit_train": 250, "batch_size": 20, **settings}
    config = project.training.model_validate({**project.training.model_dump(), **values})
    project = replace(project, model=spec, training=config)
    _, analysis = check_project(project)
    data = load_data(project, lambda text: None, lambda: None)
    setup = set_up(project, analysis, data, lambda: None, lambda run: {})
    groups = parameter_groups(setup.network, config)
    setup = replace(setup, optimizers=build_optimizers(config, groups, tensor_rates=True))
    buffer = StepBuffer(setup.device)
    step = TrainingStep(setup, buffer, lambda text: None)
    bench = Bench(setup, step, buffer, EagerSteps(setup, step))
    if capture is not None:
        bench.runner = GraphedSteps(setup, step, buffer, capture(setup), bench.told.append, lambda: None)
    return bench


def assert_same(ours: Bench, theirs: Bench) -> None:
    """The same curves and the same state, to the bit."""
    assert ours.losses == theirs.losses
    assert ours.right == theirs.right
    assert ours.sizes == theirs.sizes
    expected = theirs.tensors()
    for name, tensor in ours.tensors().items():
        assert torch.equal(tensor, expected[name]), name
    assert sum(ours.taken) == sum(theirs.taken) == len(ours.losses)
