"""Handing a script to Slurm: by ``submitit`` where it is installed, else by ``sbatch`` where that is here."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import Literal

from engine.distributed.places import SlurmCluster
from engine.distributed.submitted import NodeTraining, parameters_of
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_PATIENCE_SECONDS = 60.0
_NUMBER = re.compile(r"job (?P<id>\d+)")

Way = Literal["submitit", "sbatch"]


def way_to_submit() -> Way | None:
    """How a job can be submitted from here; ``None`` where this machine knows no Slurm."""
    if shutil.which("sbatch") is None:
        return None
    return "submitit" if shutil.which("srun") and importlib.util.find_spec("submitit") is not None else "sbatch"


def submit(place: SlurmCluster, title: str, script: Path) -> str:
    """Submit the training and return the job's number; raises :class:`NetwrightError` with Slurm's own words.

    ``script`` is the file of :func:`engine.distributed.slurm.slurm_script`; what Slurm prints goes beside it.
    """
    way = way_to_submit()
    if way is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no Slurm here: expected the command “sbatch”, found none."),
            QT_TRANSLATE_NOOP("engine", "Save the script, bring it to the cluster and start it there with sbatch."),
        )
    return _by_submitit(place, title, script.parent) if way == "submitit" else _by_sbatch(script)


def _by_sbatch(script: Path) -> str:
    try:
        done = subprocess.run(
            ["sbatch", str(script)],
            cwd=script.parent,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused(str(error)) from error
    number = _NUMBER.search(done.stdout)
    if done.returncode != 0 or number is None:
        raise _refused((done.stderr or done.stdout).strip()[:500])
    return number["id"]


def _by_submitit(place: SlurmCluster, title: str, folder: Path) -> str:
    import submitit

    home = Path(place.folder).expanduser()
    training = NodeTraining(
        home / place.project, home / place.run, place.processes_per_node, place.restarts, place.cores
    )
    try:
        executor = submitit.SlurmExecutor(folder)
        executor.update_parameters(**parameters_of(place, title))
        return str(executor.submit(training).job_id)
    except (OSError, RuntimeError) as error:  # submitit's own are RuntimeErrors
        raise _refused(str(error).strip()[:500]) from error


def _refused(reason: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "Slurm did not take the job: {reason}"),
        QT_TRANSLATE_NOOP("engine", "Check partition, account and time, then submit it again."),
        reason=reason,
    )
