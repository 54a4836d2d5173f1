"""What a sweep costs beside its trainings, and what more workers gain.

    uv run python -m benchmarks.sweep_cost

first makes trials last a second. The scheduler's cost is the share of a worker's time in which it does not train from
the end of the first trial to that of the last: everything between two trainings, with search, journal and the
processes' talk. Then one worker on one core and a worker on each core do trials with one thread each; the gain is the
ratio of their rates.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.machine import machine_line, table
from engine.machine.cores import core_numbers
from engine.project import Project
from engine.runs.store import RunStore
from engine.sweeps.runner import SweepRunner
from engine.sweeps.space import SearchSpace
from engine.sweeps.store import SweepStore
from engine.sweeps.sweep import SamplerName, SweepSettings

MOST_COST, LEAST_GAIN = 0.05, 0.9
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
    """Trials from the end of the first to that of the last: how many, in what time, and how much of it trained."""

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
    """Do a sweep whose first trial of each worker does not count, for it loads the data."""
    runs = RunStore(folder / "runs")
    settings = SweepSettings(trials=trials + workers, workers=workers, sampler=sampler)
    runner = SweepRunner(SweepStore(folder / "sweeps").create(project, SPACE, settings, name), runs)
    runner.start()
    began: float | None = None
    counted: set[int] = set()
    while not runner.join(0.002):
        ended = {trial.number for trial in runner.snapshot().trials if trial.state == "completed"}
        if began is None and len(ended) >= workers:
            began, counted = time.perf_counter(), ended
    ended_at = time.perf_counter()
    state = runner.snapshot()
    if state.status != "completed" or began is None:
        raise SystemExit(f"the sweep did not complete: {state.problem}")
    later = [trial for trial in state.trials if trial.number not in counted]
    trained = sum(runs.open(trial.run).metadata().seconds for trial in later)
    return Measured(len(later), ended_at - began, trained, workers)


def lasting_a_second(folder: Path) -> Project:
    """A project whose trials take about a second each on one core."""
    base = Project.from_template("mlp")
    values = {"device": "cpu", "tune": False, "limit_train": 2000, "epochs": 2, "optimizer": "sgd"}
    project = replace(base, training=base.training.model_validate(base.training.model_dump() | values))
    found = measure(project, 4, 1, "random", folder, "calibration")
    epochs = max(2, round(2 * TRIAL_SECONDS / found.trial_seconds))
    return replace(project, training=project.training.model_copy(update={"epochs": epochs}))


def main() -> int:
    """Measure and print the tables; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--trials", type=int, default=20, help="trials of each worker (default: 20)")
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
        os.sched_setaffinity(0, cores[:1])
        one = measure(project, chosen.trials, 1, "random", folder, "one")
        os.sched_setaffinity(0, cores)
        many = measure(project, chosen.trials * len(cores), len(cores), "random", folder, "many")
        gain, target = many.rate / one.rate, LEAST_GAIN * len(cores)
        missed |= gain < target
        row = [str(len(cores)), f"{one.rate:.2f}", f"{many.rate:.2f}", f"{gain:.2f}", f"≥ {target:.2f}"]
        print(table(["workers", "trials/s of one", "trials/s of all", "gain", "target"], [row]))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
