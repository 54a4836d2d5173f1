"""The reference network as anybody writes it with torch, and its first weights as Netwright draws them."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn


def mnist_cnn() -> nn.Sequential:
    """The network with weights as torch draws them."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1600, 128),
        nn.ReLU(),
        nn.Linear(128, 10),
    )


def network(folder: Path) -> nn.Sequential:
    """The network with the weights that lie in ``start.npz``."""
    made = mnist_cnn()
    with np.load(folder / "start.npz") as start, torch.no_grad():
        for number, weight in enumerate(made.parameters()):
            weight.copy_(torch.from_numpy(start[str(number)]))
    return made


def training_set(folder: Path) -> tuple[Tensor, Tensor]:
    """Images uint8 ``[N, 1, 28, 28]`` and labels int64 ``[N]``."""
    with np.load(folder / "train.npz") as data:
        return torch.from_numpy(data["images"]), torch.from_numpy(data["labels"])
