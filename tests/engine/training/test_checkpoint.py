"""Checkpoints: weights and everything a resume needs come back to the same bits, and nothing is left half written."""

from pathlib import Path
from typing import get_args

import pytest
import torch
from torch.nn import functional

from engine.model.build import Network, build
from engine.model.edits import append_layer
from engine.model.templates import template
from engine.text import NetwrightError
from engine.training.checkpoint import load_checkpoint, save_checkpoint
from engine.training.config import OptimizerName, TrainingConfig
from engine.training.optimizers import build_optimizer
from engine.training.progress import Progress
from engine.weights import copy_state, load_weights, save_weights


def network() -> Network:
    spec, _ = append_layer(template("mnist-cnn"), "Dropout", after="flatten1")
    spec, _ = append_layer(spec, "BatchNorm2d", after="conv1")
    return build(spec, seed=0).to(memory_format=torch.channels_last)


def step(network: Network, optimizer: torch.optim.Optimizer, number: int) -> float:
    generator = torch.Generator().manual_seed(number)
    images = torch.randn(8, 1, 28, 28, generator=generator)
    labels = torch.randint(10, (8,), generator=generator)
    loss = functional.cross_entropy(network(images), labels)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    return loss.item()


@pytest.mark.parametrize("name", get_args(OptimizerName))
def test_a_restored_training_goes_on_to_the_same_bits(name: OptimizerName, tmp_path: Path) -> None:
    config = TrainingConfig(optimizer=name)
    ours = network()
    optimizer = build_optimizer(config, [{"params": list(ours.parameters())}])
    for number in range(3):
        step(ours, optimizer, number)
    progress = Progress(epoch=2, step=3, epoch_step=1, epoch_loss=0.1 + 0.2, best_epoch=1, best_score=(0.9, -0.1))
    file = tmp_path / "last" / "checkpoint.safetensors"
    save_checkpoint(file, ours, optimizer, progress.to_data())
    expected = [step(ours, optimizer, number) for number in range(3, 6)]

    restored = network()
    its_optimizer = build_optimizer(config, [{"params": list(restored.parameters())}])
    found = load_checkpoint(file, restored, its_optimizer)
    assert Progress.from_data(found) == progress
    assert [step(restored, its_optimizer, number) for number in range(3, 6)] == expected
    assert all(torch.equal(ours.state_dict()[name], tensor) for name, tensor in restored.state_dict().items())


def test_weights_come_back_with_the_layers_names_and_contiguous(tmp_path: Path) -> None:
    state = copy_state(network())
    file = tmp_path / "run" / "best.safetensors"
    file.parent.mkdir()
    save_weights(file, state, {"epoch": "1"})
    loaded = load_weights(file)
    assert set(loaded) == set(state)
    assert {"conv1.weight", "linear2.bias"} <= set(loaded)
    assert any(name.endswith(".running_mean") for name in loaded)
    assert all(tensor.is_contiguous() and torch.equal(tensor, state[name]) for name, tensor in loaded.items())
    assert [path.name for path in file.parent.iterdir()] == ["best.safetensors"]


def test_a_copy_of_the_weights_does_not_change_with_the_network() -> None:
    ours = network()
    state = copy_state(ours)
    with torch.no_grad():
        for weight in ours.parameters():
            weight.zero_()
    assert state["conv1.weight"].abs().sum() > 0


def test_missing_and_damaged_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match="missing"):
        load_weights(tmp_path / "best.safetensors")
    save_weights(tmp_path / "whole", copy_state(network()), {})
    whole = (tmp_path / "whole").read_bytes()
    for content in (b"", b"not safetensors", whole[: len(whole) // 2]):
        (tmp_path / "best.safetensors").write_bytes(content)
        with pytest.raises(NetwrightError, match=r"best\.safetensors cannot be read"):
            load_weights(tmp_path / "best.safetensors")
