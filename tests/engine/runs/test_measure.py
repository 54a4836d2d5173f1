"""Measuring a stored run on the test split afterwards: the figures are kept, a living run is left alone."""

import pytest

from engine.data.catalog import load_dataset
from engine.evaluation.evaluate import EvaluationStopped, evaluate_run
from engine.model.build import build
from engine.project import Project
from engine.runs.measure import measure_on_test
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
    metrics = measure_on_test(run, progress=lambda done, total: told.append((done, total)))
    assert metrics == evaluate_run(run)
    assert told[-1] == (10_000, 10_000)
    metadata = run.metadata()
    assert (metadata.test_loss, metadata.test_accuracy) == (metrics.loss, metrics.accuracy)
    assert metadata.status == "cancelled"


def test_a_stopped_measurement_changes_nothing(run: Run) -> None:
    before = run.metadata_file.read_bytes()
    with pytest.raises(EvaluationStopped):
        measure_on_test(run, should_stop=lambda: True)
    assert run.metadata_file.read_bytes() == before


def test_a_run_without_weights_says_so(run: Run) -> None:
    run.best_weights.unlink()
    with pytest.raises(NetwrightError, match="missing"):
        measure_on_test(run)


def test_a_run_that_is_still_training_is_refused() -> None:
    made = RunStore().create(Project.from_template("softmax-regression"), "living")
    writer = made.writer()
    try:
        with pytest.raises(NetwrightError, match="still training"):
            measure_on_test(made)
    finally:
        writer.finish(RunFinished("cancelled", 0, None, None, None, 1.0))
