"""How a configuration divides a dataset: the same for trainer, evaluation and script, and told where it cannot."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.data.catalog import MNIST, Dataset
from engine.export.script import training_script
from engine.project import Project
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.splitting import PARTS, check_split, division_of, split_of, split_sizes, split_warning

WAYS: tuple[dict[str, Any], ...] = (
    {"validation_split": 0.0},
    {"validation_split": 0.3},
    {"validation_split": 0.3, "stratified": True},
    {"folds": 5, "fold": 3},
    {"folds": 5, "fold": 5, "stratified": True, "limit_train": 40},
    {"validation_split": 0.25, "stratified": True, "split_seed": 4, "limit_train": 31},
)


def dataset(*counts: int) -> Dataset:
    """So many training images of each class, mixed, and a test image of the first three."""
    labels = np.random.default_rng(0).permutation(np.repeat(np.arange(len(counts)), counts))
    images = np.zeros((len(labels), 1, 2, 2), np.uint8)
    return Dataset(MNIST, images, labels, images[:3], np.arange(3))


def config(**changes: object) -> TrainingConfig:
    return TrainingConfig.model_validate({"seed": 3, **changes})


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_script_keeps_the_same_images_aside_and_the_sizes_are_known_beforehand(way: dict[str, Any]) -> None:
    data = dataset(30, 20, 10)
    split = split_of(data, config(**way))
    project = replace(Project.from_template("softmax-regression"), training=config(**way))
    names: dict[str, Any] = {"__name__": "script"}
    exec(compile(training_script(project), "script.py", "exec"), names)
    train, validation = names["split"](data.train_labels)
    assert np.array_equal(train, split.train)
    assert np.array_equal(validation, split.validation)
    assert split_sizes(60, config(**way)) == (len(train), len(validation))


def test_a_seed_of_its_own_keeps_the_split_whatever_the_seed_of_the_run() -> None:
    data = dataset(30, 20, 10)

    def aside(**changes: object) -> list[int]:
        found: list[int] = split_of(data, config(limit_train=50, **changes)).validation.tolist()
        return found

    assert aside(seed=1, split_seed=9) == aside(seed=2, split_seed=9) == aside(seed=9)
    assert aside(seed=1) != aside(seed=2)


def test_a_division_has_every_image_once_and_counts_the_classes() -> None:
    division = division_of(dataset(30, 20, 10), config(folds=5, stratified=True, limit_train=50))
    assert np.array_equal(np.sort(np.concatenate([division.numbers[part] for part in PARTS])), np.arange(63))
    assert len(division.numbers["unused"]) == 10
    assert division.counts["test"].tolist() == [1, 1, 1, *[0] * 7]
    assert sum(counts.sum() for counts in division.counts.values()) == 63


@pytest.mark.parametrize(
    ("counts", "changes", "reason"),
    [
        ((30, 4), {"folds": 5, "stratified": True}, "class “1” has 4 training examples, too few for 5 folds"),
        ((30, 4), {"folds": 5, "fold": 6}, "fold is 6, but there are only 5 folds.*from 1 to 5"),
        ((2, 2), {"folds": 5}, "Of 4 training images none would be left.*at least 5"),
        ((1,), {"validation_split": 0.5}, "Of 1 training images none would be left.*at least 2"),
    ],
)
def test_what_cannot_be_split_so_is_told(counts: tuple[int, ...], changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(NetwrightError, match=reason):
        split_of(dataset(*counts), config(**changes))


def test_fewer_than_two_folds_are_refused_and_one_image_needs_no_validation() -> None:
    with pytest.raises(ValueError, match="greater than or equal to 2"):
        config(folds=1)
    check_split(1, config(validation_split=0.0))


def test_classes_that_are_missing_in_a_part_are_named() -> None:
    def warning(changes: dict[str, Any], *counts: int) -> str:
        return str(split_warning(MNIST.classes, division_of(dataset(*counts), config(**changes))))

    assert warning({"validation_split": 0.2, "stratified": True}, 30, 30) == "None"
    assert warning({"validation_split": 0.1, "stratified": True}, 30, 1) == "The validation has no example of “1”."
    assert warning({"validation_split": 0.9, "stratified": True}, 95, 1).startswith("No example is left to learn from")
    assert warning({"validation_split": 0.0}, 30, 1) == "None"
    assert warning({"validation_split": 0.01}, *[10] * 10).endswith("“5” and 4 more.")
