"""Recipes: known by name, each with a network that there is, and good for what they are for."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.model.analysis import analyse
from engine.model.templates import template, template_names
from engine.project import DEFAULT_TEMPLATE, Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.checks import check_project
from engine.training.recipes import recipe, recipe_dataset, recipe_names, recipe_template
from tests.engine.training.conftest import WatchedJob


def project_of(name: str) -> Project:
    fresh = Project.from_template(recipe_template(name) or DEFAULT_TEMPLATE)
    return replace(fresh, training=recipe(name), dataset=recipe_dataset(name) or fresh.dataset)


def test_the_names_that_scripts_rely_on_stay() -> None:
    assert recipe_names()[0] == "reference"
    assert set(recipe_names()) >= {"reference", "mnist-quick", "mnist-best", "mnist-draw", "mnist-fast"}


@pytest.mark.parametrize("name", recipe_names())
def test_each_recipe_can_be_trained_with_its_network_as_it_is(name: str) -> None:
    assert recipe_template(name) in {None, *template_names()}
    check_project(project_of(name))


def test_the_recipes_for_mnist_bring_a_network_and_the_reference_leaves_it_open() -> None:
    assert recipe_template("reference") is None
    assert recipe_template("mnist-quick") == "mnist-quick"
    assert recipe_template("mnist-best") == "mnist-best"
    assert recipe_template("mnist-fast") == "mnist-fast"
    assert recipe_template("mnist-draw") == "mnist-draw"


def test_only_the_recipe_for_drawn_digits_brings_images_of_its_own() -> None:
    assert {name: recipe_dataset(name) for name in recipe_names()} == {
        **dict.fromkeys(recipe_names()),
        "mnist-draw": "mnist-pen",
    }


@pytest.mark.parametrize("ask", [recipe, recipe_template])
def test_an_unknown_name_is_answered_with_those_there_are(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(NetwrightError, match=r"no recipe “slow”.*reference, mnist-quick"):
        ask("slow")


def test_the_quick_recipe_costs_a_fraction_of_the_reference_network() -> None:
    assert 3 * analyse(template("mnist-quick")).multiply_adds < analyse(template("mnist-cnn")).multiply_adds


def test_the_quick_recipe_reads_nine_digits_in_ten_after_a_tenth_of_its_images(tmp_path: Path) -> None:
    project = project_of("mnist-quick")
    hyperparameters = project.training.model_copy(update={"limit_train": 3000, "device": "cpu"})
    job = WatchedJob(replace(project, training=hyperparameters), RunStore(tmp_path))
    end = job.run_to_end()
    assert end.outcome == "completed"
    assert end.test_accuracy is not None
    assert end.test_accuracy > 0.9
