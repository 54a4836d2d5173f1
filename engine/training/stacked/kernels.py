"""One layer of all members at once: one product, one grouped convolution, one batch normalisation.

Images lie side by side, ``[B, N·C, H, W]``, so that a grouped convolution needs no copies before and after. Layers that
nothing here knows are computed member by member, by their own modules.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.modules.batchnorm import _BatchNorm

from engine.model.modules import Add, GaussianNoise, GlobalAvgPool2d, GlobalMaxPool2d, Multiply
from engine.training.stacked.linear import product
from engine.training.stacked.randomness import MemberRandomness, PerMember
from engine.training.stacked.values import Value
from engine.training.tuning.kinds import POINTWISE

Kernel = Callable[..., Value]
"""From the values that a layer reads to its answer."""

_SPATIAL = (nn.MaxPool2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d, nn.Upsample)
"""Layers that treat each channel of an image alike, so that members' channels may lie side by side."""


class Stacked(Protocol):
    """The weights of one layer: a tensor of all members' ``[N, …]`` by its name in the layer, or ``None``."""

    def __call__(self, name: str) -> Tensor | None: ...


def kernel_of(
    modules: Sequence[nn.Module], stacked: Stacked, randomness: MemberRandomness, device: torch.device
) -> Kernel | None:
    """What computes one layer, given each member's module of it; ``None`` where nothing does so for all at once."""
    module, members = modules[0], len(modules)
    kind = type(module)
    if kind in POINTWISE:
        return lambda value: Value(module(value.tensor), value.is_side)
    if kind in _MADE:
        return _MADE[kind](modules, stacked)
    if kind in (nn.Dropout, nn.Dropout2d):
        return _dropout(_numbers(modules, "p"), kind is nn.Dropout2d, randomness, device)
    if kind is GaussianNoise:
        return _noise(_numbers(modules, "std"), randomness, device)
    if kind in _SPATIAL:
        return _spatial(module, members)
    if kind in (GlobalAvgPool2d, GlobalMaxPool2d):
        return _global_pooling(module, members)
    if kind in (Add, Multiply):
        return _merge(module, members)
    if not any(True for _ in module.parameters()) and not any(True for _ in module.buffers()):
        return _folding(module, members)
    return None


def wants_images_side_by_side(module: nn.Module) -> bool:
    """Whether a layer that reads the images is computed faster where they lie so."""
    return isinstance(module, nn.Conv2d | nn.ConvTranspose2d | nn.BatchNorm2d | nn.GroupNorm | nn.InstanceNorm2d)


def _numbers(modules: Sequence[nn.Module], name: str) -> list[float]:
    """A number that each member's layer has."""
    return [float(getattr(module, name)) for module in modules]


def _needed(stacked: Stacked, name: str) -> Tensor:
    found = stacked(name)
    assert found is not None
    return found


def _flat(weight: Tensor | None) -> Tensor | None:
    """The weights of all members one after the other, ``[N·first, …]``."""
    return None if weight is None else weight.flatten(0, 1)


def _linear(modules: Sequence[nn.Module], stacked: Stacked) -> Kernel:
    weight, bias, members = _needed(stacked, "weight"), stacked("bias"), len(modules)
    multiply = product(weight, bias)

    def compute(value: Value) -> Value:
        x = value.front(members)
        rows = x if x.dim() == 3 else x.flatten(1, -2)
        y = multiply(rows)
        return Value(y if x.dim() == 3 else torch.unflatten(y, 1, x.shape[1:-1]))

    return compute


def _convolution(modules: Sequence[nn.Module], stacked: Stacked) -> Kernel | None:
    module = modules[0]
    assert isinstance(module, nn.Conv2d)
    if module.padding_mode != "zeros":
        return None
    weight, bias, groups = _needed(stacked, "weight"), stacked("bias"), module.groups * len(modules)
    stride, padding, dilation = module.stride, module.padding, module.dilation

    def compute(value: Value) -> Value:
        kernels, shift = weight.flatten(0, 1), _flat(bias)
        return Value(functional.conv2d(value.side(), kernels, shift, stride, padding, dilation, groups), True)

    return compute


def _transposed_convolution(modules: Sequence[nn.Module], stacked: Stacked) -> Kernel:
    module = modules[0]
    assert isinstance(module, nn.ConvTranspose2d)
    weight, bias, groups = _needed(stacked, "weight"), stacked("bias"), module.groups * len(modules)

    def compute(value: Value) -> Value:
        y = functional.conv_transpose2d(
            value.side(),
            weight.flatten(0, 1),
            _flat(bias),
            module.stride,
            module.padding,  # type: ignore[arg-type]
            module.output_padding,
            groups,
            module.dilation,
        )
        return Value(y, True)

    return compute


