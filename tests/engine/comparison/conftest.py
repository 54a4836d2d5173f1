"""Runs that can be compared: small networks with weights, made by the engine's own writer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.data.catalog import load_dataset
from engine.model.build import build
from engine.project import Project
from engine.runs.metadata import Lineage
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.checkpoint import save_best
from engine.training.events import EpochCompleted, RunFinished
from engine.weights import copy_state

MakeRun = Callable[..., Run]


@pytest.fixture
def make_run(home: Path) -> MakeRun:
    """Make a complete run of a template, untrained; ``weights`` is the seed of its weights, ``None`` for none.

    Other keywords are hyperparameters.
    """
    store = RunStore()

    def make(
        name: str,
        template: str | Project = "softmax-regression",
        test_accuracy: float | None = 0.9,
        weights: int | None = 0,
        lineage: Lineage | None = None,
        **hyperparameters: object,
    ) -> Run:
        project = template if isinstance(template, Project) else Project.from_template(template)
        project = replace(project, training=project.training.model_copy(update=hyperparameters))
        run = store.create(project, name, lineage=lineage)
        writer = run.writer()
        writer.begin(load_dataset(project.dataset), "AMD EPYC 7763", "cpu", run.metadata().parameters)
        writer.record(EpochCompleted(1, 750, 0.2, 0.95, 0.1, 0.97, 20.0, 2400.0, True, 0.001))
        if weights is not None:
            save_best(run.folder, copy_state(build(project.model, seed=weights)), {}, epoch=1)
        writer.finish(RunFinished("completed", 1, 1, test_accuracy and 0.1, test_accuracy, 20.0))
        return run

    return make
