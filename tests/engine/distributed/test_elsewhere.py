"""The command, the scripts and the checks for training elsewhere: whatever a person writes, a shell gets it whole."""

import json
import os
import shlex
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from engine.cli import run
from engine.distributed.launch import local_command, remote_script
from engine.distributed.launched import LaunchedJob, launched_job
from engine.distributed.places import AnotherMachine, Place, SlurmCluster, ThisMachine, of_kind
from engine.distributed.readiness import look_at
from engine.distributed.slurm import minutes_of, slurm_script
from engine.distributed.submit import submit, way_to_submit
from engine.distributed.submitted import NodeTraining
from engine.model.edits import delete_layers
from engine.project import Project, save_project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import EpochCompleted, Event, RunFinished, RunStarted

AWKWARD = 'it\'s "mine" & $HOME ünï 中文; rm -rf x'

PLACES: list[Place] = [
    AnotherMachine(folder=AWKWARD, project=AWKWARD, run=f"-{AWKWARD}", python=AWKWARD),
    AnotherMachine(hosts=3, processes=4, meeting="node-1:29500", folder=AWKWARD, run=AWKWARD),
    SlurmCluster(nodes=2, gpus=4, folder=AWKWARD, project=AWKWARD, run=AWKWARD, python=AWKWARD, partition="gpu,long"),
    SlurmCluster(gpus=0, processes=8, cores=2, account="a/b", environment="module load cuda; source env/bin/activate"),
]


def script_of(place: Place) -> str:
    assert not isinstance(place, ThisMachine)
    return slurm_script(place, AWKWARD) if isinstance(place, SlurmCluster) else remote_script(place)


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands of Slurm that write down what they were asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    commands = {
        "sbatch": f'cp -- "${{@: -1}}" {shlex.quote(str(tmp_path))}/submitted.sh; echo "Submitted batch job 4711"',
        "scontrol": 'if [[ $1 == show ]]; then echo node1; echo node2; else echo "$@" >> "$ASKED"; fi',
        "srun": 'shift; printf "%s\\0" "$@" > "$ASKED.srun"; trap "exit 143" TERM; sleep "${LASTS:-0}" & wait',
    }
    for name, body in commands.items():
        file = folder / name
        file.write_text(f"#!/bin/bash\n{body}\n")
        file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("ASKED", str(tmp_path / "asked"))
    return tmp_path


@pytest.mark.parametrize("place", PLACES)
def test_a_shell_understands_every_script(place: Place, tmp_path: Path) -> None:
    script = tmp_path / "script.sh"
    script.write_text(script_of(place), encoding="utf-8")
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_person_wrote_comes_through_the_shell_as_it_is(tmp_path: Path) -> None:
    place = AnotherMachine(folder=str(tmp_path), project=AWKWARD, run=f"-{AWKWARD}", python="./python it's")
    python = tmp_path / "python it's"
    python.write_text('#!/bin/bash\nprintf "%s\\0" "$@"\n')
    python.chmod(0o755)
    done = subprocess.run(["bash", "-c", remote_script(place)], capture_output=True, timeout=30, check=True)
    words = done.stdout.decode().split("\0")[:-1]
    assert words == ["app.py", "train", AWKWARD, "--run-dir", f"-{AWKWARD}"]


