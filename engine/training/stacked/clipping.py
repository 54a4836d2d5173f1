"""Each member's gradient kept in bounds by itself."""

import math
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

from engine.training.config import TrainingConfig

_AGAINST_ZERO = 1e-6
"""As in :func:`torch.nn.utils.clip_grad_norm_`."""


class StackedClipping:
    """What :func:`engine.training.clipping.clip_gradients` does, for the gradients ``[N, …]`` of all members."""

    def __init__(self, configs: Sequence[TrainingConfig], device: torch.device) -> None:
        self._norms = _bounds([config.clip_norm for config in configs], device)
        self._values = _bounds([config.clip_value for config in configs], device)

    @torch.no_grad()
    def __call__(self, gradients: Iterable[Tensor]) -> None:
        """Change them in place."""
        if self._norms is None and self._values is None:
            return
        held = list(gradients)
        if self._norms is not None:
            lengths = torch.stack([_lengths(gradient) for gradient in held])
            total = torch.linalg.vector_norm(lengths, dim=0)
            shares = (self._norms / (total + _AGAINST_ZERO)).clamp(max=1.0)
            for gradient in held:
                gradient.mul_(_along(shares, gradient))
        if self._values is not None:
            for gradient in held:
                most = _along(self._values, gradient)
                torch.minimum(torch.maximum(gradient, -most, out=gradient), most, out=gradient)


def _bounds(bounds: Sequence[float | None], device: torch.device) -> Tensor | None:
    if all(bound is None for bound in bounds):
        return None
    return torch.tensor([math.inf if bound is None else bound for bound in bounds], dtype=torch.float32, device=device)


def _lengths(gradient: Tensor) -> Tensor:
    found: Tensor = torch.linalg.vector_norm(gradient, dim=tuple(range(1, gradient.dim())))
    return found


def _along(numbers: Tensor, gradient: Tensor) -> Tensor:
    return numbers.view(-1, *(1,) * (gradient.dim() - 1))
