"""Evaluations are remembered as long as they are true, and every bin and class knows its images."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.torch import save_file

from engine.data.catalog import forget_dataset
from engine.evaluation.csv_tables import classes_csv, confusion_csv
from engine.evaluation.gap import accuracy_gap
from engine.evaluation.observations import Observations, Order
from engine.evaluation.report import EvaluationReport, report_on
from engine.evaluation.results import Evaluations
from engine.evaluation.split import images_of_split, places_of_split
from engine.model.build import build
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.checkpoint import save_best
from engine.weights import copy_state, load_weights


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Untrained weights of a softmax regression on 300 images."""
    project = Project.from_template("softmax-regression")
    project = replace(project, training=project.training.model_copy(update={"limit_train": 300}))
    made = RunStore(tmp_path / "runs").create(project, "mine")
    save_best(made.folder, copy_state(build(project.model, seed=0)), {}, epoch=0)
    return made


def test_a_result_is_known_until_the_weights_change(run: Run) -> None:
    evaluations = Evaluations()
    assert evaluations.known(run, "train") is None
    found = evaluations.evaluate(run, "train")
    assert evaluations.known(Run(run.folder), "train") is found
    assert evaluations.evaluate(run, "train") is found
    assert evaluations.known(run, "validation") is None
    weights = load_weights(run.best_weights)
    save_file(weights, run.best_weights)
    assert evaluations.known(run, "train") is None


def test_a_result_is_forgotten_where_the_images_are_others(run: Run) -> None:
    evaluations = Evaluations()
    found = evaluations.evaluate(run, "train")
    project = run.project()
    run.write_project(replace(project, training=project.training.model_copy(update={"limit_train": 299})))
    assert evaluations.known(run, "train") is None
    run.write_project(project)
    assert evaluations.known(run, "train") is found
    forget_dataset("mnist")
    assert evaluations.known(run, "train") is None


def test_only_so_many_results_are_kept_and_the_oldest_go_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.evaluation.results._KEPT", 1)
    evaluations = Evaluations()
    evaluations.evaluate(run, "train")
    newest = evaluations.evaluate(run, "validation")
    assert evaluations.known(run, "train") is None
    assert evaluations.known(run, "validation") is newest


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_single_images_are_those_that_were_evaluated(split: str, run: Run) -> None:
    places, images = places_of_split(run, None, split), images_of_split(run, None, split)  # type: ignore[arg-type]
    assert len(places) == len(images.labels)
    for index in (0, len(places) // 2, len(places) - 1):
        np.testing.assert_array_equal(places.image(index), images.images[index])


@st.composite
def reports(draw: st.DrawFn) -> EvaluationReport:
    """Reports on up to 60 images of 4 classes, with confidences at the edges of bins, too."""
    count = draw(st.integers(1, 60))
    labels = draw(arrays.arrays(np.int64, count, elements=st.integers(0, 3)))
    raw = draw(arrays.arrays(np.float32, (count, 4), elements=st.sampled_from([0.125, 0.25, 0.5, 1.0, 3.0, 1e-6])))
    probabilities = raw / raw.sum(axis=1, keepdims=True)
    losses = draw(arrays.arrays(np.float32, count, elements=st.floats(0, 50, width=32)))
    seen = Observations(labels, probabilities.argmax(axis=1), probabilities, losses)
    return report_on(seen, ("a", "b", "c,d", "e"), float(losses.mean()))


@given(reports())
def test_every_image_is_in_exactly_one_bin_and_the_bins_count_them(report: EvaluationReport) -> None:
    for count, images_of in (
        (report.reliability.count, report.images_of_confidence),
        (report.losses.count, report.images_of_loss),
        (report.by_class.support, report.images_of_class),
    ):
        found = [images_of(number) for number in range(len(count))]
        assert [len(images) for images in found] == count.tolist()
        assert sorted(np.concatenate(found).tolist()) == list(range(report.images))


@given(reports(), st.sampled_from(["confident", "unsure", "loss"]))
def test_an_order_keeps_the_images_and_puts_them_by_its_key(report: EvaluationReport, order: Order) -> None:
    seen = report.observations
    chosen = np.arange(0, report.images, 2)
    found = seen.in_order(chosen, order)
    assert sorted(found.tolist()) == chosen.tolist()
    keys: dict[Order, list[tuple[float, ...]]] = {
        "confident": [(float(seen.right[i]), -seen.confidences[i], i) for i in found],
        "unsure": [(seen.confidences[i], i) for i in found],
        "loss": [(-seen.losses[i], i) for i in found],
    }
    assert keys[order] == sorted(keys[order])


@given(reports())
def test_tables_are_written_so_that_a_csv_reader_finds_the_same_figures(report: EvaluationReport) -> None:
    import csv

    confusion = list(csv.reader(confusion_csv(report).decode("utf-8-sig").splitlines()))
    assert confusion[0][1:] == [row[0] for row in confusion[1:]] == list(report.classes)
    assert [[int(cell) for cell in row[1:]] for row in confusion[1:]] == report.confusion.tolist()
    classes = list(csv.DictReader(classes_csv(report).decode("utf-8-sig").splitlines()))
    assert [row["class"] for row in classes] == list(report.classes)
    assert [int(row["images"]) for row in classes] == report.by_class.support.tolist()
    recall = [float(row["recall"] or "nan") for row in classes]
    np.testing.assert_array_equal(recall, report.by_class.recall)


def report_of_accuracy(right: int, images: int) -> EvaluationReport:
    labels = np.zeros(images, np.int64)
    predicted = np.where(np.arange(images) < right, 0, 1)
    probabilities = np.eye(2, dtype=np.float32)[predicted]
    return report_on(Observations(labels, predicted, probabilities, np.zeros(images, np.float32)), ("a", "b"), 0.0)


def test_the_interval_of_a_gap_is_newcombes() -> None:
    """Table II, example (a), method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998): 56/70 against 48/80."""
    gap = accuracy_gap(report_of_accuracy(56, 70), report_of_accuracy(48, 80))
    assert gap.difference == pytest.approx(0.2)
    assert gap.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert gap.is_certain


def test_a_small_gap_of_few_images_is_not_certain() -> None:
    assert not accuracy_gap(report_of_accuracy(50, 50), report_of_accuracy(49, 50)).is_certain
    assert accuracy_gap(report_of_accuracy(9_000, 10_000), report_of_accuracy(9_500, 10_000)).is_certain
