"""Calibration, doubt and neighbours: fitted on validation images, kept with the run, and true of real answers."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.odd_drawings import KINDS, odd_images
from engine.data.catalog import load_dataset
from engine.evaluation.doubt import Calibration, unsure_below
from engine.evaluation.features import FeatureIndex, evenly
from engine.evaluation.insight import CALIBRATION_FILE, Insight, StudyStopped, study_run
from engine.evaluation.predictor import Predictor
from engine.evaluation.temperature import fit_temperature, log_likelihood_loss, probabilities_at
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob

MNIST = load_dataset("mnist")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The reference network after one epoch of 4,000 images."""
    training = TrainingConfig(epochs=1, limit_train=4_000, validation_split=0.2, device="cpu", seed=1, tune=False)
    project = replace(Project.from_template(), training=training)
    job = TrainingJob(project, RunStore(tmp_path_factory.mktemp("runs")))
    job.start()
    assert job.join(120)
    assert job.run is not None
    return job.run


@pytest.fixture(scope="module")
def insight(run: Run) -> Insight:
    return study_run(run)


@settings(max_examples=15)
@given(st.floats(0.2, 5.0), st.integers(0, 1000))
def test_the_temperature_that_made_the_logits_is_found_again(temperature: float, seed: int) -> None:
    draws = np.random.default_rng(seed)
    honest = draws.normal(0, 2, (3000, 10))
    chances = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    labels = (chances.cumsum(axis=1) < draws.random((3000, 1))).sum(axis=1).clip(0, 9)
    assert fit_temperature(honest * temperature, labels) == pytest.approx(temperature, rel=0.12)


def test_no_other_temperature_is_more_likely() -> None:
    draws = np.random.default_rng(0)
    labels = draws.integers(0, 10, 500)
    logits = draws.normal(0, 2, (500, 10)) + 4 * np.eye(10)[labels]
    best = fit_temperature(logits, labels)
    at_best = log_likelihood_loss(logits, labels, best)
    assert all(log_likelihood_loss(logits, labels, best * factor) >= at_best for factor in (0.9, 0.99, 1.01, 1.1))


def test_a_temperature_changes_no_answer() -> None:
    logits = np.random.default_rng(0).normal(0, 5, (200, 10)).astype(np.float32)
    for temperature in (0.3, 1.0, 4.0):
        probabilities = probabilities_at(logits, temperature)
        assert (probabilities.argmax(axis=1) == logits.argmax(axis=1)).all()
        np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


def test_answers_below_the_unsure_threshold_are_seldom_right() -> None:
    draws = np.random.default_rng(0)
    confidences = draws.random(5000).astype(np.float32)
    right = draws.random(5000) < confidences
    threshold = unsure_below(confidences, right)
    assert right[confidences < threshold].mean() <= 0.71
    assert threshold <= 0.9
    assert unsure_below(np.ones(50, np.float32), np.ones(50, bool)) == 0.5


def test_the_nearest_are_the_nearest() -> None:
    draws = np.random.default_rng(0)
    features = draws.normal(size=(300, 12)).astype(np.float32)
    index = FeatureIndex(features, np.zeros((300, 1, 2, 2), np.uint8), np.arange(300))
    wanted = draws.normal(size=(7, 12)).astype(np.float32)
    numbers, distances = index.nearest(wanted, 5)
    unit = features / np.linalg.norm(features, axis=1, keepdims=True)
    for row, want in enumerate(wanted):
        exact = np.linalg.norm(unit - want / np.linalg.norm(want), axis=1)
        assert numbers[row].tolist() == np.argsort(exact)[:5].tolist()
        np.testing.assert_allclose(distances[row], np.sort(exact)[:5], atol=1e-3)
    assert evenly(5, 10).tolist() == [0, 1, 2, 3, 4]
    assert len(set(evenly(60_000, 10_000).tolist())) == 10_000


def test_validation_images_are_seldom_called_unlike_and_test_images_too(run: Run, insight: Insight) -> None:
    images = np.array(MNIST.test_images[:1500])
    answers = insight.answers(images, *Predictor.from_run(run).look(images))
    unlike = np.mean([answer.doubt == "unlike" for answer in answers])
    assert unlike < 0.04
    right = np.array([answer.probabilities.argmax() for answer in answers]) == MNIST.test_labels[:1500]
    sure = np.array([answer.doubt == "" for answer in answers])
    assert right[sure].mean() > right[~sure].mean() + 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_drawings_that_are_no_digits_are_mostly_doubted(run: Run, insight: Insight, kind: str) -> None:
    images = odd_images(kind, 40)
    answers = insight.answers(images, *Predictor.from_run(run).look(images))
    assert np.mean([answer.doubt != "" for answer in answers]) > 0.5


def test_neighbours_are_training_images_of_mostly_the_same_class(run: Run, insight: Insight) -> None:
    images = np.array(MNIST.test_images[:200])
    answers = insight.answers(images, *Predictor.from_run(run).look(images))
    same = [
        neighbour.label == label
        for answer, label in zip(answers, MNIST.test_labels[:200], strict=True)
        for neighbour in answer.neighbours
    ]
    assert len(same) == 1000
    assert np.mean(same) > 0.9


def test_calibration_is_kept_with_the_run_and_belongs_to_its_weights(run: Run, insight: Insight) -> None:
    file = run.folder / CALIBRATION_FILE
    known = insight.calibration
    assert known is not None
    assert known.loss[1] <= known.loss[0]
    assert study_run(run).calibration == known
    content = file.read_bytes()
    assert Calibration.from_json(content, "other weights") is None
    digest = json.loads(content)["weights"]
    for damaged in (b"", b"{}", b"[1]", content[:40], content.replace(b'"temperature": ', b'"temperature": -')):
        assert Calibration.from_json(damaged, digest) is None
    file.write_bytes(content[:40])
    assert study_run(run).calibration == known
    assert file.read_bytes() == content


def test_a_study_can_be_stopped(run: Run) -> None:
    with pytest.raises(StudyStopped):
        study_run(run, lambda: True)


def test_without_validation_images_nothing_is_doubted(tmp_path: Path) -> None:
    training = TrainingConfig(epochs=1, limit_train=500, validation_split=0.0, device="cpu", tune=False)
    job = TrainingJob(replace(Project.from_template("mlp"), training=training), RunStore(tmp_path / "runs"))
    job.start()
    assert job.join(60)
    assert job.run is not None
    insight = study_run(job.run)
    assert insight.calibration is None
    images = odd_images("scribbles", 3)
    answers = insight.answers(images, *Predictor.from_run(job.run).look(images))
    assert [answer.doubt for answer in answers] == [""] * 3
    np.testing.assert_allclose(answers[0].probabilities, Predictor.from_run(job.run).predict(images)[0], atol=1e-5)
