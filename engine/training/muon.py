"""Muon for matrices and for convolution kernels.

torch's own, which it is tested against, takes matrices alone, waits for the device where the rate is a tensor, and
computes in bfloat16, which is slow on a CPU.
"""

import math
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

_A, _B, _C = 3.4445, -4.7750, 2.0315
_ITERATIONS = 5
_SMALLEST_NORM = 1e-7


class Muon(Optimizer):
    """MomentUm Orthogonalized by Newton-Schulz (Jordan et al., 2024), for weights of two and more dimensions.

    A kernel ``[out, in, …]`` counts as the matrix ``[out, in · …]``. Momentum and Nesterov's look ahead are as in
    :class:`torch.optim.Muon`. Each step is scaled by ``0.2·√max(rows, columns)`` to the size of AdamW's, so that one
    learning rate suits both (Liu et al., 2025, «Muon is Scalable for LLM Training», section 2.2). With ``decoupled``
    off, ``decay·w`` is added to the gradient. The rate may be a tensor on the weights' device.
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float,
        momentum: float = 0.95,
        nesterov: bool = True,
        weight_decay: float = 0.0,
        decoupled: bool = True,
    ) -> None:
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "nesterov": nesterov,
            "weight_decay": weight_decay,
            "decoupled": decoupled,
        }
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure: object = None) -> None:  # type: ignore[override]
        """Take one step with the gradients that are there; ``closure`` is not used."""
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self._step(group, weight, weight.grad)

    def _step(self, group: dict[str, Any], weight: Tensor, gradient: Tensor) -> None:
        rate, decay = group["lr"], group["weight_decay"]
        if decay and not group["decoupled"]:
            gradient = gradient.add(weight, alpha=decay)
        momentum = self._momentum(weight)
        momentum.lerp_(gradient, 1 - group["momentum"])
        ahead = gradient.lerp(momentum, group["momentum"]) if group["nesterov"] else momentum
        matrix = ahead.reshape(len(weight), -1)
        update = orthogonalised(matrix)
        if decay and group["decoupled"]:
            weight.mul_(1 - rate * decay)
        weight.sub_(update.mul_(rate * 0.2 * math.sqrt(max(matrix.shape))).reshape(weight.shape))

    def _momentum(self, weight: Tensor) -> Tensor:
        state = self.state[weight]
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = torch.zeros_like(weight, memory_format=torch.preserve_format)
        momentum: Tensor = state["momentum_buffer"]
        return momentum


def orthogonalised(matrix: Tensor) -> Tensor:
    """A new matrix with the singular vectors of ``matrix`` and singular values of about 1 (0.7 to 1.2).

    Five of Newton and Schulz's iterations ``X ← (a + b·XXᵀ + c·(XXᵀ)²)·X`` with the coefficients of Jordan et al. Their
    product is built from the Gram matrix ``XXᵀ`` alone and multiplied with ``X`` once: the matrices of layers are
    mostly long, and this takes a quarter of the arithmetic. In float32, which a Gram matrix's small eigenvalues need.
    """
    tall = matrix.size(0) > matrix.size(1)
    start: Tensor = (matrix.T if tall else matrix).float()
    start = start / start.norm().clamp(min=_SMALLEST_NORM)
    gram: Tensor = start @ start.T
    product: Tensor | None = None
    for iteration in range(_ITERATIONS):
        factor = torch.addmm(gram, gram, gram, beta=_B, alpha=_C)
        factor.diagonal().add_(_A)
        product = factor if product is None else factor @ product
        if iteration < _ITERATIONS - 1:
            gram = factor @ (factor @ gram)
    found: Tensor = start if product is None else product @ start
    return found.T if tall else found
