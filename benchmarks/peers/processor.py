"""Not a peer but the yardstick: how fast the processor multiplies large matrices in float32."""

import time
from pathlib import Path

import torch

from benchmarks.peers.protocol import Run, serve

SIDE = 2048


def prepare(folder: Path) -> tuple[Run, dict[str, str]]:
    """A «step» is one product of two square matrices."""
    left, right = torch.randn(SIDE, SIDE), torch.randn(SIDE, SIDE)

    def run(steps: int) -> tuple[float, list[float]]:
        seconds = []
        for _ in range(steps):
            began = time.perf_counter()
            torch.mm(left, right)
            seconds.append(time.perf_counter() - began)
        return sum(seconds), []

    return run, {"torch": torch.__version__}


if __name__ == "__main__":
    serve(prepare)
