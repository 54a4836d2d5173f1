"""Dense layers of all members as batched products, whose gradients go straight to where the optimizers read them.

Left to autograd, the gradient of the weights comes transposed and is copied into place: for eight layers of 784 → 64 on
a CPU that takes as long as the product itself.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable


def product(weight: Tensor, bias: Tensor | None) -> Callable[[Tensor], Tensor]:
    """What multiplies rows ``[N, B, in]`` by weights ``[N, out, in]`` and adds biases ``[N, out]``.

    Where weights that learn have room for their gradients already, these are written there at each backward pass.
    """
    learning = [part for part in (weight, bias) if part is not None and part.requires_grad]
    if learning and all(part.grad is not None for part in learning):
        return lambda rows: StackedLinear.apply(rows, weight, bias)
    if bias is None:
        return lambda rows: torch.bmm(rows, weight.mT)
    return lambda rows: torch.baddbmm(bias.unsqueeze(1), rows, weight.mT)


class StackedLinear(torch.autograd.Function):
    """``x·Wᵀ + b`` of each member: rows ``[N, B, in]``, weights ``[N, out, in]``, biases ``[N, out]`` or ``None``.

    The backward pass overwrites the ``grad`` of weights and biases, which must be there, for a layer is computed once a
    step. In float32 alone.
    """

    @staticmethod
    def forward(ctx: Any, rows: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        ctx.save_for_backward(rows, weight)
        ctx.weight, ctx.bias = weight, bias
        if bias is None:
            return torch.bmm(rows, weight.mT)
        return torch.baddbmm(bias.unsqueeze(1), rows, weight.mT)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, None, None]:
        rows, weight = ctx.saved_tensors
        if ctx.weight.requires_grad:
            torch.bmm(gradient.mT, rows, out=ctx.weight.grad)
        if ctx.bias is not None and ctx.bias.requires_grad:
            torch.sum(gradient, dim=1, out=ctx.bias.grad)
        return (torch.bmm(gradient, weight) if ctx.needs_input_grad[0] else None), None, None