def _batch_norm(modules: Sequence[nn.Module], stacked: Stacked) -> Kernel | None:
    module, members = modules[0], len(modules)
    assert isinstance(module, _BatchNorm)
    if module.momentum is None or not module.track_running_stats:
        return None
    mean, variance = _needed(stacked, "running_mean"), _needed(stacked, "running_var")
    seen, weight, bias = _needed(stacked, "num_batches_tracked"), stacked("weight"), stacked("bias")
    momentum, eps = module.momentum, module.eps

    def compute(value: Value) -> Value:
        x = value.side() if value.is_side or value.tensor.dim() > 3 else value.tensor.transpose(0, 1).flatten(1)
        seen.add_(1)
        y = functional.batch_norm(
            x, mean.flatten(), variance.flatten(), _flat(weight), _flat(bias), True, momentum, eps
        )
        if x.dim() == 4:
            return Value(y, True)
        return Value(torch.unflatten(y, 1, (members, -1)).transpose(0, 1))

    return compute


def _layer_norm(modules: Sequence[nn.Module], stacked: Stacked) -> Kernel:
    module, members = modules[0], len(modules)
    assert isinstance(module, nn.LayerNorm)
    weight, bias = stacked("weight"), stacked("bias")
    shape, eps = module.normalized_shape, module.eps

    def compute(value: Value) -> Value:
        x = value.front(members)
        y = functional.layer_norm(x, list(shape), eps=eps)
        between = (1,) * (x.dim() - 1 - len(shape))
        if weight is not None:
            y = y * weight.view(members, *between, *shape)
        return Value(y if bias is None else y + bias.view(members, *between, *shape))

    return compute


def _group_norm(modules: Sequence[nn.Module], stacked: Stacked) -> Kernel:
    module, members = modules[0], len(modules)
    assert isinstance(module, nn.GroupNorm)
    weight, bias = stacked("weight"), stacked("bias")
    groups, eps = module.num_groups * members, module.eps

    def compute(value: Value) -> Value:
        images = value.is_side or value.tensor.dim() == 5
        x = value.side() if images else value.tensor.transpose(0, 1).flatten(1, 2)
        y = functional.group_norm(x, groups, _flat(weight), _flat(bias), eps)
        return Value(y, True) if images else Value(torch.unflatten(y, 1, (members, -1)).transpose(0, 1))

    return compute


def _instance_norm(modules: Sequence[nn.Module], stacked: Stacked) -> Kernel | None:
    module = modules[0]
    assert isinstance(module, nn.InstanceNorm2d)
    if module.track_running_stats:
        return None
    weight, bias, eps = stacked("weight"), stacked("bias"), module.eps

    def compute(value: Value) -> Value:
        return Value(functional.instance_norm(value.side(), weight=_flat(weight), bias=_flat(bias), eps=eps), True)

    return compute


_MADE: dict[type[nn.Module], Callable[[Sequence[nn.Module], Stacked], Kernel | None]] = {
    nn.Linear: _linear,
    nn.Conv2d: _convolution,
    nn.ConvTranspose2d: _transposed_convolution,
    nn.BatchNorm1d: _batch_norm,
    nn.BatchNorm2d: _batch_norm,
    nn.LayerNorm: _layer_norm,
    nn.GroupNorm: _group_norm,
    nn.InstanceNorm2d: _instance_norm,
}


def _dropout(shares: Sequence[float], whole_maps: bool, randomness: MemberRandomness, device: torch.device) -> Kernel:
    if not any(shares):
        return lambda value: value
    randomness.needed = True
    kept = PerMember.of([1 - share for share in shares], device)

    def compute(value: Value) -> Value:
        return Value(value.tensor * randomness.hiding(value, kept, whole_maps), value.is_side)

    return compute


def _noise(spreads: Sequence[float], randomness: MemberRandomness, device: torch.device) -> Kernel:
    randomness.needed = True
    spread = PerMember.of(spreads, device)

    def compute(value: Value) -> Value:
        return Value(value.tensor + randomness.noise(value, spread), value.is_side)

    return compute


def _spatial(module: nn.Module, members: int) -> Kernel:
    fold = _folding(module, members)
    return lambda value: Value(module(value.tensor), True) if value.is_side else fold(value)


def _global_pooling(module: nn.Module, members: int) -> Kernel:
    fold = _folding(module, members)

    def compute(value: Value) -> Value:
        if not value.is_side:
            return fold(value)
        y = module(value.tensor)
        return Value(y, True) if y.dim() == 4 else Value(torch.unflatten(y, 1, (members, -1)).transpose(0, 1))

    return compute


def _merge(module: nn.Module, members: int) -> Kernel:
    def compute(*values: Value) -> Value:
        if all(value.is_side for value in values):
            return Value(module(*(value.tensor for value in values)), True)
        return Value(module(*(value.front(members) for value in values)))

    return compute


def _folding(module: nn.Module, members: int) -> Kernel:
    """A layer without weights that takes each example by itself: all members' examples are one batch to it."""

    def compute(*values: Value) -> Value:
        y: Tensor = module(*(value.folded(members) for value in values))
        return Value(torch.unflatten(y, 0, (members, -1)))

    return compute
