"""Many small networks trained together against one alone, on the CPU.

``OMP_NUM_THREADS=2 uv run python -m benchmarks.stacked``: for each network some members, which differ in the seed or in
the learning rate, take steps as one stacked computation, and one network takes steps by itself in the fastest way that
the tuning finds; both in turn, in the same process. What is told is how many times as long a step of all takes as one
of one (medians over the rounds of paired ratios), and with ``--runs`` the same for whole runs with validation and test.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from statistics import median

import torch

from benchmarks.machine import machine_line, table
from engine.model.build import blank
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.model.templates.assembly import chain
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.checks import check_project
from engine.training.epoch import batches_left
from engine.training.job import TrainingJob
from engine.training.setup import TrainingData, TrainingSetup, find_plan, load_data, set_up
from engine.training.stacked.data import load_for_all
from engine.training.stacked.job import StackedJob
from engine.training.stacked.network import suits_one_by_one
from engine.training.stacked.step import StackedStep, stacking_order
from engine.training.step import TrainingStep
from engine.training.step_buffer import StepBuffer
from engine.training.tuning.plan import ExecutionPlan

TARGET_MEMBERS, TARGET = 8, 3.0
_ALONE = 3
"""Steps of one network for each step of all, so that both are timed about as long."""


def _dense(*hidden: int) -> ModelSpec:
    layers = [part for width in hidden for part in (("Linear", {"out_features": width}), ("ReLU", {}))]
    return chain(("Flatten", {}), *layers, ("Linear", {"out_features": 10}), ("Softmax", {}))


def _convolutional() -> ModelSpec:
    convolutions = [
        part
        for channels in (8, 16)
        for part in (
            ("Conv2d", {"out_channels": channels, "kernel_size": 3}),
            ("ReLU", {}),
            ("MaxPool2d", {"kernel_size": 2}),
        )
    ]
    return chain(*convolutions, ("Flatten", {}), ("Linear", {"out_features": 10}), ("Softmax", {}))


NETWORKS: dict[str, Callable[[], ModelSpec]] = {
    "dense 32": lambda: _dense(32),
    "dense 64": lambda: _dense(64),
    "dense 64, 32": lambda: _dense(64, 32),
    "dense 128": lambda: _dense(128),
    "dense 256, 128 (mlp)": lambda: template("mlp"),
    "convolutions 8, 16": _convolutional,
}


def main() -> int:
    """Measure and print; returns 1 where the target is missed by the networks that are small."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--steps", type=int, default=40, help="steps of all in a round")
    arguments.add_argument("--members", type=int, nargs="+", default=[2, 8, 32])
    arguments.add_argument("--only", nargs="*", choices=NETWORKS, default=list(NETWORKS))
    arguments.add_argument("--runs", action="store_true", help="measure whole runs of one epoch as well")
    chosen = arguments.parse_args()
    os.environ["NETWRIGHT_HOME"] = tempfile.mkdtemp()
    print(f"{machine_line()}, {torch.get_num_threads()} threads; batch 64, Adam\n", flush=True)
    rows, missed = [], False
    for name in chosen.only:
        for members in chosen.members:
            for what in ("seed", "learning_rate"):
                together, alone, ratio = _steps(NETWORKS[name](), members, what, chosen.rounds, chosen.steps)
                rows.append([name, str(members), what.replace("_", " "), *_told(together, alone, ratio)])
                print(" ".join(rows[-1]), file=sys.stderr, flush=True)
                missed |= name == "dense 64" and members == TARGET_MEMBERS and ratio > TARGET
    print(table(("network", "members", "differ in", "ms a step of all", "of one", "÷"), rows))
    if chosen.runs:
        rows = [[name, str(TARGET_MEMBERS), *_told(*_runs(NETWORKS[name](), TARGET_MEMBERS))] for name in chosen.only]
        print("\n" + table(("network", "members", "s a run of all", "of one", "÷"), rows))
    return int(missed)


def _told(together: float, alone: float, ratio: float) -> tuple[str, str, str]:
    return f"{together:.2f}", f"{alone:.2f}", f"{ratio:.2f}"


def _projects(spec: ModelSpec, members: int, what: str, epochs: int = 1) -> list[Project]:
    project = Project.from_template("mnist-cnn")
    found = []
    for number in range(members):
        value = {"seed": number} if what == "seed" else {"learning_rate": 1e-3 * (1 + number / members)}
        config = project.training.model_copy(update={"device": "cpu", "epochs": epochs, **value})
        found.append(replace(project, model=spec, training=config))
    return found


def _steps(spec: ModelSpec, members: int, what: str, rounds: int, steps: int) -> tuple[float, float, float]:
    """Milliseconds a step of all and of one, and the ratio."""
    projects = _projects(spec, members, what)
    all_at_once, one = _stack(projects, steps), _alone(projects[0], steps * _ALONE)
    together, alone = [], []
    for _ in range(rounds + 1):
        together.append(_seconds(all_at_once) / steps * 1000)
        alone.append(_seconds(one) / (steps * _ALONE) * 1000)
    ratios = [mine / other for mine, other in zip(together[1:], alone[1:], strict=True)]  # the first one warms up
    return median(together[1:]), median(alone[1:]), median(ratios)


def _stack(projects: Sequence[Project], steps: int) -> Callable[[], None]:
    datas = load_for_all(projects, lambda text: None, lambda: None, lambda run, dataset, rows: rows)
    plan = ExecutionPlan.plain(datas[0].device)
    if suits_one_by_one(blank(projects[0].model), datas[0].device):
        plan, _ = find_plan(projects[0], datas[0], lambda: None)
    setups = [_set_up(project, data, plan) for project, data in zip(projects, datas, strict=True)]
    step = StackedStep([setups[number] for number in stacking_order(setups)])
    size = setups[0].config.batch_size
    step.begin_epoch(1, [[1.0] * steps for _ in step.setups])

    def take() -> None:
        torch.set_num_threads(plan.threads)
        for number in range(steps):
            step.take(number * size, (number + 1) * size, number + 1)
        step.read_back()

    return take


def _alone(project: Project, steps: int) -> Callable[[], None]:
    setup = _set_up(project, load_data(project, lambda text: None, lambda: None), None)
    buffer = StepBuffer(setup.device)
    step = TrainingStep(setup, buffer, lambda text: None)
    setup.network.train()
    batches = [batch for _, (batch, _) in zip(range(steps), batches_left(setup, 1, 0), strict=False)]

    def take() -> None:
        torch.set_num_threads(setup.plan.threads)
        for number, batch in enumerate(batches):
            step.take(batch, number + 1, 1.0)
        buffer.read_back()

    return take


def _set_up(project: Project, data: TrainingData, plan: ExecutionPlan | None) -> TrainingSetup:
    return set_up(project, check_project(project)[1], data, lambda: None, lambda run: {}, plan)


def _runs(spec: ModelSpec, members: int) -> tuple[float, float, float]:
    """Seconds of whole runs of one epoch: all together, one alone, and the ratio; the median of three pairs."""
    store, pairs = RunStore(), []
    projects = _projects(spec, members, "seed")
    for _ in range(4):
        stacked = StackedJob(projects, store, [None] * members)
        alone = TrainingJob(projects[0], store)
        pairs.append((_seconds(partial(_run, stacked)), _seconds(partial(_run, alone))))
    ratios = [together / one for together, one in pairs[1:]]  # the first pair finds the fastest way for one
    return median(pair[0] for pair in pairs[1:]), median(pair[1] for pair in pairs[1:]), median(ratios)


def _run(job: StackedJob | TrainingJob) -> None:
    job.start()
    job.join()


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
