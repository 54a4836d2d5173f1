"""Spaces as data: what is refused with which words, what a grid has, what a point makes of a project."""

import pytest

from engine.model.blocks import group
from engine.project import Project
from engine.sweeps.dimension import Dimension
from engine.sweeps.fitting import candidate
from engine.sweeps.notation import dimension_text, parse_dimension
from engine.sweeps.space import SearchSpace, parse_space
from engine.sweeps.sweep import Objective, SweepSettings, parse_constraint, parse_objective
from engine.text import NetwrightError
from tests.engine.sweeps.conftest import RATES, project, space


def test_a_space_comes_back_from_its_file_as_it_was() -> None:
    made = space(learning_rate=RATES, conv1__out_channels={"low": 8, "high": 64, "step": 8}, optimizer=["adam", "sgd"])
    assert parse_space(made.to_json()) == made
    assert [dimension.kind for dimension in made] == ["real", "integer", "choice"]
    assert made.grid_size == 5 * 8 * 2


def test_a_grid_has_steps_whole_numbers_or_five_values_of_a_range() -> None:
    assert Dimension("x", "integer", 8, 60, step=16).grid == (8, 24, 40, 56)
    assert Dimension("x", "integer", 1, 3).grid == (1, 2, 3)
    assert Dimension("x", "real", 1e-4, 1.0, log=True).grid == (0.0001, 0.001, 0.01, 0.1, 1.0)
    assert Dimension("x", "real", 0.0, 1.0, step=0.3).grid == (0.0, 0.3, 0.6, 0.9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"learnin": {"low": 1, "high": 2}}', "there is no “learnin”"),
        ('{"conv9.x": [1]}', "there is no layer “conv9”"),
        ('{"Nothing/conv1.x": [1]}', "there is no block “Nothing”"),
        ('{"conv1.x": [1]}', "known are out_channels"),
        ('{"learning_rate": {"low": 0, "high": 20.0}}', "learning_rate cannot be 0"),
        ('{"optimizer": {"low": 1, "high": 2}}', "give choices"),
        ('{"optimizer": ["adamm"]}', "cannot be adamm"),
        ('{"batch_size": {"low": 1, "high": 2.5}}', "whole numbers"),
        ('{"epochs": {"low": 3, "high": 1}}', "from low to high"),
        ('{"learning_rate": {"low": 0, "high": 1, "log": true}}', "begins above 0"),
        ('{"learning_rate": {"low": 1, "high": 2, "log": true, "step": 1}}', "not both"),
        ('{"learning_rate": {"low": 0.1}}', "expected numbers"),
        ('{"optimizer": ["adam", "adam"]}', "stands twice"),
        ("{}", "1 to 100 dimensions"),
        ("[1]", "JSON object"),
        ("{", "cannot be read"),
        ('{"format": "netwright-space", "version": 2, "dimensions": {}}', "version 1"),
    ],
)
def test_a_wrong_space_is_refused_with_its_reason(text: str, words: str) -> None:
    with pytest.raises(NetwrightError, match=words):
        parse_space(text).check(Project.from_template())


def test_a_point_sets_hyperparameters_params_and_what_stands_inside_blocks() -> None:
    base = Project.from_template()
    model, name = group(base.model, ("conv2", "relu2"), "Middle")
    base = Project(model, {}, base.training)
    found = SearchSpace.from_data(
        {"learning_rate": RATES, f"{name}.repeat": [1, 2], "Middle/conv2.out_channels": [16, 32], "conv1.bias": [False]}
    )
    found.check(base)
    point = {"learning_rate": 0.02, f"{name}.repeat": 1, "Middle/conv2.out_channels": 16, "conv1.bias": False}
    made = found.applied(base, point)
    assert made.training.learning_rate == 0.02
    assert made.model["conv1"].params.model_dump()["bias"] is False
    assert made.model.block_named["Middle"]["conv2"].params.model_dump()["out_channels"] == 16
    assert base.model.block_named["Middle"]["conv2"].params.model_dump()["out_channels"] != 16


def test_sizes_that_layers_expect_follow_the_point_and_what_cannot_be_trained_is_told() -> None:
    base = Project.from_template()
    pinned = space(conv2__in_channels=[32]).applied(base, {"conv2.in_channels": 32})
    found = space(conv1__out_channels=[8, 32])
    assert candidate(pinned, found, {"conv1.out_channels": 8}).project.model["conv2"].params.model_dump()[
        "in_channels"
    ] in (8, None)
    with pytest.raises(NetwrightError, match="conv1 needs at least 40 pixels"):
        candidate(base, space(conv1__kernel_size=[3, 40]), {"conv1.kernel_size": 40})


def test_dimensions_are_read_as_people_type_them() -> None:
    base = Project.from_template()
    for name, text in (
        ("learning_rate", "0.0001..0.1 log"),
        ("conv1.out_channels", "8..64 step 8"),
        ("optimizer", "adam, sgd"),
        ("conv1.bias", "true, false"),
        ("micro_batch", "none, 16"),
    ):
        assert dimension_text(parse_dimension(base, name, text)) == text
    assert parse_dimension(base, "learning_rate", "1e-4..1e-1:log") == parse_dimension(
        base, "learning_rate", "0.0001..0.1 log"
    )
    with pytest.raises(NetwrightError, match=r"expected a range such as 0\.001"):
        parse_dimension(base, "batch_size", "8..x")


def test_aims_that_exclude_each_other_are_refused() -> None:
    assert parse_constraint("parameters ≤ 50,000").bound == 50_000
    assert parse_objective("seconds") == Objective(measure="seconds", direction="minimize")
    for text in ("test_accuracy", "parameters:up"):
        with pytest.raises(NetwrightError, match="Expected an objective"):
            parse_objective(text)
    with pytest.raises(NetwrightError, match="Expected a limit"):
        parse_constraint("parameters about 3")
    both = (Objective.of("validation_accuracy"), Objective.of("parameters"))
    with pytest.raises(ValueError, match="CMA-ES knows one objective"):
        SweepSettings(sampler="cmaes", objectives=both)
    with pytest.raises(ValueError, match="pruning needs validation"):
        SweepSettings(pruner="median", objectives=both)
    assert SweepSettings(sampler="grid").planned(space(optimizer=["adam", "sgd"])) == 2
    assert project().training.device == "cpu"
