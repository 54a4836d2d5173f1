"""The command that trains a project on several processes: ``torchrun``, which starts ``app.py train`` in each."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.distributed.places import AnotherMachine, ThisMachine

APP = Path(__file__).parents[2] / "app.py"
TORCHRUN = "torch.distributed.run"
"""``torchrun`` is another name of this module, which the right Python starts wherever it is."""


def command_text(words: Sequence[str]) -> str:
    """A command as a person pastes it into a shell."""
    return shlex.join(words)


def local_command(place: ThisMachine, project: Path, run: Path) -> tuple[str, ...]:
    """What trains the project's file here, with the run in that folder; one process needs no ``torchrun``."""
    training = (str(APP), "train", str(project), "--run-dir", str(run))
    if place.processes == 1:
        return (sys.executable, *training)
    sizes = (f"--nproc-per-node={place.processes}", f"--max-restarts={place.restarts}")
    return (sys.executable, "-m", TORCHRUN, "--standalone", *sizes, *training)


def remote_script(place: AnotherMachine) -> str:
    """The lines that a person starts on another machine, or on each of several."""
    training = ("app.py", "train", place.project, "--run-dir", place.run)
    words: tuple[str, ...] = (place.python, *training)
    if place.hosts * place.processes > 1:
        sizes = (f"--nnodes={place.hosts}", f"--nproc-per-node={place.processes}", f"--max-restarts={place.restarts}")
        meeting = (
            ("--standalone",)
            if place.hosts == 1
            else ("--rdzv-backend=c10d", f"--rdzv-id={_identifier(place)}", f"--rdzv-endpoint={place.meeting}")
        )
        words = (place.python, "-m", TORCHRUN, *sizes, *meeting, *training)
    lines = ["#!/bin/bash", "set -euo pipefail", f"cd -- {shlex.quote(place.folder)}", command_text(words)]
    return "\n".join(lines) + "\n"


def _identifier(place: AnotherMachine) -> str:
    """The same on all machines, and another one for another run."""
    return Path(place.run).name or "netwright"
