"""The exported script is a program of its own that learns exactly as the training it was exported from."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from torch import nn

from engine.data.mnist import MNIST_FOLDER
from engine.export.parts.names import NAMES
from engine.export.script import training_script
from engine.model import blocks, edits
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec
from engine.model.templates import empty_model, template, template_names
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.events import RunFinished, StepsCompleted
from engine.training.job import TrainingJob
from engine.training.layer_learning import parameter_groups
from engine.weights import load_weights
from tests.engine.model.generated_specs import specs

STEPS = 100


def project(spec: ModelSpec, **training: object) -> Project:
    """A project that is computed the plain way, as its script is.

    Other threads and memory formats round otherwise in the last bit, which a hundred steps can make more than 1e-5.
    """
    config = TrainingConfig.model_validate({"device": "cpu", "epochs": 1, "seed": 7, "tune": False, **training})
    return replace(Project.from_template("mlp"), model=spec, training=config, title="some network")


def script_losses(source: str, folder: Path, steps: int = STEPS) -> list[float]:
    path = folder / "script.py"
    path.write_text(source, encoding="utf-8")
    command = [sys.executable, str(path), "--data", str(MNIST_FOLDER), "--steps", str(steps)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return [float(loss) for loss in re.findall(r"loss (\S+)", done.stdout)]


def trained_losses(of: Project, folder: Path, steps: int = STEPS) -> list[float]:
    """The losses of the first steps; the rest of the training is given up."""
    job = TrainingJob(of, RunStore(folder))
    job.start()
    losses: list[float] = []
    while len(losses) < steps:
        event = job.events.get(timeout=240)
        if isinstance(event, StepsCompleted):
            losses += event.losses.tolist()
        assert not isinstance(event, RunFinished), event
    job.cancel()
    assert job.join(240)
    return losses[:steps]


def test_the_first_hundred_losses_are_those_of_the_training(tmp_path: Path) -> None:
    given = project(template("mnist-cnn"), limit_train=8_000)
    mine, scripts = trained_losses(given, tmp_path), script_losses(training_script(given), tmp_path)
    assert len(scripts) == STEPS
    np.testing.assert_allclose(scripts, mine, rtol=0, atol=1e-5)


def test_a_whole_run_ends_with_the_weights_and_figures_of_the_training(tmp_path: Path) -> None:
    given = project(template("softmax-regression"), limit_train=1_500, epochs=3, learning_rate=0.02)
    job = TrainingJob(given, RunStore(tmp_path / "runs"))
    job.start()
    assert job.join(240)
    assert job.run is not None
    path = tmp_path / "script.py"
    path.write_text(training_script(given), encoding="utf-8")
    command = [sys.executable, str(path), "--data", str(MNIST_FOLDER), "--out", "weights.pt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^epoch \d: loss \d.*, validation loss \d.*, accuracy 0\.", done.stdout, re.MULTILINE)) == 3
    weights, mine = torch.load(tmp_path / "weights.pt", weights_only=True), load_weights(job.run.best_weights)
    for name, tensor in mine.items():
        torch.testing.assert_close(weights[name], tensor, rtol=0, atol=1e-5)
    finished = job.run.summary().test_accuracy
    assert f"accuracy {finished:.4f}" in done.stdout.splitlines()[-1]


def test_dropout_penalties_frozen_layers_rates_and_blocks_make_no_difference(tmp_path: Path) -> None:
    spec, _ = edits.append_layer(template("mlp"), "Dropout", after="relu1")
    spec, use = blocks.group(spec, ("linear2", "relu2"), "Stage")
    spec = edits.set_learning(spec, "linear1", l1=1e-4, l2=1e-3, rate_factor=0.5, initialisation="kaiming")
    spec = edits.set_learning(spec, use, rate_factor=2.0)
    spec = edits.set_learning(spec, "linear3", initialisation="orthogonal", trainable=False)
    given = project(spec, optimizer="sgd", learning_rate=0.05, weight_decay=1e-4, limit_train=3_000, batch_size=50)
    scripts = script_losses(training_script(given), tmp_path, 40)
    np.testing.assert_allclose(scripts, trained_losses(given, tmp_path, 40), rtol=0, atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["resnet-small", "vit-small", "row-lstm", "inception-small"])
@pytest.mark.parametrize("optimizer", ["adamw", "rmsprop"])
def test_other_networks_and_optimizers_agree_too(name: str, optimizer: str, tmp_path: Path) -> None:
    given = project(template(name), optimizer=optimizer, limit_train=3_000)
    scripts = script_losses(training_script(given), tmp_path, 30)
    np.testing.assert_allclose(scripts, trained_losses(given, tmp_path, 30), rtol=0, atol=1e-5)


def loaded(given: Project) -> tuple[dict[str, Any], nn.Module]:
    """What the script defines, and its network with first weights."""
    source = training_script(given)
    names: dict[str, Any] = {"__name__": "script"}
    exec(compile(source, "script.py", "exec"), names)
    network = names[re.findall(r"^    model = (\w+)\(\)$", source, re.MULTILINE)[-1]]()
    names["initialise"](network)
    return names, network


def check_start(given: Project) -> None:
    """The script's network starts as the training's: the same weights, noise and groups for the optimizer."""
    names, network = loaded(given)
    built = build(given.model, seed=given.training.seed)
    script_state, state = network.state_dict(), built.state_dict()
    assert script_state.keys() == state.keys()
    for name, tensor in state.items():
        assert torch.equal(script_state[name], tensor), name
    images = torch.randn(3, *given.model["input"].params.shape)  # type: ignore[attr-defined]
    answers = []
    for module in (network, built):
        torch.manual_seed(5)
        answers.append(module.train()(images))
    torch.testing.assert_close(*answers, rtol=0, atol=1e-6)

    def settings_of(groups: list[Any], module: nn.Module) -> dict[str, tuple[float, float]]:
        named = {id(weight): name for name, weight in module.named_parameters()}
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        config = given.training
        return {
            named[id(weight)]: (group.get("lr", config.learning_rate), group.get("weight_decay", config.weight_decay))
            for group in groups
            for weight in group["params"]
        }

    mine, scripts = parameter_groups(built, given.training), names["groups"](network)
    assert settings_of(scripts, network) == settings_of(mine, built)


@pytest.mark.parametrize("name", template_names())
def test_every_templates_script_starts_as_the_training_does(name: str) -> None:
    check_start(project(template(name)))


@given(spec=specs(shape=(1, 28, 28)))
@settings(max_examples=20)
def test_random_networks_scripts_start_as_the_training_does(spec: ModelSpec) -> None:
    given = project(spec, weight_decay=0.25)
    assume(analyse(spec, given.context()).ok)
    assume(any(weight.requires_grad for weight in build(spec, seed=0).parameters()))
    check_start(given)


@pytest.mark.parametrize("name", ["xavier", "orthogonal", "normal", "zeros"])
@pytest.mark.parametrize("network", ["row-lstm", "vit-small", "depthwise-separable"])
def test_first_weights_by_other_methods_are_the_same(network: str, name: str) -> None:
    spec = template(network)
    for layer in spec:
        spec = edits.set_learning(spec, layer.id, initialisation=name)
    check_start(project(spec))


def test_branches_that_draw_do_so_in_the_order_of_the_training() -> None:
    spec, left = edits.append_layer(template("mlp"), "Dropout", after="relu1")
    spec, _ = edits.append_layer(spec, "Tanh", after=left)
    spec, joined = edits.append_layer(spec, "Add", after="tanh1")
    aside = [edits.new_layer(spec, "Dropout"), replace(edits.new_layer(spec, "Dropout"), id="unread")]
    spec = spec.with_layers((*spec.layers, *aside))
    spec = edits.connect(edits.connect(spec, "relu1", aside[0].id), aside[0].id, joined)
    check_start(project(edits.connect(spec, "flatten1", "unread")))


@pytest.mark.parametrize(
    "family",
    ["efficientnet_lite0", "resnet18", "mobilenet_v3_small", pytest.param("vit_b_16", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("trainable", ["frozen", "last blocks"])
def test_backbones_with_random_weights_start_the_same(family: str, trainable: str) -> None:
    values = {"family": family, "weights": "random", "trainable": trainable, "size": 224 if family[0] == "v" else 32}
    params = layer_type("Backbone").Params.model_validate(values)
    spec, _ = edits.append_layer(empty_model(), "Backbone", params=params)
    spec, last = edits.append_layer(spec, "Linear")
    check_start(project(edits.set_params(spec, last, out_features=10)))


def test_a_title_is_only_ever_words() -> None:
    title = 'x """\nraise SystemExit\n""" \\'
    names, _ = loaded(replace(project(template("mlp")), title=title))
    quotes = "'" * 3
    assert names["__doc__"].startswith(f"x {quotes} raise SystemExit {quotes} /: trains the network")


def test_no_class_takes_a_name_of_the_script() -> None:
    source = training_script(project(edits.set_learning(template("mlp"), "linear1", l1=0.5, initialisation="zeros")))
    defined = {line.split()[1].partition("(")[0] for line in source.splitlines() if line.startswith(("def ", "class "))}
    defined |= set(re.findall(r"^([A-Z_]+)(?:, [A-Z]+)? = ", source, re.MULTILINE))
    assert {"OWN", "METHODS", "MEAN", "draw"} <= defined
    assert defined - NAMES == {"SomeNetwork"}
    grouped, _ = blocks.group(template("mlp"), ("linear2", "relu2"), "F")
    check_start(replace(project(grouped), title="SEED"))


def test_scripts_are_clean(tmp_path: Path) -> None:
    for name in template_names():
        (tmp_path / f"{name.replace('-', '_')}.py").write_text(training_script(project(template(name))), "utf-8")
    ruff = Path(sys.executable).with_name("ruff")
    done = subprocess.run([ruff, "check", "--isolated", tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_missing_dataset_is_named(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(training_script(project(template("mlp"))), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(path), "--data", str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert "train-images-idx3-ubyte is not in" in done.stderr


def test_a_network_with_errors_or_with_weights_of_a_run_is_refused_with_the_reason() -> None:
    broken = edits.set_params(template("mlp"), "linear1", in_features=7)
    with pytest.raises(NetwrightError, match="linear1 expects 7 features"):
        training_script(project(broken))
    from_run = edits.set_learning(template("mlp"), "linear1", initialisation="run", run="earlier")
    with pytest.raises(NetwrightError, match="linear1 starts from the weights of a run"):
        training_script(project(from_run))
