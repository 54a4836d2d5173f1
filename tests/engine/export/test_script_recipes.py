"""Exported scripts do with every hyperparameter what the training does: each step's loss, the epochs, the end."""

import ast
import contextlib
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from torch import Tensor

from engine.data.mnist import MNIST_FOLDER
from engine.export.parts.names import NAMES
from engine.export.parts.schedule import schedule
from engine.export.script import training_script
from engine.model import edits
from engine.model.code.reader import read_code
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.config import ScheduleName, TrainingConfig
from engine.training.events import EpochCompleted, RunFinished, StepsCompleted
from engine.training.job import TrainingJob
from engine.training.randomness import step_seed
from engine.training.schedules import rate_factor
from engine.weights import load_weights


def small_network() -> ModelSpec:
    """Three matrices, of which Muon takes the second, with batch normalisation and dropout.

    No normalisation comes before a ReLU: it gives the pixels that are always black a gradient of mere rounding errors,
    which most optimizers turn into whole steps.
    """
    spec = edits.set_params(template("mlp"), "linear1", out_features=24)
    spec = edits.set_params(spec, "linear2", out_features=16)
    spec, _ = edits.append_layer(spec, "BatchNorm1d", after="relu1")
    spec, _ = edits.append_layer(spec, "Dropout", after="relu2")
    return spec


SMALL = {"device": "cpu", "seed": 11, "epochs": 3, "batch_size": 32, "limit_train": 400, "tune": False}
"""10 steps an epoch, and 80 images for validation."""


def small(**training: object) -> Project:
    config = TrainingConfig.model_validate({**SMALL, **training})
    return replace(Project.from_template("mlp"), model=small_network(), training=config, title="small")


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Networks this small only wait for more."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@dataclass
class Told:
    """What a training or a script tells of itself."""

    losses: list[float]
    validation: list[tuple[float, float]]
    test: tuple[float, float]
    weights: dict[str, Tensor]


def trained(project: Project, folder: Path) -> Told:
    job = TrainingJob(project, RunStore(folder / "runs"))
    job.start()
    losses: list[float] = []
    validation: list[tuple[float, float]] = []
    while not isinstance(event := job.events.get(timeout=240), RunFinished):
        if isinstance(event, StepsCompleted):
            losses += event.losses.tolist()
        elif isinstance(event, EpochCompleted) and event.validation_loss is not None:
            assert event.validation_accuracy is not None
            validation.append((event.validation_loss, event.validation_accuracy))
    assert job.join(240)
    assert event.outcome == "completed", event
    assert job.run is not None
    assert event.test_loss is not None
    assert event.test_accuracy is not None
    return Told(losses, validation, (event.test_loss, event.test_accuracy), load_weights(job.run.best_weights))


def definitions(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "script"}
    exec(compile(source, "script.py", "exec"), names)
    return names


