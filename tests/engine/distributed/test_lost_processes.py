"""A process that is killed, and a wish to stop that one of them hears: the others know, and nothing learned is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

from engine.project import Project, save_project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.checkpoint import State, load_newest
from engine.training.generations import checkpoints
from tests.engine.distributed.ranks import PATIENCE, commanded, project_of, small_network, trained_by

ROOT = Path(__file__).parents[3]


def long_project() -> Project:
    return project_of(small_network("Dropout"), limit_train=1500, epochs=10, augment_shift=2.0, checkpoint_seconds=1)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def the_run(home: Path) -> Run | None:
    runs = RunStore(home / "runs").list()
    assert len(runs) <= 1, "one run is written"
    return Run(runs[0].folder) if runs else None


def has_learned(home: Path) -> bool:
    """Whether a checkpoint of some epochs is on the disk."""
    run = the_run(home)
    found = [] if run is None else checkpoints(run.folder)
    return bool(found) and found[0].count > 0


def state_of(run: Run) -> State:
    return load_newest(run.folder)[0]


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    file = tmp_path / "long.json"
    save_project(long_project(), file)
    return file


@pytest.mark.parametrize("lost", [signal.SIGKILL, signal.SIGSTOP])
def test_when_a_process_is_lost_the_run_ends_with_a_sentence_and_can_go_on(
    lost: int, project_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETWRIGHT_PATIENCE", "6")  # for one that hangs; one that is gone is noticed at once
    processes = commanded(2, ["train", str(project_file)], tmp_path)
    until(lambda: has_learned(tmp_path))
    os.kill(processes[1].pid or 0, lost)
    processes[0].join(PATIENCE)
    processes[1].kill()
    assert processes[0].exitcode == 1
    said = (tmp_path / "said-0").read_text()
    assert "Another of the 2 processes of this run has ended or does not answer; rank 0 noticed it." in said
    run = the_run(tmp_path)
    assert run is not None
    summary = run.summary()
    assert (summary.status, summary.resumable) == ("failed", True)
    assert "Another of the 2 processes" in str(summary.error)


def test_all_stop_at_the_same_step_when_one_hears_that_the_job_ends(project_file: Path, tmp_path: Path) -> None:
    processes = commanded(2, ["train", str(project_file)], tmp_path)
    until(lambda: has_learned(tmp_path))
    os.kill(processes[1].pid or 0, signal.SIGUSR1)
    for process in processes:
        process.join(PATIENCE)
        assert process.exitcode == 1
    run = the_run(tmp_path)
    assert run is not None
    assert run.summary().status == "cancelled"
    assert state_of(run).notes["progress"]["step"] == len(run.metrics().step_losses)
    assert "cancelled after" in (tmp_path / "said-0").read_text()
    assert (tmp_path / "said-1").read_text().startswith("netwright: rank 1: cancelled after")


def test_torchrun_restarts_to_the_bits_of_an_undisturbed_run(project_file: Path, tmp_path: Path) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    for home in (undisturbed, disturbed):
        home.mkdir()
    command = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "--max-restarts", "1"]
    torchrun = subprocess.Popen(
        [sys.executable, *command, str(ROOT / "app.py"), "train", str(project_file), "--json"],
        env={**os.environ, "NETWRIGHT_HOME": str(disturbed), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: has_learned(disturbed) or torchrun.poll() is not None)
    leader = next(one for one in psutil.Process(torchrun.pid).children() if one.environ().get("RANK") == "0")
    leader.kill()
    (expected,) = trained_by(2, [long_project()], undisturbed)
    said, complained = torchrun.communicate(timeout=PATIENCE)
    assert torchrun.returncode == 0, complained
    assert '"outcome": "completed"' in said
    run, other = the_run(disturbed), the_run(undisturbed)
    assert run is not None
    assert other is not None
    metadata = run.metadata()
    assert (metadata.resumed, metadata.processes) == (1, 2)
    assert np.array_equal(run.metrics().step_losses, np.array(expected.losses, np.float32))
    mine, theirs = state_of(run).tensors, state_of(other).tensors
    assert mine.keys() == theirs.keys()
    assert all(torch.equal(mine[name], theirs[name]) for name in mine)
    assert run.best_weights.read_bytes() == other.best_weights.read_bytes()
