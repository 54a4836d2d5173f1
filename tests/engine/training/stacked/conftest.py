"""Members of a stack and the same trainings one by one, on a small part of MNIST."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.model.spec import ModelSpec
from engine.model.templates.assembly import chain
from engine.project import Project
from engine.runs.metadata import Lineage
from engine.runs.metrics import RunMetrics
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.events import RunFinished
from engine.training.stacked.job import StackedJob, train_stacked
from engine.weights import load_weights
from tests.engine.training.conftest import WatchedJob

SMALL: dict[str, Any] = {"device": "cpu", "epochs": 2, "limit_train": 250, "batch_size": 32, "tune": False}

Part = tuple[str, dict[str, Any]]


def network(*layers: Part) -> ModelSpec:
    """A small network that ends with ten classes."""
    return chain(*layers, ("Linear", {"out_features": 10}), ("Softmax", {}))


DENSE = network(("Flatten", {}), ("Linear", {"out_features": 16}), ("ReLU", {}))


def project_of(spec: ModelSpec, **settings: Any) -> Project:
    project = Project.from_template("mnist-cnn")
    training = project.training.model_validate({**project.training.model_dump(), **SMALL, **settings})
    return replace(project, model=spec, training=training, title="member")


def projects_of(spec: ModelSpec, *variants: dict[str, Any], **shared: Any) -> list[Project]:
    return [project_of(spec, **{**shared, **variant}) for variant in variants]


@dataclass(frozen=True)
class Trained:
    """A run and how it ended."""

    run: Run
    finished: RunFinished

    @property
    def metrics(self) -> RunMetrics:
        return self.run.metrics()

    @property
    def weights(self) -> dict[str, Tensor]:
        return load_weights(self.run.best_weights)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


Trainer = Callable[[Sequence[Project]], list[Trained]]


@pytest.fixture
def train_together(store: RunStore) -> Trainer:
    def train(projects: Sequence[Project]) -> list[Trained]:
        lineages = [Lineage(relation="seed", group="together", index=index) for index in range(len(projects))]
        found = train_stacked(projects, store, lineages)
        assert all(run is not None for run, _ in found)
        return [Trained(run, finished) for run, finished in found if run is not None]

    return train


@pytest.fixture
def train_alone(store: RunStore) -> Trainer:
    def train(projects: Sequence[Project]) -> list[Trained]:
        found = []
        for project in projects:
            job = WatchedJob(project, store)
            finished = job.run_to_end()
            assert job.run is not None
            found.append(Trained(job.run, finished))
        return found

    return train


@pytest.fixture
def make_stack(store: RunStore) -> Iterator[Callable[[Sequence[Project]], StackedJob]]:
    """Make a job; whatever still runs is cancelled at the end."""
    made: list[StackedJob] = []

    def make(projects: Sequence[Project]) -> StackedJob:
        made.append(StackedJob(projects, store, [None] * len(projects)))
        return made[-1]

    yield make
    for job in made:
        job.cancel()
        assert job.join(30)
