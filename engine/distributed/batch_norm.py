"""Batch normalisation over the images of all processes, as one process has it.

torch's own ``SyncBatchNorm`` computes on GPUs only. Each process's count, mean and variance are put together by the
formula of Chan, Golub and LeVeque (1979), which stays exact where the mean is large; the gradient needs two sums more.
"""

from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from engine.distributed.share import Pieces


def synchronise(network: nn.Module, pieces: Pieces) -> None:
    """Let all batch normalisation of a network take mean and variance over the images of all processes, in place.

    Weights, buffers and their names stay; in evaluation mode nothing changes.
    """
    for module in network.modules():
        if isinstance(module, _BatchNorm) and type(module) in _SYNCHRONISED:
            module.__class__ = _SYNCHRONISED[type(module)]
        if isinstance(module, _Together):
            module.pieces = pieces


class _Together(_BatchNorm):
    pieces: Pieces

    def forward(self, input: Tensor) -> Tensor:
        if not self.training and self.running_mean is not None:
            return super().forward(input)
        self._check_input_dim(input)  # type: ignore[no-untyped-call]
        piece = self.pieces.current
        if piece.count * input.shape[2:].numel() == 1:
            raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
        settings = (self.eps, piece.weight, self.pieces.group)
        answer, mean, variance, count = _Normalise.apply(input, self.weight, self.bias, *settings)
        if self.training and self.running_mean is not None:
            self._follow(mean, variance, count)
        return answer  # type: ignore[no-any-return]

    @torch.no_grad()
    def _follow(self, mean: Tensor, variance: Tensor, count: Tensor) -> None:
        """Move the running statistics as torch does, with the variance of a sample."""
        assert self.running_mean is not None
        assert self.running_var is not None
        assert self.num_batches_tracked is not None
        self.num_batches_tracked.add_(1)
        share = 1 / self.num_batches_tracked.to(mean) if self.momentum is None else self.momentum
        sample = variance * (count / (count - 1))
        self.running_mean.lerp_(mean.to(self.running_mean), share)
        self.running_var.lerp_(sample.to(self.running_var), share)


class _Together1d(_Together, nn.BatchNorm1d):
    pass


class _Together2d(_Together, nn.BatchNorm2d):
    pass


class _Together3d(_Together, nn.BatchNorm3d):
    pass


_SYNCHRONISED: dict[type[_BatchNorm], type[_Together]] = {
    nn.BatchNorm1d: _Together1d,
    nn.BatchNorm2d: _Together2d,
    nn.BatchNorm3d: _Together3d,
}


class _Normalise(torch.autograd.Function):
    """``(x - mean) / sqrt(variance + eps) · weight + bias`` with mean and variance over all processes."""

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, weight: Tensor | None, bias: Tensor | None, eps: float, counts: int, group: Any
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        values = x.float()
        own = values.new_tensor([counts * (values.numel() // values.shape[1])])
        spread, mean = torch.var_mean(values, dim=_over(x), correction=0)
        told = torch.cat([mean, spread, own])
        every = [torch.empty_like(told) for _ in range(dist.get_world_size(group))]
        dist.all_gather(every, told, group=group)
        channels = values.shape[1]
        means, spreads, sizes = torch.split(torch.stack(every), [channels, channels, 1], dim=1)
        count = sizes.sum()
        mean = (means * sizes).sum(dim=0) / count
        variance = ((spreads + (means - mean) ** 2) * sizes).sum(dim=0) / count
        scale = torch.rsqrt(variance + eps)
        normal = (values - _along(mean, x)) * _along(scale, x)
        answer = normal if weight is None else normal * _along(weight, x)
        answer = answer if bias is None else answer + _along(bias, x)
        ctx.counts, ctx.group = counts, group
        ctx.save_for_backward(x, weight, mean, scale, count)
        ctx.mark_non_differentiable(mean, variance, count)
        return answer.to(x.dtype), mean, variance, count

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        x, weight, mean, scale, count = ctx.saved_tensors
        gradient, over = gradients[0].float(), _over(x)
        normal = (x.float() - _along(mean, x)) * _along(scale, x)
        of_bias, of_weight = gradient.sum(dim=over), (gradient * normal).sum(dim=over)
        sums = torch.stack([of_bias, of_weight])
        dist.all_reduce(sums, group=ctx.group)
        shift, slope = sums * ctx.counts / count  # images that do not count moved neither mean nor variance
        factor = scale if weight is None else scale * weight
        of_x = (gradient - _along(shift, x) - normal * _along(slope, x)) * _along(factor, x)
        asked = ctx.needs_input_grad
        return of_x.to(x.dtype), of_weight if asked[1] else None, of_bias if asked[2] else None, None, None, None


def _over(x: Tensor) -> list[int]:
    """All dimensions but that of the channels."""
    return [dimension for dimension in range(x.dim()) if dimension != 1]


def _along(values: Tensor, x: Tensor) -> Tensor:
    """One number a channel, to be spread over ``x``."""
    return values.view(1, -1, *[1] * (x.dim() - 2))
