"""A person's drawings: kept as strokes, a dataset by name, taken back, learned from, and steady under a run."""

import json

import numpy as np
import pytest

from engine.data.catalog import MNIST, dataset_info, dataset_names, load_dataset
from engine.data.drawings import (
    Drawing,
    add_drawing,
    counted_name,
    drawing_image,
    drawings_file,
    read_drawings,
    take_back_drawing,
    unseen_by,
)
from engine.data.importing import ImportSettings, import_data
from engine.data.ink import render_strokes
from engine.project import Project
from engine.text import NetwrightError
from engine.training.fine_tuning import fine_tuning
from tests.engine.data.pen_digits import WAYS, written

DRAWS = np.random.default_rng(0)


def draw(way: str) -> Drawing:
    strokes = tuple(tuple((x, y, 0.5) for x, y in line.tolist()) for line in written(way, DRAWS))
    return Drawing(int(way[0]), strokes, tuple(tuple(float(k) for k in range(len(stroke))) for stroke in strokes))


def draw_many(count: int) -> None:
    ways = list(WAYS)
    for number in range(count):
        add_drawing(draw(ways[number % len(ways)]))


def test_a_drawing_comes_back_as_it_was() -> None:
    drawn = draw("7 with bar")
    add_drawing(drawn)
    (kept,) = read_drawings()
    assert kept.label == 7
    for mine, theirs in zip(kept.strokes, drawn.strokes, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-4)
    assert kept.times == drawn.times
    expected = render_strokes(kept.strokes)
    assert expected is not None
    assert np.array_equal(drawing_image(kept), expected)


def test_enough_drawings_are_datasets_by_name() -> None:
    draw_many(4)
    assert "my-drawings" not in dataset_names()
    with pytest.raises(NetwrightError, match="Unknown dataset"):
        load_dataset("my-drawings")
    draw_many(6)
    assert {"my-drawings", "my-drawings-and-mnist"} <= set(dataset_names())
    info, data = dataset_info("my-drawings"), load_dataset("my-drawings")
    assert (info.train_images, info.test_images) == (8, 2) == (len(data.train_images), len(data.test_images))
    assert data.train_images.shape[1:] == MNIST.image_shape
    labels = [drawing.label for drawing in read_drawings()]
    assert data.test_labels.tolist() == [labels[4], labels[9]]


def test_a_mixed_dataset_has_every_drawing_and_all_of_mnists_classes() -> None:
    draw_many(10)
    data = load_dataset("my-drawings-and-mnist")
    assert len(data.train_labels) == dataset_info("my-drawings-and-mnist").train_images == 408
    assert set(data.train_labels[:400].tolist()) == set(range(10))
    own = load_dataset("my-drawings")
    assert np.array_equal(data.train_images[400:], own.train_images)
    assert np.array_equal(data.test_images, own.test_images)


def test_the_last_addition_can_be_taken_back() -> None:
    draw_many(6)
    load_dataset("my-drawings")
    before = read_drawings()
    assert take_back_drawing() == before[-1]
    assert read_drawings() == before[:-1]
    assert dataset_info("my-drawings").train_images + dataset_info("my-drawings").test_images == 5
    assert len(load_dataset("my-drawings").train_labels) == 4
    for _ in range(5):
        take_back_drawing()
    assert take_back_drawing() is None


def test_a_counted_dataset_stays_what_it_is_when_drawings_are_added() -> None:
    draw_many(10)
    name = counted_name("my-drawings")
    assert name == "my-drawings-10"
    before = load_dataset(name).fingerprint
    draw_many(5)
    assert load_dataset("my-drawings").info.train_images == 12
    assert load_dataset(name).fingerprint == before
    with pytest.raises(NetwrightError, match="Unknown dataset"):
        dataset_info("my-drawings-999")


def test_lines_that_were_cut_off_or_changed_are_passed_over() -> None:
    draw_many(6)
    good = drawings_file().read_bytes()
    wrong = [{"label": 12, "strokes": [[[0, 0, 1]]]}, {"label": 1, "strokes": []}, {"label": 1}, [1], "7"]
    spoiled = b"".join(json.dumps(line).encode() + b"\n" for line in wrong)
    drawings_file().write_bytes(spoiled + good + b'{"label": 3, "strokes": [[[0.1, 0.')
    assert len(read_drawings()) == 6
    add_drawing(draw("3"))
    assert [drawing.label for drawing in read_drawings()][-1] == 3
    assert len(read_drawings()) == 7


def test_a_run_is_tried_on_drawings_that_it_did_not_learn_from() -> None:
    draw_many(12)
    drawings = read_drawings()
    assert unseen_by("mnist") == drawings
    assert unseen_by("my-drawings-and-mnist-10") == [drawings[4], drawings[9], *drawings[10:]]


def test_the_name_is_taken(tmp_path: object) -> None:
    with pytest.raises(NetwrightError, match="my-drawings"):
        import_data(drawings_file(), ImportSettings("my-drawings"))


def test_fine_tuning_starts_from_the_run_on_what_is_drawn_now() -> None:
    project = Project.from_template()
    with pytest.raises(NetwrightError, match="at least 5"):
        fine_tuning(project, "first-try")
    draw_many(10)
    tuned = fine_tuning(project, "first-try")
    assert tuned.dataset == "my-drawings-and-mnist-10"
    assert tuned.training.start_from == "first-try"
    assert tuned.model == project.model
    assert 150 <= tuned.training.epochs * 408 / tuned.training.batch_size <= 350
