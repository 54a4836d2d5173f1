"""One forward and backward pass of a network, plain and by a plan, for comparing every number of it."""

import copy
from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from engine.model.build import Network
from engine.training.tuning.plan import ExecutionPlan
from engine.training.tuning.rewrites import apply


class Pass(NamedTuple):
    """What a training step computes, before the optimizer."""

    logits: Tensor
    gradients: dict[str, Tensor]
    buffers: dict[str, Tensor]
    evaluated: Tensor


def by_plan(network: Network, plan: ExecutionPlan) -> Network:
    """A copy of the network that is computed by the plan."""
    made = copy.deepcopy(network)
    if plan.memory_format == "channels_last":
        made = made.to(memory_format=torch.channels_last)
    apply(made, plan)
    return made


def one_pass(network: Network, images: Tensor, labels: Tensor) -> Pass:
    """Compute a step on the images, and then their logits in evaluation mode."""
    network.train()
    network.zero_grad()
    torch.manual_seed(0)
    logits = network(images)
    loss = functional.cross_entropy(logits, labels)
    if loss.requires_grad:
        loss.backward()  # type: ignore[no-untyped-call]
    gradients = {name: weight.grad for name, weight in network.named_parameters() if weight.grad is not None}
    buffers = {name: buffer.clone() for name, buffer in network.named_buffers()}
    network.eval()
    with torch.inference_mode():
        evaluated = network(images)
    return Pass(logits.detach(), gradients, buffers, evaluated)


def rounding_of(network: Network, images: Tensor, labels: Tensor) -> dict[str, float]:
    """How far each gradient moves when the weights move by no more than a few roundings."""
    expected = one_pass(copy.deepcopy(network), images, labels).gradients
    moved = dict.fromkeys(expected, 0.0)
    for seed in range(3):
        disturbed, draws = copy.deepcopy(network), torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for weight in disturbed.parameters():
                weight.mul_(1 + 1e-6 * torch.randn(weight.shape, generator=draws))
        for name, gradient in one_pass(disturbed, images, labels).gradients.items():
            moved[name] = max(moved[name], float((gradient - expected[name]).abs().max()))
    return moved


def assert_equal(found: Pass, expected: Pass, share: float, rounding: Mapping[str, float]) -> None:
    """Both are the same to a share of the largest number of each tensor and to rounding; a share of 0 is to the bit."""
    assert found.gradients.keys() == expected.gradients.keys()
    _assert_close("logits", found.logits, expected.logits, share)
    _assert_close("evaluated", found.evaluated, expected.evaluated, share)
    for kind, ours, theirs in (
        ("gradient", found.gradients, expected.gradients),
        ("buffer", found.buffers, expected.buffers),
    ):
        # Gradients that cancel out, such as of a bias before batch normalisation, are rounding of what was summed: many
        # terms, which normalisations of few images make larger than any gradient.
        size = max((float(tensor.abs().max()) for tensor in theirs.values() if tensor.numel()), default=0.0)
        for name, tensor in theirs.items():
            rounded = max(1e-4 * size, 5 * rounding.get(name, 0.0)) if kind == "gradient" else 0.0
            _assert_close(f"{kind} of {name}", ours[name], tensor, share, rounded)


def _assert_close(name: str, found: Tensor, expected: Tensor, share: float, rounding: float = 0.0) -> None:
    if not share:
        assert torch.equal(found, expected), name
        return
    largest = float(expected.abs().max()) if expected.numel() else 0.0
    assert torch.allclose(found, expected, rtol=0, atol=share * largest + rounding + 2e-6), name
