"""What several processes gain: measured here with 2 and 4, beside the model, and by the model for 8 to 1,024 GPUs.

``python -m benchmarks.scaling``: the probe measures each network's step and adding up its gradients, and right after it
real runs of one process and of more under torchrun are timed. A link is fitted to the rings of two processes; the
model's step is compared with the runs'. The tables go to stdout (and to ``--out``), progress to stderr. docs/scaling.md
says what they mean. Headless, without a GPU; some minutes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import NamedTuple

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

from benchmarks.machine import machine_line, table
from engine.distributed.model import Cluster, Link, Workload, fitted_link, shared_step
from engine.distributed.probe import probe_scaling
from engine.distributed.scaling import ProcessesMeasured, Scaling
from engine.machine.cores import usable_cores
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.templates import template
from engine.project import Project, save_project
from engine.runs.store import RunStore

ROOT = Path(__file__).parents[1]
TEMPLATES = ("mnist-cnn", "resnet-small", "vit-small")
RANKS = (2, 4)
BATCH, LIMIT_TRAIN, EPOCHS = 128, 2000, 3
GPUS = (1, 8, 16, 32, 64, 128, 256, 512, 1024)
GLOBAL_BATCH, GPU_BATCH = 8192, 256

BYTES_PER_WEIGHT = 4
KERNELS_PER_LAYER = 8
"""Assumed: forward, two backward, and their share of the optimizer, the loss and the bookkeeping."""
CLUSTER = Cluster(
    gpus=8,
    peak=67e12,
    efficiency=0.3,
    launch=5e-6,
    inside=Link(bandwidth=450e9, latency=3e-6),
    between=Link(bandwidth=50e9, latency=10e-6),
    overlap=0.5,
)
"""Machines of 8 H200 in float32: peak and NVLink (900 GB/s both ways together) as NVIDIA's data sheet has them, a port
of 400 Gb/s for each GPU; efficiency, launches, latencies and overlap are assumed."""


def project_of(name: str) -> Project:
    """A short training of that template, computed the plain way."""
    project = Project.from_template(name)
    changes = {"device": "cpu", "batch_size": BATCH, "limit_train": LIMIT_TRAIN, "tune": False}
    changes["epochs"] = EPOCHS
    return replace(project, training=project.training.model_validate({**project.training.model_dump(), **changes}))


def seconds_of_run(project: Project, ranks: int) -> float:
    """Seconds a step of a real run of so many ranks; one is an ordinary run, more are started by torchrun.

    Its first epoch warms up, as the probe's first steps do, and does not count.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "project.json")
        save_project(project, file)
        torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(ranks)]
        subprocess.run(
            [sys.executable, *(torchrun if ranks > 1 else []), str(ROOT / "app.py"), "train", str(file), "--json"],
            env={
                **os.environ,
                "NETWRIGHT_HOME": folder,
                "PYTHONPATH": str(ROOT),
                "OMP_NUM_THREADS": str(max(1, usable_cores() // ranks)),
            },
            stdout=subprocess.DEVNULL,
            check=True,
        )
        (run,) = RunStore(Path(folder, "runs")).list()
        epochs = RunStore(Path(folder, "runs")).open(run.name).metrics().figures()
    return median(BATCH / epoch.images_per_second for epoch in epochs[1:])


class Compared(NamedTuple):
    """What the probe found of a network, and the seconds a step of real runs by the number of their ranks."""

    scaling: Scaling
    real: dict[int, float]


def compared(name: str) -> Compared:
    """Probe and real runs of one network, right after each other."""
    project = project_of(name)
    scaling = probe_scaling(project, max(RANKS))
    real = {ranks: seconds_of_run(project, ranks) for ranks in (1, *RANKS)}
    told = ", ".join(f"{ranks}: {1e3 * seconds:.1f} ms" for ranks, seconds in real.items())
    print(f"{name}: one by the probe {1e3 * scaling.one.compute_seconds:.1f} ms; runs of {told}", file=sys.stderr)
    return Compared(scaling, real)


def local_rows(found: dict[str, Compared], link: Link) -> list[list[str]]:
    """Measured and predicted steps of 2 and 4 ranks on this machine."""
    rows = []
    for name, (scaling, real) in found.items():
        beside = max(0.0, real[1] - scaling.one.compute_seconds)
        for one in measured(scaling):
            if one.processes not in RANKS:
                continue
            own = link.among_cores(one.processes, usable_cores())
            add_up = own.ring_seconds(scaling.gradient_bytes, one.processes)
            waiting = exchanges_of(build(template(name), seed=0)) * own.ring_seconds(0, one.processes)
            predicted = waiting + shared_step(one.compute_seconds, add_up, overlap=0.0, beside=beside)
            step = real[one.processes]
            milliseconds = (one.compute_seconds, one.talk_seconds, add_up + waiting, beside, predicted, step)
            cells = [f"{1e3 * seconds:.1f}" for seconds in milliseconds]
            gradients = f"{scaling.gradient_bytes / 1e6:.2f}"
            ratios = [f"{predicted / step:.2f}", f"{real[1] / step:.2f}"]
            rows.append([f"`{name}`", str(one.processes), gradients, *cells, *ratios])
    return rows


def rings_of(name: str, scaling: Scaling) -> list[tuple[float, int, float]]:
    """What two processes took to add up a network's gradients, and a few numbers of its batch normalisation."""
    two, exchanges = measured(scaling)[0], exchanges_of(build(template(name), seed=0))
    gradients = (float(scaling.gradient_bytes), two.processes, two.all_reduce_seconds)
    return [gradients, *([(0.0, two.processes, two.statistics_seconds / exchanges)] if exchanges else [])]


def measured(scaling: Scaling) -> tuple[ProcessesMeasured, ...]:
    """What the probe measured of more than one process."""
    return scaling.measured[1:]


def workload(name: str) -> Workload:
    """A template's step from arithmetic."""
    analysis, network = analyse(template(name)), build(template(name), seed=0)
    layers = [module for module in network.modules() if not any(True for _ in module.children())]
    return Workload(
        name,
        BYTES_PER_WEIGHT * analysis.parameters,
        analysis.multiply_adds,
        KERNELS_PER_LAYER * len(layers),
        exchanges_of(network),
    )


def exchanges_of(network: nn.Module) -> int:
    """How often a step waits for statistics of batch normalisation."""
    return 2 * sum(isinstance(module, _BatchNorm) for module in network.modules())


def projected_rows(work: Workload) -> list[list[str]]:
    """Images a second by the model, at a fixed batch of all GPUs together and of each."""
    rows = []
    for gpus in GPUS:
        cells = [f"`{work.name}`", f"{gpus:,}"]
        strong, weak = (
            CLUSTER.step_seconds(work, gpus, GLOBAL_BATCH / gpus),
            CLUSTER.step_seconds(work, gpus, GPU_BATCH),
        )
        ideal = CLUSTER.step_seconds(work, 1, GLOBAL_BATCH) / gpus, CLUSTER.step_seconds(work, 1, GPU_BATCH)
        for step, best, images in ((strong, ideal[0], GLOBAL_BATCH), (weak, ideal[1], GPU_BATCH * gpus)):
            cells += [f"{1e3 * step:.3f}", f"{images / step:,.0f}", f"{100 * best / step:.0f} %"]
        rows.append(cells)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, help="write the tables there, too")
    parser.add_argument("--paper-only", action="store_true", help="only the projection, which measures nothing")
    chosen = parser.parse_args()
    parts = []
    if not chosen.paper_only:
        found = {name: compared(name) for name in TEMPLATES}
        link = fitted_link([ring for name, one in found.items() for ring in rings_of(name, one.scaling)])
        head = ["network", "ranks", "gradients MB", "compute ms (probe)", "add up ms (probe)", "add up ms (model)"]
        head += ["beside ms (run of one)", "step ms (model)", "step ms (run)", "model / run", "times as fast as one"]
        parts += [
            machine_line(),
            f"Link fitted to rings of {RANKS[0]}: {link.bandwidth / 1e9:.2f} GB/s, {1e6 * link.latency:.0f} µs.",
            table(head, local_rows(found, link)),
        ]
    head = ["network", "GPUs", "step ms", "images/s", "efficiency", "step ms", "images/s", "efficiency"]
    head = [*head[:2], *(f"{word}, {GLOBAL_BATCH:,} in all" for word in head[2:5])]
    head += [f"{word}, {GPU_BATCH} each" for word in ("step ms", "images/s", "efficiency")]
    parts.append(table(head, [row for name in TEMPLATES for row in projected_rows(workload(name))]))
    print(text := "\n\n".join(parts))
    if chosen.out is not None:
        chosen.out.write_text(text + "\n")


if __name__ == "__main__":
    main()
