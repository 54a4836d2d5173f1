"""The preview of augmentation is the training's own: the very images, changed by the very draws."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.data.catalog import load_dataset
from engine.project import Project
from engine.training.augmented import augmented_images
from engine.training.checks import check_project
from engine.training.config import TrainingConfig
from engine.training.config.augmentations import (
    active_operations,
    details,
    operations,
    usual_strength,
    with_operation,
    without_operation,
)
from engine.training.epoch import batches_left
from engine.training.setup import load_data, set_up
from engine.training.step import TrainingStep
from engine.training.step_buffer import StepBuffer


def project(**training: object) -> Project:
    config = TrainingConfig.model_validate({"limit_train": 60, "device": "cpu", "tune": False, **training})
    return replace(Project.from_template("mlp"), training=config)


@pytest.mark.parametrize("epoch", [1, 3])
def test_the_images_are_those_that_the_first_step_of_the_epoch_takes(epoch: int) -> None:
    asked = project(batch_size=8, augment_rotation=20, augment_noise=0.2, augment_erase=0.5, normalisation="none")
    data = load_data(asked, lambda text: None, lambda: None)
    setup = set_up(asked, check_project(asked)[1], data, lambda: None, lambda run: {})
    batch, _ = next(batches_left(setup, epoch, 0))
    step = TrainingStep(setup, StepBuffer(setup.device), lambda text: None)
    taken, _ = step.gather(batch.indices, batch.changes)
    shown = augmented_images(asked, epoch, 8)
    assert shown.dtype == np.uint8
    torch.testing.assert_close(torch.from_numpy(shown) / 255, taken, rtol=0, atol=0.6 / 255)


def test_without_augmentation_they_are_the_datasets_own_to_the_bit() -> None:
    shown, all_images = augmented_images(project(), 1, 8), load_dataset("mnist").train_images
    assert len({image.tobytes() for image in shown}) == 8
    assert all((image == all_images).all(axis=(1, 2, 3)).any() for image in shown)


def test_there_are_no_more_than_there_are_training_images() -> None:
    assert len(augmented_images(project(limit_train=4, validation_split=0.25), 1, 8)) == 3


@pytest.mark.parametrize("operation", operations())
def test_an_operation_is_added_so_strong_that_it_is_seen_and_removed_without_a_trace(operation: str) -> None:
    asked = project()
    changed = replace(asked, training=with_operation(asked.training, operation))
    assert active_operations(changed.training) == (operation,)
    TrainingConfig.model_validate(changed.training.model_dump())  # within the range
    assert usual_strength(operation) > 0
    before, after = augmented_images(asked, 1, 8).astype(int), augmented_images(changed, 1, 8).astype(int)
    assert np.abs(after - before).mean() > 0.5
    moved = changed.training.model_copy(update=dict.fromkeys(details(operation), 1))
    assert without_operation(moved, operation) == asked.training
