"""First weights, drawn from a private generator."""

import math

import torch
from torch import nn

from engine.model.learning import Initialisation


def initialise(module: nn.Module, generator: torch.Generator, method: Initialisation = "default") -> None:
    """Draw the weights of one layer's module as torch's own layers do."""
    for part in module.modules():
        if isinstance(part, nn.Linear | nn.Conv2d):
            bound = 1 / math.sqrt(part.weight[0].numel())
            with torch.no_grad():
                for parameter in (part.weight, part.bias):
                    if parameter is not None:
                        parameter.uniform_(-bound, bound, generator=generator)
        elif isinstance(part, nn.BatchNorm1d | nn.BatchNorm2d):
            part.reset_parameters()
        elif any(True for _ in part.parameters(recurse=False)):
            raise TypeError(f"no initialisation is declared for {type(part).__name__}")
