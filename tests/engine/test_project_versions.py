"""Project files of every version there has been, as they were written then, open today with the same meaning."""

from pathlib import Path

import pytest

from engine.migrations import migrated
from engine.model.analysis import analyse
from engine.project import VERSION, load_project, parse_project

FOLDER = Path(__file__).parents[1] / "resources" / "projects"
FILES = sorted(FOLDER.glob("version-*.netwright"))


def test_there_is_a_file_of_every_version() -> None:
    assert [path.stem for path in FILES] == [f"version-{number}" for number in range(1, VERSION + 1)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_each_version_opens_and_survives_being_saved_anew(path: Path) -> None:
    project = load_project(path)
    assert analyse(project.model, project.context()).ok
    assert parse_project(project.to_json()) == project
    assert f'"version": {VERSION}' in project.to_json()


def test_version_1_means_what_it_meant() -> None:
    project = load_project(FOLDER / "version-1.netwright")
    assert project.title == "an old project"
    assert project.layout["conv1"] == (12.5, 80.0)
    assert (project.training.optimizer, project.training.batch_size, project.training.seed) == ("sgd", 32, 5)
    conv = project.model["conv2"].params.model_dump()
    assert (conv["padding"], conv["in_channels"], conv["groups"], conv["kernel_width"]) == ("same", 32, 1, None)
    assert project.model.blocks == ()
    analysis = analyse(project.model, project.context())
    assert analysis.parameters == 315_210
    assert analysis.layers["pool2"].output_shape == (64, 6, 6)


def test_version_2_keeps_blocks_their_layouts_and_how_layers_learn() -> None:
    project = load_project(FOLDER / "version-2.netwright")
    assert list(project.model.block_named) == ["Stage"]
    assert set(project.block_layouts["Stage"]) == {"x", "conv2", "relu2", "output"}
    assert project.model["linear1"].learning.rate_factor == 0.5


def test_migrating_goes_step_by_step_to_the_newest_version() -> None:
    assert migrated({"version": 1, "model": {}}, 1)["version"] == VERSION
    assert migrated({"version": VERSION}, VERSION) == {"version": VERSION}


def test_version_3_keeps_schedules_penalties_and_averages() -> None:
    training = load_project(FOLDER / "version-3.netwright").training
    assert (training.optimizer, training.schedule, training.warmup_epochs, training.cycles) == (
        "nadam",
        "cosine",
        1.5,
        2,
    )
    assert (training.class_weights, training.clip_norm, training.averaging) == ("balanced", 1.0, "ema")
    assert training.augment_rotation == 10.0


def test_version_4_keeps_augmentation_and_normalisation() -> None:
    training = load_project(FOLDER / "version-4.netwright").training
    assert training.normalisation == "symmetric"
    assert (training.augment_crop, training.augment_flip_horizontal, training.augment_random) == (2, 0.5, 2)
    assert (training.augment_noise, training.augment_erase, training.augment_erase_area) == (0.1, 0.25, 0.3)


def test_version_5_keeps_how_images_are_split() -> None:
    training = load_project(FOLDER / "version-5.netwright").training
    assert (training.stratified, training.split_seed, training.kept_fold) == (True, 11, (3, 5))


@pytest.mark.parametrize("path", FILES[:4], ids=lambda path: path.stem)
def test_files_from_before_folds_split_as_they_did(path: Path) -> None:
    training = load_project(path).training
    assert (training.stratified, training.split_seed, training.kept_fold) == (False, None, None)


@pytest.mark.parametrize("path", FILES[:3], ids=lambda path: path.stem)
def test_files_from_before_augmentation_grew_train_as_they_did(path: Path) -> None:
    training = load_project(path).training
    assert training.normalisation == "dataset"
    assert training.augment_crop == training.augment_noise == training.augment_random == training.augment_erase == 0
