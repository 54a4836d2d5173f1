"""(a) The loop of the tutorials: torchvision's dataset, a transform for each image, a DataLoader, an eager model."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import torchvision  # type: ignore[import-untyped]
from torch.nn import functional
from torch.utils.data import DataLoader
from torchvision import transforms

from benchmarks.peers.protocol import BATCH, LEARNING_RATE, MEAN, STD, Run, serve
from benchmarks.peers.torch_network import network


def prepare(folder: Path) -> tuple[Run, dict[str, str]]:
    """Choose the faster of loading in the main process and in two workers."""
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((MEAN,), (STD,))])
    dataset = torchvision.datasets.MNIST(str(folder), train=True, transform=transform)
    model = network(folder).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)

    def batches(workers: int) -> Iterator[Any]:
        loader: DataLoader[Any] = DataLoader(
            dataset, batch_size=BATCH, shuffle=True, num_workers=workers, persistent_workers=workers > 0
        )
        while True:
            yield from loader

    def take(source: Iterator[Any], steps: int) -> tuple[float, list[float]]:
        losses: list[float] = []
        began = time.perf_counter()
        for _ in range(steps):
            images, labels = next(source)
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(images), labels)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            losses.append(loss.item())
        return time.perf_counter() - began, losses

    sources = {workers: batches(workers) for workers in (0, 2)}
    seconds: dict[int, float] = {}
    for workers, source in sources.items():
        take(source, 20)
        seconds[workers] = take(source, 60)[0]
    best = min(seconds, key=lambda workers: seconds[workers])
    chosen = sources.pop(best)
    for source in sources.values():
        source.close()  # type: ignore[attr-defined]
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__, "num_workers": str(best)}
    return lambda steps: take(chosen, steps), versions


if __name__ == "__main__":
    serve(prepare)
