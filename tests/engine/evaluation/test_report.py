"""A report on a run that was really trained: every figure follows from what the network says of each image."""

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save_file
from torch.nn import functional

from engine.data.catalog import load_dataset
from engine.evaluation.evaluate import EvaluationStopped, evaluate_run
from engine.evaluation.observations import Observations
from engine.evaluation.predictor import Predictor
from engine.evaluation.report import EvaluationReport, loss_distribution, report_on, report_on_run
from engine.evaluation.split import images_of_split
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.events import RunFinished
from engine.training.job import TrainingJob
from engine.weights import load_weights

MNIST = load_dataset("mnist")


def trained(folder: Path, **settings: object) -> Run:
    """A softmax regression after one epoch of 1,000 images."""
    values = {"epochs": 1, "limit_train": 1000, "device": "cpu", "seed": 4, "tune": False, **settings}
    training = TrainingConfig.model_validate(values)
    job = TrainingJob(replace(Project.from_template("softmax-regression"), training=training), RunStore(folder))
    job.start()
    while not isinstance(job.events.get(timeout=60), RunFinished):
        pass
    assert job.join(10)
    assert job.run is not None
    return job.run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return trained(tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def report(run: Run) -> EvaluationReport:
    return report_on_run(run)


def test_loss_and_accuracy_are_those_of_an_evaluation(run: Run, report: EvaluationReport) -> None:
    metrics = evaluate_run(run)
    assert (report.loss, report.accuracy, report.images) == (metrics.loss, metrics.accuracy, metrics.images)
    assert report.accuracy == np.trace(report.confusion) / 10_000
    assert report.interval[0] < report.accuracy < report.interval[1]


def test_what_is_kept_of_each_image_is_what_the_network_says(run: Run, report: EvaluationReport) -> None:
    seen = report.observations
    expected = Predictor.from_run(run).predict(MNIST.test_images)
    np.testing.assert_allclose(seen.probabilities, expected, atol=1e-6)
    np.testing.assert_array_equal(seen.predicted, expected.argmax(axis=1))
    np.testing.assert_array_equal(seen.labels, MNIST.test_labels)
    right_class = expected[np.arange(10_000), MNIST.test_labels].astype(np.float64)
    np.testing.assert_allclose(seen.losses, -np.log(right_class), rtol=1e-4, atol=1e-5)
    assert seen.probabilities.dtype == seen.losses.dtype == np.float32


@pytest.mark.parametrize(
    "settings",
    [
        {"class_weights": "balanced"},
        {"class_weights": "balanced", "label_smoothing": 0.1},
        {"loss": "mse"},
        {"loss": "focal", "class_weights": "balanced"},
        {"loss": "bce"},
    ],
)
def test_the_losses_of_the_images_add_up_to_the_runs_loss(tmp_path: Path, settings: dict[str, object]) -> None:
    weighed = trained(tmp_path, **settings)
    report = report_on_run(weighed, split="validation")
    assert report.loss == evaluate_run(weighed, split="validation").loss
    weights = np.ones(10)
    if "class_weights" in settings:
        counts = np.bincount(images_of_split(weighed, split="train").labels, minlength=10)
        weights = counts.sum() / (10 * counts)
    total = weights[report.observations.labels].sum()
    assert report.observations.losses.sum(dtype=np.float64) / total == pytest.approx(report.loss, rel=1e-5)


def test_weighted_losses_of_images_are_those_of_torch(tmp_path: Path) -> None:
    weighed = trained(tmp_path, class_weights="1,2,3,4,5,6,7,8,9,10")
    report = report_on_run(weighed, split="validation")
    weights = load_weights(weighed.best_weights)
    images = torch.from_numpy(images_of_split(weighed, split="validation").images.copy())
    logits = ((images / 255 - 0.1307) / 0.3081).flatten(1) @ weights["linear1.weight"].T + weights["linear1.bias"]
    labels = torch.from_numpy(report.observations.labels.copy())
    expected = functional.cross_entropy(logits, labels, torch.arange(1.0, 11.0), reduction="none")
    np.testing.assert_allclose(report.observations.losses, expected.numpy(), rtol=1e-4, atol=1e-5)


def test_a_cell_opens_its_images_the_most_confident_first(report: EvaluationReport) -> None:
    for truth in range(10):
        for predicted in range(10):
            found = report.images_in(truth, predicted)
            assert len(found) == report.confusion[truth, predicted]
            assert set(report.observations.labels[found]) <= {truth}
            confidences = report.observations.probabilities[found, predicted]
            assert (np.diff(confidences) <= 0).all()


def test_the_hardest_images_have_the_greatest_losses(report: EvaluationReport) -> None:
    hardest = report.hardest(25)
    losses = report.observations.losses
    assert losses[hardest].tolist() == sorted(losses.tolist(), reverse=True)[:25]
    assert len(report.hardest(0)) == 0
    assert sorted(report.hardest(99_999)) == list(range(10_000))


@pytest.mark.parametrize(("split", "images"), [("train", 800), ("validation", 200)])
def test_indices_are_those_of_the_splits_images(run: Run, split: str, images: int) -> None:
    report = report_on_run(run, "mnist", split)  # type: ignore[arg-type]
    found = images_of_split(run, split=split)  # type: ignore[arg-type]
    assert report.images == len(found.images) == images
    np.testing.assert_array_equal(report.observations.labels, found.labels)
    index = int(report.hardest(1)[0])
    again = Predictor.from_run(run).predict(found.images[index : index + 1])[0]
    np.testing.assert_allclose(again, report.observations.probabilities[index], atol=1e-6)


def test_progress_is_told_and_a_pass_can_be_stopped_between_two_batches(run: Run) -> None:
    told: list[tuple[int, int]] = []
    report_on_run(run, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (10_000, 10_000)
    seen: list[int] = []
    with pytest.raises(EvaluationStopped):
        report_on_run(run, should_stop=lambda: len(seen) == 2, progress=lambda done, total: seen.append(done))
    assert len(seen) == 2


def test_nothing_in_a_report_can_be_changed(report: EvaluationReport) -> None:
    with pytest.raises(FrozenInstanceError):
        report.loss = 0.0  # type: ignore[misc]
    seen, curve, classes = report.observations, report.reliability, report.by_class
    arrays = (seen.labels, seen.losses, seen.probabilities, report.confusion, report.losses.count, curve.count)
    assert [array for array in (*arrays, curve.accuracy, classes.f1, classes.support) if array.flags.writeable] == []


@st.composite
def observations(draw: st.DrawFn) -> Observations:
    images, classes = draw(st.integers(1, 40)), draw(st.integers(2, 5))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    logits = generator.normal(0, draw(st.sampled_from([0.1, 3, 200])), (images, classes))
    probabilities = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = (probabilities / probabilities.sum(axis=1, keepdims=True)).astype(np.float32)
    losses = generator.exponential(1, images).astype(np.float32) * draw(st.sampled_from([0, 1]))
    labels = generator.integers(0, classes, images)
    return Observations(labels, probabilities.argmax(axis=1), probabilities, losses.astype(np.float32))


@given(observations())
def test_the_figures_of_any_report_agree_with_each_other(seen: Observations) -> None:
    classes = tuple(map(str, range(seen.probabilities.shape[1])))
    report = report_on(seen, classes, float(seen.losses.mean()))
    assert report.accuracy == np.trace(report.confusion) / len(seen)
    np.testing.assert_array_equal(report.confusion.sum(axis=1), report.by_class.support)
    assert report.interval[0] <= report.accuracy <= report.interval[1]
    assert report.reliability.count.sum() == report.losses.count.sum() == report.images == len(seen)
    cells = [report.images_in(truth, answer) for truth in range(len(classes)) for answer in range(len(classes))]
    assert sorted(np.concatenate(cells)) == list(range(len(seen)))


def test_images_of_the_same_confidence_keep_the_splits_order() -> None:
    seen = Observations(
        np.zeros(4, np.int64),
        np.zeros(4, np.int64),
        np.array([[0.6, 0.4], [0.9, 0.1], [0.6, 0.4], [0.9, 0.1]], np.float32),
        np.zeros(4, np.float32),
    )
    assert seen.images_in(0, 0).tolist() == [1, 3, 0, 2]
    assert seen.hardest(4).tolist() == [0, 1, 2, 3]
    assert seen.images_in(1, 0).tolist() == []


def test_losses_are_counted_from_0_to_the_greatest() -> None:
    found = loss_distribution(np.array([0, 0.5, 1, 3, 4], np.float32), bins=4)
    assert found.edges.tolist() == [0, 1, 2, 3, 4]
    assert found.count.tolist() == [2, 1, 0, 2]
    nothing_lost = loss_distribution(np.zeros(3, np.float32), bins=2)
    assert (nothing_lost.edges.tolist(), nothing_lost.count.tolist()) == ([0, 0.5, 1], [3, 0])


# -- what cannot be reported on ----------------------------------------------------------------------------------------


def copied(run: Run, folder: Path) -> Run:
    """The run in a folder of its own, to be damaged."""
    target = folder / "copy"
    target.mkdir()
    for file in run.folder.iterdir():
        if file.is_file():
            (target / file.name).write_bytes(file.read_bytes())
    return Run(target)


def test_an_unknown_split_or_dataset_is_named(run: Run) -> None:
    with pytest.raises(NetwrightError, match="Unknown split “half”: expected one of train, validation, test"):
        report_on_run(run, split="half")  # type: ignore[arg-type]
    with pytest.raises(NetwrightError, match="Unknown dataset “nothing”"):
        report_on_run(run, "nothing")


def test_a_split_without_images_says_so(tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match="no images"):
        report_on_run(trained(tmp_path, validation_split=0.0), split="validation")


def test_missing_and_torn_weights_are_told_with_their_file(run: Run, tmp_path: Path) -> None:
    damaged = copied(run, tmp_path)
    content = damaged.best_weights.read_bytes()
    damaged.best_weights.write_bytes(content[: len(content) // 2])
    with pytest.raises(NetwrightError, match=r"best\.safetensors cannot be read"):
        report_on_run(damaged)
    damaged.best_weights.unlink()
    with pytest.raises(NetwrightError, match=r"best\.safetensors are missing"):
        report_on_run(damaged)


def test_torn_metadata_are_told_with_their_file(run: Run, tmp_path: Path) -> None:
    damaged = copied(run, tmp_path)
    damaged.metadata_file.write_text(damaged.metadata_file.read_text()[:100])
    with pytest.raises(NetwrightError, match=r"metadata\.json"):
        report_on_run(damaged)


def test_data_of_other_classes_are_refused(run: Run, tmp_path: Path) -> None:
    other = copied(run, tmp_path)
    data = json.loads(other.metadata_file.read_text())
    other.metadata_file.write_text(json.dumps({**data, "classes": ["even", "odd"]}))
    with pytest.raises(NetwrightError, match="cannot be evaluated on MNIST"):
        report_on_run(other)


def test_a_network_of_another_number_of_answers_is_damage(run: Run, tmp_path: Path) -> None:
    damaged = copied(run, tmp_path)
    model = damaged.folder / "model.json"
    text = model.read_text()
    assert '"out_features": 10' in text
    model.write_text(text.replace('"out_features": 10', '"out_features": 7'))
    with pytest.raises(NetwrightError, match="is damaged: its network answers 7, expected 10"):
        report_on_run(damaged)


def test_answers_that_are_no_numbers_are_counted_instead_of_reported(run: Run, tmp_path: Path) -> None:
    damaged = copied(run, tmp_path)
    weights = load_weights(damaged.best_weights)
    weights["linear1.bias"][3] = float("nan")
    save_file(weights, damaged.best_weights)
    with pytest.raises(NetwrightError, match="answers to 10000 of 10000 images are no finite numbers"):
        report_on_run(damaged)
