"""Sweeps with real workers and real trainings: what is kept when processes are killed, and who does what."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.project import Project, load_project, save_project
from engine.runs.store import RunStore
from engine.sweeps.runner import SweepRunner
from engine.sweeps.store import Sweep, SweepStore
from engine.sweeps.sweep import SweepSettings
from engine.sweeps.trials import SweepState
from engine.training.generations import checkpoints
from tests.engine.sweeps.conftest import RATES, project, space

PATIENCE = 120.0
ROOT = Path(__file__).parents[3]


def make(base: Project | None = None, name: str = "s", **settings: Any) -> Sweep:
    return SweepStore().create(base or project(), space(learning_rate=RATES), SweepSettings(**settings), name)


def wait_for(runner: SweepRunner, condition: Callable[[SweepState], bool]) -> SweepState:
    """The first state for which the condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition(state := runner.snapshot()):
        assert time.monotonic() < deadline, f"it never came true: {state.status} {state.problem} {dict(state.counts)}"
        assert not runner.join(0.02) or condition(runner.snapshot()), f"it ended before: {runner.snapshot().problem}"
    return state


def end(runner: SweepRunner) -> SweepState:
    assert runner.join(PATIENCE)
    return runner.snapshot()


def check_each_trial_has_one_run(state: SweepState) -> None:
    """Every trial has a run of its own, which says so, and no run more."""
    listed = [run for run in RunStore().list() if run.lineage is not None and run.lineage.group == state.name]
    runs = {summary.name: summary for summary in listed}
    assert sorted(runs) == sorted(trial.run for trial in state.trials if trial.run)
    for trial in state.trials:
        lineage = runs[trial.run].lineage
        assert lineage is not None
        assert (lineage.relation, lineage.group, lineage.index) == ("trial", state.name, trial.number)
    assert [trial.number for trial in state.trials] == list(range(len(state.trials)))


def test_a_killed_worker_costs_no_trial_and_pause_resume_extend_and_stop_do_what_they_say() -> None:
    """One sweep with two workers through all of it, since each worker takes seconds to load torch."""
    sweep = make(project(epochs=120), workers=2, trials=3, sampler="random")
    runner = SweepRunner(sweep, RunStore())
    runner.start()
    os.kill(until(lambda: a_worker_at_an_epoch(runner)), signal.SIGKILL)
    runner.pause()
    wait_for(runner, lambda state: state.status == "paused")
    before = runner.snapshot().ended
    time.sleep(0.5)
    assert runner.snapshot().ended <= before + 1  # one may have been at its end when it was told
    runner.extend(1)
    runner.resume()
    wait_for(runner, lambda state: state.ended >= 2)
    runner.stop()
    stopped = end(runner)
    assert stopped.status == "stopped"
    assert stopped.planned == 4
    assert stopped.counts["running"] == 0

    again = SweepRunner(sweep, RunStore(), SweepSettings(**{**sweep.settings().model_dump(), "workers": 1}))
    again.start()
    state = end(again)
    assert (state.status, dict(state.counts)) == ("completed", {"completed": 4})
    check_each_trial_has_one_run(state)
    assert all(trial.measures["validation_accuracy"] > 0.2 for trial in state.trials)
    assert state.best is not None
    assert RunStore().open(state.best.run).metadata().test_accuracy is not None  # a run like any other
    summary = SweepStore().list()[0]
    assert (summary.status, summary.completed, summary.best_run) == ("completed", 4, state.best.run)


def test_trials_that_were_asked_for_right_before_the_stop_are_planned() -> None:
    sweep = make(trials=3, sampler="random")
    runner = SweepRunner(sweep, RunStore())
    runner.extend(2)
    runner.stop()
    runner.start()
    assert (end(runner).status, end(runner).planned) == ("stopped", 5)
    again = SweepRunner(sweep, RunStore())
    again.start()
    assert dict(end(again).counts) == {"completed": 5}


def test_two_programs_share_a_sweep_and_one_that_is_killed_leaves_its_trials_to_the_other(home: Path) -> None:
    save_project(project(epochs=150), home / "p.netwright")
    words = ("--set", "learning_rate=0.001..0.1:log", "--sampler", "random", "--name", "s", "--trials", "4")
    first = program(home, "sweep", str(home / "p.netwright"), *words)
    sweep = until(lambda: next((one for one in SweepStore().list()), None))
    second = SweepRunner(SweepStore().open(sweep.name), RunStore(), SweepSettings(trials=4, sampler="random"))
    second.start()
    state = wait_for(second, lambda state: state.ended >= 1 and state.counts["running"] >= 2)
    ended = {trial.number: trial for trial in state.trials if trial.state == "completed"}
    first.kill()
    first.wait(30)
    state = end(second)
    assert (state.status, dict(state.counts)) == ("completed", {"completed": 4})
    check_each_trial_has_one_run(state)
    for number, trial in ended.items():  # what was done is what it was
        assert state.trials[number] == trial
        assert RunStore().open(trial.run).metadata().resumed == 0


