"""What ``submitit`` starts on each node of a cluster: ``torchrun``, on the newest checkpoint where there is one."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.distributed.launch import APP, TORCHRUN
from engine.distributed.places import SlurmCluster, short_name
from engine.distributed.slurm import minutes_of
from engine.runs.run import METADATA_FILE
from engine.training.generations import checkpoints

if TYPE_CHECKING:
    from submitit.helpers import DelayedSubmission

_PORTS = 20_000


@dataclass(frozen=True, slots=True)
class NodeTraining:
    """Called on every node. submitit queues it again, by :meth:`checkpoint`, when its time is over.

    ``project`` and ``run`` are whole paths, the same on all nodes.
    """

    project: Path
    run: Path
    processes: int
    restarts: int
    cores: int

    def __call__(self) -> None:
        """Train until the end; raises :class:`subprocess.CalledProcessError` where the processes gave up."""
        import submitit

        job = submitit.JobEnvironment()
        number = sum(map(ord, job.job_id))
        words = [
            *(f"--nnodes={job.num_nodes}", f"--nproc-per-node={self.processes}", f"--max-restarts={self.restarts}"),
            *("--rdzv-backend=c10d", f"--rdzv-id={job.job_id}"),
            f"--rdzv-endpoint={job.hostnames[0]}:{_PORTS + number % _PORTS}",
        ]
        command = [sys.executable, "-m", TORCHRUN, *words, str(APP), *self.work()]
        subprocess.run(command, check=True, env=os.environ | {"OMP_NUM_THREADS": str(self.cores)})

    def work(self) -> tuple[str, ...]:
        """The command of the terminal: a new run, or the one that is there."""
        if checkpoints(self.run):
            return ("resume", str(self.run))
        if (self.run / METADATA_FILE).exists():  # it ended before its first checkpoint
            return ("train", str(self.project), "--run-dir", str(self.run.with_name(f"{self.run.name}-again")))
        return ("train", str(self.project), "--run-dir", str(self.run))

    def checkpoint(self) -> "DelayedSubmission":
        """What goes on once there is time again: the run keeps checkpoints by itself."""
        from submitit.helpers import DelayedSubmission

        return DelayedSubmission(self)


def parameters_of(place: SlurmCluster, title: str) -> dict[str, Any]:
    """What submitit asks Slurm for."""
    return {
        "job_name": short_name(title),
        "nodes": place.nodes,
        "ntasks_per_node": 1,
        "cpus_per_task": place.processes_per_node * place.cores,
        "time": minutes_of(place.time),
        "setup": [f"cd -- {shlex.quote(str(APP.parent))}", *([place.environment] if place.environment.strip() else [])],
        **({"gpus_per_node": place.gpus} if place.gpus else {}),
        **({"partition": place.partition} if place.partition else {}),
        **({"account": place.account} if place.account else {}),
    }
