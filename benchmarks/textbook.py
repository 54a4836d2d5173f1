"""The loop of the textbooks, as a peer for the recipes: torchvision's dataset, a DataLoader, an eager network, Adam.

It reads every image through PIL, turns it into a tensor and normalises it by itself. Nothing here is Netwright's.
"""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms  # type: ignore[import-untyped]

from benchmarks.peers.protocol import BATCH, LEARNING_RATE, MEAN, STD
from benchmarks.peers.torch_network import mnist_cnn
from engine.data.mnist import MNIST_FOLDER


@dataclass(frozen=True)
class TextbookRun:
    """How long it took until the test accuracy was first seen to be high enough, at the end of an epoch."""

    seed: int
    epochs: int
    seconds: float
    """Of training alone: evaluations do not count."""
    step_milliseconds: float
    accuracy: float
    reached: bool


def unpack(folder: Path) -> None:
    """Put the bundled MNIST where torchvision looks for it below ``folder``."""
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for packed in MNIST_FOLDER.glob("*.gz"):
        (raw / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))


def train_until(
    target: float,
    seed: int,
    most_epochs: int,
    folder: Path,
    tell: Callable[[str], None],
    most_images: int | None = None,
) -> TextbookRun:
    """Train mnist-cnn epoch by epoch until its test accuracy reaches ``target``, or for ``most_epochs``."""
    torch.manual_seed(seed)
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((MEAN,), (STD,))])
    training = torch.utils.data.Subset(
        whole := datasets.MNIST(folder, train=True, transform=transform), range(most_images or len(whole))
    )
    batches = DataLoader(training, batch_size=BATCH, shuffle=True)
    tests = DataLoader(datasets.MNIST(folder, train=False, transform=transform), batch_size=1000)
    network = mnist_cnn()
    optimizer = torch.optim.Adam(network.parameters(), LEARNING_RATE)
    loss_of, seconds, accuracy, epoch = nn.CrossEntropyLoss(), 0.0, 0.0, 0
    while accuracy < target and epoch < most_epochs:
        epoch += 1
        network.train()
        began = time.perf_counter()
        for images, labels in batches:
            optimizer.zero_grad()
            loss = loss_of(network(images), labels)
            loss.backward()
            optimizer.step()
        seconds += time.perf_counter() - began
        accuracy = _accuracy(network, tests)
        tell(f"textbook  seed {seed}  epoch {epoch}  test accuracy {accuracy:.4f}  {seconds:.1f} s")
    return TextbookRun(seed, epoch, seconds, 1000 * seconds / (epoch * len(batches)), accuracy, accuracy >= target)


@torch.no_grad()
def _accuracy(network: nn.Module, batches: "DataLoader[tuple[torch.Tensor, torch.Tensor]]") -> float:
    network.eval()
    right = sum(int((network(images).argmax(1) == labels).sum()) for images, labels in batches)
    return right / 10_000
