"""Predicting and evaluating: the same numbers as torch by hand, whole and in batches, live and stored."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from engine.data.batches import ResidentImages
from engine.data.catalog import load_dataset
from engine.evaluation.evaluate import (
    EvaluationStopped,
    Metrics,
    evaluate,
    evaluate_resident,
    evaluate_run,
    evaluation_batch_size,
)
from engine.evaluation.predictor import Predictor
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.edits import append_layer
from engine.model.templates import template
from engine.project import Project
from engine.runs.store import Run, RunStore
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.events import RunFinished
from engine.training.job import TrainingJob
from engine.weights import copy_state

CPU = torch.device("cpu")
MNIST = load_dataset("mnist")
REFERENCE = template("mnist-cnn")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, RunFinished]:
    """A short run of the reference network."""
    training = TrainingConfig(epochs=1, limit_train=1500, device="cpu", seed=4)
    store = RunStore(tmp_path_factory.mktemp("runs"))
    job = TrainingJob(replace(Project.from_template(), training=training), store)
    job.start()
    while not isinstance(event := job.events.get(timeout=60), RunFinished):
        pass
    assert job.join(10)
    assert job.run is not None
    return job.run, event


def test_probabilities_are_the_softmax_of_the_logits_once() -> None:
    network = build(REFERENCE, seed=1).eval()
    predictor = Predictor(REFERENCE, MNIST.info.preprocessing, network.state_dict())
    images = MNIST.test_images[:300]
    with torch.inference_mode():
        logits = network((torch.from_numpy(images.copy()) / 255 - 0.1307) / 0.3081)
    expected = torch.softmax(logits, dim=1).numpy()
    found = predictor.predict(images)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(predictor.predict(images[:, 0]), found)


def test_dropout_and_batch_statistics_rest_while_predicting() -> None:
    spec, _ = append_layer(REFERENCE, "Dropout", after="flatten1")
    spec, _ = append_layer(spec, "BatchNorm2d", after="conv1")
    predictor = Predictor(spec, MNIST.info.preprocessing, build(spec, seed=1).state_dict())
    first = predictor.predict(MNIST.test_images[:5])
    np.testing.assert_array_equal(predictor.predict(MNIST.test_images[:5]), first)
    np.testing.assert_allclose(predictor.predict(MNIST.test_images[:1]), first[:1], atol=1e-5)


def test_newer_weights_are_taken_over_as_a_copy() -> None:
    predictor = Predictor(REFERENCE, MNIST.info.preprocessing, build(REFERENCE, seed=1).state_dict())
    newer = build(REFERENCE, seed=2)
    predictor.load_state(copy_state(newer))
    expected = Predictor(REFERENCE, MNIST.info.preprocessing, newer.state_dict()).predict(MNIST.test_images[:3])
    with torch.no_grad():
        newer.get_submodule("conv1").weight.zero_()  # type: ignore[operator]
    np.testing.assert_array_equal(predictor.predict(MNIST.test_images[:3]), expected)


@pytest.mark.parametrize(
    "images",
    [np.zeros((1, 27, 28), np.uint8), np.zeros((1, 3, 28, 28), np.uint8), np.zeros((1, 28, 28), np.float32)],
)
def test_images_of_another_kind_are_refused(images: np.ndarray) -> None:
    predictor = Predictor(REFERENCE, MNIST.info.preprocessing, build(REFERENCE, seed=1).state_dict())
    with pytest.raises(NetwrightError, match="28×28×1"):
        predictor.predict(images)


def test_weights_of_another_network_are_refused() -> None:
    with pytest.raises(NetwrightError, match="do not fit"):
        Predictor(REFERENCE, MNIST.info.preprocessing, build(template("mlp"), seed=1).state_dict())


def test_a_stored_run_predicts_with_its_best_weights(finished: tuple[Run, RunFinished]) -> None:
    run, end = finished
    answers = Predictor.from_run(run).predict(MNIST.test_images)
    assert float(np.mean(answers.argmax(axis=1) == MNIST.test_labels)) == end.test_accuracy


def test_evaluating_a_run_gives_the_figures_it_ended_with(finished: tuple[Run, RunFinished]) -> None:
    run, end = finished
    assert evaluate_run(run) == Metrics(end.test_loss, end.test_accuracy, 10_000)  # type: ignore[arg-type]
    validation = evaluate_run(run, split="validation")
    best = run.metadata().best
    assert best is not None
    assert (validation.loss, validation.accuracy, validation.images) == (
        best.validation_loss,
        best.validation_accuracy,
        300,
    )
    assert evaluate_run(run, "mnist", "train").images == 1200


def test_a_run_without_weights_says_so(tmp_path: Path) -> None:
    run = RunStore(tmp_path / "runs").create(Project.from_template())
    with pytest.raises(NetwrightError, match=r"best\.safetensors"):
        evaluate_run(run)
    with pytest.raises(NetwrightError, match=r"best\.safetensors"):
        Predictor.from_run(run)


def test_a_run_without_a_validation_split_has_none_to_evaluate(finished: tuple[Run, RunFinished]) -> None:
    run, _ = finished
    project = run.project()
    without = replace(project, training=project.training.model_copy(update={"validation_split": 0.0}))

    class Other(Run):
        def project(self, *, with_dataset: bool = True) -> Project:
            return without

    with pytest.raises(NetwrightError, match="no images"):
        evaluate_run(Other(run.folder), split="validation")


def test_metrics_equal_those_of_torch_whatever_the_batch_size() -> None:
    network = build(REFERENCE, seed=3).train()
    images, labels = MNIST.test_images[:500], MNIST.test_labels[:500]
    with torch.inference_mode():
        logits = network((torch.from_numpy(images.copy()) / 255 - 0.1307) / 0.3081)
        loss = functional.cross_entropy(logits, torch.from_numpy(labels.copy())).item()
    accuracy = float(np.mean(logits.argmax(1).numpy() == labels))
    for size in (7, 64, 500, 1000):
        metrics = evaluate(network, images, labels, MNIST.info.preprocessing, CPU, size)
        assert metrics.loss == pytest.approx(loss, rel=1e-5)
        assert (metrics.accuracy, metrics.images) == (accuracy, 500)
    assert network.training


def test_an_evaluation_stops_between_two_batches() -> None:
    network = build(REFERENCE, seed=3)
    resident = ResidentImages(MNIST.test_images, MNIST.test_labels, MNIST.info.preprocessing, CPU)
    seen: list[int] = []
    stop: Callable[[], bool] = lambda: len(seen) == 2  # noqa: E731
    with pytest.raises(EvaluationStopped):
        evaluate_resident(network, resident, 10, stop, lambda done, total: seen.append(done))
    assert seen == [10, 20]
    assert network.training


def test_evaluation_batches_shrink_with_the_networks_cost() -> None:
    cost = analyse(REFERENCE).multiply_adds
    assert evaluation_batch_size(cost, CPU) == 128
    assert evaluation_batch_size(100 * cost, CPU) == 1
    assert evaluation_batch_size(0, CPU) == 512
    assert evaluation_batch_size(cost, torch.device("cuda")) == 2048