def test_a_sweep_goes_on_after_its_program_was_killed(home: Path) -> None:
    save_project(project(epochs=60), home / "p.netwright")
    words = ("--set", "learning_rate=0.001..0.1:log", "--sampler", "random", "--name", "s", "--trials", "3")
    killed = program(home, "sweep", str(home / "p.netwright"), *words)
    until(lambda: {run.status for run in RunStore().list()} == {"completed", "running"})
    killed.kill()
    killed.wait(30)
    done = {run.name: run for run in RunStore().list() if run.status == "completed"}

    again = program(home, "sweep", "--resume", "s", "--json", "--best-to", str(home / "best.netwright"))
    out, _ = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0
    told = json.loads(out.splitlines()[-1])
    assert told["counts"] == {"completed": 3}
    runs = {run.name: run for run in RunStore().list()}
    assert sorted(runs) == sorted(trial["run"] for trial in told["trials"])
    assert all(runs[name].created == run.created and runs[name].seconds == run.seconds for name, run in done.items())
    best = load_project(home / "best.netwright")
    assert best.training.learning_rate == told["best"]["values"]["learning_rate"]


def test_a_sweep_whose_trials_all_fail_stops_after_a_few_with_the_reason() -> None:
    runner = SweepRunner(make(project(start_from="no-such-run"), trials=20, sampler="random"), RunStore())
    runner.start()
    state = end(runner)
    assert state.status == "failed"
    assert "no-such-run" in str(state.problem)
    assert state.counts["failed"] == 5
    assert all("no-such-run" in str(trial.error) for trial in state.trials if trial.state == "failed")


def test_trials_of_one_shape_are_computed_together_and_come_to_what_they_come_to_alone() -> None:
    dimensions = space(learning_rate=RATES, optimizer=["adam", "sgd"], batch_size=[50, 100])
    states = []
    for name, stack in (("alone", 1), ("stacked", 6)):
        settings = SweepSettings(sampler="random", trials=6, stack=stack)
        runner = SweepRunner(SweepStore().create(project("mlp"), dimensions, settings, name), RunStore())
        runner.start()
        states.append(end(runner))
        check_each_trial_has_one_run(states[-1])
    alone, stacked = states
    assert [trial.values for trial in alone.trials] == [trial.values for trial in stacked.trials]
    for one, other in zip(alone.trials, stacked.trials, strict=True):
        assert other.state == "completed"
        assert one.measures["validation_loss"] == pytest.approx(other.measures["validation_loss"], rel=1e-3)
    plans = [RunStore().open(trial.run).metadata().plan or {} for trial in stacked.trials]
    assert max(plan.get("together", 1) for plan in plans) >= 2


def test_trials_whose_worker_is_killed_go_on_together() -> None:
    base = project("mlp", epochs=6, limit_train=10_000, batch_size=2_000, checkpoint_seconds=1)
    runner = SweepRunner(make(base, trials=2, sampler="random", stack=2), RunStore())
    runner.start()
    until(lambda: len([run for run in RunStore().list() if checkpoints(run.folder)]) == 2)
    os.kill(until(lambda: a_worker_at_an_epoch(runner)), signal.SIGKILL)
    state = end(runner)
    assert dict(state.counts) == {"completed": 2}
    check_each_trial_has_one_run(state)
    for trial in state.trials:
        metadata = RunStore().open(trial.run).metadata()
        assert metadata.plan is not None
        assert (metadata.epochs_done, metadata.resumed, metadata.plan["together"]) == (6, 1, 2)


def a_worker_at_an_epoch(runner: SweepRunner) -> int | None:
    """The process that trains a trial of which an epoch is done."""
    begun = [trial.number for trial in runner.snapshot().trials if trial.state == "running" and trial.intermediate]
    return next((worker for number in begun if (worker := runner.worker_of(number)) is not None), None)


def program(home: Path, *arguments: str) -> "subprocess.Popen[str]":
    """The program itself, as a process of its own."""
    environment = {**os.environ, "NETWRIGHT_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def until(found: Callable[[], Any]) -> Any:
    """What was waited for."""
    deadline = time.monotonic() + PATIENCE
    while not (value := found()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
    return value


@pytest.fixture(autouse=True)
def no_worker_left() -> Any:
    """Every worker ends with its scheduler, however that ended."""
    yield
    deadline = time.monotonic() + 10
    while left := multiprocessing.active_children():
        assert time.monotonic() < deadline, f"workers are left: {left}"
        time.sleep(0.05)
