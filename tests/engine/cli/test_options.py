"""Hyperparameters and layer params as options: every field is one, and a wrong value is explained in one line."""

from typing import Literal

import pytest

from engine.cli.options import HyperparameterOptions, allowed, with_options, with_settings
from engine.cli.output import WrongArguments
from engine.fields import Settings, describe, setting
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.training.config import TrainingConfig

OPTIMIZERS = "sgd, adam, adamw, nadam, radam, rmsprop, adagrad, adadelta, lion, muon"


@pytest.fixture(scope="module")
def model() -> ModelSpec:
    return template("mnist-cnn")


def options(**given: str) -> HyperparameterOptions:
    return HyperparameterOptions(**given)


def test_only_the_options_that_were_given_override() -> None:
    project = TrainingConfig(optimizer="sgd", epochs=3, seed=7)
    changed = with_options(project, options(epochs="5", learning_rate="1e-2"))
    assert changed == TrainingConfig(optimizer="sgd", epochs=5, seed=7, learning_rate=0.01)
    assert with_options(project, None) is project


def test_every_hyperparameter_is_an_option() -> None:
    for field in describe(TrainingConfig):
        value = str(field.default)
        assert with_options(TrainingConfig(), options(**{field.name: value})) == TrainingConfig()


def test_a_field_that_may_be_open_is_opened_with_none() -> None:
    config = TrainingConfig(limit_train=100)
    assert with_options(config, options(limit_train="none")).limit_train is None


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"epochs": "abc"}, "--epochs: expected a whole number from 1 to 100000, found “abc”"),
        ({"epochs": "1.5"}, "--epochs: expected a whole number from 1 to 100000, found “1.5”"),
        ({"batch_size": "0"}, "--batch-size: expected a whole number from 1 to 65536, found “0”"),
        ({"learning_rate": "nan"}, "--learning-rate: expected a number above 0 and of at most 10, found “nan”"),
        ({"optimizer": "adamax"}, f"--optimizer: expected one of {OPTIMIZERS}, found “adamax”"),
        ({"device": "tpu"}, "--device: expected auto, cpu, cuda or cuda:N, found “tpu”"),
        ({"limit_train": "1"}, "--limit-train: expected a whole number of at least 2, or none, found “1”"),
    ],
)
def test_a_wrong_value_is_explained(given: dict[str, str], complaint: str) -> None:
    with pytest.raises(WrongArguments) as raised:
        with_options(TrainingConfig(), options(**given))
    assert str(raised.value) == complaint


def test_settings_change_hyperparameters_and_layers(model: ModelSpec) -> None:
    config, changed = with_settings(
        TrainingConfig(), model, ["learning_rate=0.01", "conv1.out_channels=64", "conv1.out_channels = 48"]
    )
    assert config == TrainingConfig(learning_rate=0.01)
    assert changed["conv1"].params.model_dump()["out_channels"] == 48
    assert changed["conv2"] == model["conv2"]


def test_a_shape_is_given_as_numbers_between_commas(model: ModelSpec) -> None:
    _, changed = with_settings(TrainingConfig(), model, ["input.shape=1,32,32"])
    assert changed["input"].params.model_dump()["shape"] == (1, 32, 32)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("epochs", ["--set", "key=value", "“epochs”"]),
        ("lr=1", ["--set lr", "learning_rate"]),
        ("epochs=0", ["--set epochs", "from 1 to 100000", "“0”"]),
        ("conv9.out_channels=1", ["--set conv9.out_channels", "no layer “conv9”", "conv1", "conv2"]),
        ("conv1.channels=1", ["--set conv1.channels", "Conv2d", "out_channels", "kernel_size"]),
        ("conv1.out_channels=many", ["--set conv1.out_channels", "a whole number from 1", "“many”"]),
        ("relu1.size=1", ["--set relu1.size", "ReLU", "it has no params"]),
        ("=3", ["--set", "hyperparameter"]),
    ],
)
def test_a_wrong_setting_names_the_key_and_what_is_allowed(model: ModelSpec, setting: str, words: list[str]) -> None:
    with pytest.raises(WrongArguments) as raised:
        with_settings(TrainingConfig(), model, [setting])
    assert [word for word in words if word not in str(raised.value)] == []
    assert "\n" not in str(raised.value)


class Everything(Settings):
    low: int = setting(3, ge=1, label="", doc="")
    below: float = setting(0.5, ge=0, lt=1, label="", doc="")
    free: float = setting(0.0, label="", doc="")
    switch: bool = setting(True, label="", doc="")
    choice: Literal["a", "b"] = setting("a", label="", doc="")
    several: tuple[int, ...] = setting((1, 2), label="", doc="")
    words: str = setting("", label="", doc="")


def test_what_a_field_takes_is_said_in_words() -> None:
    assert [allowed(field) for field in describe(Everything)] == [
        "a whole number of at least 1",
        "a number of at least 0 and below 1",
        "a number",
        "true or false",
        "one of a, b",
        "whole numbers separated by commas",
        "a text",
    ]
