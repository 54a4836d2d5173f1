"""Averages of weights: their formulas, torch's own SWA, batch normalisation's statistics, a state that comes back."""

import copy
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.optim.swa_utils import AveragedModel, update_bn

from engine.model import edits
from engine.model.build import Network, build
from engine.model.templates import template
from engine.training.averaging import Average, make_average
from engine.training.batch_statistics import refresh_batch_norm
from engine.training.config import TrainingConfig


def network(*, dropout: bool = False) -> Network:
    spec, _ = edits.append_layer(template("mnist-cnn"), "BatchNorm2d", after="conv1")
    if dropout:
        spec, _ = edits.append_layer(spec, "Dropout", after="relu1")
    return build(spec, seed=0).to(memory_format=torch.channels_last)


def average_of(network: Network, **settings: Any) -> Average:
    average = make_average(TrainingConfig.model_validate(settings), network)
    assert average is not None
    return average


def has_begun(average: Average) -> bool:
    return average.begun


def images(number: int, size: int = 8) -> Tensor:
    return torch.randn(size, 1, 28, 28, generator=torch.Generator().manual_seed(number))


@torch.no_grad()
def move(network: nn.Module, number: int) -> None:
    """Something like a step: other weights, other statistics."""
    generator = torch.Generator().manual_seed(number)
    for weight in network.parameters():
        weight.add_(torch.randn(weight.shape, generator=generator))
    network.train()(images(number))


