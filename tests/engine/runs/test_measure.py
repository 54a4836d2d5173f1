"""Evaluating a stored run afterwards: its test figures are kept, those of a living run are left to its job."""

import pytest

from engine.data.catalog import load_dataset
from engine.evaluation.evaluate import EvaluationStopped, evaluate_run
from engine.evaluation.results import Evaluations
from engine.model.build import build
from engine.project import Project
from engine.runs.measure import measure
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.checkpoint import save_best
from engine.training.events import RunFinished
from engine.weights import copy_state


@pytest.fixture
def run() -> Run:
    """A cancelled run with the weights of an untrained softmax regression."""
    project = Project.from_template("softmax-regression")
    made = RunStore().create(project, "cancelled")
    writer = made.writer()
    writer.begin(load_dataset("mnist"), "CPU", "cpu", 7_850)
    save_best(made.folder, copy_state(build(project.model, seed=0)), {}, epoch=0)
    writer.finish(RunFinished("cancelled", 0, None, None, None, 1.0))
    return made


def test_the_figures_are_those_of_an_evaluation_and_are_kept_with_the_run(run: Run) -> None:
    told: list[tuple[int, int]] = []
    report = measure(run, "test", Evaluations(), progress=lambda done, total: told.append((done, total))).report
    metrics = evaluate_run(run)
    assert (report.loss, report.accuracy) == (metrics.loss, metrics.accuracy)
    assert told[-1] == (10_000, 10_000)
    metadata = run.metadata()
    assert (metadata.test_loss, metadata.test_accuracy) == (metrics.loss, metrics.accuracy)
    assert metadata.status == "cancelled"


def test_figures_of_other_splits_are_no_test_figures(run: Run) -> None:
    before = run.metadata_file.read_bytes()
    assert measure(run, "validation", Evaluations()).report.images == 12_000
    assert run.metadata_file.read_bytes() == before


def test_a_stopped_measurement_changes_nothing(run: Run) -> None:
    before = run.metadata_file.read_bytes()
    with pytest.raises(EvaluationStopped):
        measure(run, "test", Evaluations(), should_stop=lambda: True)
    assert run.metadata_file.read_bytes() == before


def test_a_run_without_weights_says_so(run: Run) -> None:
    run.best_weights.unlink()
    with pytest.raises(NetwrightError, match="missing"):
        measure(run, "test", Evaluations())


def test_a_run_that_cannot_be_written_to_is_measured_all_the_same(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, content: bytes) -> None:
        raise OSError("read-only file system")

    monkeypatch.setattr("engine.runs.measure.write_atomically", refuse)
    assert measure(run, "test", Evaluations()).report.images == 10_000


def test_a_run_that_is_still_training_keeps_its_own_figures() -> None:
    project = Project.from_template("softmax-regression")
    made = RunStore().create(project, "living")
    writer = made.writer()
    try:
        save_best(made.folder, copy_state(build(project.model, seed=0)), {}, epoch=0)
        before = made.metadata_file.read_bytes()
        assert measure(made, "test", Evaluations()).report.images == 10_000
        assert made.metadata_file.read_bytes() == before
    finally:
        writer.finish(RunFinished("cancelled", 0, None, None, None, 1.0))
