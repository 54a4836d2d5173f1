"""Lion, which torch does not have: steps of one size, in the direction of the sign of a momentum."""

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer


class Lion(Optimizer):
    """EvoLved Sign Momentum (Chen et al., 2023, «Symbolic Discovery of Optimization Algorithms», algorithm 2).

    ``update = sign(β₁·m + (1 - β₁)·g)``, ``w ← w - rate · (update + decay·w)``, ``m ← β₂·m + (1 - β₂)·g``. With
    ``decoupled`` off, ``decay·w`` is added to the gradient instead. The rate may be a tensor on the weights' device.
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float,
        betas: tuple[float, float] = (0.9, 0.99),
        weight_decay: float = 0.0,
        decoupled: bool = True,
    ) -> None:
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay, "decoupled": decoupled})

    @torch.no_grad()
    def step(self, closure: object = None) -> None:  # type: ignore[override]
        """Take one step with the gradients that are there; ``closure`` is not used."""
        for group in self.param_groups:
            weights = [weight for weight in group["params"] if weight.grad is not None]
            if weights:
                self._step(group, weights, tuple(weight.grad for weight in weights))

    def _step(self, group: dict[str, Any], weights: list[Tensor], gradients: tuple[Tensor, ...]) -> None:
        momenta = [self._momentum(weight) for weight in weights]
        rate, decay, (beta1, beta2) = group["lr"], group["weight_decay"], group["betas"]
        if decay and not group["decoupled"]:
            gradients = torch._foreach_add(gradients, weights, alpha=decay)
        updates = torch._foreach_mul(momenta, beta1)
        torch._foreach_add_(updates, gradients, alpha=1 - beta1)
        torch._foreach_sign_(updates)
        if decay and group["decoupled"]:
            torch._foreach_add_(updates, weights, alpha=decay)
        torch._foreach_mul_(updates, rate)
        torch._foreach_sub_(weights, updates)
        torch._foreach_lerp_(momenta, gradients, 1 - beta2)

    def _momentum(self, weight: Tensor) -> Tensor:
        state = self.state[weight]
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = torch.zeros_like(weight, memory_format=torch.preserve_format)
        momentum: Tensor = state["momentum_buffer"]
        return momentum
