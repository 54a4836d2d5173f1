"""How fast many processes would train one run, on paper. No torch, nothing measured here.

A step is what one process computes, and what of adding up the gradients is not hidden behind the backward pass. A ring
of ``p`` processes adds up ``n`` bytes in ``2 (p - 1)`` messages of ``n / p`` bytes each, the least that must travel
(Patarasu and Yuan, 2009): ``2 (p - 1) · latency + 2 (p - 1) / p · n / bandwidth``, by the model of Thakur, Rabenseifner
and Gropp (2005). With several GPUs in a machine it goes in two stages: within each machine, then between the machines
by all GPUs at once, each for its piece.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

FORWARD_AND_BACKWARD = 6
"""Floating-point operations of a step for each multiply-add of the forward pass: two, and twice that backward."""
BACKWARD_SHARE = 2 / 3
"""Of computing a step."""


@dataclass(frozen=True, slots=True)
class Link:
    """From each process to the next: bytes a second one way, and seconds before the first of them is there."""

    bandwidth: float
    latency: float

    def ring_seconds(self, size: float, processes: int) -> float:
        """Adding up ``size`` bytes over so many processes in a ring."""
        if processes == 1:
            return 0.0
        return 2 * (processes - 1) * (self.latency + size / processes / self.bandwidth)

    def among_cores(self, processes: int, cores: int) -> "Link":
        """The same where each process needs a core to move its bytes, and takes turns where there are too few."""
        return Link(self.bandwidth * min(1.0, cores / processes), self.latency)


def fitted_link(measured: Sequence[tuple[float, int, float]]) -> Link:
    """The link that explains measured rings best: (bytes, processes, seconds) of at least two sizes.

    By least squares of the relative errors, so that short messages count as much as long ones. Neither the latency nor
    the time a byte takes is below 0: what scatter would make so is 0.
    """
    rows = [
        (2 * (processes - 1) / seconds, 2 * (processes - 1) / processes * size / seconds)
        for size, processes, seconds in measured
    ]
    aa, ab, bb = (sum(first * second for first, second in pairs) for pairs in _products(rows))
    a, b = (sum(row[column] for row in rows) for column in (0, 1))
    latency = (a * bb - b * ab) / (aa * bb - ab * ab)
    a_byte = (b - latency * ab) / bb
    if latency < 0:
        latency, a_byte = 0.0, b / bb
    elif a_byte <= 0:
        latency, a_byte = a / aa, 0.0
    return Link(bandwidth=1 / a_byte if a_byte else math.inf, latency=latency)


def _products(rows: Sequence[tuple[float, float]]) -> tuple[Sequence[tuple[float, float]], ...]:
    return [(a, a) for a, _ in rows], [(a, b) for a, b in rows], [(b, b) for _, b in rows]


@dataclass(frozen=True, slots=True)
class Workload:
    """A network's step: bytes of gradients, multiply-adds of an image's forward pass, kernels of a step, and
    ``exchanges`` of a few numbers for which computing waits (two for each synchronised batch normalisation)."""

    name: str
    gradient_bytes: int
    multiply_adds: int
    kernels: int
    exchanges: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Machines of ``gpus`` GPUs. Operations a second are a GPU's peak, of which ``efficiency`` is reached.

    ``launch`` is the seconds between two kernels' starts: a small step takes no less than all its launches.
    ``overlap`` is the share of the backward pass behind which adding up gradients hides.
    """

    gpus: int
    peak: float
    efficiency: float
    launch: float
    inside: Link
    between: Link
    overlap: float

    def compute_seconds(self, work: Workload, images: float) -> float:
        """A step of one GPU for so many images, from multiply-adds."""
        operations = FORWARD_AND_BACKWARD * work.multiply_adds * images
        return max(operations / (self.peak * self.efficiency), work.kernels * self.launch)

    def all_reduce_seconds(self, size: float, processes: int) -> float:
        """Adding up ``size`` bytes over so many GPUs."""
        inside = min(processes, self.gpus)
        machines = -(-processes // self.gpus)
        return self.inside.ring_seconds(size, inside) + self.between.ring_seconds(size / inside, machines)

    def step_seconds(self, work: Workload, processes: int, images: float) -> float:
        """A step in which each of so many GPUs computes ``images`` images."""
        compute = self.compute_seconds(work, images)
        waiting = work.exchanges * self.all_reduce_seconds(0, processes)
        return waiting + shared_step(compute, self.all_reduce_seconds(work.gradient_bytes, processes), self.overlap)


def shared_step(compute: float, all_reduce: float, overlap: float, beside: float = 0.0) -> float:
    """A step's seconds, where adding up hides behind ``overlap`` of the backward pass.

    ``beside`` is what a run of one process does at each step beyond computing: figures, records, copies. In a shared
    run the first process does that, and the others wait for it.
    """
    return compute + max(0.0, all_reduce - overlap * BACKWARD_SHARE * compute) + beside
