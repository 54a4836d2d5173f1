"""Runs that were really trained, once for all tests of this folder, and the place that evaluates them."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.model.templates.assembly import chain
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from gui.evaluation.page import EvaluatePage
from gui.training.session import TrainingSession
from tests.gui.training.scripted import JobMaker

QUICK = TrainingConfig(epochs=1, limit_train=600, device="cpu", seed=4, tune=False)


SMALL = chain(
    ("Conv2d", {"out_channels": 2, "kernel_size": 3}),
    ("ReLU", {}),
    ("MaxPool2d", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 10}),
)


def train(project: Project, store: RunStore, name: str) -> Run:
    """Train here and now, without a window."""
    job = TrainingJob(project, store, name)
    job.start()
    assert job.join(240)
    assert job.run is not None
    return job.run


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A softmax regression of MNIST after one epoch of 480 images, with 120 to validate."""
    project = replace(Project.from_template("softmax-regression"), training=QUICK)
    return train(project, RunStore(tmp_path_factory.mktemp("trained")), "digits")


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of :data:`SMALL` on 600 images of MNIST."""
    training = TrainingConfig(epochs=2, limit_train=600, device="cpu", learning_rate=0.01)
    project = replace(Project.from_template("softmax-regression"), model=SMALL, training=training)
    return train(project, RunStore(tmp_path_factory.mktemp("learned")), "small")


@pytest.fixture
def store() -> RunStore:
    return RunStore()


@pytest.fixture
def run(trained: Run, store: RunStore) -> Run:
    """The trained run in the test's own store."""
    return Run(Path(shutil.copytree(trained.folder, store.root / "digits")))


@pytest.fixture
def page(store: RunStore, qtbot: QtBot) -> Iterator[EvaluatePage]:
    """The place, not shown yet, so that a test can change its runs first."""
    widget = EvaluatePage(store, TrainingSession(JobMaker()))
    qtbot.addWidget(widget)
    widget.resize(1280, 640)
    yield widget
    widget.stop()


def show(page: EvaluatePage, qtbot: QtBot, runs: int = 1) -> None:
    """Show the place and wait for its list."""
    page.show()
    qtbot.waitUntil(lambda: page.bar.run_box.count() == runs, timeout=5_000)
    qtbot.waitUntil(lambda: page.bar.evaluate_button.width() > 0)


def evaluate(page: EvaluatePage, qtbot: QtBot) -> None:
    """Press Evaluate and wait for its end."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    qtbot.waitUntil(page.bar.evaluate_button.isEnabled, timeout=5_000)
    QTest.mouseClick(page.bar.evaluate_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.is_active, timeout=60_000)
