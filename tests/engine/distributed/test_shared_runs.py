"""Several real processes give the losses, the validation figures and the one run of a single process."""

from dataclasses import dataclass, replace
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

TAIL = PROJECTS["a tail of three"]
OF_TWO = {
    **PROJECTS,
    "apart": replace(TAIL, training=TAIL.training.model_copy(update={"sync_batch_norm": False})),
    "drawn": project_of(set_params(template("row-lstm"), "lstm1", num_layers=2, dropout=0.3), limit_train=80, epochs=1),
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


@dataclass(frozen=True)
class Together:
    """What several processes told of one project after the other, and where the runs are."""

    outcomes: dict[str, Outcome]
    runs: RunStore


def together(size: int, projects: dict[str, Project], home: Path) -> Together:
    outcomes = dict(zip(projects, trained_by(size, list(projects.values()), home), strict=True))
    return Together(outcomes, RunStore(home / "runs"))


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> Together:
    return together(2, OF_TWO, tmp_path_factory.mktemp("two"))


@pytest.mark.parametrize("size", [1, 2, 4])
def test_processes_learn_what_one_learns(
    size: int, expected: dict[str, Outcome], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue("of_two") if size == 2 else together(size, PROJECTS, tmp_path)
    for name, other in expected.items():
        outcome = found.outcomes[name]
        assert outcome.ends == ["completed"] * size, name
        assert len(outcome.losses) == len(other.losses)
        assert outcome.losses == pytest.approx(other.losses, abs=1e-5), name
        for epoch, figures in zip(outcome.figures, other.figures, strict=True):
            assert epoch == pytest.approx(figures, abs=1e-5), name
        assert outcome.test_loss == pytest.approx(other.test_loss, abs=1e-5), name
    assert len(expected["everything"].losses) >= 100
    runs = found.runs.list()
    assert len(runs) == len(found.outcomes)
    assert {run.status for run in runs} == {"completed"}
    assert found.runs.open(runs[0].name).metadata().processes == size


def test_batch_norm_of_each_process_by_itself_is_another_run_that_all_agree_on(
    expected: dict[str, Outcome], of_two: Together
) -> None:
    apart, synchronised = of_two.outcomes["apart"], expected["a tail of three"]
    assert apart.ends == ["completed"] * 2
    assert apart.losses[0] != pytest.approx(synchronised.losses[0], abs=1e-5), "mean and variance of half a batch"
    assert apart.losses == pytest.approx(synchronised.losses, rel=0.5)
    assert apart.test_loss is not None


def test_layers_that_draw_otherwise_than_in_one_process_are_named(of_two: Together) -> None:
    drawn = of_two.outcomes["drawn"]
    assert drawn.ends == ["completed"] * 2
    assert "The random numbers of LSTM differ from those that one process would draw." in drawn.warnings
