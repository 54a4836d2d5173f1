"""Gradients kept in bounds."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import Parameter

from engine.training.config import TrainingConfig


@torch.no_grad()
def clip_gradients(parameters: Sequence[Parameter], config: TrainingConfig) -> Tensor | None:
    """Shorten the gradient of all weights together to ``clip_norm``, then keep each number within ``clip_value``.

    Returns the Euclidean norm before, on the device, where it was needed; nothing waits for it. As torch does it
    (Pascanu et al., 2013), a gradient that is not finite stays so.
    """
    norm: Tensor | None = None
    if config.clip_norm is not None:
        norm = torch.nn.utils.clip_grad_norm_(parameters, config.clip_norm)
    if config.clip_value is not None:
        torch.nn.utils.clip_grad_value_(parameters, config.clip_value)
    return norm
