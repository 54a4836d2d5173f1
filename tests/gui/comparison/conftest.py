"""Runs with curves and weights for the comparison, made once by the engine's own writer and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.data.catalog import load_dataset
from engine.model.edits import append_layer, delete_layers, set_params
from engine.model.layout import arrange
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.events import EpochCompleted, RunFinished, StepsCompleted

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.comparison.page import ComparisonPage

STEPS, EPOCHS = 40, 4


def write_run(
    store: RunStore,
    name: str,
    project: Project,
    *,
    seed: int = 0,
    weights: int = 0,
    ends: bool = True,
    scale: float = 1.0,
) -> Run:
    """A run of 4 epochs of 10 steps; the loss of step n is ``scale`` times 2 / n."""
    from engine.model.build import build
    from engine.training.checkpoint import save_best
    from engine.weights import copy_state

    project = replace(project, training=project.training.model_copy(update={"seed": seed, "epochs": EPOCHS}))
    run = store.create(project, name)
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "AMD EPYC 7763", "cpu", run.metadata().parameters)
    each = STEPS // EPOCHS
    for epoch in range(1, EPOCHS + 1):
        steps = np.arange((epoch - 1) * each + 1, epoch * each + 1)
        losses = (2 * scale / steps).astype(np.float32)
        writer.record(StepsCompleted(epoch, int(steps[0]), losses, (1 - losses / 4).astype(np.float32), 2400.0))
        reached = 0.9 + epoch / 100 - scale / 1000
        writer.record(EpochCompleted(epoch, epoch * each, 0.2, 0.95, 0.1 * scale, reached, 15.0, 2400.0, True, 0.001))
    save_best(run.folder, copy_state(build(project.model, seed=weights)), {}, epoch=EPOCHS)
    if ends:
        writer.finish(RunFinished("completed", EPOCHS, EPOCHS, 0.1, 0.94 - scale / 1000, 60.0))
    return run


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two seeds of one recipe, two of another, and two networks that differ."""
    root = tmp_path_factory.mktemp("written")
    store = RunStore(root)
    soft, cnn = Project.from_template("softmax-regression"), Project.from_template()
    fast = replace(soft, training=soft.training.model_copy(update={"learning_rate": 0.01}))
    for seed in (1, 2):
        write_run(store, f"slow{seed}", soft, seed=seed, weights=seed, scale=1.0 + seed / 10)
        write_run(store, f"fast{seed}", fast, seed=seed, weights=10 + seed, scale=0.5 + seed / 10)
    changed = delete_layers(set_params(cnn.model, "conv1", out_channels=8), ["relu2"])
    changed, _ = append_layer(changed, "Dropout", after="pool2")
    write_run(store, "cnn", cnn)
    write_run(store, "cnn-other", replace(cnn, model=changed, layout=arrange(changed)))
    return root


@pytest.fixture
def store(written: Path, home: Path) -> RunStore:
    """The store in the test's own home, with copies of all of them."""
    store = RunStore()
    shutil.copytree(written, store.root)
    return store


@pytest.fixture
def page(store: RunStore, qtbot: QtBot) -> Iterator[ComparisonPage]:
    """The page, shown."""
    from gui.comparison.page import ComparisonPage
    from gui.training.session import TrainingSession
    from tests.gui.training.scripted import JobMaker

    widget = ComparisonPage(store, TrainingSession(JobMaker()))
    qtbot.addWidget(widget)
    widget.resize(1000, 680)
    widget.show()
    qtbot.waitExposed(widget)
    yield widget
    widget.stop()


@pytest.fixture
def compare(page: ComparisonPage, store: RunStore, qtbot: QtBot) -> Callable[..., None]:
    """Compare runs by their names, and wait until they are drawn."""

    def compare(*names: str) -> None:
        page.compare([Run(store.root / name) for name in names])
        qtbot.waitUntil(lambda: page.shown is not None and len(page.shown.figures) == len(names), timeout=10_000)
        qtbot.waitUntil(lambda: not page.is_reading)

    return compare
