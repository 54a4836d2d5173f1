"""What pixels become, in training and wherever a run's weights are used later."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.data.batches import Normaliser
from engine.data.catalog import MNIST, load_dataset
from engine.data.normalisation import NormalisationName, preprocessing_by
from engine.data.symbols import has_symbols
from engine.model.analysis import analyse
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig


@pytest.mark.parametrize(("name", "black", "white"), [("none", 0.0, 1.0), ("symmetric", -1.0, 1.0)])
def test_pixels_span_the_range_that_was_chosen_in_every_channel(
    name: NormalisationName, black: float, white: float
) -> None:
    info = replace(MNIST, image_shape=(3, 2, 2))
    normalise = Normaliser(preprocessing_by(name, info), torch.device("cpu"))
    for value, expected in ((0, black), (255, white)):
        pixels = torch.full((1, 3, 2, 2), value, dtype=torch.uint8)
        torch.testing.assert_close(normalise(pixels), torch.full((1, 3, 2, 2), expected))


def test_the_datasets_figures_give_mean_0_and_deviation_1() -> None:
    normalise = Normaliser(preprocessing_by("dataset", MNIST), torch.device("cpu"))
    values = normalise(torch.from_numpy(np.array(load_dataset("mnist").train_images[:10_000])))
    assert values.mean().item() == pytest.approx(0, abs=0.02)
    assert values.std().item() == pytest.approx(1, abs=0.02)


def test_a_run_remembers_how_its_images_were_normalised(home: object) -> None:
    project = replace(Project.from_template(), training=TrainingConfig(normalisation="symmetric"))
    assert RunStore().create(project).metadata().preprocessing == preprocessing_by("symmetric", MNIST)


@pytest.mark.parametrize(
    ("classes", "symbols"),
    [
        (tuple("0123456789"), True),
        (tuple("ABCabc"), True),
        (("お", "き"), True),
        (("zero", "One", "two"), True),
        (("T-shirt", "Trouser"), False),
        (("a", "cat"), False),
    ],
)
def test_digits_and_letters_are_known_by_the_names_of_the_classes(classes: tuple[str, ...], symbols: bool) -> None:
    assert has_symbols(replace(MNIST, classes=classes)) is symbols


@pytest.mark.parametrize("field", ["augment_flip_horizontal", "augment_flip_vertical"])
def test_mirroring_digits_is_a_warning_that_does_not_keep_from_training(field: str) -> None:
    project = Project.from_template()
    assert analyse(project.model, project.context()).problems == ()
    project = replace(project, training=TrainingConfig.model_validate({field: 0.5}))
    analysis = analyse(project.model, project.context())
    assert [(problem.code, problem.severity) for problem in analysis.problems] == [("mirrored_symbols", "warning")]
    assert analysis.ok
