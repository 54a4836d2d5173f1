"""What a sweep costs beside its trainings, and what more workers gain.

    uv run python -m benchmarks.sweep_cost

first makes trials last a second. The scheduler's cost is the share of a worker's time in which it does not train while
all workers are busy: everything between two trainings, with search, journal and the processes' talk. Then one worker on
one core and a worker on each core do trials with one thread each. Beside it, in turn, stand the same trainings in plain
processes without a sweep, and bare arithmetic: their gain is the machine's, and what a sweep's workers do of what plain
processes do is what scheduler and workers leave of it.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.machine import machine_line, table
from benchmarks.side_by_side import LEFT_OUT, WARM_UPS, products_a_second, trainings_a_second
from engine.machine.cores import core_numbers
from engine.project import Project
from engine.runs.store import RunStore
from engine.sweeps.runner import SweepRunner
from engine.sweeps.space import SearchSpace
from engine.sweeps.store import SweepStore
from engine.sweeps.sweep import SamplerName, SweepSettings

MOST_COST, LEAST_KEPT = 0.05, 0.9
KINDS = ("trials of a sweep", "trainings in plain processes", "products of matrices")
TRIAL_SECONDS = 1.0
SPACE = SearchSpace.from_data(
    {
        "learning_rate": {"low": 1e-4, "high": 1e-2, "log": True},
        "momentum": {"low": 0.0, "high": 0.9},
        "beta1": {"low": 0.5, "high": 0.95},
        "nesterov": [True, False],
    }
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Trials while all workers were busy: how many ended, in what time, and how much of it trained."""

    trials: int
    seconds: float
    trained: float
    """Seconds of all workers."""
    workers: int

    @property
    def rate(self) -> float:
        return self.trials / self.seconds

    @property
    def cost(self) -> float:
        return 1 - self.trained / (self.seconds * self.workers)

    @property
    def trial_seconds(self) -> float:
        return self.trained / self.trials


def measure(project: Project, trials: int, workers: int, sampler: SamplerName, folder: Path, name: str) -> Measured:
    """Do a sweep of ``trials`` of each worker and some more: the first load the data, the last leave workers idle."""
    runs = RunStore(folder / "runs")
    settings = SweepSettings(trials=(trials + WARM_UPS + LEFT_OUT) * workers, workers=workers, sampler=sampler)
    runner = SweepRunner(SweepStore(folder / "sweeps").create(project, SPACE, settings, name), runs)
    runner.start()
    wanted = [WARM_UPS * workers, (WARM_UPS + trials) * workers]
    moments: list[tuple[float, set[int]]] = []
    while not runner.join(0.01):
        ended = {trial.number for trial in runner.snapshot().trials if trial.state == "completed"}
        if len(moments) < len(wanted) and len(ended) >= wanted[len(moments)]:
            moments.append((time.perf_counter(), ended))
    state = runner.snapshot()
    if state.status != "completed" or len(moments) < len(wanted):
        raise SystemExit(f"the sweep did not complete: {state.problem}")
    (began, before), (ended_at, all_ended) = moments
    counted = [trial for trial in state.trials if trial.number in all_ended - before]
    trained = sum(runs.open(trial.run).metadata().seconds for trial in counted)
    return Measured(len(counted), ended_at - began, trained, workers)


def lasting_a_second(folder: Path) -> Project:
    """A project whose trials take about a second each on one core."""
    base = Project.from_template("mlp")
    values = {"device": "cpu", "tune": False, "limit_train": 2000, "epochs": 2, "optimizer": "sgd"}
    project = replace(base, training=base.training.model_validate(base.training.model_dump() | values))
    found = measure(project, 4, 1, "random", folder, "calibration")
    epochs = max(2, round(2 * TRIAL_SECONDS / found.trial_seconds))
    return replace(project, training=project.training.model_copy(update={"epochs": epochs}))


def rates_of(project: Project, trials: int, cores: Sequence[int], folder: Path) -> tuple[float, float, float]:
    """A second on these cores: trials of a sweep, the same trainings in plain processes, and products of matrices."""
    everything = core_numbers()
    os.sched_setaffinity(0, cores)
    sweep = measure(project, trials, len(cores), "random", folder, f"workers-{len(cores)}")
    os.sched_setaffinity(0, everything)
    plain = trainings_a_second(project, trials, cores, folder / f"plain-{len(cores)}")
    print(f"{len(cores)}: {sweep.rate:.2f}, {plain:.2f} a second, {sweep.cost:.1%} not trained", file=sys.stderr)
    return sweep.rate, plain, products_a_second(cores)


def main() -> int:
    """Measure and print the tables; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--trials", type=int, default=20, help="trials of each worker (default: 20)")
    arguments.add_argument("--rounds", type=int, default=3, help="of one worker against all (default: 3)")
    chosen = arguments.parse_args()
    cores = core_numbers()
    os.environ["OMP_NUM_THREADS"] = "1"
    print(machine_line() + "\n")
    missed = False
    with tempfile.TemporaryDirectory() as place:
        os.environ["NETWRIGHT_HOME"] = place
        folder = Path(place)
        os.sched_setaffinity(0, cores[:1])
        project = lasting_a_second(folder)
        os.sched_setaffinity(0, cores)
        rows = []
        for sampler in ("random", "tpe"):
            found = measure(project, chosen.trials, 1, sampler, folder, f"cost-{sampler}")
            missed |= found.cost > MOST_COST
            rows.append([sampler, f"{found.trial_seconds:.2f} s", f"{found.cost:.1%}", f"≤ {MOST_COST:.0%}"])
        print(table(["sampler", "a trial", "scheduler's share", "target"], rows) + "\n")
        ones, alls = [], []
        for number in range(chosen.rounds):
            ones.append(rates_of(project, chosen.trials, cores[:1], folder / f"round-{number}"))
            alls.append(rates_of(project, chosen.trials, cores, folder / f"round-{number}"))
        rows = []
        for kind, one, many in zip(KINDS, zip(*ones, strict=True), zip(*alls, strict=True), strict=True):
            gain = median(more / less for more, less in zip(many, one, strict=True))
            rows.append([kind, f"{median(one):,.2f}", f"{median(many):,.2f}", f"{gain:.2f}"])
        print(table(["", "a second on one core", f"on {len(cores)}", "gain"], rows) + "\n")
        kept = median(sweep / plain for sweep, plain, _ in alls)
        missed |= kept < LEAST_KEPT
        print(f"A sweep's workers do {kept:.2f} of what plain processes do beside each other (target: {LEAST_KEPT}).")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