def test_a_slurm_job_trains_first_and_resumes_when_it_is_queued_again(
    cluster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = cluster / AWKWARD
    place = SlurmCluster(nodes=2, gpus=4, folder=str(cluster), project="p.netwright", run=str(run), python="python3")
    monkeypatch.setenv("SLURM_JOB_ID", "4711")
    monkeypatch.setenv("SLURM_NNODES", "2")
    monkeypatch.setenv("SLURM_JOB_NODELIST", "node[1-2]")

    def started() -> list[str]:
        subprocess.run(["bash", "-c", slurm_script(place, "mine")], timeout=30, check=True)
        return (cluster / "asked.srun").read_text(encoding="utf-8").split("\0")[:-1]

    words = started()
    assert words[:4] == ["python3", "-m", "torch.distributed.run", "--nnodes=2"]
    assert "--nproc-per-node=4" in words
    assert "--rdzv-endpoint=node1:24711" in words
    assert words[-5:] == ["app.py", "train", "p.netwright", "--run-dir", str(run)]
    (run / "last").mkdir(parents=True)
    assert started()[-2:] == ["--run-dir", str(run)]  # without a checkpoint it begins anew, and nothing is deleted
    assert [folder.name.startswith(f"{run.name}-without-checkpoint-") for folder in cluster.glob("it*")] == [True]
    (run / "last").mkdir(parents=True)
    (run / "last" / "step-00000007-000001.abc.safetensors").touch()
    assert started()[-3:] == ["app.py", "resume", str(run)]


def test_a_slurm_job_whose_time_is_over_lets_the_run_stop_and_queues_itself_again(
    cluster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"JOB_ID": "4711", "NNODES": "1", "JOB_NODELIST": "node1"}.items():
        monkeypatch.setenv(f"SLURM_{name}", value)
    monkeypatch.setenv("LASTS", "60")
    script = slurm_script(SlurmCluster(folder=str(cluster)), "mine")
    job = subprocess.Popen(["bash", "-c", script], start_new_session=True)
    while not (cluster / "asked.srun").exists():
        assert job.poll() is None
        time.sleep(0.01)
    time.sleep(0.2)
    job.send_signal(signal.SIGUSR1)
    assert job.wait(30) == 0
    assert (cluster / "asked").read_text() == "requeue 4711\n"
    os.killpg(job.pid, signal.SIGTERM)  # what the command that stands for srun left sleeping


def test_jobs_are_submitted_by_submitit_or_sbatch_and_refusals_are_told(
    cluster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = cluster / "script.sh"
    place = SlurmCluster(nodes=2, gpus=4, time="1-12", partition="gpu", folder=str(cluster))
    script.write_text(slurm_script(place, "mine"))
    assert way_to_submit() == "submitit"
    assert submit(place, "mine", script) == "4711"
    asked = (cluster / "submitted.sh").read_text()
    for directive in ("--job-name=mine", "--nodes=2", "--gpus-per-node=4", "--partition=gpu", "--time=2160"):
        assert f"#SBATCH {directive}\n" in asked
    (cluster / "bin" / "srun").unlink()
    if way_to_submit() == "sbatch":
        assert submit(place, "mine", script) == "4711"
        assert (cluster / "submitted.sh").read_text() == script.read_text()
    (cluster / "bin" / "sbatch").write_text("#!/bin/bash\necho 'invalid partition specified: gpu' >&2; exit 1\n")
    with pytest.raises(NetwrightError, match="invalid partition specified: gpu"):
        submit(place, "mine", script)
    monkeypatch.setenv("PATH", str(cluster / "nothing"))
    with pytest.raises(NetwrightError, match="no Slurm here"):
        submit(place, "mine", script)


def test_a_node_resumes_where_the_run_has_a_checkpoint(tmp_path: Path) -> None:
    training = NodeTraining(tmp_path / "p.netwright", tmp_path / "run", 4, 3, 2)
    assert training.work() == ("train", str(tmp_path / "p.netwright"), "--run-dir", str(tmp_path / "run"))
    (tmp_path / "run" / "last").mkdir(parents=True)
    (tmp_path / "run" / "last" / f"step-00000007-000001.{'a' * 64}.safetensors").touch()
    assert training.work() == ("resume", str(tmp_path / "run"))


def test_times_and_names_that_slurm_does_not_know_are_refused() -> None:
    times = {"90": 90, "90:30": 91, "2:00:00": 120, "1-12": 2_160, "1-12:30": 2_190, "0": 1}
    assert {time: minutes_of(time) for time in times} == times
    for wrong in ({"time": "1h"}, {"partition": "a b"}, {"account": "$(x)"}, {"folder": "a\nb"}):
        with pytest.raises(ValidationError):
            SlurmCluster.model_validate(wrong)
    assert of_kind(SlurmCluster, '{"time": "1h"}', "my net").project == "my-net.netwright"
    assert of_kind(SlurmCluster, '{"time": "90"}', "my net").time == "90"


def test_what_stands_in_the_way_is_told_before(tmp_path: Path) -> None:
    project = Project.from_template("mlp")
    texts = [str(finding.text) for finding in look_at(project, ThisMachine(processes=3))]
    assert texts == [
        "The project can be trained.",
        "MNIST is here.",
        "A batch of 64 does not divide by 3 processes: some of them wait for the others.",
    ]
    many = look_at(project, SlurmCluster(nodes=32, gpus=4))[-1]
    assert (many.kind, str(many.text)) == ("error", "A batch of 64 has no image for each of 128 processes.")
    away = look_at(replace(project, dataset="fashion-mnist"), AnotherMachine())[1]
    assert away.kind == "warning"
    assert "data get fashion-mnist" in str(away.text)
    tuned = replace(project, training=project.training.model_copy(update={"start_from": "earlier"}))
    assert "starts from the run earlier: copy its folder" in str(look_at(tuned, AnotherMachine())[2].text)
    broken = replace(project, model=delete_layers(project.model, [project.model.order[1]]))
    assert [finding.kind for finding in look_at(broken, ThisMachine())] == ["error"]


def test_the_terminal_prints_the_same_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "my net.netwright"
    save_project(Project.from_template("mlp"), file)
    assert run(["elsewhere", str(file), "--slurm", "--nodes", "2", "--time", "90"]) == 0
    place = SlurmCluster(nodes=2, time="90", project="mlp.netwright", run="runs/mlp")
    printed = capsys.readouterr()
    assert printed.out == slurm_script(place, "mlp")
    assert "ok: The project can be trained." in printed.err
    assert run(["elsewhere", str(file), "--processes", "128", "--json"]) == 1
    assert "torch.distributed.run --standalone --nproc-per-node=128" in json.loads(capsys.readouterr().out)["script"]
    assert run(["elsewhere", str(file), "--slurm", "--time", "1h"]) == 2
    assert "expected minutes, hours:minutes:seconds" in capsys.readouterr().err
    assert run(["elsewhere", str(file), "--gpus", "2"]) == 2
    assert "--gpus: it has no meaning there" in capsys.readouterr().err


def events_of(job: LaunchedJob) -> list[Event]:
    events: list[Event] = []
    while not events or not isinstance(events[-1], RunFinished):
        events.append(job.events.get(timeout=120))
    assert job.join(30)
    return events


def test_two_processes_are_started_here_and_their_run_is_followed_to_its_end() -> None:
    whole = Project.from_template("softmax-regression")
    values = {"device": "cpu", "epochs": 2, "limit_train": 400, "tune": False}
    project = replace(whole, training=whole.training.model_copy(update=values), title="mine & ünï")
    job = launched_job(project, ThisMachine(processes=2), RunStore())
    job.start()
    events = events_of(job)
    assert isinstance(events[0], RunStarted)
    assert [event.epoch for event in events if isinstance(event, EpochCompleted)] == [1, 2]
    assert isinstance(events[-1], RunFinished)
    assert events[-1].outcome == "completed"
    assert events[-1].test_accuracy == RunStore().list()[0].test_accuracy
    assert job.run.metadata().processes == 2


def test_a_command_that_fails_before_the_run_begins_says_what_it_printed(tmp_path: Path) -> None:
    project = Project.from_template("mlp")
    store = RunStore()
    missing = tmp_path / "missing.netwright"
    run_folder = store.free_folder(project)
    command = local_command(ThisMachine(), missing, run_folder)
    job = LaunchedJob(Run(run_folder), project, command, missing)
    job.start()
    end = events_of(job)[-1]
    assert isinstance(end, RunFinished)
    assert end.failure is not None
    assert "exit code 2" in str(end.failure.text)
    assert "missing.netwright" in str(end.failure.text)
