"""From hyperparameters to torch's optimizers, with torch's own defaults for everything that is not in the form."""

from collections.abc import Iterable

import torch
from torch.nn import Parameter

from engine.training.config import TrainingConfig


def build_optimizer(config: TrainingConfig, parameters: Iterable[Parameter]) -> torch.optim.Optimizer:
    """The optimizer of ``config`` over ``parameters``, which already lie on their device."""
    weights = list(parameters)
    # One kernel for all weights. On the CPU it gains nothing, and the plain loop is bit for bit what torch documents.
    fused = True if weights and all(weight.is_cuda for weight in weights) else None
    rate, decay = config.learning_rate, config.weight_decay
    match config.optimizer:
        case "sgd":
            return torch.optim.SGD(weights, lr=rate, momentum=config.momentum, weight_decay=decay, fused=fused)
        case "adam":
            return torch.optim.Adam(weights, lr=rate, weight_decay=decay, fused=fused)
        case "adamw":
            return torch.optim.AdamW(weights, lr=rate, weight_decay=decay, fused=fused)
        case "rmsprop":
            return torch.optim.RMSprop(weights, lr=rate, momentum=config.momentum, weight_decay=decay)