def scripted(source: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """The script's whole run, in this process: importing torch anew would take most of the time."""
    monkeypatch.setattr(sys, "argv", ["script.py", "--data", str(MNIST_FOLDER), "--out", str(folder / "w.pt")])
    sys.argv += ["--steps", "1000000"]
    with contextlib.redirect_stdout(io.StringIO()) as output:
        definitions(source)["main"]()
    text = output.getvalue()
    losses = [float(loss) for loss in re.findall(r"^step \d+: loss (\S+)$", text, re.MULTILINE)]
    found = [
        (float(loss), float(right))
        for loss, right in re.findall(r"(?:validation|test:) loss ([\d.]+), accuracy ([\d.]+)$", text, re.MULTILINE)
    ]
    return Told(losses, found[:-1], found[-1], torch.load(folder / "w.pt", weights_only=True))


RECIPES: dict[str, dict[str, object]] = {
    "sgd": {"optimizer": "sgd", "learning_rate": 0.05, "momentum": 0.0, "weight_decay": 1e-3},
    "sgd nesterov": {"optimizer": "sgd", "learning_rate": 0.02, "nesterov": True},
    "sgd decoupled": {"optimizer": "sgd", "learning_rate": 0.05, "weight_decay": 0.05, "decoupled": True},
    "adam": {"beta1": 0.8, "beta2": 0.99, "amsgrad": True, "epsilon": 1e-6},
    "adam decoupled": {"weight_decay": 0.1, "decoupled": True},
    "adamw with L2": {"optimizer": "adamw", "weight_decay": 0.01, "decoupled": False},
    "nadam": {"optimizer": "nadam", "weight_decay": 0.01, "decoupled": True},
    "radam": {"optimizer": "radam", "weight_decay": 0.01, "beta1": 0.85, "learning_rate": 0.01},
    "rmsprop": {"optimizer": "rmsprop", "centered": True, "square_decay": 0.95, "momentum": 0.5, "epsilon": 1e-4},
    "adagrad": {"optimizer": "adagrad", "learning_rate": 0.01, "weight_decay": 0.1, "decoupled": True},
    "adadelta": {"optimizer": "adadelta", "learning_rate": 1.0, "square_decay": 0.8, "weight_decay": 1e-3},
    "lion": {"optimizer": "lion", "learning_rate": 1e-3, "weight_decay": 0.1},
    "lion with L2": {"optimizer": "lion", "beta2": 0.95, "weight_decay": 0.01, "decoupled": False},
    "muon": {"optimizer": "muon", "learning_rate": 0.01, "weight_decay": 0.01},
    "muon with L2": {"optimizer": "muon", "nesterov": True, "weight_decay": 0.01, "decoupled": False, "l1": 1e-4},
    "warm-up": {"warmup_epochs": 1.25},
    "steps": {"schedule": "step", "step_epochs": 1, "warmup_epochs": 0.5},
    "milestones": {"schedule": "multistep", "milestones": (1, 2), "rate_factor": 0.3},
    "exponential": {"schedule": "exponential", "epoch_factor": 0.5},
    "cosine": {"schedule": "cosine", "final_factor": 0.1},
    "cosine cycles": {"schedule": "cosine", "cycles": 2, "cycle_growth": 2.0, "warmup_epochs": 0.3},
    "one cycle": {"schedule": "one_cycle", "learning_rate": 0.01, "optimizer": "muon"},
    "polynomial": {"schedule": "polynomial", "power": 2.0},
    "plateau": {"schedule": "plateau", "plateau_patience": 0, "plateau_threshold": 0.9, "warmup_epochs": 0.5},
    "plateau of the loss": {"schedule": "plateau", "plateau_patience": 0, "plateau_threshold": 0.9, "watched": "loss"},
    "plateau without validation": {
        "schedule": "plateau", "plateau_patience": 0, "plateau_threshold": 0.9, "validation_split": 0.0,
    },
    "label smoothing": {"label_smoothing": 0.1},
    "listed weights": {"class_weights": "1, 2, 1, 0, 1, 3, 1, 1, 0.5, 1", "label_smoothing": 0.2},
    "balanced weights": {"class_weights": "balanced"},
    "classes that weigh nothing": {"class_weights": "0, 0, 0, 0, 0, 0, 0, 1, 1, 1", "batch_size": 2, "epochs": 1},
    "nll": {"loss": "nll"},
    "focal": {"loss": "focal", "focal_gamma": 1.5, "class_weights": "balanced"},
    "bce": {"loss": "bce", "class_weights": "1, 2, 1, 1, 1, 3, 1, 1, 1, 1"},
    "mse": {"loss": "mse", "learning_rate": 0.01},
    "l1 loss": {"loss": "l1"},
    "L1 penalty": {"l1": 1e-3},
    "clipping": {"clip_norm": 0.5, "clip_value": 0.01, "optimizer": "sgd", "learning_rate": 0.1},
    "ema": {"averaging": "ema", "ema_decay": 0.8},
    "swa": {"averaging": "swa", "swa_start": 0.3},
    "swa of the last epoch": {"averaging": "swa", "swa_start": 0.99, "restore_best": False},
    "ema of the last epoch": {"averaging": "ema", "restore_best": False, "watched": "loss"},
    "last epoch": {"restore_best": False},
    "best by loss": {"watched": "loss", "learning_rate": 0.03},
    "early stopping": {"early_stopping": True, "patience": 1, "min_change": 0.5, "epochs": 6},
    "accumulation": {"accumulate": 3, "batch_size": 16},
    "parts": {"micro_batch": 10, "loss": "mse", "class_weights": "balanced", "optimizer": "sgd", "learning_rate": 0.1},
    "augmentation": {"augment_shift": 2.0, "augment_rotation": 10.0, "augment_scale": 0.1, "augment_shear": 5.0},
    "elastic": {"augment_elastic": 1.5},
    "crop and flips": {"augment_crop": 3, "augment_flip_horizontal": 0.5, "augment_flip_vertical": 0.2},
    "light": {"augment_brightness": 0.3, "augment_contrast": 0.4, "augment_blur": 1.0},
    "noise and erasing": {"augment_noise": 0.2, "augment_erase": 0.5, "augment_erase_area": 0.3},
    "RandAugment": {"augment_random": 3, "augment_random_magnitude": 7.0},
    "pixels from 0 to 1": {"normalisation": "none", "augment_shift": 1.0},
    "pixels from -1 to 1": {"normalisation": "symmetric"},
    "mixup": {"mixup": 0.4},
    "cutmix": {"cutmix": 1.0, "label_smoothing": 0.1},
    "mixup of another loss": {"mixup": 1.0, "loss": "bce"},
    "everything": {
        "mixup": 0.2, "cutmix": 1.0, "accumulate": 2, "class_weights": "balanced", "augment_shift": 1.5,
        "augment_elastic": 1.0, "augment_noise": 0.1, "augment_random": 2, "averaging": "ema", "clip_norm": 1.0,
        "l1": 1e-5, "schedule": "cosine",
        "warmup_epochs": 0.5, "optimizer": "muon", "learning_rate": 0.005, "weight_decay": 0.01,
    },
}  # fmt: skip


def check_agreement(project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch, tolerance: float = 1e-5) -> None:
    mine = trained(project, folder)
    scripts = scripted(training_script(project), folder, monkeypatch)
    assert len(mine.losses) >= 10
    np.testing.assert_allclose(scripts.losses, mine.losses, rtol=0, atol=tolerance)
    # The script prints four digits.
    np.testing.assert_allclose(scripts.validation, mine.validation, rtol=0, atol=5e-4)
    np.testing.assert_allclose(scripts.test, mine.test, rtol=0, atol=5e-4)
    for weight, tensor in mine.weights.items():
        torch.testing.assert_close(scripts.weights[weight], tensor, rtol=0, atol=10 * tolerance, msg=weight)


@pytest.mark.parametrize("name", RECIPES)
def test_the_script_learns_as_the_training_does(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_agreement(small(**RECIPES[name]), tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "training",
    [
        {"optimizer": "muon", "learning_rate": 0.01, "schedule": "polynomial", "l1": 1e-4},
        {"optimizer": "sgd", "learning_rate": 0.05, "decoupled": True, "weight_decay": 0.1},
        {"optimizer": "lion", "accumulate": 2, "warmup_epochs": 1.0},
    ],
    ids=["muon", "sgd decoupled", "lion"],
)
def test_layers_that_learn_in_their_own_way_do_so_with_every_kind_of_decay_and_schedule(
    training: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = edits.set_learning(small_network(), "linear1", l1=1e-4, l2=1e-2, rate_factor=0.5)
    spec = edits.set_learning(spec, "linear2", l2=0.2, rate_factor=2.0)
    spec = edits.set_learning(spec, "linear3", trainable=False)
    check_agreement(replace(small(**training), model=spec), tmp_path, monkeypatch)


@pytest.mark.parametrize("kind", ["Dropout", "Dropout2d", "GaussianNoise"])
def test_random_layers_of_images_draw_the_same(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = edits.set_params(template("mnist-cnn"), "conv1", out_channels=4)
    spec = edits.set_params(spec, "conv2", out_channels=4)
    spec, _ = edits.append_layer(edits.set_params(spec, "linear1", out_features=16), kind, after="relu1")
    project = replace(small(optimizer="sgd", learning_rate=0.02, epochs=1), model=spec)
    check_agreement(project, tmp_path, monkeypatch)


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
@pytest.mark.parametrize("name", ["parts", "mixup", "sgd decoupled", "muon"])
def test_half_precision_is_computed_and_scaled_as_in_the_training(
    name: str, precision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The training refuses it on most CPUs because it is slow there.
    monkeypatch.setattr("engine.training.setup.check_precision", lambda config, device: None)
    check_agreement(small(**RECIPES[name], precision=precision), tmp_path, monkeypatch, tolerance=1e-4)


@pytest.mark.gpu
@pytest.mark.parametrize("name", ["sgd nesterov", "ema", "mixup"])
def test_on_a_gpu_the_script_learns_as_the_training_does(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_agreement(small(**{**RECIPES[name], "device": "cuda"}), tmp_path, monkeypatch, tolerance=1e-3)


real = st.floats(0.01, 1.0)


@given(
    config=st.builds(
        TrainingConfig,
        schedule=st.sampled_from(get_args(ScheduleName)),
        epochs=st.integers(1, 9),
        warmup_epochs=st.sampled_from([0.0, 0.1, 1.0, 2.5, 20.0]),
        step_epochs=st.integers(1, 4),
        milestones=st.sampled_from([(), (1,), (2, 3, 8)]),
        rate_factor=real,
        epoch_factor=real,
        final_factor=st.floats(0, 1),
        cycles=st.integers(1, 5),
        cycle_growth=st.floats(1, 10),
        peak_at=st.floats(0, 1),
        start_factor=st.floats(0, 1),
        power=st.floats(0.1, 10),
    ),
    steps=st.integers(1, 13),
)
def test_every_schedules_rates_are_those_of_the_training(config: TrainingConfig, steps: int) -> None:
    piece = schedule(config, "optimizer.param_groups")
    assume(piece.sources)
    names = definitions("\n".join(("import math", f"EPOCHS = {config.epochs}", *piece.constants, *piece.sources)))
    for step in range(config.epochs * steps):
        expected = rate_factor(config, step // steps + step % steps / steps, 1 / steps)
        assert names["rate_factor"](step, steps) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_random_layers_draw_from_the_same_seeds() -> None:
    names = definitions(training_script(small(seed=123_456)))
    assert [names["step_seed"](step) for step in (1, 2, 10**9)] == [step_seed(123_456, step) for step in (1, 2, 10**9)]


def top_level(source: str) -> set[str]:
    """What a script defines and imports."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found |= {alias.asname or alias.name for alias in names}
            case ast.Assign(targets=targets):
                found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return found


def test_the_reference_recipes_script_has_only_what_it_needs() -> None:
    source = training_script(replace(Project.from_template("mnist-cnn"), title="Reference"))
    assert top_level(source) == {
        *("BATCH_SIZE", "EPOCHS", "F", "LAYERS", "LEARNING_RATE", "LIMIT_TRAIN", "MEAN", "Reference", "SEED", "STD"),
        *("VALIDATION_SPLIT", "WEIGHT_DECAY", "argparse", "batches", "draw", "evaluate", "groups", "gzip"),
        *("initialise", "load", "main", "math", "nn", "normalise", "np", "pathlib", "permutation", "read_idx"),
        *("split", "step_seed", "struct", "sys", "torch"),
    }
    assert (
        """        for start, stop in batches(len(train)):
            step += 1
            torch.manual_seed(step_seed(step))  # what random layers draw from
            chosen = train[order[start:stop]]
            loss = F.cross_entropy(model(normalise(images[chosen])), labels[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            total += loss.detach() * (stop - start)
"""
        in source
    )


def test_scripts_of_all_recipes_are_clean_and_stand_by_themselves(tmp_path: Path) -> None:
    for number, training in enumerate(RECIPES.values()):
        source = training_script(small(**training))
        (tmp_path / f"script{number}.py").write_text(source, "utf-8")
        assert not re.search(r"engine\.|type: ignore|:class:", source)
        # What begins with _ is no name of a network or of a block.
        assert {name for name in top_level(source) if name[0] != "_"} - NAMES == {"Small"}
    ruff = str(Path(sys.executable).with_name("ruff"))
    command = [ruff, "check", "--isolated", "--line-length", "120", "--extend-select", "E501,B", "-q", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["everything", "lion"])
def test_scripts_with_classes_of_their_own_are_opened_as_the_network_that_they_train(name: str) -> None:
    reading = read_code(training_script(small(**RECIPES[name])))
    assert reading.spec is not None
    assert {layer.id: layer.type for layer in reading.spec} == {layer.id: layer.type for layer in small_network()}


def test_a_training_that_starts_from_a_run_is_refused_with_the_reason() -> None:
    with pytest.raises(NetwrightError, match="starts from the weights of the run earlier") as refused:
        training_script(small(start_from="earlier"))
    assert "Start from run" in str(refused.value.hint)


def test_weights_of_another_number_of_classes_are_refused_as_in_the_training() -> None:
    with pytest.raises(NetwrightError, match="3 class weights, but the dataset has 10"):
        training_script(small(class_weights="1, 2, 3"))
