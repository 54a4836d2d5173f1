"""The exported script is a program of its own that learns exactly as the training it was exported from."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.data.mnist import MNIST_FOLDER
from engine.export.script import training_script
from engine.model import blocks, edits
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.events import StepsCompleted
from engine.training.job import TrainingJob

STEPS = 100


def project(spec: ModelSpec, **training: object) -> Project:
    config = TrainingConfig.model_validate({"device": "cpu", "epochs": 1, "seed": 7, **training})
    return replace(Project.from_template("mlp"), model=spec, training=config, title="some network")


def script_losses(source: str, folder: Path, steps: int = STEPS) -> list[float]:
    path = folder / "script.py"
    path.write_text(source, encoding="utf-8")
    command = [sys.executable, str(path), "--data", str(MNIST_FOLDER), "--steps", str(steps)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return [float(loss) for loss in re.findall(r"loss (\S+)", done.stdout)]


def trained_losses(given: Project, folder: Path) -> list[float]:
    job = TrainingJob(given, RunStore(folder))
    job.start()
    assert job.join(240)
    losses: list[float] = []
    while not job.events.empty():
        event = job.events.get_nowait()
        if isinstance(event, StepsCompleted):
            losses += event.losses.tolist()
    return losses


def test_the_first_hundred_losses_are_those_of_the_training(tmp_path: Path) -> None:
    given = project(template("mnist-cnn"), limit_train=8_000)
    mine, scripts = trained_losses(given, tmp_path), script_losses(training_script(given), tmp_path)
    assert len(scripts) == STEPS
    np.testing.assert_allclose(scripts, mine[:STEPS], atol=1e-5)


def test_dropout_penalties_frozen_layers_rates_and_blocks_make_no_difference(tmp_path: Path) -> None:
    spec, _ = edits.append_layer(template("mlp"), "Dropout", after="relu1")
    spec, use = blocks.group(spec, ("linear2", "relu2"), "Stage")
    spec = edits.set_learning(spec, "linear1", l1=1e-4, l2=1e-3, rate_factor=0.5, initialisation="kaiming")
    spec = edits.set_learning(spec, use, rate_factor=2.0)
    spec = edits.set_learning(spec, "linear3", initialisation="orthogonal", trainable=False)
    given = project(spec, optimizer="sgd", learning_rate=0.05, weight_decay=1e-4, limit_train=3_000, batch_size=50)
    scripts = script_losses(training_script(given), tmp_path, 40)
    np.testing.assert_allclose(scripts, trained_losses(given, tmp_path)[:40], atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["resnet-small", "vit-small", "row-lstm", "inception-small"])
@pytest.mark.parametrize("optimizer", ["adamw", "rmsprop"])
def test_other_networks_and_optimizers_agree_too(name: str, optimizer: str, tmp_path: Path) -> None:
    given = project(template(name), optimizer=optimizer, limit_train=3_000)
    scripts = script_losses(training_script(given), tmp_path, 30)
    np.testing.assert_allclose(scripts, trained_losses(given, tmp_path)[:30], atol=1e-5)


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
