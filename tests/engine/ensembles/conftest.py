"""A few small runs on real digits that all keep the same images aside, trained once for all tests here."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.model.layout import arrange
from engine.model.templates import template
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob

SMALL = TrainingConfig(
    epochs=2, limit_train=1_500, validation_split=0.2, split_seed=0, learning_rate=0.005, device="cpu", tune=False
)


def project_of(network: str, **changes: object) -> Project:
    """A project on a template with small hyperparameters."""
    spec = template(network)
    training = TrainingConfig.model_validate(SMALL.model_dump() | changes)
    return replace(Project.from_template(), model=spec, layout=arrange(spec), training=training, title=network)


def trained(store: RunStore, project: Project, name: str | None = None) -> Run:
    """A run of the project, complete."""
    job = TrainingJob(project, store, name)
    job.start()
    assert job.join(120)
    assert job.state == "completed"
    assert job.run is not None
    return job.run


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Two seeds of a quick convolution, one of them again from where the first ended, and an MLP in another scale."""
    store = RunStore(tmp_path_factory.mktemp("members"))
    make: Callable[..., Run] = lambda name, *given, **changes: trained(store, project_of(*given, **changes), name)  # noqa: E731
    first = make("first", "mnist-quick", seed=1)
    return {
        "first": first,
        "second": make("second", "mnist-quick", seed=2),
        "near": make("near", "mnist-quick", seed=3, start_from="first", epochs=1, learning_rate=0.001),
        "other": make("other", "mlp", seed=1, normalisation="symmetric"),
    }


@pytest.fixture(scope="session")
def store(runs: dict[str, Run]) -> RunStore:
    return RunStore(runs["first"].folder.parent)
