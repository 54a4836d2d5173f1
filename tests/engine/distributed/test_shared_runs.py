"""Several real processes give the losses, the validation figures and the one run of a single process."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.model.edits import set_params
from engine.model.templates import template
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.events import EpochCompleted, RunFinished, StepsCompleted
from engine.training.job import TrainingJob
from tests.engine.distributed.ranks import Outcome, project_of, small_network, trained_by

EVERYTHING: dict[str, Any] = {
    "augment_rotation": 10.0,
    "augment_noise": 0.1,
    "mixup": 0.4,
    "cutmix": 0.4,
    "class_weights": "balanced",
    "clip_norm": 1.0,
    "l1": 1e-4,
    "weight_decay": 1e-3,
    "averaging": "ema",
}
PROJECTS = {
    "everything": project_of(small_network("Dropout", "Dropout2d"), **EVERYTHING, epochs=16, early_stopping=True),
    "in parts": project_of(small_network("GaussianNoise"), accumulate=2, batch_size=20, mixup=0.3, averaging="swa"),
    "a tail of three": project_of(small_network("Dropout"), limit_train=124, validation_split=0.2),
}


def alone(project: Project, home: Path) -> Outcome:
    job = TrainingJob(project, RunStore(home / "runs"))
    job.start()
    losses: list[float] = []
    figures: list[tuple[float, ...]] = []
    while not isinstance(event := job.events.get(timeout=60), RunFinished):
        if isinstance(event, StepsCompleted):
            losses += event.losses.tolist()
        if isinstance(event, EpochCompleted):
            assert event.validation_loss is not None
            assert event.validation_accuracy is not None
            figures.append((event.validation_loss, event.validation_accuracy, event.train_accuracy))
    assert job.join(10)
    assert event.failure is None, event.failure
    return Outcome(losses, figures, event.test_loss, [], ["completed"])


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    home = tmp_path_factory.mktemp("alone")
    return {name: alone(project, home) for name, project in PROJECTS.items()}


@pytest.mark.parametrize("size", [1, 2, 4])
def test_processes_learn_what_one_learns(size: int, expected: dict[str, Outcome], tmp_path: Path) -> None:
    outcomes = dict(zip(PROJECTS, trained_by(size, list(PROJECTS.values()), tmp_path), strict=True))
    for name, outcome in outcomes.items():
        assert outcome.ends == ["completed"] * size, name
        assert len(outcome.losses) == len(expected[name].losses)
        assert outcome.losses == pytest.approx(expected[name].losses, abs=1e-5), name
        for epoch, other in zip(outcome.figures, expected[name].figures, strict=True):
            assert epoch == pytest.approx(other, abs=1e-5), name
        assert outcome.test_loss == pytest.approx(expected[name].test_loss, abs=1e-5), name
    assert len(expected["everything"].losses) >= 100
    runs = RunStore(tmp_path / "runs").list()
    assert len(runs) == len(PROJECTS)
    assert {run.status for run in runs} == {"completed"}
    assert RunStore(tmp_path / "runs").open(runs[0].name).metadata().processes == size


def test_batch_norm_of_each_process_by_itself_is_another_run_that_all_agree_on(
    expected: dict[str, Outcome], tmp_path: Path
) -> None:
    project = PROJECTS["a tail of three"]
    apart = replace(project, training=project.training.model_copy(update={"sync_batch_norm": False}))
    (outcome,) = trained_by(2, [apart], tmp_path)
    assert outcome.ends == ["completed"] * 2
    together = expected["a tail of three"]
    assert outcome.losses[0] != pytest.approx(together.losses[0], abs=1e-5), "mean and variance of half a batch"
    assert outcome.losses == pytest.approx(together.losses, rel=0.5)
    assert outcome.test_loss is not None


def test_layers_that_draw_otherwise_than_in_one_process_are_named(tmp_path: Path) -> None:
    spec = set_params(template("row-lstm"), "lstm1", num_layers=2, dropout=0.3)
    (outcome,) = trained_by(2, [project_of(spec, limit_train=80, epochs=1)], tmp_path)
    assert outcome.ends == ["completed"] * 2
    assert outcome.warnings == ["The random numbers of LSTM differ from those that one process would draw."]
