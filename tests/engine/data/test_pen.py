"""Digits written by invented hands, and the dataset and recipe that learn from them."""

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.data.catalog import load_dataset
from engine.data.ink import render_strokes
from engine.data.pen import drawn
from engine.data.pen.forms import FORMS
from engine.data.pen.writing import write_digit
from engine.evaluation.predictor import Predictor
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.recipes import recipe, recipe_dataset, recipe_template
from tests.engine.training.conftest import WatchedJob
from tests.pen_digits import pen_digits


def test_the_digits_in_the_box_are_those_that_the_program_draws() -> None:
    images, labels = drawn.load_drawn()
    for number in (*range(10), 777, 12_345, 19_999):
        image, digit = drawn.draw_digit(number)
        assert labels[number] == digit
        # The last bit of a curve may fall otherwise on another machine.
        assert (images[number, 0] == image).mean() > 0.99


def test_all_digits_are_drawn_equally_often_and_no_two_are_the_same() -> None:
    images, labels = drawn.load_drawn()
    assert np.bincount(labels).tolist() == [drawn.COUNT // 10] * 10
    assert len({image.tobytes() for image in images}) == drawn.COUNT


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_has_several_forms_and_hands_write_them_at_any_slant_and_width(digit: int) -> None:
    assert len(FORMS[digit]) >= 5
    random = np.random.default_rng(3)
    extents = [np.ptp(np.concatenate(write_digit(digit, random)), axis=0) for _ in range(60)]
    wide = np.array([width / height for width, height in extents])
    assert wide.max() > 1.5 * wide.min()
    assert 0.2 < np.median(wide) < 1.2


def test_the_dataset_is_mnist_with_more_to_learn_from_and_mnists_own_test() -> None:
    mnist, pen = load_dataset("mnist"), load_dataset("mnist-pen")
    images, labels = drawn.load_drawn()
    np.testing.assert_array_equal(pen.train_images[:60_000], mnist.train_images)
    np.testing.assert_array_equal(pen.train_images[60_000:], images)
    np.testing.assert_array_equal(pen.train_labels[60_000:], labels)
    assert pen.test_images is mnist.test_images
    assert len(pen.train_images) == pen.info.train_images
    assert not pen.train_images.flags.writeable
    values = pen.train_images / np.float32(255)
    assert (round(float(values.mean()), 4), round(float(values.std()), 4)) == (pen.info.mean[0], pen.info.std[0])


def test_a_damaged_file_is_named_with_the_command_that_restores_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(drawn.FOLDER, tmp_path / "pen"))
    monkeypatch.setattr(drawn, "FOLDER", folder)
    path = folder / f"{drawn.LABELS.name}.gz"
    path.write_bytes(gzip.compress(b"\x01" + gzip.decompress(path.read_bytes())[1:]))
    with pytest.raises(NetwrightError, match=r"pen-labels.*damaged.*git checkout -- resources/pen"):
        drawn.load_drawn()


def test_a_network_learns_from_invented_hands_to_read_real_ones(tmp_path: Path) -> None:
    """An eighth of the recipe's images, once: nine in ten of the digits of people whom nobody here knows."""
    name = "mnist-draw"
    training = recipe(name).model_copy(update={"limit_train": 10_000, "epochs": 1, "device": "cpu", "tune": False})
    project = replace(
        Project.from_template(recipe_template(name) or ""), dataset=recipe_dataset(name) or "", training=training
    )
    job = WatchedJob(project, RunStore(tmp_path))
    assert job.run_to_end().outcome == "completed"
    assert job.run is not None
    real = pen_digits()
    images = [render_strokes(digit.strokes) for digit in real]
    answers = Predictor.from_run(job.run).predict(np.stack([image for image in images if image is not None])[:, None])
    right = answers.argmax(axis=1) == [digit.digit for digit in real]
    assert right.mean() >= 0.9
