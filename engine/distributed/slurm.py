"""A script for Slurm: asks for nodes, starts ``torchrun`` on each, and queues itself again until the run is done."""

import shlex

from engine.distributed.launch import TORCHRUN
from engine.distributed.places import SlurmCluster, short_name
from engine.runs.process import CONTROL_FOLDER, SILENCE_OF_BEACON
from engine.training.generations import LAST_FOLDER

_SECONDS_TO_STOP = 120
"""So long before the time is over Slurm tells the script, which lets the run keep a checkpoint and queues again."""


def minutes_of(time: str) -> int:
    """Whole minutes of a time as Slurm takes it, at least one: 90, 90:30, 2:00:00, 1-12, 1-12:30 or 1-12:30:00."""
    days, dash, rest = time.rpartition("-")
    parts = [int(part) for part in rest.split(":")]
    hours, minutes, seconds = (*parts, 0, 0)[:3] if dash or len(parts) == 3 else (0, *parts, 0)[:3]
    return max(int(days or 0) * 1_440 + hours * 60 + minutes + (seconds > 0), 1)


def slurm_script(place: SlurmCluster, title: str) -> str:
    """A script for ``sbatch``. All that a person wrote is quoted, but for the commands before the training."""
    return "\n".join((*_directives(place, title), "", *_preparation(place), "", *_training(place))) + "\n"


def _directives(place: SlurmCluster, title: str) -> list[str]:
    wanted = [
        f"job-name={short_name(title)}",
        f"nodes={place.nodes}",
        "ntasks-per-node=1",
        f"cpus-per-task={place.processes_per_node * place.cores}",
        *([f"gpus-per-node={place.gpus}"] if place.gpus else []),
        f"time={place.time}",
        *([f"partition={place.partition}"] if place.partition else []),
        *([f"account={place.account}"] if place.account else []),
        "output=%x-%j.log",
        "open-mode=append",
        "requeue",
        f"signal=B:USR1@{_SECONDS_TO_STOP}",
    ]
    return ["#!/bin/bash", *(f"#SBATCH --{one}" for one in wanted)]


def _preparation(place: SlurmCluster) -> list[str]:
    return [
        "set -euo pipefail",
        f"cd -- {shlex.quote(place.folder)}",
        f"project={shlex.quote(place.project)}",
        f"run={shlex.quote(place.run)}",
        *([place.environment] if place.environment.strip() else []),
        f"export OMP_NUM_THREADS={place.cores}",
    ]


def _training(place: SlurmCluster) -> list[str]:
    return [
        "# A job that is queued again goes on from the run's newest checkpoint.",
        f'if [[ -e "$run/{CONTROL_FOLDER}" ]]; then',
        f"    sleep {round(SILENCE_OF_BEACON)} # it ended without a word: after that its process counts as dead",
        "fi",
        f'if compgen -G "$run/{LAST_FOLDER}/step-*" >/dev/null; then',
        '    work=(resume "$run")',
        "else",
        '    if [[ -e "$run" ]]; then mv -- "$run" "$run-without-checkpoint-$(date +%s)"; fi',
        '    work=(train "$project" --run-dir "$run")',
        "fi",
        "",
        'read -r first < <(scontrol show hostnames "$SLURM_JOB_NODELIST")',
        "port=$((20000 + SLURM_JOB_ID % 20000))",
        f"srun --kill-on-bad-exit=1 {shlex.quote(place.python)} -m {TORCHRUN} \\",
        f'    --nnodes="$SLURM_NNODES" --nproc-per-node={place.processes_per_node} --max-restarts={place.restarts} \\',
        '    --rdzv-backend=c10d --rdzv-id="$SLURM_JOB_ID-${SLURM_RESTART_COUNT:-0}" \\',
        '    --rdzv-endpoint="$first:$port" \\',
        '    app.py "${work[@]}" &',
        "training=$!",
        "again() {",
        '    kill -TERM "$training"',
        '    wait "$training" || true',
        '    scontrol requeue "$SLURM_JOB_ID"',
        "    exit 0",
        "}",
        "trap again USR1",
        'wait "$training"',
    ]
