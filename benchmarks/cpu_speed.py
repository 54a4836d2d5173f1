"""Milliseconds a training step of the reference recipe on the CPU, against other ways to train the same network.

``python -m benchmarks.cpu_speed``: every peer is a process of its own, in an environment that is installed for it, and
takes steps only when it is its turn; the rounds of all interleave, so that a busy moment hurts all alike. The table,
with medians over the rounds, goes to stdout (and to ``--out``), progress to stderr. Headless, without Qt.
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import machine_line, table
from benchmarks.peers.environments import ROOT, python_for
from benchmarks.peers.processor import SIDE
from benchmarks.peers.protocol import BATCH
from engine.data.catalog import load_dataset
from engine.data.splits import epoch_order, split_images
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.templates import template

OURS, YARDSTICK, BY_HAND = "netwright", "processor", "handwritten"
CURVE_STEPS = 100


@dataclass(frozen=True)
class Peer:
    """One row of the table; ``target`` is how many times as long as ours its step should take."""

    module: str
    title: str
    target: float | None = None


PEERS = (
    Peer(OURS, "Netwright"),
    Peer("textbook", "(a) torchvision + DataLoader + eager model", 3.0),
    Peer(BY_HAND, "(b) tensor loop by hand", 1.8),
    Peer("keras_fit", "(c) Keras on TensorFlow, `fit`", 1.6),
    Peer("lightning_trainer", "(d) Lightning Trainer", 2.0),
    Peer("skorch_fit", "(e) skorch", 2.0),
)


@dataclass
class Child:
    """A peer's process, and what it told."""

    peer: Peer
    process: "subprocess.Popen[str]"
    versions: dict[str, str]
    milliseconds: list[float] = field(default_factory=list)
    first_losses: list[float] = field(default_factory=list)

    @classmethod
    def start(cls, peer: Peer, folder: Path) -> "Child":
        """Start the peer and wait until it is ready; raises :class:`RuntimeError` where it does not get there."""
        command = [str(python_for(peer.module)), "-m", f"benchmarks.peers.{peer.module}", str(folder)]
        environment = os.environ | {"NETWRIGHT_HOME": str(folder / "home"), "CUDA_VISIBLE_DEVICES": ""}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        child = cls(peer, process, {})
        child.versions = child._answer()["versions"]
        return child

    def take(self, steps: int) -> dict[str, Any]:
        """Let it take so many steps."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"steps": steps}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.peer.module} ended with exit code {self.process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.process.wait()

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)


def write_data(folder: Path) -> None:
    """Lay out for the peers: MNIST as torchvision and as numpy want it, the first weights, the first epoch's order."""
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for packed in (ROOT / "resources" / "mnist").glob("*.gz"):
        (raw / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))
    data = load_dataset("mnist")
    np.savez(folder / "train.npz", images=data.train_images, labels=data.train_labels)
    weights = build(template("mnist-cnn"), seed=0).parameters()
    start = {str(number): weight.detach().numpy() for number, weight in enumerate(weights)}
    np.savez(folder / "start.npz", allow_pickle=False, **start)
    limit = CURVE_STEPS * BATCH
    chosen = split_images(len(data.train_images), 0.0, 0, limit).train
    np.save(folder / "order.npy", chosen[epoch_order(limit, 0, 1)])


def operations() -> int:
    """Floating-point operations of a step: forward, the gradient of each weight and of each layer's input but images.

    A multiplication and an addition each count as one. Pooling, activations and the optimizer are left out.
    """
    spec = template("mnist-cnn")
    layers = [layer for layer in spec.order if spec[layer].type in ("Conv2d", "Linear")]
    forward = {layer: 2 * analyse(spec).layers[layer].multiply_adds for layer in layers}
    return BATCH * (3 * sum(forward.values()) - forward[layers[0]])


def measure(children: list[Child], yardstick: Child, rounds: int, steps: int) -> None:
    """Take turns, in the opposite order every other round."""
    for child in children:
        child.first_losses = child.take(CURVE_STEPS)["losses"]
        child.take(steps)
    yardstick.take(5)
    for number in range(rounds):
        for child in children if number % 2 == 0 else reversed(children):
            child.milliseconds.append(child.take(steps)["seconds"] / steps * 1000)
            print(
                f"round {number + 1}/{rounds}  {child.peer.module:18} {child.milliseconds[-1]:7.2f} ms", file=sys.stderr
            )
        yardstick.milliseconds.append(yardstick.take(5)["seconds"] / 5 * 1000)


def report(children: list[Child], yardstick: Child, rounds: int, steps: int) -> str:
    """The table and what it was measured on."""
    ours = next(child for child in children if child.peer.module == OURS)
    speed = 2 * SIDE**3 / yardstick.median / 1e6
    floor = operations() / speed / 1e6
    rows = [_row(child, ours) for child in children]
    rows.append(("Arithmetic floor", f"{floor:.2f}", "", f"{floor / ours.median:.2f}", "", ""))
    what = f"Reference recipe (`mnist-cnn`, batch {BATCH}, Adam, float32): {rounds} interleaved rounds of {steps} steps"
    bound = (
        f"The floor is {operations() / 1e9:.2f} GFLOP a step at the {speed:.0f} GFLOP/s of a {SIDE}×{SIDE} product "
        f"beside the rounds; ours takes {ours.median / floor:.2f} times as long (target: at most 2)."
    )
    head = ("Way to train", "ms a step", "least – most", "× ours", "Target", "Versions")
    lines = [f"{what}, medians. {machine_line()}.", table(head, rows), bound]
    by_hand = next((child for child in children if child.peer.module == BY_HAND), None)
    if by_hand is not None:
        difference = np.abs(np.subtract(ours.first_losses, by_hand.first_losses)).max()
        lines.append(
            f"Losses of the first {CURVE_STEPS} steps, ours and those of (b) from the same weights through the same "
            f"images: at most {difference:.1e} apart, from {ours.first_losses[0]:.3f} down to "
            f"{ours.first_losses[-1]:.3f}."
        )
    return "\n\n".join(lines) + "\n"


def _row(child: Child, ours: Child) -> tuple[str, ...]:
    times, target = child.milliseconds, child.peer.target
    return (
        child.peer.title,
        f"{child.median:.2f}",
        f"{min(times):.2f} – {max(times):.2f}",
        f"{child.median / ours.median:.2f}",
        "" if target is None else f"≥ {target}",
        ", ".join(f"{name} {version}" for name, version in child.versions.items()),
    )


def main(arguments: Iterable[str] | None = None) -> int:
    """Parse the arguments, measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="at least 5 for figures that are published")
    parser.add_argument("--steps", type=int, default=200, help="steps of each peer in a round")
    parser.add_argument(
        "--only", nargs="*", choices=[peer.module for peer in PEERS[1:]], help="compare with these alone"
    )
    parser.add_argument("--out", type=Path, help="write the table to this file as well")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    if min(chosen.rounds, chosen.steps) < 1:
        parser.error("--rounds and --steps: expected at least 1")
    wanted = [peer for peer in PEERS if peer.module == OURS or chosen.only is None or peer.module in chosen.only]
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        folder = Path(scratch)
        write_data(folder)
        children = [stack.enter_context(Child.start(peer, folder)) for peer in wanted]
        yardstick = stack.enter_context(Child.start(Peer(YARDSTICK, "large product"), folder))
        measure(children, yardstick, chosen.rounds, chosen.steps)
        text = report(children, yardstick, chosen.rounds, chosen.steps)
    print(text, end="")
    if chosen.out is not None:
        chosen.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