def copies(network: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def running_mean(network: nn.Module) -> Tensor:
    return next(buffer for name, buffer in network.named_buffers() if name.endswith(".running_mean"))


def assert_same(found: nn.Module, expected: dict[str, Tensor], exactly: bool = False) -> None:
    for name, tensor in found.state_dict().items():
        if exactly:
            assert torch.equal(tensor, expected[name]), name
        else:
            torch.testing.assert_close(tensor, expected[name], rtol=1e-5, atol=1e-5)


def test_no_average_is_made_unless_asked_for() -> None:
    assert make_average(TrainingConfig(), network()) is None


def test_an_exponential_average_follows_its_formula_with_a_decay_that_warms_up() -> None:
    ours = network()
    average = average_of(ours, averaging="ema", ema_decay=0.3)
    expected = copies(ours)
    assert not has_begun(average)
    for number in range(6):
        move(ours, number)
        average.update(ours)
        decay = min(0.3, (1 + number) / (10 + number))
        for name, weight in ours.named_parameters():
            expected[name] = decay * expected[name] + (1 - decay) * weight.detach()
        expected |= {name: buffer.clone() for name, buffer in ours.named_buffers()}
    assert has_begun(average)
    assert not average.end_epoch(ours, 1.0)
    assert_same(average.network, expected)
    assert (1 + 5) / (10 + 5) > 0.3 > (1 + 2) / (10 + 2)


def test_an_average_of_standing_weights_is_those_weights() -> None:
    ours = network()
    average = average_of(ours, averaging="ema")
    for _ in range(5):
        average.update(ours)
    assert_same(average.network, copies(ours), exactly=True)


def test_a_stochastic_weight_average_is_the_mean_of_the_last_epochs_as_torchs() -> None:
    ours = network()
    average = average_of(ours, averaging="swa", swa_start=0.5)
    torchs = AveragedModel(ours, use_buffers=False)
    for epoch in range(1, 7):
        move(ours, epoch)
        average.update(ours)
        taken = average.end_epoch(ours, epoch / 6)
        assert taken == (epoch > 3) == average.begun
        if taken:
            torchs.update_parameters(ours)
    for mine, its in zip(average.network.parameters(), torchs.module.parameters(), strict=True):
        torch.testing.assert_close(mine, its)
    assert torch.equal(running_mean(average.network), running_mean(ours))


def test_even_the_only_epoch_of_a_run_is_averaged() -> None:
    ours = network()
    average = average_of(ours, averaging="swa", swa_start=0.99)
    move(ours, 1)
    assert average.end_epoch(ours, 1.0)
    assert_same(average.network, copies(ours), exactly=True)


def test_statistics_of_batch_normalisation_are_measured_as_torch_does() -> None:
    ours = network()
    average = average_of(ours, averaging="swa")
    for epoch in range(3):
        move(ours, epoch)
        average.end_epoch(ours, 1.0)
    torchs = copy.deepcopy(average.network)
    batches = [images(number) for number in range(4)]
    update_bn(batches, torchs)
    before = copies(average.network)
    refresh_batch_norm(average.network, iter(batches))
    changed = {name for name, tensor in average.network.state_dict().items() if not torch.equal(tensor, before[name])}
    assert {name.rpartition(".")[2] for name in changed} == {"running_mean", "running_var", "num_batches_tracked"}
    assert_same(average.network, torchs.state_dict())
    assert not any(module.training for module in average.network.modules())
    assert [module.momentum for module in average.network.modules() if isinstance(module, _BatchNorm)] == [0.1]


def test_a_smaller_last_batch_counts_by_its_images() -> None:
    ours = network()
    average = average_of(ours, averaging="swa")
    parts = [images(0, 24), images(1, 8)]
    refresh_batch_norm(average.network, parts)
    by_parts = running_mean(average.network).clone()
    refresh_batch_norm(average.network, [torch.cat(parts)])
    torch.testing.assert_close(by_parts, running_mean(average.network))


def test_measuring_statistics_draws_no_random_numbers() -> None:
    average = average_of(network(dropout=True), averaging="swa")
    before = torch.get_rng_state()
    refresh_batch_norm(average.network, [images(0)])
    assert torch.equal(torch.get_rng_state(), before)


def test_batches_are_not_read_where_there_is_no_batch_normalisation() -> None:
    average = average_of(build(template("mlp"), seed=0), averaging="swa")
    batches = iter([images(0)])
    refresh_batch_norm(average.network, batches)
    assert next(batches).shape == (8, 1, 28, 28)


@pytest.mark.parametrize("averaging", ["ema", "swa"])
def test_a_restored_average_goes_on_to_the_same_bits_in_the_same_places(averaging: str) -> None:
    ours = network()
    average = average_of(ours, averaging=averaging, swa_start=0)
    for number in range(3):
        move(ours, number)
        average.update(ours)
        average.end_epoch(ours, 0.5)
    tensors, plain = average.state()
    stored = {name: tensor.clone(memory_format=torch.contiguous_format) for name, tensor in tensors.items()}
    its = average_of(network(), averaging=averaging, swa_start=0)
    places = {name: tensor.data_ptr() for name, tensor in its.state()[0].items()}
    assert not has_begun(its)
    its.load(stored, plain)
    assert has_begun(its)
    for number in range(3, 6):
        move(ours, number)
        for one in (average, its):
            one.update(ours)
            one.end_epoch(ours, 0.5)
    assert_same(its.network, average.network.state_dict(), exactly=True)
    assert {name: tensor.data_ptr() for name, tensor in its.state()[0].items()} == places


def test_an_average_can_begin_anew_and_refuses_the_state_of_another_kind() -> None:
    ours = network()
    average = average_of(ours, averaging="ema")
    move(ours, 0)
    average.update(ours)
    with pytest.raises(ValueError, match="swa ≠ ema"):
        average.load(*average_of(ours, averaging="swa").state())
    move(ours, 1)
    average.begin_anew(ours)
    assert not average.begun
    assert_same(average.network, copies(ours), exactly=True)
    assert average.state()[0]["updates"] == 0


def test_the_average_is_no_part_of_what_learns() -> None:
    ours = network()
    average = average_of(ours, averaging="ema")
    assert not any(weight.requires_grad for weight in average.network.parameters())
    assert all(weight.requires_grad for weight in ours.parameters())
    places = {weight.data_ptr() for weight in ours.parameters()}
    assert not any(weight.data_ptr() in places for weight in average.network.parameters())
    conv = average.network.get_submodule("conv2")
    assert isinstance(conv.weight, Tensor)
    assert conv.weight.is_contiguous(memory_format=torch.channels_last)


@pytest.mark.gpu
def test_a_captured_update_is_the_update() -> None:
    ours = network().cuda()
    plain, captured = (average_of(ours, averaging="ema", ema_decay=0.5) for _ in range(2))
    captured.update(ours)
    captured.begin_anew(ours)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        captured.update(ours)
    for _ in range(12):
        with torch.no_grad():
            for weight in ours.parameters():
                weight.add_(torch.randn_like(weight))
        plain.update(ours)
        graph.replay()
    assert_same(captured.network, copies(plain.network))
