"""Going through a run's epochs: each is seen as its weights see it, along the same axes, and what is lost is told."""

import queue
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.evaluation.classification import confusion_matrix
from engine.evaluation.epochs import EpochLooker
from engine.evaluation.filters import filter_pictures
from engine.evaluation.predictor import Predictor
from engine.model.templates.assembly import chain
from engine.project import Project
from engine.runs.epoch_service import EpochService
from engine.runs.epoch_walk import EpochAnswer, EpochView, NotSeen, Opened, Told
from engine.runs.history import read_history
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.epoch_files import epoch_files
from engine.training.job import TrainingJob

SMALL = chain(
    ("Conv2d", {"out_channels": 2, "kernel_size": 3}),
    ("ReLU", {}),
    ("MaxPool2d", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 12}),
    ("ReLU", {}),
    ("Linear", {"out_features": 10}),
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Three epochs of 480 images of MNIST, with 120 to validate."""
    training = TrainingConfig(epochs=3, limit_train=600, device="cpu", seed=4, tune=False, learning_rate=0.01)
    project = replace(Project.from_template("softmax-regression"), model=SMALL, training=training)
    job = TrainingJob(project, RunStore(tmp_path_factory.mktemp("epochs")), "digits")
    job.start()
    assert job.join(120)
    assert job.run is not None
    return job.run


@pytest.fixture
def run(trained: Run, tmp_path: Path) -> Run:
    return Run(Path(shutil.copytree(trained.folder, tmp_path / "digits")))


@pytest.fixture
def service() -> Iterator[EpochService]:
    made = EpochService()
    yield made
    assert made.close()


def all_told(service: EpochService) -> list[Told]:
    """Everything that is told until there is nothing more to do."""
    deadline = time.monotonic() + 60
    while not service.is_resting:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    told: list[Told] = []
    while True:
        try:
            told.append(service.told.get_nowait())
        except queue.Empty:
            return told


def views_of(told: list[Told]) -> dict[int, EpochView]:
    return {one.epoch: one for one in told if isinstance(one, EpochView)}


def test_each_epoch_is_seen_as_its_weights_see_it_along_the_same_axes(run: Run, service: EpochService) -> None:
    drawing = np.zeros((28, 28), np.uint8)
    drawing[4:24, 12:16] = 255
    request = service.draw(drawing)
    service.open(run)
    told = all_told(service)
    opened = told[0]
    assert isinstance(opened, Opened)
    assert opened.sample is not None
    assert (opened.sample.split, opened.sample.total, opened.sample.filtering_layer) == ("validation", 120, "conv1")
    views = views_of(told)
    answers = {one.epoch: one for one in told if isinstance(one, EpochAnswer)}
    assert views.keys() == answers.keys() == {0, 1, 2, 3}
    labels, mapped = opened.sample.found.labels, opened.sample.mapped
    features = {}
    for kept in opened.history.epochs:
        weights, view = kept.weights(run), views[kept.epoch]
        predictor = Predictor(SMALL, run.metadata().preprocessing, weights)
        logits, features[kept.epoch] = predictor.look(opened.sample.found.images)
        assert np.array_equal(view.confusion, confusion_matrix(labels, logits.argmax(axis=1), 10))
        if kept.figures is not None:
            assert view.accuracy == kept.figures.validation_accuracy
            assert view.loss == pytest.approx(kept.figures.validation_loss, rel=1e-4)
        assert answers[kept.epoch].request == request
        probabilities = answers[kept.epoch].probabilities
        assert probabilities is not None
        assert np.allclose(probabilities, predictor.predict(drawing[None])[0], atol=1e-6)
    furthest = max(float(kept.weights(run)["conv1.weight"].abs().max()) for kept in opened.history.epochs)
    pictures = [filter_pictures(kept.weights(run)["conv1.weight"], furthest) for kept in opened.history.epochs]
    shown = [views[epoch].filters for epoch in range(4)]
    assert all(a is not None and np.array_equal(a.levels, b.levels) for a, b in zip(shown, pictures, strict=True))
    # One linear map takes the features of every epoch to its points.
    moved = features[3][mapped] - features[0][mapped]
    found = np.linalg.lstsq(features[3][mapped] - features[3][mapped].mean(axis=0), _centred(views[3]), rcond=None)[0]
    assert np.allclose(moved @ found, _points(views[3]) - _points(views[0]), atol=1e-2)
    assert not np.allclose(_points(views[1]), _points(views[3]), atol=0.1)


def _points(view: EpochView) -> NDArray[np.float32]:
    assert view.points is not None
    return view.points


def _centred(view: EpochView) -> NDArray[np.float32]:
    centred: NDArray[np.float32] = _points(view) - _points(view).mean(axis=0)
    return centred


def test_the_epoch_in_question_comes_first_and_what_was_seen_is_told_again_at_once(
    run: Run, service: EpochService
) -> None:
    service.look_at(2)
    service.open(run)
    told = all_told(service)
    assert next(one.epoch for one in told if isinstance(one, EpochView)) == 2
    before = views_of(told)
    service.open(run)
    again = all_told(service)
    assert isinstance(again[0], Opened)
    assert views_of(again) == before, "nothing was looked at anew"
    assert len(again) == 5


def test_beside_a_training_only_neighbours_are_looked_at_beforehand(
    run: Run, service: EpochService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.runs.epoch_walk._NEIGHBOURS", 0)
    service.spare(True)
    service.look_at(2)
    service.open(run)
    assert views_of(all_told(service)).keys() == {2, 0, 3}, "the axes are fitted to start, best and last"
    service.spare(False)
    assert views_of(all_told(service)).keys() == {1}


@pytest.mark.parametrize("epoch", [0, 2])
def test_an_epoch_whose_file_is_cut_short_is_told_and_the_others_are_seen(
    run: Run, service: EpochService, epoch: int
) -> None:
    file = epoch_files(run.folder)[epoch].file
    file.write_bytes(file.read_bytes()[:-100])
    service.open(run)
    told = all_told(service)
    lost = [one for one in told if isinstance(one, NotSeen)]
    assert [one.epoch for one in lost] == [epoch]
    assert f"The weights of epoch {epoch} cannot be read" in str(lost[0].text)
    seen = views_of(told)
    assert seen.keys() == {0, 1, 2, 3} - {epoch}
    assert all(view.points is not None for view in seen.values())


def test_a_drawing_that_the_network_does_not_take_is_told_once(run: Run, service: EpochService) -> None:
    service.draw(np.zeros((30, 30), np.uint8))
    service.open(run)
    answers = [one for one in all_told(service) if isinstance(one, EpochAnswer)]
    assert [one.probabilities for one in answers] == [None]
    assert "Expected examples of" in str(answers[0].error)


def test_a_run_without_a_history_is_opened_without_epochs_and_a_damaged_one_says_why(
    run: Run, service: EpochService
) -> None:
    shutil.rmtree(run.folder / "history")
    run.best_weights.unlink()
    service.open(run)
    (opened,) = all_told(service)
    assert isinstance(opened, Opened)
    assert opened.history.epochs == ()
    run.metadata_file.unlink()
    service.open(run)
    (lost,) = all_told(service)
    assert isinstance(lost, NotSeen)
    assert "metadata.json" in str(lost.text)


def test_a_run_that_has_no_validation_images_is_looked_at_by_test_images(tmp_path: Path) -> None:
    training = TrainingConfig(epochs=1, limit_train=100, validation_split=0.0, device="cpu", tune=False)
    job = TrainingJob(replace(Project.from_template("softmax-regression"), training=training), RunStore(tmp_path), "r")
    job.start()
    assert job.join(60)
    assert job.run is not None
    looker = EpochLooker(job.run)
    assert (looker.sample.split, looker.sample.total, len(looker.sample.found.labels)) == ("test", 10_000, 2_000)
    assert looker.sample.reads_pixels
    first, last = (looker.look(kept) for kept in read_history(job.run).epochs)
    assert first.accuracy < last.accuracy
    assert np.array_equal(first.features, last.features)
