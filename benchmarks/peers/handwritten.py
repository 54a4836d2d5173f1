"""(b) A loop by hand: the images as one uint8 tensor, batches by index, normalised at once, eager, fused Adam."""

import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.peers.protocol import BATCH, LEARNING_RATE, SCALE, SHIFT, Run, serve
from benchmarks.peers.torch_network import network, training_set


def prepare(folder: Path) -> tuple[Run, dict[str, str]]:
    """The first steps go through the images as Netwright's do, so that the losses can be compared."""
    images, labels = training_set(folder)
    order = torch.from_numpy(np.load(folder / "order.npy"))
    model = network(folder).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, fused=True)
    position = 0

    def run(steps: int) -> tuple[float, list[float]]:
        nonlocal order, position
        losses: list[Tensor] = []
        began = time.perf_counter()
        for _ in range(steps):
            if position >= len(order):
                order, position = torch.randperm(len(images)), 0
            chosen = order[position : position + BATCH]
            position += BATCH
            batch = images[chosen].float().mul_(SCALE).add_(SHIFT)
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(batch), labels[chosen])
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            losses.append(loss.detach())
        seconds = time.perf_counter() - began
        return seconds, torch.stack(losses).tolist()

    return run, {"torch": torch.__version__}


if __name__ == "__main__":
    serve(prepare)
