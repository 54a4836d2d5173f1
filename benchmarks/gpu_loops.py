"""The loops that the engine is compared with on a GPU: one by hand with all data there, and the one of the tutorials.

Both train the reference network by the reference recipe and validate after each epoch. Nothing here is Netwright's but
the decoded images.
"""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from benchmarks.peers.protocol import BATCH, LEARNING_RATE, MEAN, STD
from benchmarks.peers.torch_network import mnist_cnn

Part = tuple[NDArray[np.uint8], NDArray[np.int64]]
"""Images ``[N, 1, 28, 28]`` and labels ``[N]``."""


def resident_loop(device: torch.device, train: Part, validation: Part, epochs: int) -> tuple[list[float], float]:
    """Everything on the device, one read-back an epoch, a fused optimizer; returns seconds an epoch, and accuracy."""
    images, labels = (torch.from_numpy(part.copy()).to(device) for part in train)
    kept_aside = tuple(torch.from_numpy(part.copy()).to(device) for part in validation)
    model = mnist_cnn().to(device)
    optimizer = torch.optim.Adam(model.parameters(), LEARNING_RATE, fused=True)
    seconds, accuracy = [], 0.0
    for _ in range(epochs):
        began = time.perf_counter()
        model.train()
        total = torch.zeros((), device=device)
        order = torch.randperm(len(images), device=device)
        for start in range(0, len(images), BATCH):
            chosen = order[start : start + BATCH]
            batch = (images[chosen].float() / 255 - MEAN) / STD
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(batch), labels[chosen])
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += loss.detach()
        accuracy = _accuracy(model, _batches(*kept_aside))
        total.item()
        seconds.append(time.perf_counter() - began)
    return seconds, accuracy


def textbook_loop(device: torch.device, train: Part, validation: Part, epochs: int) -> tuple[list[float], float]:
    """A dataset that transforms image by image, a DataLoader, an eager model; as in PyTorch's own MNIST example, whose
    GPU settings it has: one worker and pinned memory. Returns seconds an epoch, and accuracy."""
    cuda = device.type == "cuda"
    settings: dict[str, Any] = {"num_workers": 1, "pin_memory": True} if cuda else {}
    batches: DataLoader[Any] = DataLoader(_Transformed(train), batch_size=BATCH, shuffle=True, **settings)
    tests: DataLoader[Any] = DataLoader(_Transformed(validation), batch_size=1000, **settings)
    model = mnist_cnn().to(device)
    optimizer = torch.optim.Adam(model.parameters(), LEARNING_RATE)
    seconds, accuracy = [], 0.0
    for _ in range(epochs):
        began = time.perf_counter()
        model.train()
        for number, (images, labels) in enumerate(batches):
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(images.to(device)), labels.to(device))
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            if number % 10 == 0:
                loss.item()
        accuracy = _accuracy(model, ((images.to(device), labels.to(device)) for images, labels in tests))
        seconds.append(time.perf_counter() - began)
    return seconds, accuracy


class _Transformed(Dataset[tuple[Tensor, int]]):
    """What torchvision's MNIST gives with ToTensor and Normalize; by torchvision's own code where it is installed."""

    def __init__(self, part: Part) -> None:
        self._images, self._labels = torch.from_numpy(part[0][:, 0].copy()), part[1].tolist()
        self._transform: Any = None
        try:
            from PIL import Image
            from torchvision import transforms  # type: ignore[import-untyped]
        except ImportError:
            return
        self._image = Image.fromarray
        self._transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((MEAN,), (STD,))])

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        image = self._images[index]
        if self._transform is not None:
            return self._transform(self._image(image.numpy())), self._labels[index]
        return image[None].float().div(255).sub(MEAN).div(STD), self._labels[index]


def _batches(images: Tensor, labels: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    for start in range(0, len(labels), 1000):
        yield (images[start : start + 1000].float() / 255 - MEAN) / STD, labels[start : start + 1000]


@torch.no_grad()
def _accuracy(model: nn.Module, batches: Iterator[tuple[Tensor, Tensor]]) -> float:
    model.eval()
    right, count = 0, 0
    found: list[Tensor] = []
    for images, labels in batches:
        found.append((model(images).argmax(1) == labels).sum())
        count += len(labels)
    right = int(torch.stack(found).sum())
    return right / count
