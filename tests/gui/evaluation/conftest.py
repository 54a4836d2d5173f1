"""A network that was really trained, small enough to be trained in a moment."""

from dataclasses import replace

import pytest

from engine.model.templates.assembly import chain
from engine.project import Project
from engine.runs.store import Run, RunStore
from engine.training.config import TrainingConfig
from engine.training.events import RunFinished
from engine.training.job import TrainingJob

SMALL = chain(
    ("Conv2d", {"out_channels": 2, "kernel_size": 3}),
    ("ReLU", {}),
    ("MaxPool2d", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 10}),
)


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of :data:`SMALL` on 600 images of MNIST."""
    training = TrainingConfig(epochs=2, limit_train=600, device="cpu", learning_rate=0.01)
    project = replace(Project.from_template("softmax-regression"), model=SMALL, training=training)
    job = TrainingJob(project, RunStore(tmp_path_factory.mktemp("runs")))
    job.start()
    while not isinstance(job.events.get(timeout=120), RunFinished):
        pass
    assert job.join(10)
    assert job.run is not None
    return job.run
